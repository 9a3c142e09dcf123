# SPDX-License-Identifier: GPL-2.0-or-later
"""Results that can be questioned: what they were judged by stays with the layer, and other weights show on the map."""

from __future__ import annotations

import numpy as np
import pytest
from qgis import processing
from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGraduatedSymbolRenderer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType
from toolbox import source

from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.bridge.judged import recall, remember
from heinola_planning_plugin.bridge.named_styles import add_certainty, forget_trial, show_trial, style_name
from heinola_planning_plugin.bridge.project import style_result
from heinola_planning_plugin.bridge.score_expression import curve_expression, score_expression
from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.jobs import Settings
from heinola_planning_plugin.core.policy import Reader
from heinola_planning_plugin.core.scoring.curves import read_curve
from heinola_planning_plugin.core.scoring.tree import leaf_weights, weight_tree
from heinola_planning_plugin.core.scoring.trial import Trial


@pytest.fixture(scope="module")
def judged(provider) -> dict[str, QgsVectorLayer]:
    """Give two results: one judged by the shipped criteria, one whose scores are capped."""
    common = {
        "BUILDINGS": source("avoimet_rakennukset"),
        "ROADS": source("tieviiva"),
        "LANGUAGE": 1,
        "OUTPUT": "memory:",
    }
    industry = {
        "PARCELS": source("PalstanSijaintitiedot"),
        "JUNCTIONS": source("liittymat"),
        "ZONING": source("yleiskaava"),
    }
    infill = {"PLAN_UNITS": source("kaavayksikot"), "CENTRE": source("keskipiste"), "SERVICES": source("palvelut")}
    out = {}
    for name, inputs in (("industrialreservation", industry), ("infill", infill)):
        feedback = QgsProcessingFeedback(False)
        out[name] = processing.run(f"heinola:{name}", {**common, **inputs}, feedback=feedback)["OUTPUT"]
    return out


def evaluated(layer: QgsVectorLayer, expression: str) -> np.ndarray:
    """Give an expression's value for every feature, as the map's renderer would."""
    parsed = QgsExpression(expression)
    assert not parsed.hasParserError(), parsed.parserErrorString()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    assert parsed.prepare(context)
    out = []
    for feature in layer.getFeatures():
        context.setFeature(feature)
        value = parsed.evaluate(context)
        assert not parsed.hasEvalError(), parsed.evalErrorString()
        out.append(value if isinstance(value, (int, float)) else np.nan)
    return np.array(out, dtype=float)


@pytest.mark.parametrize("job", ["industrialreservation", "infill"])
def test_the_maps_expression_is_the_score_to_the_last_digits(judged, job):
    layer, criteria = judged[job], JOBS[job].shipped()
    table = read_layer(layer)
    assert np.isfinite(table["score"]).sum() > 100
    np.testing.assert_allclose(evaluated(layer, score_expression(criteria)), table["score"], atol=1e-9)

    rows = np.flatnonzero(np.isfinite(table["score"]))
    scored = {name: held[rows] for name, held in table.columns.items()}
    trial = Trial.of(scored, criteria, rows, rows.astype(object))
    first = weight_tree(criteria)[0]
    argued = criteria.with_weights(leaf_weights(weight_tree(criteria), {first.path: 0.0}))
    weights = np.array([one.weight for one in argued.criteria])
    shown = evaluated(layer, score_expression(argued, trial.known))[rows]
    np.testing.assert_allclose(shown, trial.scores(weights), atol=1e-9)
    assert np.abs(shown - table["score"][rows]).max() > 1


@pytest.mark.parametrize(
    "curve",
    [
        {"type": "linear", "full": 1000, "zero": 10000},
        {"type": "linear", "full": 10, "zero": 0},
        {"type": "piecewise", "points": [[0, 0], [5, 1], [10, 0.2]]},
        {"type": "step", "steps": [[100, 1], [300, 0.5]], "otherwise": 0},
        {"type": "category", "values": {"1": 1, "3": 0.5}, "otherwise": None},
    ],
    ids=lambda curve: curve["type"],
)
def test_every_kind_of_curve_is_the_same_on_the_map(curve):
    own = read_curve(Reader(curve, "test"))
    fields = QgsFields()
    fields.append(QgsField("mitta", QMetaType.Type.Double))
    parsed = QgsExpression(curve_expression(own, "mitta"))
    context = QgsExpressionContext()
    for measured in (-5.0, 0.0, 1.0, 2.5, 3.0, 5.0, 7.5, 100.0, 100.5, 300.0, 300.5, 5500.0, 20000.0, None):
        feature = QgsFeature(fields)
        feature.setAttributes([measured])
        context.setFeature(feature)
        context.setFields(fields)
        shown = parsed.evaluate(context)
        wanted = own(np.array([np.nan if measured is None else measured]))[0]
        assert (shown if isinstance(shown, (int, float)) else np.nan) == pytest.approx(wanted, nan_ok=True)


