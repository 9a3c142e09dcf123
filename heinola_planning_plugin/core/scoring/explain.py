# SPDX-License-Identifier: GPL-2.0-or-later
"""The explanation of a judged feature in the reader's language, with the numbers that decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ..policy import say
from ..wording import UNKNOWN, numbers
from .criteria import Constraint, CriteriaSet, Criterion

Held = tuple[np.ndarray, np.ndarray]
"""Two masks of shape (n,) for a constraint: where it holds, and where it couldn't be checked."""

_WORDS = {
    "candidate": {"fi": "Soveltuva", "sv": "Lämplig", "en": "Suitable"},
    "conditional": {"fi": "Ehdollinen", "sv": "Villkorlig", "en": "Conditional"},
    "excluded": {"fi": "Ei sovellu", "sv": "Olämplig", "en": "Excluded"},
    "unknown": {"fi": "Ei voida arvioida", "sv": "Kan inte bedömas", "en": "Can't be judged"},
    "score": {"fi": "{} pistettä, sija {}", "sv": "{} poäng, plats {}", "en": "{} points, rank {}"},
    "unchecked": {"fi": "ei voitu tarkistaa", "sv": "kunde inte kontrolleras", "en": "could not be checked"},
    "known": {
        "fi": "arvioinnin tiedoista tunnetaan {}",
        "sv": "{} av bedömningsunderlaget är känt",
        "en": "{} of the evidence is known",
    },
}


class Explainer:
    """Writes the explanations of one run; see `explain`."""

    def __init__(
        self,
        criteria: CriteriaSet,
        table: Mapping[str, np.ndarray],
        limits: Mapping[str, object],
        held: list[Held],
        language: str,
    ):
        self.criteria, self.table, self.limits, self.held, self.language = criteria, table, limits, held, language

    def explain(
        self,
        status: np.ndarray,
        score: np.ndarray,
        rank: np.ndarray,
        points: np.ndarray,
        completeness: np.ndarray,
        full: np.ndarray,
    ) -> np.ndarray:
        """Say for each feature: status with its grounds, then score, rank and what each criterion gave.

        Arrays have shape (n,); `points`, the contributions, and `full`, the points of each criterion's weight among
        those known of the feature, have (n, m). Gives str objects, shape (n,).
        """
        heads = [say(_WORDS[name], self.language) for name in status.tolist()]
        grounds = self._grounds(status, completeness).tolist()
        points_texts = self._scores(score, rank, points, full).tolist()
        out = np.empty(len(heads), dtype=object)
        out[:] = [
            f"{head}{': ' if why else ''}{why}.{' ' if rest else ''}{rest}"
            for head, why, rest in zip(heads, grounds, points_texts)
        ]
        return out

    def _grounds(self, status: np.ndarray, completeness: np.ndarray) -> np.ndarray:
        """Join what holds and what couldn't be checked; of an excluded feature only what excludes it."""
        excluded = status == "excluded"
        parts: list[tuple[object, np.ndarray]] = []
        for constraint, (holds, missing) in zip(self.criteria.constraints, self.held):
            visible = holds & (~excluded | (constraint.kind == "exclude"))
            parts.append((self._because(constraint, visible), visible))
            title = _in_sentence(say(constraint.title, self.language))
            parts.append((f"{title}: {say(_WORDS['unchecked'], self.language)}", missing & ~excluded))
        incomplete = (completeness < 1) & ~excluded
        known = say(_WORDS["known"], self.language)
        parts.append(
            ([known.format(text) for text in numbers(completeness[incomplete], 0, self.language, "share")], incomplete)
        )
        return join_where(parts, "; ")

    def _because(self, constraint: Constraint, rows: np.ndarray) -> list[str]:
        template = say(constraint.text, self.language)
        limit = constraint.limit(self.limits)
        if isinstance(limit, (int, float)):
            limit = numbers([limit], constraint.decimals, self.language, constraint.unit)[0]
        template = template.replace("{limit}", str(limit))
        if isinstance(constraint.most, (int, float)):
            template = template.replace("{most}", numbers([constraint.most], 0, self.language)[0])
        if "{value}" not in template:
            return [template] * int(rows.sum())
        evidence = column(self.table, constraint.field, len(rows))[rows]
        return [template.replace("{value}", text) for text in self._evidence(evidence, constraint)]

    def _scores(self, score: np.ndarray, rank: np.ndarray, points: np.ndarray, full: np.ndarray) -> np.ndarray:
        scored = ~np.isnan(score)
        out = np.full(len(score), "", dtype=object)
        if not scored.any():
            return out
        parts: list[tuple[object, np.ndarray]] = []
        for k, criterion in enumerate(self.criteria.criteria):
            title = say(criterion.title, self.language)
            known = scored & ~np.isnan(points[:, k])
            evidence = column(self.table, criterion.field, len(score))
            given, of = (numbers(array[known, k], 1, self.language) for array in (points, full))
            shown = zip(self._evidence(evidence[known], criterion), given, of)
            parts.append(([f"{title} {value} ({got}/{most})" for value, got, most in shown], known))
            missing = say(UNKNOWN, self.language)
            parts.append((f"{title} {missing}", scored & ~known))
        listed = join_where(parts, "; ")[scored]
        head = say(_WORDS["score"], self.language)
        score_texts, rank_texts = numbers(score[scored], 1, self.language), numbers(rank[scored], 0, self.language)
        out[scored] = [f"{head.format(s, r)}: {text}." for s, r, text in zip(score_texts, rank_texts, listed)]
        return out

    def _evidence(self, evidence: np.ndarray, rule: Constraint | Criterion) -> list[str]:
        if evidence.dtype == object:
            words = {name: say(texts, self.language) for name, texts in self.criteria.words.items()}
            words["None"] = say(UNKNOWN, self.language)
            return [words.get(str(value), str(value)) for value in evidence.tolist()]
        return numbers(evidence, rule.decimals, self.language, rule.unit)


def _in_sentence(title: str) -> str:
    """Begin a title in lower case, as within a sentence, unless it begins with an abbreviation."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]


def column(table: Mapping[str, np.ndarray], name: str, count: int) -> np.ndarray:
    """Give an evidence column; one that is not there is unknown for every feature."""
    return table[name] if name in table else np.full(count, np.nan)


def join_where(parts: Sequence[tuple[object, np.ndarray]], separator: str) -> np.ndarray:
    """For each row, join the texts whose mask holds there.

    Args:
        parts: pairs of a text (one str, or a list of one per row that holds) and a mask of shape (n,).
        separator: between the texts.

    Returns:
        Object array of str, shape (n,); "" where nothing holds.
    """
    texts = [""] * (len(parts[0][1]) if parts else 0)
    for text, mask in parts:
        where = np.flatnonzero(mask).tolist()
        for row, word in zip(where, text if isinstance(text, list) else [text] * len(where)):
            texts[row] = f"{texts[row]}{separator}{word}" if texts[row] else word
    out = np.empty(len(texts), dtype=object)
    out[:] = texts
    return out
