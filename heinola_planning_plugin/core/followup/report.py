# SPDX-License-Identifier: GPL-2.0-or-later
"""The comparison of two runs as lines of text and as an HTML page, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import numpy as np

from ..documents.figures import QUESTIONS, Question, gap_number
from ..documents.report import identities
from ..features import Features
from ..policy import say
from ..wording import number
from .comparison import CHANGES, counts
from .sentences import WORDS

_MOST = 40
"""Rows of a question that the page lists; the layer has them all."""

_STYLE = (
    "body{font-family:sans-serif;max-width:70em;margin:1.5em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%;margin:.5em 0 1.5em}"
    "th,td{text-align:left;vertical-align:top;padding:.3em .6em;border-bottom:1px solid #ccc}"
    "td.n,th.n{text-align:right;white-space:nowrap}"
)
_TEXT = {
    "title": {"fi": "Kaksi kaavoitusajoa rinnakkain", "sv": "Två körningar sida vid sida", "en": "Two runs compared"},
    "runs": {"fi": "Aiempi: {}. Uudempi: {}.", "sv": "Tidigare: {}. Senare: {}.", "en": "Earlier: {}. Later: {}."},
    "parameters": {
        "fi": "Erot parametreissa ja menetelmissä",
        "sv": "Skillnader i parametrar och metoder",
        "en": "Differences in parameters and methods",
    },
    "data": {"fi": "Erot aineistoissa", "sv": "Skillnader i materialet", "en": "Differences in data"},
    "none": {"fi": "Ei eroja.", "sv": "Inga skillnader.", "en": "None."},
    "only_before": {"fi": "vain aiemmassa", "sv": "bara i den tidigare", "en": "only in the earlier"},
    "only_after": {"fi": "vain uudemmassa", "sv": "bara i den senare", "en": "only in the later"},
    "change": {"fi": "Muutos", "sv": "Förändring", "en": "Change"},
    "count": {"fi": "Kohteita", "sv": "Objekt", "en": "Features"},
    "id": {"fi": "Tunnus", "sv": "Beteckning", "en": "Id"},
    "what": {"fi": "Mikä muuttui", "sv": "Vad som ändrades", "en": "What changed"},
    "more": {
        "fi": "{} muuta muutosta on tasossa.",
        "sv": "{} andra förändringar finns i lagret.",
        "en": "{} more changes are in the layer.",
    },
    "gaps": {"fi": "Strategian tavoitteet", "sv": "Strategins mål", "en": "Targets of the strategy"},
    "measure": {"fi": "Toimenpide", "sv": "Åtgärd", "en": "Measure"},
    "target": {"fi": "Kohdealue", "sv": "Målområde", "en": "Target area"},
    "zoned": {"fi": "Kaavassa", "sv": "I planen", "en": "Zoned"},
    "candidate": {"fi": "Ehdokkaat", "sv": "Kandidater", "en": "Candidates"},
    "aid": {
        "fi": "Laskelma on suunnittelun apuväline, ei kannanotto oikeuksiin.",
        "sv": "Beräkningen är ett hjälpmedel för planeringen, inte ett ställningstagande till rättigheter.",
        "en": "The calculation is a planner's aid, not a statement of rights.",
    },
}


def summary(found: Mapping[str, Features], language: str) -> list[str]:
    """Say each question's changes in a line: "Teollisuusvaraus: uusi 3, poistunut 1, …"."""
    lines = []
    for question, table in _asked(found):
        bits = [
            f"{say(WORDS[name], language).lower()} {number(count, 0, language)}"
            for name, count in counts(table).items()
            if count
        ]
        lines.append(f"{say(question.title, language)}: {', '.join(bits)}")
    return lines


