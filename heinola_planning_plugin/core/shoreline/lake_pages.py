# SPDX-License-Identifier: GPL-2.0-or-later
"""The pages of a lake report as data: one per water body, with its figures and its estates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..documents.report import Table
from ..features import Features
from ..wording import number
from .pages import Column, basis_line, cells, in_order, method_texts, parameter_value, shown_id, totals_of, with_right
from .rules import RightsParameters
from .words import text

ROWS = 18
"""Rows of estates on a page; of more the last one adds up the others."""
PAGES = 12
"""Water bodies in a report unless asked otherwise (project's choice)."""
_COLUMNS = (
    Column("real", "real_m"),
    Column("straight", "straight_m"),
    Column("modified", "modified_m"),
    Column("right", "right_raw", 2),
    Column("used", "used", 1),
    Column("remaining", "remaining"),
    Column("density", "density", 1),
    Column("free", "free_share", 0, "share"),
)


@dataclass(frozen=True)
class LakePage:
    """One page.

    Attributes:
        water_id: of the water body.
        title: of the page.
        figures: what the water body has in all, as (name, value).
        table: its estates, the greatest right first.
        notes: how it was counted, and what it isn't.
        rows: of the estates' table that belong to the water, all of them.
    """

    water_id: str
    title: str
    figures: tuple[tuple[str, str], ...]
    table: Table
    notes: tuple[str, ...]
    rows: np.ndarray


def lake_pages(
    tables: Mapping[str, Features], rules: RightsParameters, language: str = "fi", most: int = PAGES
) -> tuple[list[LakePage], str]:
    """Make the pages of the water bodies with most right.

    Args:
        tables: results of the job `shorelinerights`.
        rules: with what was set for the run.
        language: fi, sv or en.
        most: how many pages at most.

    Returns:
        The pages, and a sentence that says how many water bodies there are and what the limit was ("" = all are there).
    """
    estates, waters = tables["OUTPUT"], tables["WATERS"]
    worth = np.flatnonzero((waters["right_raw"] > 0) | (waters["used"] > 0))
    order = worth[np.lexsort((waters["water_id"][worth].astype(str), -waters["right_raw"][worth]))]
    pages = [_page(waters, row, estates, rules, language) for row in order[:most].tolist()]
    limit = text("reports_limit", language, len(pages), len(worth), most) if len(worth) > len(pages) else ""
    return pages, limit


def _page(waters: Features, row: int, estates: Features, rules: RightsParameters, language: str) -> LakePage:
    water_id = waters["water_id"][row]
    rows = np.flatnonzero((estates["water_id"] == water_id) & with_right(estates))
    own = estates.take(rows)
    water = {name: waters[name][row] for name in waters.columns}
    norm = rules.parameters["norm"]
    figures = (
        (text("real", language), number(water["real_m"], 0, language)),
        (text("straight", language), number(water["straight_m"], 0, language)),
        (text("modified", language), number(water["modified_m"], 0, language)),
        (text("right", language), number(water["right_raw"], 1, language)),
        (text("used", language), number(water["used"], 1, language)),
        (text("remaining", language), number(water["remaining"], 0, language)),
        (text("density_before", language), _known(water["density_used"], 2, language)),
        (text("density_after", language), _known(water["density"], 2, language)),
        (
            text("free_share", language, number(rules.free_share_target, 0, language, "share")),
            _known(water["free_share"], 0, language, "share"),
        ),
        (text("nobodys", language), number(water["nobodys_m"], 0, language)),
    )
    codes = ";".join(own["reasons"].tolist()).split(";")
    method = ", ".join(method_texts(waters.take(np.array([row])), language))
    values = "; ".join(
        f"{text(key, language).lower()} {parameter_value(rules.parameters[name], getattr(rules, name), language)}"
        for key, name in (("norm", norm.name), ("rounding", "rounding"))
    )
    notes = [
        f"{text('method', language)}: {method}; {values}.",
        basis_line(own, rules, language),
        *(text(key, language) for key in ("used_unknown", "used_at_least") if key in codes),
        text("aid", language),
    ]
    title = text("lake_title", language, water["water_name"])
    return LakePage(water_id, title, figures, _table(own, language), tuple(notes), rows)


def _known(value: float, decimals: int, language: str, unit: str = "") -> str:
    return "–" if value != value else number(value, decimals, language, unit)


def _table(estates: Features, language: str) -> Table:
    """Give the estates with most right, then the others in one row, then the sum."""
    order = np.argsort(-estates["right_raw"], kind="stable")
    count = ROWS if len(order) <= ROWS else ROWS - 1
    shown = estates.take(order[:count])
    shown = shown.take(in_order(shown))
    stars = ["*" if "used_at_least" in codes else "" for codes in shown["reasons"].tolist()]
    rows = [
        (name + star, *row)
        for name, star, row in zip(shown_id(shown["ematila"]), stars, cells(shown, _COLUMNS, language))
    ]
    rest = estates.take(order[count:])
    if len(rest):
        rows.append((text("others", language, len(rest)), *cells(totals_of(rest), _COLUMNS, language)[0]))
    rows.append((text("total", language), *cells(totals_of(estates), _COLUMNS, language)[0]))
    headings = (text("ematila", language), *(text(column.heading, language) for column in _COLUMNS))
    share = 0.78 / len(_COLUMNS)
    return Table(headings, (0.22, *(share for _ in _COLUMNS)), (False, *(True for _ in _COLUMNS)), tuple(rows))
