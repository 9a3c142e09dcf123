# SPDX-License-Identifier: GPL-2.0-or-later
"""The zoning proposal (kaavaehdotusluonnos) as a page in the reader's language, for PDF and ODT."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ..documents import phrases
from ..documents.report import identities
from ..documents.text_table import text_table
from ..features import Features
from ..policy import say
from ..scoring.criteria import CriteriaSet
from ..wording import STATUS, number
from .areas import Template, Wishes, code_name

MAP = "map.png"
"""Name of the picture that the page shows."""

_TEXT = {
    "measures": {"fi": "Strategian toimenpiteet: {}", "sv": "Strategins åtgärder: {}", "en": "Measures: {}"},
    "sum": {
        "fi": "Ehdotuksessa on {areas} aluetta ({features} kohdetta), yhteensä {ha}.",
        "sv": "Förslaget har {areas} områden ({features} objekt), sammanlagt {ha}.",
        "en": "The proposal has {areas} areas ({features} features), {ha} in all.",
    },
    "sum_right": {"fi": "Rakennusoikeutta {}.", "sv": "Byggrätt {}.", "en": "Building right {}."},
    "sum_places": {"fi": "Rakennuspaikkoja {}.", "sv": "Byggplatser {}.", "en": "Building places {}."},
    "map": {"fi": "Kartta", "sv": "Karta", "en": "Map"},
    "areas": {"fi": "Ehdotetut alueet", "sv": "Föreslagna områden", "en": "Proposed areas"},
    "area": {"fi": "Alue", "sv": "Område", "en": "Area"},
    "code": {"fi": "Merkintä", "sv": "Beteckning", "en": "Code"},
    "from": {"fi": "Nyt kaavassa", "sv": "I planen nu", "en": "In force now"},
    "size": {"fi": "Pinta-ala", "sv": "Areal", "en": "Size"},
    "right": {"fi": "Oikeus", "sv": "Byggrätt", "en": "Right"},
    "places": {"fi": "Paikkoja", "sv": "Platser", "en": "Places"},
    "score": {"fi": "Pisteet", "sv": "Poäng", "en": "Score"},
    "ids": {
        "fi": "Kiinteistöt tai kaavayksiköt",
        "sv": "Fastigheter eller planenheter",
        "en": "Properties or plan units",
    },
    "regulations": {"fi": "Kaavamääräykset", "sv": "Planbestämmelser", "en": "Regulations"},
    "conditions": {
        "fi": "Ratkaistava ennen kaavaehdotusta",
        "sv": "Att lösa före planförslaget",
        "en": "To be settled before the proposal",
    },
    "no_conditions": {
        "fi": "Alueilla ei ole ehtoja, jotka aineistosta näkyisivät.",
        "sv": "Områdena har inga villkor som materialet visar.",
        "en": "The areas have no conditions that the data show.",
    },
    "condition": {"fi": "Ehto", "sv": "Villkor", "en": "Condition"},
    "where": {"fi": "Alueilla", "sv": "På områdena", "en": "On areas"},
    "unchecked": {"fi": "ei voitu tarkistaa", "sv": "kunde inte kontrolleras", "en": "could not be checked"},
    "how": {"fi": "Näin ehdotus muodostettiin", "sv": "Så gjordes förslaget", "en": "How it was made"},
    "wishes": {
        "fi": "Mukana ovat tilat {statuses}; pisteitä vähintään {score}.",
        "sv": "Med är statusarna {statuses}; minst {score} poäng.",
        "en": "Taken were the statuses {statuses}; a score of at least {score}.",
    },
    "most": {"fi": "Enintään {} parasta kohdetta.", "sv": "Högst {} bästa objekt.", "en": "At most the {} best."},
    "ratio": {
        "fi": "Rakennusoikeus tehokkuusluvulla e = {}, kaavoittajan antama.",
        "sv": "Byggrätten med exploateringstalet e = {}, givet av planläggaren.",
        "en": "Building right by the plot ratio e = {}, given by the planner.",
    },
    "per_place": {
        "fi": "Rakennusoikeus {} rakennuspaikkaa kohti, kaavoittajan antama.",
        "sv": "Byggrätt {} per byggplats, given av planläggaren.",
        "en": "Building right {} for a building place, given by the planner.",
    },
    "aid": {
        "fi": "Luonnos on suunnittelun apuväline. Se ei ole kannanotto oikeuksiin, eikä sillä ole oikeusvaikutuksia.",
        "sv": "Utkastet är ett hjälpmedel för planeringen. Det är inget ställningstagande till rättigheter och har "
        "inga rättsverkningar.",
        "en": "The draft is a planner's aid. It is no statement of rights and has no legal effect.",
    },
}
_STYLE = (
    "body{font-family:'DejaVu Sans',sans-serif;font-size:9pt}h1{font-size:15pt}h2{font-size:11pt}th{text-align:left}"
)
_MOST_IDS = 12


def proposal_html(
    areas: Features,
    template: Template,
    wishes: Wishes,
    criteria: CriteriaSet,
    measures: Iterable[str],
    sources: Iterable[str],
    language: str,
    title: str = "",
    map_width: int = 0,
    practice: bool = False,
) -> str:
    """Give the proposal as one page; everything that came from data or files is escaped.

    Args:
        areas: see `areas.draft_areas`.
        template, wishes: what they were made with.
        criteria: for the names of conditions.
        measures: of the strategy that the proposal serves, a text each.
        sources: lines on what the result rests on.
        language: "fi", "sv" or "en".
        title: put before the template's.
        map_width: of the picture `MAP`, in the page's pixels; 0 = none.
        practice: whether the data are the practice municipality's.
    """

    def word(name: str) -> str:
        return say(_TEXT[name], language)

    heading = say(template.title, language)
    parts = [
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">',
        f"<title>{escape(heading)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(f'{title}: {heading}' if title else heading)}</h1>",
        f"<p><b>{escape(phrases.word('practice', language))}</b></p>" if practice else "",
        f"<p>{escape(_summary(areas, template, word, language))}</p>",
        f"<p>{escape(word('measures').format('; '.join(measures)))}</p>",
        f'<h2>{escape(word("map"))}</h2><p><img src="{MAP}" width="{map_width}"></p>' if map_width else "",
        f"<h2>{escape(word('areas'))}</h2>",
        _areas(areas, word, language),
        f"<h2>{escape(word('regulations'))}</h2>",
        *(f"<p><b>{escape(code)}</b> {escape(text)}</p>" for code, text in _regulations(areas, template, language)),
        f"<h2>{escape(word('conditions'))}</h2>",
        _conditions(areas, criteria, word, language),
        f"<h2>{escape(word('how'))}</h2>",
        *(f"<p>{escape(line)}</p>" for line in _how(wishes, word, language)),
        f"<p>{'<br>'.join(escape(line) for line in sources)}</p>",
        f"<p>{escape(word('aid'))}</p>",
    ]
    return "\n".join(part for part in [*parts, "</body></html>\n"] if part)


def _summary(areas: Features, template: Template, word, language: str) -> str:
    parts = [
        word("sum").format(
            areas=number(len(areas), 0, language),
            features=number(areas["features"].sum(), 0, language),
            ha=number(areas["area_m2"].sum() / 1e4, 1, language, "ha"),
        ),
        # A sum is unknown when one of its terms is: part of a sum is no sum.
        word("sum_right").format(number(areas["permitted_m2"].sum(), 0, language, "k-m2")),
    ]
    if template.places:
        parts.append(word("sum_places").format(number(areas["places"].sum(), 0, language)))
    return " ".join(parts)


def _areas(areas: Features, word, language: str) -> str:
    rows = []
    for row in range(len(areas)):
        ids = identities((areas["ids"][row] or "").split(";"))
        more = f" (+{len(ids) - _MOST_IDS})" if len(ids) > _MOST_IDS else ""
        rows.append(
            (
                areas["area_id"][row],
                areas["zone_code"][row],
                areas["from_code"][row] or "–",
                number(areas["area_m2"][row] / 1e4, 2, language, "ha"),
                _dash(areas["permitted_m2"][row], 0, language, "k-m2"),
                _dash(areas["places"][row], 0, language, ""),
                number(areas["score"][row], 1, language),
                ", ".join(ids[:_MOST_IDS]) + more,
            )
        )
    names = ("area", "code", "from", "size", "right", "places", "score", "ids")
    return text_table([word(name) for name in names], (3, 4, 5, 6), rows)


def _dash(value: float, decimals: int, language: str, unit: str) -> str:
    return "–" if value != value else number(value, decimals, language, unit)


def _regulations(areas: Features, template: Template, language: str) -> list[tuple[str, str]]:
    text = say(template.regulation, language)
    return [
        (code, f"{name}. {text}" if (name := code_name(code, language)) else text)
        for code in dict.fromkeys(areas["zone_code"].tolist())
    ]


def _conditions(areas: Features, criteria: CriteriaSet, word, language: str) -> str:
    where: dict[str, list[str]] = {}
    for row, codes in enumerate(areas["reasons"].tolist()):
        for code in filter(None, (codes or "").split(";")):
            where.setdefault(code, []).append(areas["area_id"][row])
    if not where:
        return f"<p>{escape(word('no_conditions'))}</p>"
    titles = {one.code: say(one.title, language) for one in criteria.constraints}
    rows = []
    for code, numbers in where.items():
        plain = code.removesuffix("_unknown")
        name = titles.get(code) or titles.get(plain, code)
        rows.append(
            (f"{name}: {word('unchecked')}" if code not in titles and plain in titles else name, ", ".join(numbers))
        )
    return text_table([word("condition"), word("where")], (), rows)


def _how(wishes: Wishes, word, language: str) -> list[str]:
    statuses = ", ".join(say(STATUS[one], language) for one in wishes.statuses)
    lines = [word("wishes").format(statuses=statuses, score=number(wishes.min_score, 0, language))]
    if wishes.most is not None:
        lines.append(word("most").format(wishes.most))
    if wishes.plot_ratio is not None:
        lines.append(word("ratio").format(number(wishes.plot_ratio, 2, language)))
    elif wishes.right_per_place_m2 is not None:
        lines.append(word("per_place").format(number(wishes.right_per_place_m2, 0, language, "k-m2")))
    return lines
