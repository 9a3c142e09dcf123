# SPDX-License-Identifier: GPL-2.0-or-later
"""The programme as tables: every project with its year or why it has none, and the sums by measure and year."""

from __future__ import annotations

import numpy as np

from ..documents.figures import GAP_UNITS
from ..features import Features, text_column
from ..policy import say
from ..wording import number, numbers
from .choose import Chosen
from .policy import ProgrammePolicy

STATES = ("chosen", "not_chosen", "unknown")
WORDS = {
    "chosen": {"fi": "Ohjelmassa {}", "sv": "I programmet {}", "en": "In the programme, {}"},
    "not_chosen": {
        "fi": "Ei mahdu ohjelmaan: muut antavat budjetilla enemmän",
        "sv": "Ryms inte i programmet: andra ger mer för budgeten",
        "en": "Not in the programme: others give more for the budget",
    },
    "unknown": {
        "fi": "Ei voida valita: {} ei tiedossa",
        "sv": "Kan inte väljas: {} okänt",
        "en": "Can't be chosen: {} unknown",
    },
    "cost": {"fi": "kustannus", "sv": "kostnaden är", "en": "cost"},
    "amount": {"fi": "määrä", "sv": "mängden är", "en": "amount"},
    "score": {"fi": "pisteet", "sv": "poängen är", "en": "score"},
    "terms": {
        "fi": "osa kohteista ehdollisia: ehdot ratkaistava ensin",
        "sv": "en del av objekten villkorliga: villkoren löses först",
        "en": "some of the features are conditional: settle the conditions first",
    },
    "fixed": {"fi": "kiinteä meno", "sv": "fast utgift", "en": "fixed cost"},
}


def programme_table(table: Features, chosen: Chosen, policy: ProgrammePolicy, language: str) -> Features:
    """Put year, state and explanation beside each project; those of the programme first, by year and kind."""
    year = np.where(chosen.year > 0, chosen.year.astype(float), np.nan)
    unknown = np.isnan(table["benefit"]) | np.isnan(table["cost"])
    state = np.select([chosen.year > 0, unknown], ["chosen", "unknown"], "not_chosen").astype(object)
    titles = {kind.id: say(kind.title, language) for kind in policy.kinds}
    explained = _explain(table, chosen, state, policy, language)
    late, benefit = np.nan_to_num(year, nan=9e9), np.nan_to_num(table["benefit"])
    order = np.lexsort((table["project_id"].astype(str), -benefit, table["kind"].astype(str), late))
    columns = {
        "project_id": table["project_id"],
        **({"water_name": table["water_name"]} if "water_name" in table else {}),
        "measure_id": table["measure_id"],
        "kind": table["kind"],
        "title": text_column(titles[kind] for kind in table["kind"].tolist()),
        "year": year,
        "state": state,
        **{name: table[name] for name in ("amount", "unit", "rows", "score", "benefit", "cost")},
        "explanation": explained,
    }
    return Features(table.geometry, columns, table.crs).take(order)


def _explain(table: Features, chosen: Chosen, state: np.ndarray, policy: ProgrammePolicy, language: str) -> np.ndarray:
    amounts = np.empty(len(table), dtype=object)
    for unit in set(table["unit"].tolist()):
        rows = np.flatnonzero(table["unit"] == unit)
        written, decimals = GAP_UNITS.get(unit, (unit, 0))
        amounts[rows] = numbers(table["amount"][rows], decimals, language, written)
    costs = numbers(table["cost"], 0, language, policy.currency)
    out = []
    for row, what in enumerate(state.tolist()):
        if what == "unknown":
            lacking = next((name for name in ("amount", "cost") if np.isnan(table[name][row])), "score")
            head = say(WORDS["unknown"], language).format(say(WORDS[lacking], language))
        else:
            head = say(WORDS[what], language).format(int(chosen.year[row]))
        text = f"{head}: {amounts[row]}, {costs[row]}"
        if table["conditional"][row] > 0:
            text += f"; {say(WORDS['terms'], language)}"
        out.append(text + ".")
    return text_column(out)


