#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The Python environment of `make bench` and `make tiles`, apart from QGIS's. Without a network it says so and gives 1.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
venv="$root/build/bench-venv"
wanted="$root/tests/benchmarks/requirements.txt"
export PYTHONNOUSERSITE=1
unset PYTHONPATH PYTHONHOME

stamp="$venv/.made-$(sha256sum "$wanted" | cut -c1-16)"
if [ -e "$stamp" ]; then exit 0; fi
mkdir -p "$root/build"
exec 9>"$root/build/.bench-venv.lock"
flock 9
if [ -e "$stamp" ]; then exit 0; fi
echo "== Making the environment of the comparisons (once; progress in build/bench-venv.log)"
/usr/bin/python3 -m venv --clear "$venv"
if ! "$venv/bin/python" -m pip install --disable-pip-version-check --no-color --progress-bar off --prefer-binary \
    -r "$wanted" >"$root/build/bench-venv.log" 2>&1 </dev/null; then
    tail -n 3 "$root/build/bench-venv.log" >&2
    echo "bench: geopandas, scikit-criteria, pymcdm, dask and matplotlib can't be installed (no network?)" >&2
    exit 1
fi
touch "$stamp"