def html(
    found: Mapping[str, Features],
    gaps: Features | None,
    names: tuple[str, str],
    provenance: tuple[Mapping[str, list[str]], Mapping[str, list[str]]],
    language: str,
) -> str:
    """Give the comparison as one page; everything that came from the data is escaped.

    Args:
        found: what `comparison.compare` gave, by the question's layer name.
        gaps: what `comparison.compare_gaps` gave; None where a run has no gaps.
        names: of the earlier and of the later run.
        provenance: lines "parameters" and "data" that each run says of itself.
        language: "fi", "sv" or "en".
    """

    def word(name: str) -> str:
        return say(_TEXT[name], language)

    parts = [
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">',
        f"<title>{escape(word('title'))}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(word('title'))}</h1><p>{escape(word('runs').format(*names))}</p>",
    ]
    for part in ("parameters", "data"):
        parts += [f"<h2>{escape(word(part))}</h2>", _differences(provenance[0][part], provenance[1][part], word)]
    for question, table in _asked(found):
        parts += [f"<h2>{escape(say(question.title, language))}</h2>", _question(table, word, language)]
    if gaps is not None:
        parts += [f"<h2>{escape(word('gaps'))}</h2>", _gaps(gaps, word, language)]
    return "\n".join([*parts, f"<p>{escape(word('aid'))}</p></body></html>\n"])


def _asked(found: Mapping[str, Features]) -> list[tuple[Question, Features]]:
    return [(question, found[question.layer]) for question in QUESTIONS if question.layer in found]


def _differences(before: list[str], after: list[str], word) -> str:
    rows = [(word("only_before"), line) for line in before if line not in after]
    rows += [(word("only_after"), line) for line in after if line not in before]
    return _table((), (), rows) if rows else f"<p>{escape(word('none'))}</p>"


def _question(table: Features, word, language: str) -> str:
    tally = [(say(WORDS[name], language), number(count, 0, language)) for name, count in counts(table).items() if count]
    changed = np.flatnonzero(table["change"] != "same")
    order = np.array([CHANGES.index(name) for name in table["change"][changed].tolist()], dtype=int)
    weight = -np.abs(np.nan_to_num(table["score_change"][changed]))
    shown = changed[np.lexsort((weight, order))]
    rows = list(zip(identities(table["id"][shown[:_MOST]]), table["explanation"][shown[:_MOST]].tolist()))
    out = _table((word("change"), word("count")), (1,), tally)
    if rows:
        out += _table((word("id"), word("what")), (), rows)
    if len(shown) > _MOST:
        out += f"<p>{escape(word('more').format(number(len(shown) - _MOST, 0, language)))}</p>"
    return out


def _gaps(gaps: Features, word, language: str) -> str:
    rows = []
    for row in range(len(gaps)):
        unit = gaps["unit"][row]
        cells = []
        for name in ("zoned", "candidate"):
            old, new = (gap_number(gaps[f"{name}_{when}"][row], unit, language) for when in ("before", "after"))
            cells.append(old if old == new else f"{old} → {new}")
        if any("→" in cell for cell in cells):
            rows.append(
                (f"{gaps['measure_id'][row] or ''} {gaps['measure'][row] or ''}", gaps["target"][row] or "", *cells)
            )
    if not rows:
        return f"<p>{escape(word('none'))}</p>"
    return _table((word("measure"), word("target"), word("zoned"), word("candidate")), (2, 3), rows)


def _table(headings: Iterable[str], right: tuple[int, ...], rows: Iterable[Iterable[str]]) -> str:
    def cell(tag: str, place: int, text: str) -> str:
        mark = ' class="n"' if place in right else ""
        return f"<{tag}{mark}>{escape(str(text))}</{tag}>"

    lines = ["<table>"]
    head = "".join(cell("th", place, text) for place, text in enumerate(headings))
    if head:
        lines.append(f"<tr>{head}</tr>")
    lines += ["<tr>" + "".join(cell("td", place, text) for place, text in enumerate(row)) + "</tr>" for row in rows]
    return "\n".join([*lines, "</table>"])
