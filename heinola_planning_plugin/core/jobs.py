# SPDX-License-Identifier: GPL-2.0-or-later
"""A job: one of the planner's questions as a function from tables to tables, with what it reads and gives.

The Processing algorithm of a job, the planning run and a script all run the same `Job`. Tables come in by role
(`parcels`, `roads`, …) with the canonical columns that intake makes, all in one metric CRS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import shapely

from .errors import InputError
from .features import Features, text_column
from .measures import unite
from .measures.inside import inner_points
from .progress import Progress
from .scoring.criteria import CriteriaSet

Layers = Mapping[str, Any]
"""Role -> Features, or a Grid for `dem`."""
_BESIDE_M = 50.0
"""What lies farther from all that is judged takes nothing from it."""


class Policy(Protocol):
    """What a job's policy file must have: a title, and parameters that the user sees."""

    @property
    def title(self) -> Mapping[str, str]:
        """Give the policy's name in the three languages."""

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Give its parameters: name -> something with name, value, title, unit, low, high and source."""

    def values(self, changes: Mapping[str, object] | None = None) -> dict[str, Any]:
        """Give every parameter's value, with the user's changes."""


@dataclass(frozen=True)
class Settings:
    """How a job is to be run."""

    policy: Policy
    parameters: Mapping[str, object] = field(default_factory=dict)
    """Changes to the policy file's parameters."""
    method: str = "weighted_sum"
    orness: float = 0.3
    language: str = "fi"

    @property
    def criteria(self) -> CriteriaSet | None:
        """Give the policy when it is one to score by, None when it only has parameters."""
        return self.policy if isinstance(self.policy, CriteriaSet) else None

    @property
    def scoring(self) -> CriteriaSet:
        """Give the policy of a job that scores."""
        if not isinstance(self.policy, CriteriaSet):
            raise TypeError("the job's policy has no criteria")
        return self.policy


@dataclass(frozen=True)
class Job:
    """One question.

    Attributes:
        id: the algorithm's name, "industrialreservation".
        required, optional: roles of the layers it reads; the first required one is what it judges.
        shipped: reads the policy file that ships with the plugin.
        outputs: names of the tables it gives; the first is the main result.
        run: the work itself.
        feeds: output -> role, for outputs that later jobs of a planning run read as a layer.
        fields: parameter -> role and column, for parameters that name the field of an input's column.
        drawn: roles of layers that its documents show on a map.
        on_request: a planning run does it only where the case names it.
    """

    id: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    shipped: Callable[[], Policy]
    outputs: tuple[str, ...]
    run: Callable[[Layers, Settings, Progress], dict[str, Features]]
    feeds: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    drawn: tuple[str, ...] = ()
    on_request: bool = False


def inside_area(table: Features, area: Features) -> Features:
    """Give the features whose inner point lies in an area."""
    return table.take(_inside(table, area))


def _inside(table: Features, area: Features) -> np.ndarray:
    areas = area.to_crs(table.crs).geometry
    inside = np.zeros(len(table), dtype=bool)
    inside[shapely.STRtree(areas).query(inner_points(table.geometry), predicate="intersects")[0]] = True
    return inside


def judged_inside(layers: Mapping[str, Any], main: str, area: Features, name: object = None) -> dict[str, Any]:
    """Give the layers with only those features to judge whose inner point lies in an area.

    Those left out that lie beside one of them become the layer `neighbours`: what is theirs isn't free for the others.

    Raises:
        InputError: none lies in the area.
    """
    table = layers[main]
    inside = _inside(table, area)
    if not inside.any():
        raise InputError("no feature lies in the area", layer=table.source.name, value=name)
    reach = np.array([-1.0, -1.0, 1.0, 1.0]) * _BESIDE_M
    tree = shapely.STRtree(shapely.box(*(shapely.bounds(table.geometry[inside]) + reach).T))
    beside = np.zeros(len(table), dtype=bool)
    beside[tree.query(table.geometry)[0]] = True
    return {**layers, main: table.take(inside), "neighbours": table.take(beside & ~inside)}


def whole_properties(parcels: Features) -> Features:
    """Give one row per parcel_id, its parts united; rows without an id stay as they are.

    Where the rows of a property differ, the columns of the first count.
    """
    if "parcel_id" not in parcels:
        return parcels
    names = [row if name in (None, "") else name for row, name in enumerate(text_column(parcels["parcel_id"]).tolist())]
    position: dict[object, int] = {}
    label = np.array([position.setdefault(name, len(position)) for name in names], dtype=np.int64)
    if len(position) == len(parcels):
        return parcels
    _, first = np.unique(label, return_index=True)
    return parcels.take(first).with_geometry(unite.by_key(label, parcels.geometry)[1])