def test_a_layer_remembers_what_it_was_judged_by(judged):
    layer = judged["industrialreservation"].clone()
    layer.setCustomProperty("heinola/result", "industrial_reservation")
    assert recall(layer).criteria.id == "industrial_reservation"  # of an older run: what ships with the plugin
    argued = JOBS["industrialreservation"].shipped().with_weights({"junction": 0.5})
    remember(layer, Settings(argued, {"min_area_ha": 3.0}, "topsis"))
    back = recall(layer)
    assert [one.weight for one in back.criteria.criteria] == pytest.approx([one.weight for one in argued.criteria])
    assert back.criteria.parameters["min_area_ha"].value == 3
    assert back.method == "topsis"


def test_styles_to_switch_to_and_back(judged):
    layer = judged["industrialreservation"].clone()
    layer.setCustomProperty("heinola/result", "industrial_reservation")
    style_result(layer, "industrial_reservation", "fi")
    add_certainty(layer, "fi")
    manager = layer.styleManager()
    assert sorted(manager.styles()) == ["Tila", "Varmuus"]
    assert manager.currentStyle() == "Tila"
    assert layer.renderer().classAttribute() == "status"
    assert manager.setCurrentStyle("Varmuus")
    assert layer.renderer().classAttribute() == "p_top"
    assert len(layer.renderer().ranges()) == 4
    assert layer.customProperty("heinola/result") == "industrial_reservation"

    assert manager.setCurrentStyle("Tila")
    expression = score_expression(JOBS["industrialreservation"].shipped())
    show_trial(layer, expression, {7: 1, 9: 2}, "fi")
    assert manager.currentStyle() == style_name("trial", "fi")
    assert isinstance(layer.renderer(), QgsGraduatedSymbolRenderer)
    label = QgsExpression(layer.labeling().settings().fieldName)
    assert not label.hasParserError()
    forget_trial(layer, "fi")
    assert manager.currentStyle() == "Tila"
    assert sorted(manager.styles()) == ["Tila", "Varmuus"]
    assert layer.renderer().classAttribute() == "status"


def test_a_result_that_processing_loads_can_be_questioned_too(provider):
    context, feedback, project = QgsProcessingContext(), QgsProcessingFeedback(False), QgsProject()
    context.setProject(project)
    parameters = {
        "PARCELS": source("PalstanSijaintitiedot"),
        "ROADS": source("tieviiva"),
        "JUNCTIONS": source("liittymat"),
        "WEIGHTS": "junction=0.5",
        "LANGUAGE": 1,
        "OUTPUT": QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project),
    }
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("heinola:industrialreservation")
    results, good = algorithm.run(parameters, context, feedback)
    assert good
    layer = context.getMapLayer(results["OUTPUT"])
    details = context.layersToLoadOnCompletion()[results["OUTPUT"]]
    details.postProcessor().postProcessLayer(layer, context, feedback)
    assert sorted(layer.styleManager().styles()) == ["Tila", "Varmuus"]
    junction = next(one for one in recall(layer).criteria.criteria if one.id == "junction")
    assert junction.weight == pytest.approx(0.5 / (1 - 0.18 + 0.5))
    assert layer.customProperty("heinola/result") == "industrial_reservation"


def test_rank_intervals_are_in_every_result_and_hold_the_rank(judged):
    for layer in judged.values():
        table = read_layer(layer)
        scored = np.isfinite(table["score"])
        assert np.array_equal(np.isfinite(table["rank_min"]), scored)
        assert (table["rank_min"] <= table["rank_max"])[scored].all()
        inside = (table["rank_min"] <= table["rank"]) & (table["rank"] <= table["rank_max"])
        assert inside[scored].mean() > 0.95
        assert table["p_top"][scored].max() <= 1
