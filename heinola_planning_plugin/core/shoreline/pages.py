# SPDX-License-Identifier: GPL-2.0-or-later
"""Shore rights as pages to print: the table per original estate, and ways of counting side by side.

All that came from data is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from ..features import Features, text_column
from ..intake.identifiers import property_id_display
from ..policy import say
from ..sources import source_text
from ..wording import number, numbers
from .jobs import METHODS, shipped_method
from .method import SET_FOR_RUN
from .parameters import ShoreParameter
from .rules import RightsParameters
from .words import kind_text, reasons_text, text

_STYLE = (
    "body{font-family:sans-serif;font-size:10pt;margin:1.5em;color:#1b2733}h1{font-size:16pt}h2{font-size:12pt}"
    "table{border-collapse:collapse;margin:.5em 0 1.5em}th,td{padding:.2em .6em;border-bottom:1px solid #ccc;"
    "vertical-align:top;text-align:left}th{border-bottom:2px solid #5a6570}"
    ".n{text-align:right}td.n,td:first-child{white-space:nowrap}"
    "tr.sum td{font-weight:bold;border-top:1px solid #5a6570}"
    "tr.water td{background:#eef2f5;font-weight:bold}.aid{border-left:4px solid #b2182b;padding:.3em .8em}"
    "thead{display:table-header-group}tr{break-inside:avoid}@page{size:A4 landscape;margin:12mm}"
)
_SUMS = (
    "properties",
    "real_m",
    "straight_m",
    "modified_m",
    "area_sites",
    "right_raw",
    "used",
    "remaining",
    "over_used",
)


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading's key, the result's column, decimals, and unit ("share" in per cent)."""

    heading: str
    name: str
    decimals: int = 0
    unit: str = ""


ESTATE_COLUMNS = (
    Column("properties", "properties"),
    Column("real", "real_m"),
    Column("straight", "straight_m"),
    Column("modified", "modified_m"),
    Column("norm", "norm", 1),
    Column("area_sites", "area_sites", 1),
    Column("right", "right_raw", 2),
    Column("used", "used", 1),
    Column("remaining", "remaining"),
    Column("over", "over_used", 1),
    Column("density", "density", 1),
    Column("free", "free_share", 0, "share"),
)
SITE_COLUMNS = (
    Column("distance", "distance_m"),
    Column("places", "places"),
    Column("weight", "weight", 1),
    Column("used", "used", 1),
)
_PARAMETER_HEADS = ("parameter", "value", "source")


def shown_id(ids: Iterable[object]) -> list[str]:
    """Write property ids as people do: 111-401-13-1."""
    values = text_column(ids)
    return [str(short or value or "–") for short, value in zip(property_id_display(values).tolist(), values.tolist())]


def cells(table: Features, columns: Sequence[Column], language: str) -> list[list[str]]:
    """Write columns of a table as text, row by row; what doesn't exist (a norm without shore) is a dash."""
    written = []
    for column in columns:
        values = table[column.name].astype(float)
        said = numbers(values, column.decimals, language, column.unit)
        written.append(["–" if unknown else cell for cell, unknown in zip(said, np.isnan(values).tolist())])
    return [list(row) for row in zip(*written)] if len(table) else []


def with_right(estates: Features) -> np.ndarray:
    """Tell which rows have a right or a used place."""
    return (estates["right_raw"] > 0) | (estates["used"] > 0)


def in_order(table: Features) -> np.ndarray:
    """Give rows by water, the one with most right first, then by estate, numbers as numbers."""
    names, which = np.unique(table["water_name"].astype(str), return_inverse=True)
    weight = np.bincount(which.reshape(-1), table["right_raw"], len(names))
    padded = [re.sub(r"\d+", lambda digits: digits[0].zfill(9), name) for name in shown_id(table["ematila"])]
    return np.lexsort((np.array(padded, dtype=str), which, -weight[which]))


def rights_page(tables: Mapping[str, Features], rules: RightsParameters, language: str = "fi") -> str:
    """Give the page of the rights per original estate, with method, parameters, used places, and what it isn't.

    Args:
        tables: results of the job `shorelinerights`.
        rules: with what was set for the run.
        language: fi, sv or en.
    """
    estates, waters, sites = tables["OUTPUT"], tables["WATERS"], tables["USED_SITES"]
    shown = estates.take(np.flatnonzero(with_right(estates)))
    shown = shown.take(in_order(shown))
    heading = text("rights_title", language)
    parts = [
        *_head(heading, language),
        *_remarks(estates, rules, language),
        f"<h2>{escape(text('estates', language))}</h2>",
        _estate_table(shown, language),
    ]
    left_out = len(estates) - len(shown)
    if left_out:
        parts.append(f"<p>{escape(text('none_left_out', language, number(left_out, 0, language)))}</p>")
    counted = _in_water(sites)
    if len(counted):
        parts += [f"<h2>{escape(text('sites', language))}</h2>", _site_table(counted, rules, language)]
    parts += [f"<h2>{escape(text('parameters', language))}</h2>", _parameter_table(waters, rules, language)]
    return "\n".join([*parts, "</body></html>\n"])


