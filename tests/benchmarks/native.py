# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS's own algorithms on the same layers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import processing
import start  # noqa: F401 - QGIS first
from data import KEY
from processing.core.Processing import Processing
from qgis.core import QgsProcessingFeedback, QgsVectorLayer

Processing.initialize()

EXPRESSION = (
    '3/8*max(0, 1-coalesce("distance",0)/2000) + 2/8*max(0, 1-coalesce("distance_2",0)/3000)'
    ' + 2/8*coalesce("zone_pc",0)/100 + 1/8*max(0, 1-coalesce("kerrosala_sum",0)/2000)'
)


def run(algorithm: str, output: str = "memory:", **parameters: object) -> QgsVectorLayer:
    """Run an algorithm into memory, or a file."""
    feedback = QgsProcessingFeedback(False)
    return processing.run(algorithm, {**parameters, "OUTPUT": output}, feedback=feedback)["OUTPUT"]


def nearest(parcels: QgsVectorLayer, targets: QgsVectorLayer) -> QgsVectorLayer:
    """Join the nearest target's distance."""
    return run(
        "native:joinbynearest", INPUT=parcels, INPUT_2=targets, NEIGHBORS=1, FIELDS_TO_COPY=["mtk_id"], PREFIX="n_"
    )


def overlaps(parcels: QgsVectorLayer, areas: QgsVectorLayer) -> QgsVectorLayer:
    """Add the percentage that lies within the areas."""
    return run("native:calculatevectoroverlaps", INPUT=parcels, LAYERS=[areas])


def floor_area(parcels: QgsVectorLayer, buildings: QgsVectorLayer) -> QgsVectorLayer:
    """Sum the floor area of the buildings that meet each parcel."""
    return run(
        "native:joinbylocationsummary",
        INPUT=parcels,
        JOIN=buildings,
        PREDICATE=[0],
        JOIN_FIELDS=["kerrosala"],
        SUMMARIES=[5],
        DISCARD_NONMATCHING=False,
    )


def score(joined: QgsVectorLayer, target: Path) -> QgsVectorLayer:
    """Calculate the score and save."""
    parameters = {"INPUT": joined, "FIELD_NAME": "score", "FIELD_TYPE": 0, "FORMULA": EXPRESSION}
    return run("native:fieldcalculator", str(target), **parameters)


def by_id(source: QgsVectorLayer, name: str) -> dict[object, float]:
    """Give the largest value of each parcel: ties make several rows of one."""
    out: dict[object, float] = {}
    key, column = source.fields().indexOf(KEY), source.fields().indexOf(name)
    for feature in source.getFeatures():
        value = feature.attribute(column)
        if isinstance(value, int | float):
            out[feature.attribute(key)] = max(out.get(feature.attribute(key), -np.inf), float(value))
    return out


def percent_of(layer: QgsVectorLayer) -> str:
    """Give the name of the column with the percentage."""
    return next(field.name() for field in layer.fields() if field.name().endswith("_pc"))
