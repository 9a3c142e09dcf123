# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of a planning run: counts, sums and best candidates per question, for logs, reports and the dock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ..features import Features
from ..scoring.conflicts import conflict_policy
from ..scoring.evaluate import STATUSES
from ..shoreline.words import run_line
from ..wording import number


@dataclass(frozen=True)
class Amount:
    """A sum that a question is about: what a result layer's candidates amount to."""

    column: str
    unit: str
    decimals: int
    title: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One of the planner's questions, as documents name it."""

    layer: str
    identity: str
    title: Mapping[str, str]
    amount: Amount | None
    shown: tuple[str, ...]
    """Evidence columns shown beside a candidate, where the layer has them."""


QUESTIONS = (
    Question(
        "industrial_reservation",
        "parcel_id",
        {"fi": "Teollisuusvaraus", "sv": "Industrireservering", "en": "Industrial reservation"},
        Amount("area_ha", "ha", 1, {"fi": "pinta-alaa", "sv": "areal", "en": "area"}),
        ("area_ha", "proposed_code"),
    ),
    Question(
        "holiday_housing",
        "parcel_id",
        {"fi": "Ranta-alueen loma-asuminen", "sv": "Fritidsboende vid stranden", "en": "Shoreline holiday housing"},
        Amount("new_places", "places", 0, {"fi": "uusia paikkoja", "sv": "nya platser", "en": "new places"}),
        ("frontage_m", "places", "new_places"),
    ),
    Question(
        "infill",
        "unit_id",
        {"fi": "Täydennysrakentaminen", "sv": "Kompletteringsbyggande", "en": "Downtown infill"},
        Amount(
            "unused_m2",
            "k-m2",
            0,
            {"fi": "käyttämätöntä oikeutta", "sv": "outnyttjad byggrätt", "en": "unused right"},
        ),
        ("zone_code", "unused_m2", "walk_m"),
    ),
)


@dataclass(frozen=True)
class Answer:
    """A question's figures.

    Attributes:
        counts: by status.
        amount: sum over candidates and conditionals; NaN when none of them has a known amount.
        amount_unknown: how many of them have no known amount, so are not in the sum.
        best: rows of the table, best rank first, ties by identity.
    """

    question: Question
    counts: Mapping[str, int]
    amount: float
    amount_unknown: int
    best: np.ndarray


def answers(tables: Mapping[str, Features], top: int = 10) -> list[Answer]:
    """Count what each question's table holds; a question without a table is left out."""
    return [_answer(question, tables[question.layer], top) for question in QUESTIONS if question.layer in tables]


def _answer(question: Question, table: Features, top: int) -> Answer:
    status = table["status"]
    counts = {name: int((status == name).sum()) for name in STATUSES}
    flagged = (status == "candidate") | (status == "conditional")
    amount, unknown = float("nan"), 0
    if question.amount is not None and question.amount.column in table:
        values = table[question.amount.column][flagged].astype(float)
        unknown = int(np.isnan(values).sum())
        amount = float(np.nansum(values)) if unknown < len(values) else (0.0 if not len(values) else float("nan"))
    ranked = np.flatnonzero(~np.isnan(table["rank"]))
    identity = table[question.identity].astype(str)
    order = np.lexsort((identity[ranked], table["rank"][ranked]))
    return Answer(question, counts, amount, unknown, ranked[order][:top])


_SENTENCE = {
    "fi": "{title}: {candidate} soveltuvaa ja {conditional} ehdollista {total} kohteesta{amount}; "
    "{unknown} ei voida arvioida",
    "sv": "{title}: {candidate} lämpliga och {conditional} villkorliga av {total}{amount}; {unknown} kan inte bedömas",
    "en": "{title}: {candidate} suitable and {conditional} conditional of {total}{amount}; {unknown} can't be judged",
}


def answer_text(answer: Answer, language: str) -> str:
    """Say an answer's figures in one line."""
    counts = {name: number(count, 0, language) for name, count in answer.counts.items()}
    total = number(sum(answer.counts.values()), 0, language)
    amount = answer.question.amount
    said = ""
    if amount is not None:
        said = f", {amount.title[language]} {number(answer.amount, amount.decimals, language, amount.unit)}"
    return _SENTENCE[language].format(
        title=answer.question.title[language],
        candidate=counts["candidate"],
        conditional=counts["conditional"],
        unknown=counts["unknown"],
        total=total,
        amount=said,
    )


