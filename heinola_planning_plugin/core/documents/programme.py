# SPDX-License-Identifier: GPL-2.0-or-later
"""The land-use programme (maankäytön toimenpideohjelma) as a page in the reader's language, for PDF and ODT."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from ..features import Features
from ..policy import say
from ..programme.policy import ProgrammePolicy, Rule
from ..wording import number, unit_text
from .figures import GAP_UNITS, gap_number
from .report import identities
from .text_table import text_table

_MOST_LEFT_OUT = 30
"""Projects outside the programme that the document lists, the most useful first; the layer has all."""

_TEXT = {
    "title": {
        "fi": "Maankäytön toimenpideohjelma",
        "sv": "Åtgärdsprogram för markanvändningen",
        "en": "Land-use programme",
    },
    "practice": {
        "fi": "Harjoitusaineistoa: ei kuvaa todellisia kiinteistöjä eikä kustannuksia.",
        "sv": "Övningsmaterial: beskriver inte verkliga fastigheter eller kostnader.",
        "en": "Practice data: no real property or cost is described.",
    },
    "years": {"fi": "Vuosittain", "sv": "År för år", "en": "Year by year"},
    "chosen": {"fi": "Ohjelman hankkeet", "sv": "Programmets projekt", "en": "Projects of the programme"},
    "left": {"fi": "Ohjelman ulkopuolelle jäävät", "sv": "Utanför programmet", "en": "Outside the programme"},
    "more": {"fi": "… ja {} muuta.", "sv": "… och {} till.", "en": "… and {} more."},
    "how": {"fi": "Näin ohjelma muodostettiin", "sv": "Så gjordes programmet", "en": "How it was made"},
    "year": {"fi": "Vuosi", "sv": "År", "en": "Year"},
    "measure": {"fi": "Toimenpide", "sv": "Åtgärd", "en": "Measure"},
    "projects": {"fi": "Hankkeita", "sv": "Projekt", "en": "Projects"},
    "project": {"fi": "Hanke", "sv": "Projekt", "en": "Project"},
    "amount": {"fi": "Määrä", "sv": "Mängd", "en": "Amount"},
    "cost": {"fi": "Kustannus", "sv": "Kostnad", "en": "Cost"},
    "budget": {"fi": "Budjetti", "sv": "Budget", "en": "Budget"},
    "rest": {"fi": "Jää", "sv": "Kvar", "en": "Left"},
    "score": {"fi": "Pisteet", "sv": "Poäng", "en": "Score"},
    "note": {"fi": "Huomautus", "sv": "Anmärkning", "en": "Note"},
    "aid": {
        "fi": "Laskelma on suunnittelun apuväline, ei kannanotto oikeuksiin eikä valtuuston päätös.",
        "sv": "Beräkningen är ett hjälpmedel för planeringen, inte ett ställningstagande till rättigheter eller ett "
        "beslut av fullmäktige.",
        "en": "The calculation is a planner's aid, not a statement of rights nor a decision of the council.",
    },
    "cost_of": {
        "fi": "{title}: {project} hanketta kohti ja {unit} yksikköä ({of}) kohti; paino {weight}. Lähde: {source}",
        "sv": "{title}: {project} per projekt och {unit} per enhet ({of}); vikt {weight}. Källa: {source}",
        "en": "{title}: {project} for a project and {unit} for a unit ({of}); weight {weight}. Source: {source}",
    },
    "carry_over": {
        "fi": "Vuoden käyttämättä jäänyt raha siirtyy seuraavalle.",
        "sv": "Pengar som ett år lämnar används nästa år.",
        "en": "What a year leaves can be used in the next.",
    },
    "no_carry_over": {
        "fi": "Vuoden käyttämättä jäänyt raha ei siirry seuraavalle.",
        "sv": "Pengar som ett år lämnar förs inte över.",
        "en": "What a year leaves can't be used in the next.",
    },
    "delay": {
        "fi": "Vuotta myöhemmin saatu on {} siitä, mitä se on nyt.",
        "sv": "Det som fås ett år senare är värt {} av vad det är nu.",
        "en": "What comes a year later is worth {} of what it is now.",
    },
    "at_least": {"fi": "{kind}: vähintään {n} vuoteen {y} mennessä.", "sv": "{kind}: minst {n} till år {y}.",
                 "en": "{kind}: at least {n} by {y}."},
    "most": {"fi": "{kind}: enintään {n} hanketta vuodessa.", "sv": "{kind}: högst {n} projekt om året.",
             "en": "{kind}: at most {n} projects a year."},
    "after": {
        "fi": "{kind}: aikaisintaan {n} vuotta ensimmäisen hankkeen ({other}) jälkeen.",
        "sv": "{kind}: tidigast {n} år efter det första projektet ({other}).",
        "en": "{kind}: {n} years after the first project of {other} at the earliest.",
    },
    "benefit": {
        "fi": "Hankkeen hyöty on sen osuus lajinsa koko määrästä pisteillä painotettuna. Hyödyn summa on suurin, jonka "
        "budjetit ja säännöt sallivat.",
        "sv": "Ett projekts nytta är dess andel av sin arts hela mängd, viktad med poängen. Nyttans summa är den "
        "största som budgetarna och reglerna tillåter.",
        "en": "A project's benefit is its share of its kind's whole amount, weighted by score. The sum is the largest "
        "that the budgets and rules allow.",
    },
}  # fmt: skip
_STYLE = (
    "body{font-family:'DejaVu Sans',sans-serif;font-size:9pt}h1{font-size:16pt}h2{font-size:11pt}"
    "th{text-align:left}td,th{padding:2px 6px}"
)


def programme_html(
    programme: Features,
    years: Features,
    policy: ProgrammePolicy,
    lines: Sequence[str],
    sources: Sequence[str],
    language: str,
    practice: bool = False,
) -> str:
    """Give the programme as one page; everything that came from data or files is escaped.

    Args:
        programme, years: see `programme.tables`.
        policy: what it was made with.
        lines: the summary.
        sources: what the results were made of, a line each.
        language: "fi", "sv" or "en".
        practice: whether the data are the practice municipality's.
    """

    def word(name: str) -> str:
        return say(_TEXT[name], language)

    parts = [
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">',
        f"<title>{escape(word('title'))}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(word('title'))}</h1>",
        f"<p><b>{escape(word('practice'))}</b></p>" if practice else "",
        *(f"<p>{escape(line)}</p>" for line in lines),
        f"<h2>{escape(word('years'))}</h2>",
        _years(years, policy, word, language),
    ]
    for name, state in (("chosen", ("chosen",)), ("left", ("not_chosen", "unknown"))):
        rows = np.flatnonzero(np.isin(programme["state"].astype(str), state))
        most = len(rows) if name == "chosen" else _MOST_LEFT_OUT
        if len(rows):
            parts += [f"<h2>{escape(word(name))}</h2>", _projects(programme.take(rows[:most]), policy, word, language)]
        if len(rows) > most:
            parts.append(f"<p>{escape(word('more').format(number(len(rows) - most, 0, language)))}</p>")
    how = [word("benefit"), *_how(policy, language), *sources, word("aid")]
    parts += [f"<h2>{escape(word('how'))}</h2>", *(f"<p>{escape(line)}</p>" for line in how)]
    return "\n".join(part for part in [*parts, "</body></html>\n"] if part)


def _years(years: Features, policy: ProgrammePolicy, word, language: str) -> str:
    rows = []
    before = None
    for row in range(len(years)):
        year, left = int(years["year"][row]), years["left"][row]
        measure = " ".join(bit for bit in (years["measure_id"][row], years["title"][row]) if bit)
        count, amount = years["projects"][row], years["amount"][row]
        rows.append(
            (
                str(year) if year != before else "",
                measure or "–",
                number(count, 0, language) if count == count else "",
                gap_number(amount, years["unit"][row], language) if amount == amount else "",
                number(years["cost"][row], 0, language, policy.currency),
                number(years["budget"][row], 0, language, policy.currency) if year != before else "",
                number(left, 0, language, policy.currency) if left == left else "",
            )
        )
        before = year
    names = ("year", "measure", "projects", "amount", "cost", "budget", "rest")
    return text_table([word(name) for name in names], (2, 3, 4, 5, 6), rows)


def _projects(table: Features, policy: ProgrammePolicy, word, language: str) -> str:
    rows = []
    shown = identities(table["project_id"])
    if "water_name" in table:  # a lake is known by its name
        shown = [name or identity for name, identity in zip(table["water_name"].tolist(), shown)]
    for row, name in enumerate(shown):
        year, score = table["year"][row], table["score"][row]
        rows.append(
            (
                str(int(year)) if year == year else "–",
                f"{table['measure_id'][row]} {table['title'][row]}",
                name,
                gap_number(table["amount"][row], table["unit"][row], language),
                number(score, 1, language) if score == score else "–",
                number(table["cost"][row], 0, language, policy.currency),
                _note(table["explanation"][row]),
            )
        )
    names = ("year", "measure", "project", "amount", "score", "cost", "note")
    return text_table([word(name) for name in names], (3, 4, 5), rows)


def _note(explanation: str) -> str:
    """Keep of the explanation what no column says: why a project isn't chosen, and which conditions there are."""
    head, _, rest = explanation.rstrip(".").partition(": ")
    if rest and ("ei tiedossa" in head or "okän" in head or "unknown" in head):
        return head
    return rest.partition("; ")[2]


