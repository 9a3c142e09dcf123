# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables and lines of a planning run's report, as data in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..features import Features, Source, text_column
from ..intake.identifiers import property_id_display
from ..intake.report import role_name
from ..planning_run import JobRun, Results
from ..policy import say
from ..wording import UNKNOWN, number
from .figures import Answer, gap_number

_WORDS = {
    "rank": {"fi": "Sija", "sv": "Plats", "en": "Rank"},
    "score": {"fi": "Pisteet", "sv": "Poäng", "en": "Score"},
    "parcel_id": {"fi": "Kiinteistö", "sv": "Fastighet", "en": "Property"},
    "unit_id": {"fi": "Kaavayksikkö", "sv": "Planenhet", "en": "Plan unit"},
    "why": {"fi": "Arvio", "sv": "Bedömning", "en": "Assessment"},
    "area_ha": {"fi": "Ala", "sv": "Areal", "en": "Area"},
    "proposed_code": {"fi": "Merkintä", "sv": "Beteckning", "en": "Code"},
    "frontage_m": {"fi": "Rantaa", "sv": "Strand", "en": "Shore"},
    "places": {"fi": "Mahtuu", "sv": "Ryms", "en": "Fits"},
    "new_places": {"fi": "Uusia", "sv": "Nya", "en": "New"},
    "remaining": {"fi": "Oikeutta jäljellä", "sv": "Rätt kvar", "en": "Right left"},
    "zone_code": {"fi": "Kaava", "sv": "Plan", "en": "Zone"},
    "unused_m2": {"fi": "Käyttämättä", "sv": "Outnyttjat", "en": "Unused"},
    "walk_m": {"fi": "Torille", "sv": "Till torget", "en": "To the square"},
    "measure": {"fi": "Toimenpide", "sv": "Åtgärd", "en": "Measure"},
    "target": {"fi": "Kohdealue", "sv": "Målområde", "en": "Target area"},
    "wanted": {"fi": "Tavoite", "sv": "Mål", "en": "Wanted"},
    "zoned": {"fi": "Kaavassa", "sv": "I planen", "en": "Zoned"},
    "candidate": {"fi": "Ehdokkaat", "sv": "Kandidater", "en": "Candidates"},
    "gap": {"fi": "Vaje", "sv": "Brist", "en": "Gap"},
    "data": {"fi": "Aineistot", "sv": "Material", "en": "Data"},
    "features": {"fi": "kohdetta", "sv": "objekt", "en": "features"},
    "method": {"fi": "Menetelmä", "sv": "Metod", "en": "Method"},
    "weights": {"fi": "Painot", "sv": "Vikter", "en": "Weights"},
    "not_given": {
        "fi": "Ei tarkasteltu, koska aineistoa ei annettu",
        "sv": "Inte granskat, eftersom materialet inte gavs",
        "en": "Not looked at, as the data were not given",
    },
    "area": {"fi": "Alue", "sv": "Område", "en": "Area"},
    "case": {"fi": "Tapaus", "sv": "Fall", "en": "Case"},
    "strategy": {"fi": "Strategia", "sv": "Strategi", "en": "Strategy"},
}

METHOD_TITLES = {
    "weighted_sum": {"fi": "painotettu summa", "sv": "vägd summa", "en": "weighted sum"},
    "weighted_product": {"fi": "painotettu tulo", "sv": "vägd produkt", "en": "weighted product"},
    "owa": {"fi": "järjestetty painotettu keskiarvo", "sv": "ordnat vägt medelvärde", "en": "ordered weighted average"},
    "topsis": {"fi": "TOPSIS", "sv": "TOPSIS", "en": "TOPSIS"},
    "promethee": {"fi": "PROMETHEE II", "sv": "PROMETHEE II", "en": "PROMETHEE II"},
}

_EVIDENCE_FORM = {
    "area_ha": ("ha", 1),
    "frontage_m": ("m", 0),
    "places": ("places", 0),
    "new_places": ("places", 0),
    "remaining": ("places", 0),
    "unused_m2": ("k-m2", 0),
    "walk_m": ("m", 0),
}


