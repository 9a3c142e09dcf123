# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs inside a real QGIS window (qgis --code): practises as a planner would, and writes down what it saw.

HEINOLA_GUI_OUT names the folder for seen.json and the pictures; HEINOLA_GUI_STEPS what to do: practice, run, wizard
(HEINOLA_GUI_DATA: with the data of that folder).
"""

import json
import os
import sys
import time
import traceback
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.utils import iface, plugins

OUT = Path(os.environ["HEINOLA_GUI_OUT"])
seen = {}


def wait(condition, seconds):
    """Keep the window alive until the condition holds; give the longest time that it stood still, in seconds."""
    end = time.monotonic() + seconds
    longest, last = 0.0, time.monotonic()
    while not condition():
        QCoreApplication.processEvents()
        now = time.monotonic()
        longest, last = max(longest, now - last), now
        if now > end:
            raise TimeoutError(f"nothing after {seconds} s")
        time.sleep(0.005)
        last = time.monotonic()
    return longest


def picture(name):
    """Save the whole window."""
    iface.mapCanvas().refresh()
    iface.mapCanvas().waitWhileRendering()
    QCoreApplication.processEvents()
    iface.mainWindow().grab().save(str(OUT / f"{name}.png"))


alive = []  # the task holds bare pointers to these


def run(parameters):
    """Start the planning run in the background, as the dialog does; give the task and, once it is over, its answer."""
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("heinola:planningrun")
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
    done = []
    task.executed.connect(lambda good, results: done.append((good, results)))
    alive.extend([algorithm, context, feedback, task])
    QgsApplication.taskManager().addTask(task)
    return task, done


def practice():
    iface.mainWindow().resize(1580, 960)
    QCoreApplication.processEvents()
    plugin = plugins["heinola_planning_plugin"]
    seen["actions"] = [action.text() for action in plugin.actions]
    seen["window_language"] = QgsApplication.locale()
    plugin.open_practice()
    for _ in range(10):
        QCoreApplication.processEvents()
        time.sleep(0.05)
    seen["scale"] = iface.mapCanvas().scale()
    seen["groups"] = [node.name() for node in QgsProject.instance().layerTreeRoot().findGroups()]
    seen["layers"] = [node.name() for node in QgsProject.instance().layerTreeRoot().findLayers()]
    seen["title"] = QgsProject.instance().title()
    picture("practice")


def planning_run():
    from heinola_planning_plugin.gui.practice import practice_folder

    plugin = plugins["heinola_planning_plugin"]
    folder = OUT / "results"
    parameters = {"CASE": str(practice_folder() / "case.yaml"), "OUTPUT_FOLDER": str(folder)}
    task, done = run(parameters)
    started = time.monotonic()
    wait(lambda: time.monotonic() > started + 2.0, 5)
    asked = time.monotonic()
    task.cancel()
    wait(lambda: bool(done), 30)
    seen["cancel_s"] = time.monotonic() - asked
    seen["after_cancel"] = sorted(path.name for path in folder.glob("*")) if folder.exists() else []

    task, done = run(parameters)
    seen["stood_still_s"] = wait(lambda: bool(done), 240)
    seen["good"], results = done[0]
    seen["results"] = {name: str(value) for name, value in results.items()}
    plugin.open_results(results["PROJECT"])
    wait(lambda: plugin.dock is not None and plugin.dock.tabs.count() > 0, 30)
    seen["tabs"] = [plugin.dock.tabs.tabText(index) for index in range(plugin.dock.tabs.count())]
    page = plugin.dock.tabs.widget(0)
    seen["why"] = page.why.toPlainText()
    layer = page.layer
    request = QgsFeatureRequest().setFilterExpression('"rank" = 1')
    feature = next(layer.getFeatures(request))
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    seen["map_tip"] = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    seen["first"] = {"parcel_id": feature["parcel_id"], "explanation": feature["explanation"]}
    seen["aliases"] = {field.name(): field.alias() for field in layer.fields()}
    picture("results")


def wizard():
    """Make a planning project of a folder of data, as a planner who knows nothing of roles would."""
    plugin = plugins["heinola_planning_plugin"]
    plugin.new_project()
    dialog = plugin.dialog
    dialog.look_at_folder(Path(os.environ["HEINOLA_GUI_DATA"]))
    seen["stood_still_s"] = wait(lambda: dialog.task is None, 120)
    seen["rows"] = [
        [row.found.name, row.role, dialog.table.item(place, 6).text()] for place, row in enumerate(dialog.table.rows)
    ]
    seen["missing"] = dialog.missing.toPlainText()
    seen["status"] = dialog.status.text()
    seen["fields_title"] = dialog.fields_title.text()
    dialog.grab().save(str(OUT / "wizard.png"))
    place = next(place for place, row in enumerate(dialog.table.rows) if row.found.name == "muut")
    combo = dialog.table.cellWidget(place, 1)
    combo.setCurrentIndex(combo.findData("sites"))
    combo.activated.emit(combo.currentIndex())
    dialog.title.setText("Heinola, kevät")
    dialog.folder.setFilePath(str(OUT / "hanke"))
    dialog.grab().save(str(OUT / "wizard-ready.png"))
    dialog.save.click()
    wait(lambda: QgsProject.instance().title() == "Heinola, kevät", 60)
    for _ in range(10):
        QCoreApplication.processEvents()
        time.sleep(0.05)
    seen["case"] = (OUT / "hanke" / "case.yaml").read_text(encoding="utf-8")
    seen["files"] = sorted(path.name for path in (OUT / "hanke").iterdir())
    layers = QgsProject.instance().mapLayers().values()
    seen["opened"] = {layer.name(): layer.isValid() for layer in layers}
    picture("made")

    # The same kinds of layers again, now as layers of the open project: what was chosen is remembered.
    plugin.new_project()
    again = plugin.dialog
    again._pick_project()
    wait(lambda: again.task is None, 120)
    seen["remembered"] = {row.found.name: [row.role, row.recalled] for row in again.table.rows}
    again.reject()


def main():
    steps = os.environ["HEINOLA_GUI_STEPS"]
    try:
        if "practice" in steps:
            practice()
        if "wizard" in steps:
            wizard()
        if "run" in steps:
            planning_run()
    except BaseException:
        seen["error"] = traceback.format_exc()
    (OUT / "seen.json").write_text(json.dumps(seen, ensure_ascii=False, indent=1), encoding="utf-8")
    QgsProject.instance().setDirty(False)
    sys.stdout.flush()
    os._exit(0)  # a window that asks about saving, or a crash while closing, would hang the test


QTimer.singleShot(1500, main)