def rights_sheets(
    tables: Mapping[str, Features], rules: RightsParameters, language: str = "fi"
) -> list[tuple[str, Features]]:
    """Give what the page of rights shows as sheets to count on with: estates, used places, method and parameters.

    Args:
        tables: results of the job `shorelinerights`.
        rules: with what was set for the run.
        language: fi, sv or en.

    Returns:
        Pairs of the sheet's name and its table without shapes; columns are named by the headings, shares are 0-1, and
        what isn't known is NaN.
    """
    estates, sites = tables["OUTPUT"], tables["USED_SITES"]
    shown = estates.take(np.flatnonzero(with_right(estates)))
    shown = shown.take(in_order(shown))
    sites = _in_water(sites)
    return [
        _sheet(
            "estates",
            language,
            {
                "water": shown["water_name"],
                "ematila": shown_id(shown["ematila"]),
                **{column.heading: _rounded(shown, column) for column in ESTATE_COLUMNS},
                "basis": [text(f"basis_{basis}", language) for basis in shown["basis"].tolist()],
                "remark": [reasons_text(codes, language) for codes in shown["reasons"].tolist()],
            },
        ),
        _sheet(
            "sites",
            language,
            {
                "water": sites["water_name"],
                "ematila": shown_id(sites["ematila"]),
                "parcel": shown_id(sites["parcel_id"]),
                "site": sites["site_id"],
                "kind": [kind_text(kind, language) for kind in sites["kind"].tolist()],
                "rule": [_rule_titles(rules, language).get(rule, rule) for rule in sites["rule"].tolist()],
                **{column.heading: _rounded(sites, column) for column in SITE_COLUMNS},
                "remark": [reasons_text(codes, language) for codes in sites["reasons"].tolist()],
            },
        ),
        _sheet(
            "parameters",
            language,
            dict(zip(_PARAMETER_HEADS, zip(*_parameter_rows(tables["WATERS"], rules, language)))),
        ),
    ]


def _sheet(name: str, language: str, columns: Mapping[str, Iterable[object]]) -> tuple[str, Features]:
    made = {
        text(heading, language): values
        if isinstance(values, np.ndarray) and values.dtype == float
        else text_column(values)
        for heading, values in columns.items()
    }
    count = len(next(iter(made.values())))
    return text(name, language), Features(np.full(count, None, dtype=object), made)


def _rounded(table: Features, column: Column) -> np.ndarray:
    return np.round(table[column.name].astype(float), 4 if column.unit == "share" else max(column.decimals, 2))


