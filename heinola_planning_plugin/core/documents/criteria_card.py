# SPDX-License-Identifier: GPL-2.0-or-later
"""A criteria file as a page that people can read and argue about: weights, value curves drawn, rules, thresholds."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Mapping

from ..policy import say
from ..scoring.criteria import Constraint, CriteriaSet, Parameter
from ..scoring.curves import Curve
from ..scoring.tree import Node, weight_tree
from ..sources import source_text
from ..wording import number, unit_text

_WORDS = {
    "criteria": {"fi": "Perusteet ja painot", "sv": "Kriterier och vikter", "en": "Criteria and weights"},
    "curve": {"fi": "Arvokäyrä", "sv": "Värdekurva", "en": "Value curve"},
    "weight": {"fi": "Koko painosta", "sv": "Av hela vikten", "en": "Of the whole"},
    "source": {"fi": "Peruste ja lähde", "sv": "Grund och källa", "en": "Source"},
    "rules": {"fi": "Esteet ja ehdot", "sv": "Hinder och villkor", "en": "What excludes and what is a condition"},
    "exclude": {"fi": "este", "sv": "hinder", "en": "excludes"},
    "condition": {"fi": "ehto", "sv": "villkor", "en": "condition"},
    "cap": {"fi": "rajaa pisteet", "sv": "begränsar poängen", "en": "caps the points"},
    "rule": {"fi": "Sääntö", "sv": "Regel", "en": "Rule"},
    "when": {"fi": "Kun", "sv": "När", "en": "When"},
    "effect": {"fi": "Vaikutus", "sv": "Verkan", "en": "Effect"},
    "thresholds": {"fi": "Kynnykset", "sv": "Trösklar", "en": "Thresholds"},
    "threshold": {"fi": "Kynnys", "sv": "Tröskel", "en": "Threshold"},
    "value": {"fi": "Arvo", "sv": "Värde", "en": "Value"},
    "unknown": {
        "fi": "Alle {} painosta tunnettu: ei voida arvioida.",
        "sv": "Under {} av vikten känd: kan inte bedömas.",
        "en": "Less than {} of the weight known: can't be judged.",
    },
    "yes": {"fi": "kyllä", "sv": "ja", "en": "yes"},
    "no": {"fi": "ei", "sv": "nej", "en": "no"},
    "if": {
        "fi": "este, jos: {}; muuten ehto",
        "sv": "hinder, om: {}; annars villkor",
        "en": "excludes if: {}; else a condition",
    },
}
_STYLE = """
body{font-family:"DejaVu Sans",Arial,sans-serif;font-size:10pt;color:#1b2733;margin:2em;max-width:64em}
h1{font-size:16pt}h2{font-size:12pt;margin-top:1.6em}
table{border-collapse:collapse;width:100%}th{text-align:left;border-bottom:1px solid #5b6b7a}
td{vertical-align:top;border-bottom:1px solid #d5dbe1;padding:4px 8px 4px 0}
td.number{text-align:right;white-space:nowrap}tr.group td{font-weight:bold;background:#f1f4f7}small{color:#5b6b7a}
"""
_WIDTH, _HEIGHT = 210.0, 74.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 26.0, 8.0, 8.0, 18.0


def criteria_card(criteria: CriteriaSet, language: str) -> str:
    """Make the page as HTML with the curves drawn as SVG; needs no other file."""
    title = html.escape(say(criteria.title, language))
    least = number(criteria.min_completeness, 0, language, "share")
    rows = _rows(criteria, weight_tree(criteria), language)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><p>{_source(criteria.source, language)}</p>"
        f"<p>{html.escape(_word('unknown', language).format(least))}</p>"
        f"{_table('criteria', ('criteria', 'weight', 'curve', 'source'), rows, language)}"
        f"{_rules(criteria, language)}{_thresholds(criteria, language)}</body></html>"
    )


def _word(key: str, language: str) -> str:
    return say(_WORDS[key], language)


def _table(heading: str, keys: tuple[str, ...], rows: Iterable[str], language: str) -> str:
    body = "".join(rows)
    head = "".join(f"<th>{html.escape(_word(key, language))}</th>" for key in keys)
    return f"<h2>{_word(heading, language)}</h2><table><tr>{head}</tr>{body}</table>" if body else ""


def _source(text: str, language: str) -> str:
    return f"<small>{html.escape(source_text(text, language))}</small>"


def _rows(
    criteria: CriteriaSet, level: tuple[Node, ...], language: str, depth: int = 0, whole: float = 1.0
) -> Iterator[str]:
    """Give the rows of a level of the tree, groups before their parts."""
    leaves = {criterion.id: criterion for criterion in criteria.criteria}
    for node in level:
        own = whole * node.share
        title = html.escape(say(node.title, language))
        share = number(own, 1, language, "share")
        indent = f' style="padding-left:{depth}em"' if depth else ""
        if node.children:
            yield f'<tr class="group"><td{indent}>{title}</td><td class="number">{share}</td><td></td><td></td></tr>'
            yield from _rows(criteria, node.children, language, depth + 1, own)
        else:
            leaf = leaves[node.id]
            drawn = curve_picture(leaf.curve, leaf.unit, leaf.decimals, language, criteria.words)
            said = _source(leaf.source, language)
            yield f'<tr><td{indent}>{title}</td><td class="number">{share}</td><td>{drawn}</td><td>{said}</td></tr>'


def curve_picture(
    curve: Curve, unit: str, decimals: int, language: str, words: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """Draw a value curve as SVG: the measured number with its unit below, the value of 0-1 at the side.

    Classes are called by `words` where they are there.
    """
    if curve.kind == "category":
        return _bars(curve, language, words or {})
    low, high = min(curve.x), max(curve.x)
    margin = (high - low) * 0.12 or 1.0
    first, last = (max(low - margin, 0.0) if low >= 0 else low - margin), high + margin

    def x(measured: float) -> float:
        return _LEFT + (measured - first) / (last - first) * (_WIDTH - _LEFT - _RIGHT)

    def y(value: float) -> float:
        return _TOP + (1 - value) * (_HEIGHT - _TOP - _BOTTOM)

    points = _step_points(curve, first, last) if curve.kind == "step" else _points(curve, first, last)
    path = " ".join(f"{x(at):.1f},{y(value):.1f}" for at, value in points)
    marks = _marks(curve, x, unit, decimals, language)
    axis = (
        f'<path d="M{_LEFT},{_TOP} V{_HEIGHT - _BOTTOM} H{_WIDTH - _RIGHT}" fill="none" stroke="#8a949e"/>'
        f'<text x="{_LEFT - 4}" y="{y(1) + 3:.1f}" text-anchor="end">1</text>'
        f'<text x="{_LEFT - 4}" y="{y(0) + 3:.1f}" text-anchor="end">0</text>'
    )
    return _svg(f'{axis}<polyline points="{path}" fill="none" stroke="#0072b2" stroke-width="2"/>{marks}', _HEIGHT)


def _points(curve: Curve, first: float, last: float) -> list[tuple[float, float]]:
    return [(first, curve.y[0]), *zip(curve.x, curve.y), (last, curve.y[-1])]


def _step_points(curve: Curve, first: float, last: float) -> list[tuple[float, float]]:
    """Draw each step to its bound; what is above the last has the value `otherwise`."""
    out: list[tuple[float, float]] = []
    start = first
    for bound, value in zip(curve.x, curve.y):
        out += [(start, value), (bound, value)]
        start = bound
    rest = 0.0 if curve.otherwise != curve.otherwise else curve.otherwise
    return [*out, (start, rest), (last, rest)]


def _marks(curve: Curve, x: Callable[[float], float], unit: str, decimals: int, language: str) -> str:
    written, shown = [], curve.x if len(curve.x) <= 3 else (curve.x[0], curve.x[-1])
    for place, at in enumerate(shown):
        digits = decimals if unit == "share" else max(decimals, _digits(at))
        text = number(at, digits, language, unit if place == len(shown) - 1 else ("share" if unit == "share" else ""))
        anchor = "middle" if x(at) < _WIDTH - 34 else "end"
        written.append(f'<text x="{x(at):.1f}" y="{_HEIGHT - 5}" text-anchor="{anchor}">{html.escape(text)}</text>')
    return "".join(written)


def _digits(value: float) -> int:
    return next((digits for digits in range(4) if round(value, digits) == round(value, 6)), 3)


def _bars(curve: Curve, language: str, words: Mapping[str, Mapping[str, str]]) -> str:
    row = 13.0
    parts = []
    for place, (name, value) in enumerate(sorted(curve.categories, key=lambda pair: -pair[1])):
        top, key = place * row, say(words[name], language) if name in words else name
        parts.append(
            f'<text x="136" y="{top + 10:.0f}" text-anchor="end">{html.escape(key)}</text>'
            f'<rect x="140" y="{top + 2:.0f}" width="{46 * value:.1f}" height="9" fill="#0072b2"/>'
            f'<text x="{144 + 46 * value:.1f}" y="{top + 10:.0f}">{number(value, _digits(value), language)}</text>'
        )
    return _svg("".join(parts), row * len(curve.categories) + 2)


def _svg(inside: str, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH:.0f}" height="{height:.0f}" '
        f'font-family="DejaVu Sans, Arial, sans-serif" font-size="8.5" fill="#1b2733">{inside}</svg>'
    )


def _rules(criteria: CriteriaSet, language: str) -> str:
    rows = (
        f"<tr><td>{html.escape(say(one.title, language))}</td>"
        f"<td>{html.escape(_condition(one, criteria, language))}</td>"
        f"<td>{html.escape(_effect(one, criteria, language))}</td>"
        f"<td>{_source(one.source, language)}</td></tr>"
        for one in criteria.constraints
    )
    return _table("rules", ("rule", "when", "effect", "source"), rows, language)


def _condition(one: Constraint, criteria: CriteriaSet, language: str) -> str:
    value = one.value
    if isinstance(value, str) and value.startswith("$"):
        value = criteria.parameters[value[1:]].value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = number(value, max(one.decimals, 0 if one.unit == "share" else _digits(value)), language, one.unit)
    elif isinstance(value, tuple):
        words = (criteria.words.get(str(item)) for item in value)
        value = ", ".join(say(word, language) if word else str(item) for item, word in zip(value, words))
    return f"{'' if one.op == 'in' else one.op + ' '}{value}"


def _effect(one: Constraint, criteria: CriteriaSet, language: str) -> str:
    if one.kind.startswith("$"):
        return _word("if", language).format(say(criteria.parameters[one.kind[1:]].title, language))
    return _word(one.kind, language)


def _thresholds(criteria: CriteriaSet, language: str) -> str:
    rows = (
        f"<tr><td>{html.escape(say(one.title, language))}</td><td>{html.escape(_shown(one, language))}</td>"
        f"<td>{_source(one.source, language)}</td></tr>"
        for one in criteria.parameters.values()
    )
    return _table("thresholds", ("threshold", "value", "source"), rows, language)


def _shown(one: Parameter, language: str) -> str:
    if isinstance(one.value, bool):
        return _word("yes" if one.value else "no", language)
    if isinstance(one.value, (int, float)):
        share = 100 if one.unit == "share" else 1
        return number(one.value, _digits(one.value * share), language, one.unit)
    return f"{one.value} {unit_text(one.unit, language)}".strip()
