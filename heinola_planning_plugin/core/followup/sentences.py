# SPDX-License-Identifier: GPL-2.0-or-later
"""What happened to a feature between two runs, in the reader's language, with the numbers that moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..policy import say
from ..scoring.criteria import CriteriaSet
from ..wording import STATUS, number, numbers

WORDS = {
    "appeared": {"fi": "Uusi", "sv": "Ny", "en": "New"},
    "gone": {"fi": "Poistunut", "sv": "Borta", "en": "Gone"},
    "divided": {"fi": "Jaettu", "sv": "Delad", "en": "Divided"},
    "joined": {"fi": "Yhdistetty", "sv": "Sammanslagen", "en": "Joined"},
    "status": {"fi": "Tila muuttunut", "sv": "Statusen ändrad", "en": "Status changed"},
    "rose": {"fi": "Pisteet nousseet", "sv": "Poängen högre", "en": "Score rose"},
    "fell": {"fi": "Pisteet laskeneet", "sv": "Poängen lägre", "en": "Score fell"},
    "rank": {"fi": "Vain sija muuttunut", "sv": "Bara placeringen ändrad", "en": "Only the rank changed"},
    "same": {"fi": "Ennallaan", "sv": "Oförändrad", "en": "Unchanged"},
}
_WORDS = {
    "related": {"fi": "liittyy: {}", "sv": "hör ihop med: {}", "en": "goes with: {}"},
    "score": {"fi": "pisteet {} → {}", "sv": "poäng {} → {}", "en": "score {} → {}"},
    "rank": {"fi": "sija {} → {}", "sv": "plats {} → {}", "en": "rank {} → {}"},
    "new": {"fi": "uutta: {}", "sv": "nytt: {}", "en": "new: {}"},
    "over": {"fi": "ei enää: {}", "sv": "inte längre: {}", "en": "no longer: {}"},
    "points": {"fi": "{} p.", "sv": "{} p.", "en": "{} pts"},
}
_MOST = 4
"""How many criteria are named, the greatest change first."""


@dataclass(frozen=True)
class Change:
    """What is known of each id: the columns of `comparison.compare`, and how each criterion moved.

    Attributes:
        moved: points of shape (n, criteria), NaN where a run has none.
        names: the criteria's ids.
        evidence: criterion -> what it read before and after, numbers of shape (n,).
    """

    columns: Mapping[str, np.ndarray]
    moved: np.ndarray
    names: list[str]
    evidence: Mapping[str, tuple[np.ndarray, np.ndarray]]


def explain(change: Change, criteria: CriteriaSet | None, language: str) -> np.ndarray:
    """Say for each id what happened and what moved it; str objects of shape (n,)."""
    columns = change.columns
    titles = {one.id: (say(one.title, language), one) for one in criteria.criteria} if criteria else {}
    reasons = {one.code: say(one.title, language) for one in criteria.constraints} if criteria else {}
    status = _steps(columns["status_before"], columns["status_after"], language)
    out = []
    for row, what in enumerate(columns["change"].tolist()):
        parts = [status[row]]
        if columns["related_ids"][row]:
            parts.append(say(_WORDS["related"], language).format(columns["related_ids"][row].replace(";", ", ")))
        parts += _score(columns, row, language)
        for name, word in (("reasons_new", "new"), ("reasons_gone", "over")):
            codes = (columns[name][row] or "").split(";")
            named = [reasons.get(code.removesuffix("_unknown"), code) for code in codes if code]
            if named:
                parts.append(say(_WORDS[word], language).format(", ".join(named)))
        parts += _criteria(change, row, titles, language)
        said = "; ".join(part for part in parts if part)
        out.append(say(WORDS[what], language) + (f": {said}." if said else "."))
    texts = np.empty(len(out), dtype=object)
    texts[:] = out
    return texts


def _steps(old: np.ndarray, new: np.ndarray, language: str) -> list[str]:
    def word(status: object) -> str:
        return say(STATUS[str(status)], language) if status in STATUS else ""

    pairs = [(word(a), word(b)) for a, b in zip(old.tolist(), new.tolist())]
    return [a if a == b else " → ".join(part for part in (a, b) if part) for a, b in pairs]


def _score(columns: Mapping[str, np.ndarray], row: int, language: str) -> list[str]:
    out = []
    for name, decimals in (("score", 1), ("rank", 0)):
        old, new = columns[f"{name}_before"][row], columns[f"{name}_after"][row]
        if old == old and new == new and old != new:  # NaN differs from itself
            written = numbers([old, new], decimals, language)
            if written[0] != written[1]:
                out.append(say(_WORDS[name], language).format(*written))
    return out


def _criteria(change: Change, row: int, titles: Mapping[str, tuple], language: str) -> list[str]:
    size = np.nan_to_num(np.abs(change.moved[row]))
    out = []
    for position in np.argsort(-size, kind="stable")[:_MOST]:
        if size[position] < 0.05:
            break
        name = change.names[position]
        title, criterion = titles.get(name, (name, None))
        step = number(change.moved[row, position], 1, language)
        step = f"+{step}" if change.moved[row, position] > 0 else step
        points = say(_WORDS["points"], language).format(step)
        out.append(f"{title}{_evidence(change, name, criterion, row, language)} ({points})")
    return out


def _evidence(change: Change, name: str, criterion, row: int, language: str) -> str:
    if criterion is None or name not in change.evidence:
        return ""
    old, new = (values[row] for values in change.evidence[name])
    if not (old == old or new == new) or old == new:
        return ""
    return " " + " → ".join(numbers([old, new], criterion.decimals, language, criterion.unit))