_RIGHTS = {
    "fi": "Rakennusoikeus: sallittu {permitted}, käytetty {used}, käyttämättä {unused} {known} kaavayksiköllä; "
    "{unknown} kaavayksiköltä jokin luku puuttuu",
    "sv": "Byggrätt: tillåten {permitted}, använd {used}, outnyttjad {unused} på {known} planenheter; "
    "för {unknown} planenheter saknas något tal",
    "en": "Building rights: permitted {permitted}, used {used}, unused {unused} on {known} plan units; "
    "{unknown} plan units lack a number",
}
_OVERLAY = {
    "fi": "Kaava ja tavoitteet: edistää {advances}, ristiriidassa {conflicts}, ei vaikutusta {neutral}",
    "sv": "Plan och mål: främjar {advances}, i konflikt {conflicts}, ingen inverkan {neutral}",
    "en": "Zoning and targets: advances {advances}, conflicts {conflicts}, neutral {neutral}",
}


def summary(tables: Mapping[str, Features], language: str) -> list[str]:
    """Say the run in lines: one per question, then shore rights, building rights, the overlay, and conflicts."""
    lines = [answer_text(answer, language) for answer in answers(tables)]
    if "shoreline_rights" in tables:
        lines.append(run_line(tables["shoreline_rights"], language))
    if "building_rights" in tables:
        lines.append(_rights_text(tables["building_rights"], language))
    if "strategy_pieces" in tables:
        lines.append(_overlay_text(tables["strategy_pieces"], language))
    if "conflicts" in tables:
        lines.append(conflicts_text(tables["conflicts"], language))
    return lines


def _rights_text(table: Features, language: str) -> str:
    known = ~np.isnan(table["unused_m2"])
    sums = {
        name: number(table[f"{name}_m2"][known].sum(), 0, language, "k-m2") for name in ("permitted", "used", "unused")
    }
    counts = {"known": number(known.sum(), 0, language), "unknown": number((~known).sum(), 0, language)}
    return _RIGHTS[language].format(**sums, **counts)


_CONFLICTS = {
    "fi": ("Samaa maata tavoittelevat: {}", "{} – {} {} kohdassa, {}", "kaksi tavoitetta ei missään"),
    "sv": ("Samma mark eftersträvas av: {}", "{} – {} på {} ställen, {}", "inga två mål någonstans"),
    "en": ("The same ground is wanted by: {}", "{} – {} in {} places, {}", "no two aims anywhere"),
}


def conflicts_text(table: Features, language: str) -> str:
    """Say how much ground each pair of aims quarrels about, the most first."""
    head, each, nothing = _CONFLICTS[language]
    aims = conflict_policy().aims
    pairs = {pair: table["pair"] == pair for pair in dict.fromkeys(table["pair"].tolist())}
    listed = sorted(pairs.items(), key=lambda item: -table["area_ha"][item[1]].sum())
    parts = []
    for pair, rows in listed:
        titles = [aims[name].title[language] if name in aims else name for name in pair.split(":")]
        hectares = number(table["area_ha"][rows].sum(), 1, language, "ha")
        parts.append(each.format(*titles, number(rows.sum(), 0, language), hectares))
    return head.format("; ".join(parts) or nothing)


def _overlay_text(pieces: Features, language: str) -> str:
    hectares = {
        name: number(pieces["area_m2"][pieces["relation"] == name].sum() / 1e4, 0, language, "ha")
        for name in ("advances", "conflicts", "neutral")
    }
    return _OVERLAY[language].format(**hectares)


GAP_UNITS = {
    "ha": ("ha", 1),
    "building_places": ("places", 0),
    "floor_area_m2": ("k-m2", 0),
    "plots": ("plots", 0),
    "count": ("count", 0),
}
"""Units of the strategy's measures: how they are written, and with how many decimals."""


def gap_number(value: float, unit: str | None, language: str) -> str:
    """Write an amount of the gap table; unknown is a dash there, explained below the table."""
    if value != value:
        return "–"
    written, decimals = GAP_UNITS.get(unit or "", (unit or "", 0))
    return number(value, decimals, language, written)