def _how(policy: ProgrammePolicy, language: str) -> list[str]:
    titles = {kind.id: say(kind.title, language) for kind in policy.kinds}
    units = {kind.id: kind.unit for kind in policy.kinds}
    lines = []
    for kind in policy.kinds:
        costs = (
            number(np.nan if cost is None else cost, 0, language, policy.currency)
            for cost in (kind.cost_project, kind.cost_unit)
        )
        project, unit = costs
        lines.append(
            say(_TEXT["cost_of"], language).format(
                title=f"{kind.measure} {titles[kind.id]}",
                project=project,
                unit=unit,
                of=unit_text(GAP_UNITS.get(kind.unit, (kind.unit, 0))[0], language) or kind.unit,
                weight=number(kind.weight, 2, language),
                source=kind.source,
            )
        )
    lines.append(say(_TEXT["carry_over" if policy.carry_over else "no_carry_over"], language))
    if policy.delay_weight < 1:
        lines.append(say(_TEXT["delay"], language).format(number(policy.delay_weight, 1, language, "share")))
    return [*lines, *(_rule(rule, titles, units, language) for rule in policy.rules)]


def _rule(rule: Rule, titles: dict[str, str], units: dict[str, str], language: str) -> str:
    kind = titles[rule.kind]
    if rule.at_least is not None:
        amount = gap_number(rule.at_least, units[rule.kind], language)
        return say(_TEXT["at_least"], language).format(kind=kind, n=amount, y=rule.by)
    if rule.most_per_year is not None:
        return say(_TEXT["most"], language).format(kind=kind, n=rule.most_per_year)
    return say(_TEXT["after"], language).format(kind=kind, n=rule.years, other=titles[rule.after or ""])
