# SPDX-License-Identifier: GPL-2.0-or-later
"""Draft plan areas out of judged features: code, right, places, conditions, and what they replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from heinola_planning_plugin.paths import resource

from ..errors import InputError
from ..features import Features, text_column, true_area_m2
from ..measures import adjacency, overlap, unite
from ..policy import Reader
from ..vocabulary import plan_codes

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Template:
    """What a question's results become; see resources/methods/proposals.yaml."""

    id: str
    title: Texts
    measures: tuple[str, ...]
    identity: str
    criteria: str
    code_column: str | None
    code: str
    places: tuple[str, ...]
    join: bool
    regulation: Texts


@dataclass(frozen=True)
class Wishes:
    """What the planner asks of a proposal.

    Attributes:
        statuses: which judged features are taken.
        min_score: least score, 0-100.
        most: at most so many features, best first; None = all.
        plot_ratio: e of every area; None = the right that the result knows, else unknown.
        right_per_place_m2: floor area of each building place; None = unknown.
    """

    statuses: tuple[str, ...] = ("candidate", "conditional")
    min_score: float = 0.0
    most: int | None = None
    plot_ratio: float | None = None
    right_per_place_m2: float | None = None


@lru_cache(maxsize=1)
def templates() -> Mapping[str, Template]:
    """Read the shipped templates."""
    reader = Reader.open(resource("methods", "proposals.yaml"))
    reader.text("source")
    out = {}
    for part in reader.parts("templates"):
        code = part.part("code")
        template = Template(
            id=part.text("id"),
            title=part.texts("title"),
            measures=tuple(str(item) for item in part.items("measures")),
            identity=part.text("identity"),
            criteria=part.text("criteria"),
            code_column=code.text("column", None),
            code=code.text("otherwise"),
            places=tuple(str(item) for item in part.items("places", [])),
            join=part.flag("join"),
            regulation=part.texts("regulation"),
        )
        code.done()
        part.done()
        out[template.id] = template
    reader.done()
    return out


def template_of(table: Features) -> Template:
    """Tell by its columns which question a result layer answers.

    Raises:
        InputError: none.
    """
    marks = {"industry": "usable_ha", "holiday": "frontage_m", "infill": "walk_m"}
    for name, column in marks.items():
        if column in table and templates()[name].identity in table and "status" in table:
            return templates()[name]
    raise InputError("is no result of a question that a proposal can be made of", layer=table.source.name)


def draft_areas(table: Features, template: Template, wishes: Wishes, zoning: Features | None = None) -> Features:
    """Make the draft plan areas.

    Adjoining features of one code become one area where the template joins; in such an area amounts are added, and
    are unknown if one of them is.

    Args:
        table: a question's result, in a metric CRS.
        template: of that question.
        wishes: what the planner asks.
        zoning: the plan in force, with zone_code; None = what the result knows.

    Returns:
        One row per area, best first: area_id ("1", "2" …), unit_id (the same, so that the layer can be read as plan
        units), zone_code, area_m2 (on the ground), permitted_m2, plot_ratio, places, features (count), ids
        (";"-separated), score (mean weighted by area), conditional (share of the features), reasons (codes), from_code
        (the plan code in force of most of it, None where it isn't known).

    Raises:
        InputError: nothing is left to propose.
    """
    chosen = _chosen(table, template, wishes)
    code = _codes(chosen, template)
    area = true_area_m2(chosen.geometry, chosen.crs)
    label = _labels(chosen, code, template)
    count = int(label.max()) + 1
    order = _best_first(chosen, label, area, count)
    label = order[label]
    total = np.bincount(label, area, count)
    places = _places(chosen, template, label, count)
    permitted = _permitted(chosen, wishes, label, count, total, places)
    first = np.full(count, len(chosen), dtype=int)
    np.minimum.at(first, label, np.arange(len(chosen)))
    _, geometry = unite.by_key(label, chosen.geometry)
    numbers = text_column(str(number + 1) for number in range(count))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.full(count, np.nan) if wishes.plot_ratio is None else np.full(count, wishes.plot_ratio)
        score = np.bincount(label, chosen["score"] * area, count) / total
    return Features(
        geometry,
        {
            "area_id": numbers,
            "unit_id": numbers,
            "zone_code": code[first],
            "area_m2": total,
            "permitted_m2": permitted,
            "plot_ratio": ratio,
            "places": places,
            "features": np.bincount(label, minlength=count),
            "ids": _joined(chosen[template.identity].tolist(), label, count),
            "score": score,
            "conditional": np.bincount(label, chosen["status"] == "conditional", count) / np.bincount(label),
            "reasons": _reasons(chosen, label, count),
            "from_code": _in_force(chosen, label, count, geometry, zoning),
        },
        chosen.crs,
        table.source,
    )