def comparison_page(totals: Features, estates: Features, rules: RightsParameters, language: str = "fi") -> str:
    """Give the page of scenarios side by side: totals, then the estates whose number of places left differs.

    Args:
        totals, estates: as `whatif.compare` gives them, the estates with `water_name`.
        rules: what all scenarios share, with what was set for the run.
        language: fi, sv or en.
    """
    names = totals["name"].tolist()
    parts = [*_head(text("comparison_title", language), language), *_remarks(estates, rules, language)]
    rounding = rules.parameters["rounding"].choices
    columns = (
        Column("real", "real_m"), Column("straight", "straight_m"), Column("modified", "modified_m"),
        Column("ratio", "ratio", 2), Column("right", "right_raw", 1), Column("used", "used", 1),
        Column("remaining", "remaining"), Column("density", "density", 2), Column("gaining", "estates_gaining"),
        Column("losing", "estates_losing"),
    )  # fmt: skip
    head = ("scenario", "method", "norm", "rounding", *(column.heading for column in columns))
    rows = [
        ("", [name, method_text(method, language), number(norm, 1, language), say(rounding[how], language), *row])
        for name, method, norm, how, row in zip(
            names, totals["method"], totals["norm"], totals["rounding"], cells(totals, columns, language)
        )
    ]
    parts.append(_table([text(key, language) for key in head], rows, numeric_from=4))
    changes = [estates[f"s{n}_change"] for n in range(2, len(names) + 1)]
    differs = np.logical_or.reduce([np.nan_to_num(change) != 0 for change in changes] or [np.zeros(len(estates), bool)])
    own = estates.take(np.flatnonzero(differs))
    own = own.with_columns({"right_raw": own["s1_right_raw"]})
    own = own.take(in_order(own))
    parts.append(f"<h2>{escape(text('left_by', language))}</h2>")
    heads = [text("water", language), text("ematila", language), text("basis", language), text("real", language)]
    by_scenario = [Column("real", "real_m")]
    for n, name in enumerate(names, start=1):
        heads.append(f"{name}: {text('right', language)}")
        heads.append(f"{name}: {text('remaining', language)}")
        by_scenario += [Column("right", f"s{n}_right_raw", 2), Column("remaining", f"s{n}_remaining")]
        if n > 1:
            heads.append(f"{name}: {text('change', language)}")
            by_scenario.append(Column("change", f"s{n}_change"))
    rows = [
        ("", [water, estate, text(f"basis_{basis}", language), *_signed(row, by_scenario)])
        for water, estate, basis, row in zip(
            own["water_name"], shown_id(own["ematila"]), own["basis"], cells(own, by_scenario, language)
        )
    ]
    sums = Features(
        np.array([None], dtype=object), {column.name: np.array([own[column.name].sum()]) for column in by_scenario}
    )
    if rows:
        added = _signed(cells(sums, by_scenario, language)[0], by_scenario)
        rows.append(("sum", [text("total", language), "", "", *added]))
    parts.append(_table(heads, rows, numeric_from=3))
    same = number(len(estates) - len(own), 0, language)
    parts.append(f"<p>{escape(text('same_for_all', language, same))}</p>")
    parts.append(f"<h2>{escape(text('parameters', language))}</h2>")
    parts.append(_parameter_table(None, rules, language, left_out=("norm", "rounding")))
    return "\n".join([*parts, "</body></html>\n"])


def _signed(row: list[str], columns: Sequence[Column]) -> list[str]:
    """Put a plus before changes that aren't negative or none."""
    plain = ("0", "–")
    return [
        f"+{cell}" if column.heading == "change" and cell not in plain and cell[0] != "\u2212" else cell
        for cell, column in zip(row, columns)
    ]


def basis_line(estates: Features, rules: RightsParameters, language: str) -> str:
    """Say whether the rows are original estates, and how many aren't."""
    present = int((estates["basis"] == "present_property").sum())
    every = number(len(estates), 0, language)
    if present:
        return text("present", language, number(present, 0, language), every, rules.ematila_date)
    return text("all_ematila", language, every, rules.ematila_date)


def _remarks(estates: Features, rules: RightsParameters, language: str) -> list[str]:
    lines = [basis_line(estates, rules, language), text("reading", language)]
    if "reasons" in estates:
        codes = ";".join(set(estates["reasons"].tolist())).split(";")
        lines += [text(key, language) for key in ("used_unknown", "used_at_least") if key in codes]
    return [f"<p>{escape(line)}</p>" for line in lines]


def _estate_table(estates: Features, language: str) -> str:
    heads = [text("ematila", language), *(text(column.heading, language) for column in ESTATE_COLUMNS)]
    heads.append(text("basis", language))
    written = cells(estates, ESTATE_COLUMNS, language)
    ids, waters, basis = shown_id(estates["ematila"]), estates["water_name"].tolist(), estates["basis"].tolist()
    stars = ["*" if "used_at_least" in codes else "" for codes in estates["reasons"].tolist()]
    rows: list[tuple[str, list[str]]] = []
    for n, (name, row) in enumerate(zip(ids, written)):
        if n == 0 or waters[n] != waters[n - 1]:
            rows.append(("water", [waters[n]]))
        rows.append(("", [name + stars[n], *row, text(f"basis_{basis[n]}", language)]))
        if n + 1 == len(ids) or waters[n + 1] != waters[n]:
            here = estates.take(np.flatnonzero(estates["water_name"] == waters[n]))
            rows.append(("sum", _sum_row(text("total_of", language, waters[n]), here, language)))
    rows.append(("sum", _sum_row(text("total", language), estates, language)))
    return _table(heads, rows)


def _sum_row(name: str, estates: Features, language: str) -> list[str]:
    sums = totals_of(estates)
    return [name, *cells(sums, ESTATE_COLUMNS, language)[0], ""]


def totals_of(estates: Features) -> Features:
    """Add up rows of estates; norm and free share are means by length, and density is that of the sums."""
    added = {name: np.array([estates[name].sum()], dtype=float) for name in _SUMS}
    modified, straight = added["modified_m"], added["straight_m"]
    with np.errstate(divide="ignore", invalid="ignore"):
        norm = np.nansum(estates["norm"] * estates["modified_m"]) / modified
        free = np.sum(estates["free_share"] * estates["straight_m"]) / straight
        dense = 1000 * (added["used"] + added["remaining"]) / modified
    rest = {"norm": norm, "free_share": free, "density": dense}
    blank = {name: np.where(np.isfinite(values), values, np.nan) for name, values in rest.items()}
    return Features(np.array([None], dtype=object), {**added, **blank})


