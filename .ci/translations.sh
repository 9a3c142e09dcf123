#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `make translations`: collects the texts of the sources into resources/i18n/heinola_{fi,sv}.ts, compiles them, and tells
# how many are still untranslated. The .ts files are committed, the .qm files are built from them.
set -euo pipefail
cd "$(dirname "$0")/.."

mkdir -p build resources/i18n
build/venv/bin/python .ci/core_texts.py >build/core_texts.py
mapfile -t sources < <(find heinola_planning_plugin processing_scripts -name '*.py' -o -name '*.ui' | LC_ALL=C sort)
for language in fi sv; do
    ts=resources/i18n/heinola_$language.ts
    # -noobsolete: the catalogue holds what the sources say, and no more
    PYTHONWARNINGS=ignore pylupdate5 -noobsolete "${sources[@]}" build/core_texts.py -ts "$ts"
    # without line numbers: they would change in every commit
    sed -i -e '/^ *<location /d' -e "s/<TS version=\"2.1\".*>/<TS version=\"2.1\" language=\"$language\" sourcelanguage=\"en\">/" "$ts"
    lrelease -silent "$ts" -qm "${ts%.ts}.qm"
    printf '%s: %s texts, %s not translated\n' "$ts" "$(grep -c '<source>' "$ts" || true)" "$(grep -c 'type="unfinished"' "$ts" || true)"
done
