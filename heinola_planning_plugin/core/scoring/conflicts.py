# SPDX-License-Identifier: GPL-2.0-or-later
"""Where two aims want the same ground: which, how much, and what each would lose.

resources/methods/conflicts.yaml says which aims there are, in which layer each is found, and which pairs of them are
looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely

from ...paths import resource
from ..features import Features, concat, scale_factors, text_column, true_area_m2
from ..intake.identifiers import property_id_display
from ..measures import overlap
from ..policy import Reader, say
from ..progress import Progress, part, silent
from ..vocabulary import plan_codes
from ..wording import number
from .criteria import Parameter, read_parameters

_IDS = ("parcel_id", "unit_id", "site_id", "zone_code", "area_id", "name", "fid")


@dataclass(frozen=True)
class Aim:
    """What wants ground.

    Attributes:
        id: its name in pairs.
        layer: where it is found: a layer of results, or a role.
        title: what it is called.
        amount: the column of what it would lose, or "area" for the shared ground itself in hectares.
        unit, decimals: of the amount.
        land_use: the land uses of a zoning layer that are meant; () = every row.
        has: the column that must not be empty; "" = every row.
    """

    id: str
    layer: str
    title: Mapping[str, str]
    amount: str = "area"
    unit: str = "ha"
    decimals: int = 1
    land_use: tuple[str, ...] = ()
    has: str = ""


@dataclass(frozen=True)
class ConflictPolicy:
    """The file, checked."""

    title: Mapping[str, str]
    aims: Mapping[str, Aim]
    pairs: tuple[tuple[str, str], ...]
    parameters: Mapping[str, Parameter]
    words: Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=1)
def conflict_policy() -> ConflictPolicy:
    """Read the policy that ships with the plugin.

    Raises:
        PolicyError: with file, line and key.
    """
    reader = Reader.open(resource("methods", "conflicts.yaml"))
    reader.text("id")
    reader.text("source")
    part_of = reader.part("aims")
    aims = {name: _aim(name, part_of.part(name)) for name in part_of.names()}
    pairs = []
    for pair in reader.items("pairs"):
        if not (isinstance(pair, list) and len(pair) == 2 and set(pair) <= set(aims)):
            raise reader.fail("pairs", "{!r} is not a pair of aims", pair)
        pairs.append((str(pair[0]), str(pair[1])))
    words = reader.part("words")
    policy = ConflictPolicy(
        reader.texts("title"),
        aims,
        tuple(pairs),
        read_parameters(reader),
        {name: words.texts(name) for name in words.names()},
    )
    reader.done()
    return policy


def _aim(name: str, part_of: Reader) -> Aim:
    aim = Aim(
        name,
        part_of.text("layer"),
        part_of.texts("title"),
        part_of.text("amount"),
        part_of.text("unit"),
        int(part_of.number("decimals", 0, 0, 6)),
        tuple(str(one) for one in part_of.items("land_use", [])),
        part_of.text("has", ""),
    )
    part_of.done()
    return aim


def conflicts(
    layers: Mapping[str, Features],
    others: Mapping[str, Features] | None = None,
    least_m2: float | None = None,
    language: str = "fi",
    progress: Progress = silent,
) -> Features:
    """Overlay the aims that can want the same ground.

    Args:
        layers: layer of the policy file -> its features, in any known CRS; what isn't there isn't looked at. Rows with
            a `score` that is NULL (excluded, unknown) want nothing; a layer without `score` wants all its rows and
            loses ground, not points.
        others: title -> any further layer, compared with every aim and with each other.
        least_m2: overlaps smaller than this, on the ground, are left out; the policy file's where None.
        language: of the explanations.
        progress: reports and cancels.

    Returns:
        One row per pair of overlapping features, in the first layer's CRS (or a local metric one, where that is in
        degrees): the shared shape, `conflict_id`, `pair`, `aim_a`, `id_a`, `score_a`, `share_a` (share of a's area that
        is shared), `amount_a` with `unit_a` (the share of what a amounts to: hectares, building places, floor area),
        `loss_a` (points x hectares), the same for b, `area_ha` on the ground, `stronger` (the aim that would lose more
        points x hectares; None where equal or not known) and `explanation`. The largest first.
    """
    policy = conflict_policy()
    least = float(policy.parameters["least_m2"].value) if least_m2 is None else least_m2
    aims = {aim.id: aim for aim in policy.aims.values() if aim.layer in layers}
    tables = {name: layers[aim.layer] for name, aim in aims.items()}
    pairs = [pair for pair in policy.pairs if set(pair) <= set(aims)]
    for title, table in (others or {}).items():
        pairs += [(name, title) for name in aims]
        aims[title] = Aim(title, title, {"fi": title, "sv": title, "en": title})
        tables[title] = table
    crs = next(iter(tables.values())).in_metres().crs if tables else ""
    wanting = {name: _wanting(aims[name], table).to_crs(crs) for name, table in tables.items()}
    found = [
        _pair(aims[a], wanting[a], aims[b], wanting[b], least, part(progress, k / len(pairs), (k + 1) / len(pairs)))
        for k, (a, b) in enumerate(pairs)
    ]
    nothing = Features(np.empty(0, dtype=object), {}, crs)
    table = concat(found) if found else _columns(Aim("", "", {}), nothing, Aim("", "", {}), nothing, nothing)
    table = table.take(np.lexsort((np.arange(len(table)), -np.round(table["area_ha"], 9))))
    numbered = {"conflict_id": np.arange(1, len(table) + 1)}
    said = {"explanation": _explanations(table, aims, policy.words, language)}
    return Features(table.geometry, {**numbered, **table.columns, **said}, crs)


def _wanting(aim: Aim, layer: Features) -> Features:
    wants = ~(shapely.is_missing(layer.geometry) | shapely.is_empty(layer.geometry))
    wants &= shapely.get_dimensions(layer.geometry) == 2
    if "score" in layer:
        wants &= ~np.isnan(layer["score"].astype(float))
    if aim.land_use:
        uses = plan_codes().land_use(layer["zone_code"]) if "zone_code" in layer else np.full(len(layer), None)
        wants &= np.isin(uses.astype(str), aim.land_use)
    if aim.has:
        held = layer[aim.has].tolist() if aim.has in layer else [None] * len(layer)
        wants &= np.array([one not in (None, "") and one == one for one in held], dtype=bool)
    return layer.take(wants)


def _pair(a: Aim, one: Features, b: Aim, other: Features, least_m2: float, progress: Progress) -> Features:
    i, j, piece = overlap.pieces(one.geometry, other.geometry, progress)
    shared = Features(piece, {}, one.crs)
    large = true_area_m2(piece, one.crs) >= least_m2 if len(piece) else np.empty(0, dtype=bool)
    return _columns(a, one.take(i[large]), b, other.take(j[large]), shared.take(large))


def _columns(a: Aim, one: Features, b: Aim, other: Features, shared: Features) -> Features:
    count = len(shared)
    area = shapely.area(shared.geometry)
    ground = area / scale_factors(shared.geometry, shared.crs)[1] / 1e4 if count else np.empty(0)
    columns: dict[str, np.ndarray] = {"pair": np.full(count, f"{a.id}:{b.id}", dtype=object)}
    for side, aim, layer in (("a", a, one), ("b", b, other)):
        share = np.minimum(area / shapely.area(layer.geometry), 1.0)
        score = layer["score"].astype(float) if "score" in layer else np.full(count, np.nan)
        columns[f"aim_{side}"] = np.full(count, aim.id, dtype=object)
        columns[f"id_{side}"] = _identity(layer)
        columns[f"score_{side}"] = score
        columns[f"share_{side}"] = share
        columns[f"amount_{side}"] = _amount(aim, layer, share, ground)
        columns[f"unit_{side}"] = np.full(count, aim.unit, dtype=object)
        columns[f"loss_{side}"] = score * ground
    stronger = np.full(count, None, dtype=object)
    with np.errstate(invalid="ignore"):
        stronger[columns["loss_a"] > columns["loss_b"]] = a.id
        stronger[columns["loss_b"] > columns["loss_a"]] = b.id
    return shared.with_columns({**columns, "area_ha": ground, "stronger": stronger})


def _amount(aim: Aim, layer: Features, share: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """Give what an aim would lose, its amount spread evenly over its ground; NaN where it isn't known."""
    if aim.amount == "area":
        return ground
    if aim.amount not in layer:
        return np.full(len(layer), np.nan)
    return layer[aim.amount].astype(float) * share