def _chosen(table: Features, template: Template, wishes: Wishes) -> Features:
    for name in (template.identity, "status", "score"):
        if name not in table:
            raise InputError("is no result of a question that a proposal can be made of", layer=table.source.name)
    score = table["score"].astype(float)
    fits = np.isin(table["status"].astype(str), wishes.statuses) & (np.nan_to_num(score, nan=-1.0) >= wishes.min_score)
    rows = np.flatnonzero(fits & ~shapely.is_missing(table.geometry))
    rows = rows[np.lexsort((table[template.identity][rows].astype(str), -score[rows]))]
    if wishes.most is not None:
        rows = rows[: wishes.most]
    if not len(rows):
        raise InputError("holds nothing that could be proposed with these wishes", layer=table.source.name)
    return table.take(rows).in_metres()


def _codes(chosen: Features, template: Template) -> np.ndarray:
    given = chosen[template.code_column].tolist() if template.code_column and template.code_column in chosen else []
    return text_column(value or template.code for value in (given or [None] * len(chosen)))


def _labels(chosen: Features, code: np.ndarray, template: Template) -> np.ndarray:
    if not template.join:
        return np.arange(len(chosen))
    i, j, _ = adjacency.neighbours(chosen.geometry)
    same = code[i] == code[j]
    return np.unique(adjacency.groups(len(chosen), i[same], j[same]), return_inverse=True)[1].reshape(-1)


def _best_first(chosen: Features, label: np.ndarray, area: np.ndarray, count: int) -> np.ndarray:
    """Give each label's number, 0 for the area with the best mean score."""
    score = np.bincount(label, chosen["score"] * area, count) / np.bincount(label, area, count)
    order = np.empty(count, dtype=int)
    order[np.lexsort((np.arange(count), -np.round(score, 9)))] = np.arange(count)
    return order


def _places(chosen: Features, template: Template, label: np.ndarray, count: int) -> np.ndarray:
    for name in template.places:
        if name in chosen:
            return np.bincount(label, chosen[name].astype(float), count)
    return np.full(count, np.nan)


def _permitted(chosen, wishes: Wishes, label, count: int, total: np.ndarray, places: np.ndarray) -> np.ndarray:
    if wishes.plot_ratio is not None:
        return total * wishes.plot_ratio
    if wishes.right_per_place_m2 is not None:
        return places * wishes.right_per_place_m2
    if "permitted_m2" in chosen:
        return np.bincount(label, chosen["permitted_m2"].astype(float), count)
    return np.full(count, np.nan)


def _joined(values: list, label: np.ndarray, count: int) -> np.ndarray:
    parts: list[list[str]] = [[] for _ in range(count)]
    for value, number in zip(values, label.tolist()):
        if value is not None:
            parts[number].append(str(value))
    return text_column(";".join(part) for part in parts)


def _reasons(chosen: Features, label: np.ndarray, count: int) -> np.ndarray:
    codes: list[dict[str, None]] = [{} for _ in range(count)]
    given = chosen["reasons"].tolist() if "reasons" in chosen else []
    for text, number in zip(given, label.tolist()):
        codes[number] |= dict.fromkeys(code for code in (text or "").split(";") if code)
    return text_column(";".join(one) for one in codes)


def _in_force(chosen, label, count: int, geometry: np.ndarray, zoning: Features | None) -> np.ndarray:
    """Give the plan code that covers most of each area now."""
    if zoning is not None:
        layer = zoning.to_crs(chosen.crs)
        index, _ = overlap.largest(geometry, layer.geometry)
        out = np.full(count, None, dtype=object)
        out[index >= 0] = layer["zone_code"][index[index >= 0]]
        return out
    if "zone_code" not in chosen:
        return np.full(count, None, dtype=object)
    known: list[dict[str, int]] = [{} for _ in range(count)]
    for value, number in zip(chosen["zone_code"].tolist(), label.tolist()):
        if value is not None:
            known[number][value] = known[number].get(value, 0) + 1
    return text_column(max(one, key=lambda name: one[name]) if one else None for one in known)


def code_name(code: str | None, language: str) -> str | None:
    """Give the name of a plan code as written, its suffix aside; None where it isn't known."""
    base = plan_codes().split([code])[0][0] if code else None
    return plan_codes().name(base, language)
