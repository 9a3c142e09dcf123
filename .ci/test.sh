#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The three suites of `make test`, each with pytest's own closing line. All run; the exit code tells of any failure.
set -uo pipefail
cd "$(dirname "$0")/.."
export PYTHONNOUSERSITE=1 LC_ALL=C.UTF-8
unset PYTHONPATH QGIS_PLUGINPATH QGIS_CUSTOM_CONFIG_PATH

rm -rf .qgis-settings # where pytest-qgis keeps QGIS's settings; those of an earlier run must not colour this one
failed=()
suite() { # suite FOLDER "PYTEST OPTIONS" COMMAND…; a folder without a test file is said and passed over
    local folder=$1 code=0 options
    read -ra options <<<"$2"
    shift 2
    if [ -z "$(find "$folder" -name 'test_*.py' -print -quit 2>/dev/null)" ]; then
        echo "== $folder: no test file"
        return
    fi
    echo "== $folder"
    # pytest's exit 5, files but no test collected, counts as a failure like any other
    timeout --kill-after=30 3000 "$@" build/venv/bin/python -X faulthandler -m pytest "$folder" "${options[@]}" || code=$?
    if [ $code -ne 0 ]; then failed+=("$folder (exit $code)"); fi
}

suite tests/unit "-p no:pytest_qgis -n auto" env
suite tests/qgis "" env QT_QPA_PLATFORM=offscreen
suite tests/gui "" env -u QT_QPA_PLATFORM xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24 +extension GLX"

[ ${#failed[@]} -eq 0 ] || { printf 'failed: %s\n' "${failed[@]}" >&2; exit 1; }