def _identity(layer: Features) -> np.ndarray:
    """Give what features are called: the first of the columns that hold any name."""
    ids = (name for name in _IDS if name in layer and not (name == "zone_code" and "score" in layer))
    named = (text_column(layer[name].tolist()) for name in ids)
    return next((held for held in named if any(held)), np.full(len(layer), None, dtype=object))


def _explanations(
    table: Features, aims: Mapping[str, Aim], words: Mapping[str, Mapping[str, str]], language: str
) -> np.ndarray:
    """Say of each conflict what wants the ground and what each would lose."""
    text = {name: say(texts, language) for name, texts in words.items()}
    shown = {}
    for side in "ab":
        short = property_id_display(table[f"id_{side}"])
        shown[f"id_{side}"] = [one or own for one, own in zip(short.tolist(), table[f"id_{side}"].tolist())]
    rows = zip(*(shown.get(name, table[name].tolist()) for name in _SAID))
    return text_column(_explained(dict(zip(_SAID, row)), aims, text, language) for row in rows)


_SAID = ("area_ha", *(f"{name}_{side}" for side in "ab" for name in ("aim", "id", "score", "share", "amount", "loss")))


def _explained(row: Mapping[str, Any], aims: Mapping[str, Aim], text: Mapping[str, str], language: str) -> str:
    named: list[str] = []
    losses: list[str] = []
    for side in "ab":
        aim, points, loss = aims[row[f"aim_{side}"]], row[f"score_{side}"], row[f"loss_{side}"]
        title = say(aim.title, language)
        name = " ".join(filter(None, (title, row[f"id_{side}"])))
        named.append(name if points != points else f"{name} ({text['points'].format(number(points, 1, language))})")
        lost = [number(row[f"amount_{side}"], aim.decimals, language, aim.unit)]
        if loss == loss:
            lost.append(text["point_hectares"].format(number(loss, 0, language)))
        share = number(row[f"share_{side}"], 0, language, "share")
        losses.append(text["loses"].format(title, ", ".join(lost), share))
    head = text["same_ground"].format(number(row["area_ha"], 2, language, "ha"), *named)
    return f"{head}. {_sentence(losses)}"


def _sentence(parts: Iterable[str]) -> str:
    whole = "; ".join(parts)
    return f"{whole[:1].upper()}{whole[1:]}."