@dataclass(frozen=True)
class Table:
    """A table to be drawn: `shares` are the columns' widths, summing to 1; `right` tells which are numbers."""

    headings: tuple[str, ...]
    shares: tuple[float, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


def best_table(table: Features, answer: Answer, language: str) -> Table:
    """Make the table of a question's best candidates with their evidence and assessment."""
    question = answer.question
    shown = [name for name in question.shown if name in table]
    columns = [
        numbers_or_text(table, "rank", answer.best, language, 0),
        identities(table[question.identity][answer.best]),
        numbers_or_text(table, "score", answer.best, language, 1),
        *(numbers_or_text(table, name, answer.best, language) for name in shown),
        [first_sentence(text) for text in table["explanation"][answer.best]],
    ]
    headings = ("rank", question.identity, "score", *shown, "why")
    rest = 1 - 0.05 - 0.14 - 0.07 - 0.09 * len(shown)
    return Table(
        tuple(say(_WORDS[name], language) for name in headings),
        (0.05, 0.14, 0.07, *(0.09 for _ in shown), rest),
        (True, False, True, *(name in _EVIDENCE_FORM for name in shown), False),
        tuple(zip(*columns)),
    )


def identities(ids: Iterable[object]) -> list[str]:
    """Write ids as people do: 111-401-13-1; what is no property id stays as it is, a missing one is a dash."""
    values = text_column(ids)
    shown = property_id_display(values)
    return [str(short or value or "–") for short, value in zip(shown.tolist(), values.tolist())]


def numbers_or_text(
    table: Features, name: str, rows: np.ndarray, language: str, decimals: int | None = None
) -> list[str]:
    """Write a column's rows: numbers with their unit, text as it is, unknown said."""
    values = table[name][rows]
    if values.dtype == object:
        return [UNKNOWN[language] if value is None else str(value) for value in values]
    unit, own = _EVIDENCE_FORM.get(name, ("", 2))
    return [number(value, own if decimals is None else decimals, language, unit) for value in values]


def first_sentence(explanation: str) -> str:
    """Give the status and its grounds, without the points of each criterion."""
    return explanation.partition(". ")[0].rstrip(".") + "."


def gap_table(results: Results, language: str) -> Table:
    """Make the gap table of the measures that drive land use, in the strategy's order."""
    gaps = results.tables["strategy_gaps"]
    drives = {measure.id: measure for measure in results.strategy.measures.values() if measure.drives}
    rows = []
    for row, measure_id in enumerate(gaps["measure_id"]):
        if measure_id not in drives:
            continue
        unit = gaps["unit"][row]
        amounts = [gap_number(gaps[name][row], unit, language) for name in ("wanted", "zoned", "candidate", "gap")]
        target = gaps["target_id"][row] or ""
        years = drives[measure_id].years
        name = say(drives[measure_id].names, language) + (f" ({years.text()})" if years else "")
        rows.append((measure_id, name, _target(results, target, language), *amounts))
    headings = ("measure", "target", "wanted", "zoned", "candidate", "gap")
    return Table(
        ("", *(say(_WORDS[name], language) for name in headings)),
        (0.07, 0.35, 0.16, 0.1, 0.12, 0.1, 0.1),
        (False, False, False, True, True, True, True),
        tuple(rows),
    )


def _target(results: Results, target_id: str, language: str) -> str:
    area = results.strategy.areas.get(target_id)
    return say(area.names, language) if area else target_id


def provenance(results: Results, language: str) -> list[str]:
    """Say what was run on which data with which parameters; one text of several lines per part."""
    data = [
        f"{say(_WORDS['case'], language)}: {results.case.path.name}",
        f"{say(_WORDS['strategy'], language)}: {say(results.strategy.names, language)}",
        f"{say(_WORDS['data'], language)}:",
        *(f"  {source_line(role, source, language)}" for role, source in results.sources),
    ]
    jobs = [
        "\n".join([say(run.settings.policy.title, language).upper(), *settings_lines(run, language)])
        for run in results.runs.values()
    ]
    return ["\n".join(data), *jobs]


def source_line(role: str, source: Source, language: str) -> str:
    """Say of one input: role, file and layer, features, date of the data."""
    bits = [source.uri or source.name]
    if source.count:
        bits.append(f"{number(source.count, 0, language)} {say(_WORDS['features'], language)}")
    if source.date:
        bits.append(date_text(source.date, language))
    return f"{role_name(role, language)}: {', '.join(bits)}"


def date_text(iso: str, language: str) -> str:
    """Write a day: 1.2.2026 in Finnish and Swedish, 2026-02-01 in English."""
    year, month, day = iso.split("-")
    return iso if language == "en" else f"{int(day)}.{int(month)}.{year}"


def settings_lines(run: JobRun, language: str) -> list[str]:
    """Say a job's method, thresholds and weights."""
    settings = run.settings
    lines = []
    if settings.criteria is not None:
        lines.append(f"{say(_WORDS['method'], language)}: {say(METHOD_TITLES[settings.method], language)}")
    if run.area:
        lines.append(f"{say(_WORDS['area'], language)}: {run.area}")
    if run.not_given:
        lines.append(not_given_line(run, language))
    values = settings.policy.values(settings.parameters)
    for name, parameter in settings.policy.parameters.items():
        value, choices = values[name], getattr(parameter, "choices", {})
        said = say(choices[str(value)], language) if choices else _written(value, parameter.unit, language)
        lines.append(f"{say(parameter.title, language)}: {said}")
    if settings.criteria is not None:
        weights = "; ".join(
            f"{say(criterion.title, language)} {number(criterion.weight, 1, language, 'share')}"
            for criterion in settings.criteria.criteria
        )
        lines.append(f"{say(_WORDS['weights'], language)}: {weights}")
    return lines


def not_given_line(run: JobRun, language: str) -> str:
    """Say which layers a job would have looked at, had they been given."""
    roles = ", ".join(role_name(role, language) for role in run.not_given)
    return f"{say(_WORDS['not_given'], language)}: {roles}"


_NOT_SET = {"fi": "ei asetettu", "sv": "inte angivet", "en": "not set"}
_YES_NO = {True: {"fi": "kyllä", "sv": "ja", "en": "yes"}, False: {"fi": "ei", "sv": "nej", "en": "no"}}


def _written(value: object, unit: str, language: str) -> str:
    if value is None or value == "":
        return say(_NOT_SET, language)
    if isinstance(value, bool):
        return say(_YES_NO[value], language)
    if not isinstance(value, (int, float)):
        return str(value)
    shown = 100 * value if unit == "share" else value
    decimals = next((digits for digits in range(5) if round(shown, digits) == round(shown, 6)), 4)
    return number(value, decimals, language, unit)
