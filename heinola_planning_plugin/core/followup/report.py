# SPDX-License-Identifier: GPL-2.0-or-later
"""The comparison of two runs as lines of text and as an HTML page, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import numpy as np

from ..documents import phrases
from ..documents.figures import QUESTIONS, Question, gap_number
from ..documents.report import identities
from ..documents.text_table import text_table
from ..features import Features
from ..policy import say
from ..wording import number
from .comparison import CHANGES, counts
from .sentences import WORDS

_MOST = 40
"""Rows of a question that the page lists; the layer has them all."""

_STYLE = (
    "body{font-family:sans-serif;max-width:70em;margin:1.5em auto;padding:0 1em}"
    "table{margin:.5em 0 1.5em}td{vertical-align:top}"
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
    "differs": {"fi": "eri", "sv": "olika", "en": "differs"},
    "where": {"fi": "Ero", "sv": "Skillnad", "en": "Difference"},
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
    told = {"parameters": [_of_questions(run["parameters"], found, language) for run in provenance]}
    told["data"] = [run["data"] for run in provenance]
    for part, (before, after) in told.items():
        parts += [f"<h2>{escape(word(part))}</h2>", _differences(before, after, word)]
    for question, table in _asked(found):
        parts += [f"<h2>{escape(say(question.title, language))}</h2>", _question(table, word, language)]
    if gaps is not None:
        parts += [f"<h2>{escape(word('gaps'))}</h2>", _gaps(gaps, word, language)]
    return "\n".join([*parts, f"<p>{escape(phrases.word('aid', language))}</p></body></html>\n"])


def _asked(found: Mapping[str, Features]) -> list[tuple[Question, Features]]:
    return [(question, found[question.layer]) for question in QUESTIONS if question.layer in found]


def _of_questions(lines: list[str], found: Mapping[str, Features], language: str) -> list[str]:
    """Keep the lines "layer: what" of the questions that both runs answer, under the questions' names."""
    titles = {question.layer: say(question.title, language) for question, _ in _asked(found)}
    split = (line.partition(": ") for line in lines)
    return [f"{titles[layer]}: {rest}" for layer, _, rest in split if layer in titles]


def _differences(before: list[str], after: list[str], word) -> str:
    """List what only one run says; of a list that both have ("Weights: a; b"), only the items that differ."""
    rows = []
    old, new = (dict(_named(lines)) for lines in (before, after))
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was is None or now is None:
            rows.append((word("only_after" if was is None else "only_before"), _joined(name, was or now or [])))
        elif was != now:
            gone, come = ([item for item in one if item not in other] for one, other in ((was, now), (now, was)))
            rows.append((word("differs"), f"{name}: {'; '.join(gone) or '–'} → {'; '.join(come) or '–'}"))
    return text_table((word("where"), word("what")), (), rows) if rows else f"<p>{escape(word('none'))}</p>"


def _named(lines: list[str]) -> Iterable[tuple[str, list[str]]]:
    """Part each line in what it is of and its items; a line without a name is its own name."""
    for line in lines:
        name, colon, value = line.rpartition(": ") if ";" not in line else _before_list(line)
        yield (name, value.split("; ")) if colon else (line, [])


def _before_list(line: str) -> tuple[str, str, str]:
    name, _, _ = line.partition(";")
    head, colon, first = name.rpartition(": ")
    return head, colon, first + line[len(name) :]


def _joined(name: str, items: list[str]) -> str:
    return f"{name}: {'; '.join(items)}" if items else name


def _question(table: Features, word, language: str) -> str:
    tally = [(say(WORDS[name], language), number(count, 0, language)) for name, count in counts(table).items() if count]
    changed = np.flatnonzero(table["change"] != "same")
    order = np.array([CHANGES.index(name) for name in table["change"][changed].tolist()], dtype=int)
    weight = -np.abs(np.nan_to_num(table["score_change"][changed]))
    shown = changed[np.lexsort((weight, order))]
    rows = list(zip(identities(table["id"][shown[:_MOST]]), table["explanation"][shown[:_MOST]].tolist()))
    out = text_table((word("change"), word("count")), (1,), tally)
    if rows:
        out += text_table((word("id"), word("what")), (), rows)
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
    return text_table((word("measure"), word("target"), word("zoned"), word("candidate")), (2, 3), rows)
