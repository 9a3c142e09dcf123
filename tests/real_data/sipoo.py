# SPDX-License-Identifier: GPL-2.0-or-later
"""Sipoo, Nevas gård: building rights of a detailed plan in force, and of its proposal (Kaava-JSON)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import shapely

from heinola_planning_plugin.bridge import styles
from heinola_planning_plugin.bridge.project import layer_extent

from . import by_hand, place
from . import draw as draw_
from .place import DATA, Check, Place, Run, run

FOLDER = DATA / "fi-sipoo-nevasgard-asemakaava"
IN_FORCE = FOLDER / "OGR-AK_SIPOO_5_lainvoimainen_kaava-sipoo-nevasgard.geojson"
PROPOSAL = FOLDER / "OGR-AK_SIPOO_2_kaavaehdotus_kaava-sipoo-nevasgard.geojson"
STAGE = "RY_KaavanElinkaariTila/code/"


def make(folder: Path) -> Place:
    """Count the rights of both stages; the proposal also as if it were in force."""
    as_if = folder / "proposal_as_if_in_force.geojson"
    text = PROPOSAL.read_text(encoding="utf-8")
    as_if.write_text(text.replace(f"{STAGE}04", f"{STAGE}11").replace('"Kaavaehdotus"', '"Lainvoimainen"'), "utf-8")
    runs = [
        run(folder, "buildingrights", ("OUTPUT", "SUMMARY"), tag, PLAN_UNITS=str(file))
        for tag, file in (("", IN_FORCE), ("_proposal", PROPOSAL), ("_as_if", as_if))
    ]
    found = Place(
        "sipoo",
        "Sipoo: a detailed plan in force and its proposal",
        "Nevas gård (NE 1), plan in force of 2016 and the proposal before it, as the plan data model's GeoJSON "
        "(Kaava-JSON): regulations apart from shapes, 308 of 416 and 296 of 400 features without a shape, two invalid "
        "polygons.",
        runs,
        [416, 400, 400],
    )
    force, refused, proposal = (one.tables["OUTPUT"] for one in runs)
    in_force_m2, proposed_m2 = np.nansum(force["permitted_m2"]), np.nansum(proposal["permitted_m2"])
    found.text += [
        f"**In force**: {len(force)} plan units, of which "
        + ", ".join(f"{n} by `{basis}`" for basis, n in place.counts(force["permitted_basis"]).items())
        + f"; {in_force_m2:,.0f} k-m² in all. Every unit is `unknown`, because no buildings are given: what is used can't "
        "be told, so neither can what is left. Units whose right is unknown are streets, fields and forests, and say "
        "`right_no_value`.",
        f"**Proposal**: {place.status_line(refused)}: a plan that isn't in force gives no right, and the result says "
        f"`plan_not_in_force`. Counted as if it were in force it has {proposed_m2:,.0f} k-m²: the plan in force has "
        f"{in_force_m2 - proposed_m2:+,.0f} k-m². Blocks were renumbered between the stages, so they are compared by "
        "place; block 901 was cut in two on the way.",
        "**The flattened copy is wrong.** It keeps one regulation per object and says 500 and 750 k-m² for blocks 901 "
        "and 902; the original gives each use its own floor area, 4 500 + 500 and 5 500 + 750.",
    ]
    found.tables.append(_difference(force, proposal))
    found.checks += _checks(runs)
    return found


def _difference(force, proposal) -> tuple[str, list[str], list[list[str]]]:
    blocks = np.flatnonzero(force["block_id"] != None)  # noqa: E711 - elementwise
    before = np.flatnonzero(proposal["block_id"] != None)  # noqa: E711
    rows = []
    for k in blocks:
        shared = shapely.area(shapely.intersection(proposal.geometry[before], force.geometry[k]))
        same = before[int(shared.argmax())]
        rows.append(
            [
                f"{force['block_id'][k]} {force['zone_code'][k]}",
                f"{proposal['block_id'][same]} {proposal['zone_code'][same]}",
                *(_whole(table["permitted_m2"][row]) for table, row in ((force, k), (proposal, same))),
                *(_whole(table["area_m2"][row]) for table, row in ((force, k), (proposal, same))),
            ]
        )
    heads = ["block in force", "in the proposal", "k-m² in force", "proposed", "m² in force", "proposed"]
    return "Blocks at both stages, by place", heads, rows


def _whole(value: float) -> str:
    return "unknown" if np.isnan(value) else f"{value:,.0f}"


def _checks(runs: list[Run]) -> list[Check]:
    force, refused, proposal = (one.tables["OUTPUT"] for one in runs)
    checks = []
    for block, how, hand in (
        (900, "10 000", 10_000.0),
        (901, "4 500 + 500, each for its own use", 5_000.0),
        (902, "5 500 + 750, each for its own use", 6_250.0),
    ):
        checks.append(_right(force, IN_FORCE, block, how, hand, 0.0, partial(_floor_area, IN_FORCE, block)))
    for block, ratio, area, hand in ((904, 0.14, 6_114.3, 856.0), (909, 0.11, 16_281.1, 1_790.9)):
        how = f"e {ratio} × {area:,.1f} m² on the ellipsoid"
        checks.append(_right(force, IN_FORCE, block, how, hand, 0.1, partial(_by_ratio, IN_FORCE, block)))
    how = "16 plot ratios × areas + 10 000 + 5 000 + 6 250"
    checks.append(
        Check(
            "all",
            "k-m² in force",
            how,
            34_201.1,
            float(np.nansum(force["permitted_m2"])),
            0.1,
            lambda: sum(
                _floor_area(IN_FORCE, k) or _by_ratio(IN_FORCE, k) for k in (*range(900, 903), *range(904, 920))
            ),
        )
    )
    checks += [
        _right(
            proposal,
            PROPOSAL,
            901,
            "10 000 + 1 250 in the proposal",
            11_250.0,
            0.0,
            partial(_floor_area, PROPOSAL, 901),
        ),
        Check(
            "proposal",
            "k-m² as if in force",
            "16 plot ratios × areas + 10 000 + 11 250",
            34_162.2,
            float(np.nansum(proposal["permitted_m2"])),
            0.1,
            lambda: sum(_floor_area(PROPOSAL, k) or _by_ratio(PROPOSAL, k) for k in range(900, 919)),
        ),
        Check("proposal", "units in force", "stage 04, kaavaehdotus", 0, int((refused["counted"] == 1).sum())),
        Check("all", "units in force", "areas with a use, not underground", 44, len(force)),
    ]
    return checks


def _right(table, file: Path, block: int, how: str, hand: float, within: float, again) -> Check:
    row = place.row_of(table, "unit_id", _key(block))
    stage = "" if file == IN_FORCE else ", proposal"
    return Check(f"block {block}{stage}", "k-m²", how, hand, float(table["permitted_m2"][row]), within, again)


# --- by hand


def _key(block: int) -> str:
    return f"KAAVAKOHDE/KORTTELI-{block}.GEOJSON"


def _floor_area(file: Path, block: int) -> float:
    return float(sum(by_hand.plan_regulations(file, _key(block)).get("Sallittu kerrosala", [])))


def _by_ratio(file: Path, block: int) -> float:
    ratio = by_hand.plan_regulations(file, _key(block)).get("Tehokkuusluku", [0.0])[0]
    return ratio * by_hand.ground_m2(by_hand.plan_shape(file, _key(block)), 4326)


def draw(found: Place, folder: Path, target: Path) -> None:
    """Draw the plan in force by its plot ratio."""
    units = draw_.open_layer(found.runs[0].files["OUTPUT"], "Permitted plot ratio e")
    table = found.runs[0].tables["OUTPUT"]
    words = ("up to 0.05", "0.05–0.10", "0.10–0.14", "0.3–0.5", "over 0.5")
    draw_.steps(
        units, "e_permitted", (0, 0.0501, 0.1001, 0.1401, 0.5, 2.0), words, "The plan gives no right", "excluded"
    )
    styles.label(units, '"block_id" || \'\\n\' || format_number("permitted_m2", 0)', 7)
    name = f"real-{found.key}-rights.png"
    draw_.picture(
        target / name,
        "Sipoo, Nevas gård: building rights of the plan in force",
        f"{np.nansum(found.runs[0].tables['OUTPUT']['permitted_m2']):,.0f} k-m² in 19 blocks; block number and k-m²",
        [units],
        [units],
        "Data: Municipality of Sipoo, via SYKE's plan data model test data, CC BY 4.0",
        layer_extent(table, ~np.isnan(table["permitted_m2"])),
    )
    found.pictures.append((name, "Plot ratio and floor area of each block"))
