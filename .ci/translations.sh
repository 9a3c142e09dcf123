#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# `make translations`: collects the texts of the sources into resources/i18n/heinola_{fi,sv}.ts, compiles them, and tells
# how many are still untranslated. The .ts files are committed, the .qm files are built from them.
set -euo pipefail
cd "$(dirname "$0")/.."

mapfile -t sources < <(find heinola_planning_plugin processing_scripts -name '*.py' -o -name '*.ui' | LC_ALL=C sort)
mkdir -p resources/i18n
for language in fi sv; do
    ts=resources/i18n/heinola_$language.ts
    # pylupdate5 writes paths relative to the .ts file; -noobsolete keeps the catalogue to what the sources say
    PYTHONWARNINGS=ignore pylupdate5 -noobsolete "${sources[@]}" -ts "$ts"
    sed -i "s/<TS version=\"2.1\">/<TS version=\"2.1\" language=\"$language\" sourcelanguage=\"en\">/" "$ts"
    lrelease -silent "$ts" -qm "${ts%.ts}.qm"
    printf '%s: %s texts, %s not translated\n' "$ts" "$(grep -c '<source>' "$ts" || true)" "$(grep -c 'type="unfinished"' "$ts" || true)"
done