def _in_water(sites: Features) -> Features:
    """Give the places that lean on some water, in the order of the table."""
    sites = sites.take(np.flatnonzero(sites["water_id"].astype(str) != "None"))
    order = np.lexsort((sites["site_id"].astype(str), sites["ematila"].astype(str), sites["water_id"].astype(str)))
    return sites.take(order)


def _rule_titles(rules: RightsParameters, language: str) -> dict[str, str]:
    titles = {weight.code: say(weight.title, language) for weight in rules.weights}
    return {**titles, "given": text("set_for_run", language)}


def _site_table(sites: Features, rules: RightsParameters, language: str) -> str:
    titles = _rule_titles(rules, language)
    head = ("water", "ematila", "parcel", "site", "kind", "rule", "distance", "places", "weight", "used", "remark")
    rows = [
        ("", [water, estate, parcel, str(site), kind_text(kind, language), titles.get(rule, rule), *row, why])
        for water, estate, parcel, site, kind, rule, row, why in zip(
            sites["water_name"], shown_id(sites["ematila"]), shown_id(sites["parcel_id"]), sites["site_id"],
            sites["kind"], sites["rule"], cells(sites, SITE_COLUMNS, language),
            (reasons_text(codes, language) for codes in sites["reasons"]),
        )
    ]  # fmt: skip
    return _table([text(key, language) for key in head], rows, numeric_from=6, text_from=10)


def parameter_value(parameter: ShoreParameter, value: object, language: str) -> str:
    """Write a parameter's value: a choice in words, a number with its unit."""
    if parameter.choices:
        return say(parameter.choices[str(value)], language)
    if isinstance(value, (int, float)):
        decimals = 0 if float(value).is_integer() else 2
        return number(float(value), decimals, language, parameter.unit)
    return str(value) if value else "–"


def method_texts(waters: Features, language: str) -> list[str]:
    """Say by which methods the shore was measured."""
    told = dict.fromkeys(value for value in waters["method"].tolist() if value)
    return [method_text(label, language) for label in told] or [text("method_unknown", language)]


def method_text(label: str, language: str) -> str:
    """Name a method by `ShorelineMethod.label`: "v1 Ruovesi 2012 …, KHO:2017:123; step_m=10"."""
    name, _, changes = label.partition("; ")
    if name not in METHODS:
        return label
    method = shipped_method(name)
    return f"{name} {say(method.title, language)}, {method.source}{'; ' if changes else ''}{changes}"


def _parameter_rows(
    waters: Features | None, rules: RightsParameters, language: str, left_out: Sequence[str] = ()
) -> list[list[str]]:
    rows = []
    if waters is not None:
        rows.append([text("method", language), ", ".join(method_texts(waters, language)), ""])
    for name, value in rules.values().items():
        parameter = rules.parameters[name]
        if name in left_out:
            continue
        source = (
            text("set_for_run", language)
            if parameter.source == SET_FOR_RUN
            else source_text(parameter.source, language)
        )
        rows.append([say(parameter.title, language), parameter_value(parameter, value, language), source])
    return rows


def _parameter_table(
    waters: Features | None, rules: RightsParameters, language: str, left_out: Sequence[str] = ()
) -> str:
    rows = [("", row) for row in _parameter_rows(waters, rules, language, left_out)]
    return _table([text(key, language) for key in _PARAMETER_HEADS], rows, numeric_from=99)


def _head(title: str, language: str) -> list[str]:
    return [
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(title)}</h1>",
        f'<p class="aid">{escape(text("aid", language))}</p>',
    ]


def _table(
    heads: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]], numeric_from: int = 1, text_from: int = 999
) -> str:
    def marked(column: int) -> str:
        return ' class="n"' if numeric_from <= column < text_from else ""

    out = ["<table><thead><tr>"]
    out += [f"<th{marked(n)}>{escape(head)}</th>" for n, head in enumerate(heads)]
    out.append("</tr></thead>")
    for kind, row in rows:
        mark = f' class="{kind}"' if kind else ""
        wide = f' colspan="{len(heads)}"' if len(row) == 1 else ""
        written = "".join(f"<td{marked(n)}{wide}>{escape(cell)}</td>" for n, cell in enumerate(row))
        out.append(f"<tr{mark}>{written}</tr>")
    return "\n".join([*out, "</table>"])
