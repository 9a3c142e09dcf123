# SPDX-License-Identifier: GPL-2.0-or-later
"""`make real-runs`: the plugin's algorithms on real open data; writes docs/real-runs.md and its pictures."""

from __future__ import annotations

import importlib
import os
import platform
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [
    str(ROOT / "tests"),
    str(ROOT),
    "/usr/share/qgis/python/plugins",
    "/usr/share/qgis/python",
]

from qgis.core import Qgis, QgsApplication  # noqa: E402 - the paths come first

PLACES = ("tampere", "sipoo", "enonsaari", "helsinki", "cambridge")
WORK = ROOT / "build" / "real-runs"
PICTURES = ROOT / "docs" / "img"

HEAD = """# The plugin on real data

## Suomeksi lyhyesti

Lisäosan algoritmit ajettiin viidellä oikealla avoimella aineistolla sellaisina kuin ne on julkaistu: GK24- ja
GK26-koordinaatit, pohjoinen ennen itää, kymmenmerkkiset kenttänimet, muodottomat rivit, Kaava-JSON. Jokaisesta paikasta
kerrotaan, mitä tuli ulos, kuinka kauan se kesti, ja vähintään kolme kohdetta on laskettu käsin lähtötiedostosta
ellipsoidilla ilman lisäosan koodia. Tärkeimmät havainnot:

- **Tampere**: yleiskaavan 304 aluetta jaettiin sen omien kehittämisvyöhykkeiden rajoilla; ristiriidat ovat lähes kaikki
  asuinalueita Etelän kasvusuunnassa. Teollisuusvaraukseen mikään alue ei kelpaa ilman ehtoja, koska asuntoja ja
  pohjavesialueen luokkaa ei ole aineistossa, ja se sanotaan.
- **Sipoo**: lainvoimaisessa kaavassa on 34 201 k-m², ehdotuksessa 34 162 k-m². Litistetyn kopion luvut kortteleista 901 ja
  902 ovat väärin; alkuperäisestä saadaan 5 000 ja 6 250 k-m².
- **Enonsaari**: rantakaavan varanto on 2 060 k-m² ja 33 rakennuspaikkaa; viidellä RA-alueella ei ole lukua, ja se jää
  tuntemattomaksi.
- **Helsinki**: kerrosalaa ei ole aineistossa, joten tehokkuus jää tuntemattomaksi; rakennettu osuus lasketaan pohja-aloista.
- **Cambridge**: 12 304 tontin kerrosala tunnetaan, yhteensä 10,9 milj. m²; kaavan tehokkuuslukuja ei ole, joten
  rakennusoikeus jää tuntemattomaksi eikä ole nolla.

## How to run

`make real-runs` runs everything on the files in `../shared/data` and writes this page and its pictures anew.
`tests/qgis/test_real_data.py` asserts every number of the tables "By hand and by the plugin". What was counted by hand is a
literal there; where it needed geometry, it was counted with GDAL and geodesic areas (GRS80) from the source file, by
`tests/real_data/by_hand.py`, which uses no code of the plugin.
"""


def main() -> None:
    """Run every place and write the page."""
    app = QgsApplication([], False)
    app.initQgis()
    from processing.core.Processing import Processing

    Processing.initialize()
    import heinola_planning_plugin

    plugin = heinola_planning_plugin.classFactory(None)  # kept: the provider lives as long as its plugin
    plugin.initProcessing()
    parts, wrong = [HEAD, f"Times: {platform.machine()}, {os.cpu_count()} cores, QGIS {Qgis.version()}.\n"], 0
    for name in PLACES:
        module = importlib.import_module(f"real_data.{name}")
        folder = WORK / name
        folder.mkdir(parents=True, exist_ok=True)
        place = module.make(folder)
        module.draw(place, folder, PICTURES)
        parts.append(section(place))
        bad = [check for check in place.checks if not agrees(check)]
        wrong += len(bad)
        print(f"{place.title}: {len(place.checks)} checks, {len(bad)} wrong")
        for check in bad:
            print(f"  {check.plot}, {check.what}: by hand {check.hand}, plugin {check.plugin}")
    (ROOT / "docs" / "real-runs.md").write_text("\n".join(parts), encoding="utf-8")
    print("docs/real-runs.md")
    sys.stdout.flush()
    os._exit(1 if wrong else 0)  # QGIS's own teardown is not ours to wait for


def agrees(check) -> bool:
    """Tell whether the plugin's number is the one counted by hand."""
    if isinstance(check.hand, str):
        return check.plugin == check.hand
    return check.plugin is not None and abs(check.plugin - check.hand) <= check.within


def section(place) -> str:
    """Write one place."""
    lines = [f"## {place.title}", "", f"*Data*: {place.data}", ""]
    lines += table(
        ["algorithm", "rows of the main layer", "seconds"],
        [[f"`{one.name}`", f"{rows:,}", f"{one.seconds:.1f}"] for one, rows in zip(place.runs, place.rows)],
    )
    for text in place.text:
        lines += [text, ""]
    for file, title in place.pictures:
        lines += [f"![{title}](img/{file})", ""]
    for title, heads, rows in place.tables:
        lines += [f"**{title}**", "", *table(heads, rows)]
    lines += ["**By hand and by the plugin**", ""]
    rows = [
        [check.plot, check.what, check.how, number(check.hand, check.within), number(check.plugin, check.within)]
        for check in place.checks
    ]
    return "\n".join(lines + table(["plot", "what", "counted by hand", "by hand", "plugin"], rows))


def table(heads: list[str], rows: list[list[str]]) -> list[str]:
    """Write a table."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return [*lines, *("| " + " | ".join(map(str, row)) + " |" for row in rows), ""]


def number(value: object, within: float) -> str:
    """Write a number with the decimals that its tolerance gives meaning to."""
    if isinstance(value, str) or value is None:
        return str(value)
    within = 0 if within < 1e-6 else within
    for decimals in (0, 1, 2, 3, 4):
        if within > 0.9 * 10**-decimals or (within == 0 and decimals == 2):
            break
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if within == 0 else text


if __name__ == "__main__":
    main()
