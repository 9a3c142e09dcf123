# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of docs/sources.md hold. Write them anew: `python tests/unit/test_intake_sources.py`."""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for _path in (ROOT, ROOT / "tests"):
    if str(_path) not in sys.path:
        sys.path.insert(0, str(_path))

from helpers import SHARED_DATA, shared_data  # noqa: E402

from heinola_planning_plugin.core import files  # noqa: E402
from heinola_planning_plugin.core.errors import InputError  # noqa: E402
from heinola_planning_plugin.core.intake import checks, matching, signatures  # noqa: E402
from heinola_planning_plugin.core.intake.coordinates import detect  # noqa: E402

PAGE = ROOT / "docs" / "sources.md"
ENDINGS = (".gpkg", ".geojson", ".shp", ".gml", ".pbf", ".zip", ".topojson", ".json", ".csv")
MUNICIPALITY = {"helsinki": "091", "lahti": "398", "sipoo": "753", "espoo": "049", "tampere": "837", "oulu": "564"}


def known_sources() -> str:
    """Give the table of signatures: role, source, layer names."""
    order = [*matching.roles(), signatures.OTHER]
    rows = sorted(signatures.signatures().values(), key=lambda each: (order.index(each.role), each.id))
    lines = ["| role | source | layer names | fields that tell it |", "|---|---|---|---|"]
    for each in rows:
        layers = ", ".join(f"`{name}`" for name in each.layers) or "any"
        fields = ", ".join(f"`{name}`" for name in each.fields) or "–"
        lines.append(f"| {each.role} | {each.names['fi']} | {layers} | {fields} |")
    return "\n".join(lines)


def measured() -> Iterator[str]:
    """Give a row of the table for each layer of the real data."""
    yield "| data | layer | rows | coordinate system | role | recognised as | sureness | kept | rejected | noticed |"
    yield "|---|---|---:|---|---|---|---:|---:|---:|---|"
    for path in sorted(path for path in SHARED_DATA.rglob("*") if path.suffix.lower() in ENDINGS):
        for layer in files.list_layers(path):
            if layer != "layer_styles":
                yield measured_row(path, layer)


def measured_row(path: Path, layer: str) -> str:
    table = files.read(path, layer)
    found = signatures.recognise(table)
    place = path.relative_to(SHARED_DATA).parts[0]
    code = next((code for name, code in MUNICIPALITY.items() if name in place), None)
    position = detect(table, code)
    crs = position.crs if len(position.crs) < 20 else "another system"
    head = f"| {place} | {layer} | {len(table)} | {crs or '–'} |"
    if not found:
        return f"{head} – | nothing known | | | | |"
    best = found[0]
    source = best.source or "by its fields"
    if best.role == signatures.OTHER:
        return f"{head} other | {source} | {best.confidence:.2f} | | | |"
    try:
        checked = checks.check(table, best.role, code)
    except InputError as error:
        return f"{head} {best.role} | {source} | {best.confidence:.2f} | | | {error.problem} |"
    noticed = ", ".join(
        f"{finding.code} {finding.count}" if finding.count else finding.code
        for finding in checked.findings
        if not finding.code.startswith("unknown_") and finding.code != "other_kind"
    )
    return (
        f"{head} {best.role} | {source} | {best.confidence:.2f} | {checked.kept_count} | {checked.rejected_count} "
        f"| {noticed} |"
    )


def with_tables(page: str, tables: dict[str, str]) -> str:
    """Put the tables between their marks in the page."""
    for name, table in tables.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- end {name} -->)", re.DOTALL)
        page, count = pattern.subn(lambda found, table=table: found[1] + table + found[2], page)
        assert count == 1, f"the mark {name} is not in {PAGE.name}"
    return page


def test_the_page_knows_every_signature():
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_tables(page, {"known": known_sources()}), "run: python tests/unit/test_intake_sources.py"


def test_the_page_has_the_figures_of_the_real_data():
    shared_data("README.md")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page = PAGE.read_text(encoding="utf-8")
        assert page == with_tables(page, {"measured": "\n".join(measured())}), (
            "run: python tests/unit/test_intake_sources.py"
        )


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_tables(text, {"known": known_sources(), "measured": "\n".join(measured())}), encoding="utf-8")
