# SPDX-License-Identifier: GPL-2.0-or-later
"""Industrial reservation as a job."""

from __future__ import annotations

from functools import lru_cache

from ...paths import resource
from ..errors import InputError
from ..features import Features
from ..jobs import Job, Layers, Settings, whole_properties
from ..progress import Progress
from ..scoring.criteria import CriteriaSet, read_criteria
from .reservation import industrial_reservation
from .siting import ROLES


@lru_cache(maxsize=1)
def _shipped() -> CriteriaSet:
    return read_criteria(resource("methods", "industrial.yaml"))


def industrial_criteria() -> CriteriaSet:
    """Give the criteria that ship with the plugin."""
    return _shipped()


def _run(layers: Layers, settings: Settings, progress: Progress) -> dict[str, Features]:
    parcels = layers["parcels"]
    if not isinstance(parcels, Features):
        raise InputError("must be a layer of polygons", layer="parcels")
    found = industrial_reservation(
        whole_properties(parcels),
        layers,
        settings.criteria or industrial_criteria(),
        settings.parameters,
        settings.method,
        settings.language,
        progress,
        settings.orness,
    )
    return {"OUTPUT": found.output, "ASSEMBLIES": found.assemblies}


INDUSTRIAL_RESERVATION = Job(
    id="industrialreservation",
    required=("parcels",),
    optional=ROLES,
    shipped=industrial_criteria,
    outputs=("OUTPUT", "ASSEMBLIES"),
    run=_run,
)
