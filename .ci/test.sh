#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The three suites of `make test`, each with pytest's own closing line. All run; the exit code tells of any failure.
set -uo pipefail
cd "$(dirname "$0")/.."
export PYTHONNOUSERSITE=1 LC_ALL=C.UTF-8
unset PYTHONPATH QGIS_PLUGINPATH QGIS_CUSTOM_CONFIG_PATH

rm -rf .qgis-settings # where pytest-qgis keeps QGIS's settings; those of an earlier run must not colour this one
failed=()
suite() { # suite FOLDER COMMAND…; a folder without a test file is said and passed over, pytest finding none in one fails
    local folder=$1 code=0
    shift
    if [ -z "$(find "$folder" -name 'test_*.py' -print -quit)" ]; then
        echo "== $folder: no test file"
        return
    fi
    echo "== $folder"
    timeout --kill-after=30 3000 "$@" build/venv/bin/python -X faulthandler -m pytest "$folder" "${options[@]}" || code=$?
    if [ $code -ne 0 ]; then failed+=("$folder (exit $code)"); fi
}

options=(-p no:pytest_qgis) suite tests/unit env
options=() suite tests/qgis env QT_QPA_PLATFORM=offscreen
options=() suite tests/gui env -u QT_QPA_PLATFORM xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24 +extension GLX"

[ ${#failed[@]} -eq 0 ] || { printf 'failed: %s\n' "${failed[@]}" >&2; exit 1; }