def by_year(programme: Features, policy: ProgrammePolicy, language: str) -> Features:
    """Add up the programme by year and measure, fixed costs as rows of their own.

    Returns:
        No geometry: year, measure_id, title, projects, amount, unit, cost, budget (of the year), left (what the year
        and, where it is carried over, those before it leave once all its rows are paid; on the year's last row).
    """
    rows: list[tuple] = []
    running = 0.0
    for year, budget in policy.budgets.items():
        own: list[tuple] = []
        for kind in policy.kinds:
            mask = (programme["year"] == year) & (programme["kind"] == kind.id)
            if mask.any():
                title, amount = say(kind.title, language), programme["amount"][mask].sum()
                own.append(
                    (year, kind.measure, title, int(mask.sum()), amount, kind.unit, programme["cost"][mask].sum())
                )
        for fixed in policy.fixed:
            if fixed.year == year:
                title = f"{say(fixed.title, language)} ({say(WORDS['fixed'], language)})"
                own.append((year, fixed.measure, title, np.nan, np.nan, None, fixed.cost))
        spent = sum(row[-1] for row in own)
        running = (running if policy.carry_over else 0.0) + budget - spent
        left = [np.nan] * max(len(own) - 1, 0) + [running]
        rows += [(*row, budget, rest) for row, rest in zip(own, left)] or [
            (year, None, None, 0, np.nan, None, 0.0, budget, running)
        ]
    names = ("year", "measure_id", "title", "projects", "amount", "unit", "cost", "budget", "left")
    columns: dict[str, np.ndarray] = {}
    for name, values in zip(names, zip(*rows)):
        as_text = name in ("measure_id", "title", "unit")
        columns[name] = text_column(values) if as_text else np.array(values, dtype=float)
    columns["year"] = columns["year"].astype(np.int64)
    return Features(np.full(len(rows), None, dtype=object), columns)


def summary(programme: Features, chosen: Chosen, policy: ProgrammePolicy, language: str) -> list[str]:
    """Say the programme in lines: what is chosen at what cost, what can't be, and how near the best it is."""
    counts = {state: int((programme["state"] == state).sum()) for state in STATES}
    spent = number(np.nansum(programme["cost"][programme["state"] == "chosen"]), 0, language, policy.currency)
    whole = number(sum(policy.budgets.values()), 0, language, policy.currency)
    gap = number(chosen.gap, 2, language, "share")
    lines = [
        say(_SUMMARY, language).format(chosen=counts["chosen"], spent=spent, whole=whole, rest=counts["not_chosen"])
    ]
    if counts["unknown"]:
        lines.append(say(_UNKNOWN, language).format(counts["unknown"]))
    return [*lines, say(_BEST if chosen.gap < 5e-5 else _PROOF, language).format(gap)]


_SUMMARY = {
    "fi": "Ohjelmassa {chosen} hanketta, {spent}; budjetit yhteensä {whole}. Ohjelmaan ei mahdu {rest} hanketta.",
    "sv": "{chosen} projekt i programmet, {spent}; budgetarna sammanlagt {whole}. {rest} projekt ryms inte.",
    "en": "{chosen} projects in the programme, {spent}; budgets {whole} in all. {rest} projects don't fit.",
}
_UNKNOWN = {
    "fi": "{} hankkeesta jokin luku puuttuu, joten niitä ei voida valita.",
    "sv": "För {} projekt saknas något tal, så de kan inte väljas.",
    "en": "{} projects lack a number, so they can't be chosen.",
}
_BEST = {
    "fi": "Ohjelma on näillä luvuilla, budjeteilla ja säännöillä paras mahdollinen (todistettu 0,01 %:n tarkkuudella).",
    "sv": "Programmet är det bästa möjliga med dessa tal, budgetar och regler (bevisat med 0,01 % noggrannhet).",
    "en": "With these numbers, budgets and rules it is the best possible programme (proven to 0.01 %).",
}
_PROOF = {
    "fi": "Mikään samoin budjetein ja säännöin tehty ohjelma ei ole yli {} parempi.",
    "sv": "Inget program med samma budgetar och regler är mer än {} bättre.",
    "en": "No programme with the same budgets and rules is more than {} better.",
}
