# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages to print: a card per block, and scenarios of added right side by side. What came from the data is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import numpy as np

from ..features import Features
from ..policy import say
from ..sources import source_text
from ..wording import UNKNOWN, number
from .method import Method, building_rights_method
from .scenario import AMOUNTS, added_right_method
from .summary import CLASSES

CARD = (
    ("area_m2", "m2"), ("kala", "k-m2"), ("karayht", "k-m2"), ("rakerayht", "k-m2"), ("unused_m2", "k-m2"),
    ("unused_protected_m2", "k-m2"), ("overbuilt_m2", "k-m2"), ("use_rate", "share"), ("units", ""),
    ("units_unknown", ""), ("buildings", ""),
)  # fmt: skip
"""Figures of a block's card and their units."""
_STYLE = (
    "body{font-family:sans-serif;max-width:60em;margin:1.5em auto;padding:0 1em}"
    "table{border-collapse:collapse;margin:.5em 0 1.5em}"
    "th,td{text-align:left;vertical-align:top;padding:.3em .8em;border-bottom:1px solid #ccc}"
    "td.n{text-align:right;white-space:nowrap}.warn{color:#8a5a00;font-weight:bold}"
    "section{break-after:page}@media screen{section{border-top:2px solid #333;margin-top:2em}}"
)


def block_cards(blocks: Features, language: str = "fi") -> str:
    """Give one page with a card per block, by district and number; printed, each block is a page of its own."""
    method = building_rights_method()
    parts = [_head(method.say("cards", language), language)]
    for row in _in_order(blocks):
        card = {name: values[row] for name, values in blocks.columns.items()}
        parts.append(f"<section><h1>{escape(block_name(card, language))}</h1>")
        figures = [(_title(method, name, language), _said(card[name], unit, language)) for name, unit in CARD]
        figures += [
            (f"{method.say('card_unused', language)}, {method.say(f'class_{name}', language)}",
             _said(card[f"laskvar_{name}"], "k-m2", language))
            for name in CLASSES if card[f"laskvar_{name}"] > 0
        ]  # fmt: skip
        parts.append(_table(figures))
        if card["protection"]:
            marks = escape(str(card["protection"]))
            parts.append(f'<p class="warn">{escape(method.say("card_protected", language))}: {marks}</p>')
        parts.append("</section>")
    return "\n".join([*parts, "</body></html>\n"])


def _in_order(blocks: Features) -> list[int]:
    """Give the rows that are blocks, 2 before 10; what lies in no block (parks, streets) is none."""
    names, districts = blocks["block_id"].tolist(), blocks["district"].tolist()
    rows = [row for row, name in enumerate(names) if name]
    return sorted(rows, key=lambda row: (districts[row] or "", int("0" + "".join(filter(str.isdecimal, names[row])))))


def block_name(card: Mapping[str, object], language: str) -> str:
    """Name a block: "Kortteli 34, Keskusta"."""
    unnamed = UNKNOWN[language]
    name = f"{building_rights_method().say('card_block', language)} {card['block_id'] or unnamed}"
    return f"{name}, {card['district']}" if card["district"] else name


def _title(method: Method, name: str, language: str) -> str:
    return method.say(f"card_{name}", language)


def scenario_page(totals: Features, schools: Features, parameters: Mapping[str, object], language: str = "fi") -> str:
    """Give scenarios side by side: a table per area, one of schools, and the assumptions behind the numbers."""
    method = added_right_method()
    names = list(dict.fromkeys(totals["scenario"].tolist()))
    parts = [
        _head(method.say("title", language), language),
        f"<h1>{escape(method.say('title', language))}</h1>",
        f"<p>{escape(str(parameters['scenarios']))}</p>",
    ]
    for area in dict.fromkeys(totals["area"].tolist()):
        own = totals.take(np.flatnonzero(totals["area"] == area))
        rows = [
            (method.say(name, language), *(number(value, 0, language) for value in own[name].tolist()))
            for name in (*AMOUNTS, "units", "units_unknown")
        ]
        parts += [f"<h2>{escape(area)}</h2>", _table(rows, ("", *names))]
    rows = [
        (name, *(number(schools[f"s{k}_children"][row], 0, language) for k in range(1, len(names) + 1)))
        for row, name in enumerate(schools["name"].tolist())
    ]
    parts += [
        f"<h2>{escape(method.say('schools', language))}</h2>",
        _table(rows, (method.say("place", language), *names)),
    ]
    parts.append(f"<h2>{escape(method.say('assumptions', language))}</h2>")
    said = [
        (say(one.title, language), _parameter(parameters[name], language), source_text(one.source, language))
        for name, one in method.parameters.items()
        if name != "scenarios"
    ]
    parts.append(_table(said))
    return "\n".join([*parts, "</body></html>\n"])


def _parameter(value: object, language: str) -> str:
    if isinstance(value, bool):
        return {"fi": ("ei", "kyllä"), "sv": ("nej", "ja"), "en": ("no", "yes")}[language][value]
    return number(value, 2, language) if isinstance(value, float) and value != int(value) else str(value)


def _said(value: float, unit: str, language: str) -> str:
    return number(float(value), 0, language, unit)


def _head(title: str, language: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
    )


def _table(rows: Iterable[tuple], header: Iterable[str] | None = None) -> str:
    out = ["<table>"]
    if header is not None:
        out.append("<tr>" + "".join(f"<th>{escape(str(text))}</th>" for text in header) + "</tr>")
    for first, *rest in rows:
        cells = "".join(f'<td class="n">{escape(str(cell))}</td>' for cell in rest)
        out.append(f"<tr><td>{escape(str(first))}</td>{cells}</tr>")
    return "\n".join([*out, "</table>"])
