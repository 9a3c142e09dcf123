# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs inside a real QGIS window (qgis --code): practises as a planner would, and writes down what it saw.

HEINOLA_GUI_OUT names the folder for seen.json and the pictures; HEINOLA_GUI_STEPS what to do: practice, run, weights,
wizard (HEINOLA_GUI_DATA: with the data of that folder).
"""

import json
import os
import shutil
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
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtWidgets import QApplication, QDialog
from qgis.utils import iface, plugins

OUT = Path(os.environ["HEINOLA_GUI_OUT"])
seen = {}


def note(kind, error, trace):
    """Write an error down instead of showing it in a dialog, which nobody would close."""
    seen.setdefault("error", "".join(traceback.format_exception(kind, error, trace)))


sys.excepthook = note


def wait(condition, seconds):
    """Keep the window alive until the condition holds; give the longest time that it stood still, in seconds."""
    end = time.monotonic() + seconds
    longest, last = 0.0, time.monotonic()
    while not condition():
        if "error" in seen:
            raise RuntimeError(seen["error"])
        QCoreApplication.processEvents()
        now = time.monotonic()
        longest, last = max(longest, now - last), now
        if now > end:
            raise TimeoutError(f"nothing after {seconds} s")
        time.sleep(0.005)
        last = time.monotonic()
    return longest


class Heart:
    """Beats in the window's own loop, whoever turns it; `longest` is the longest time without a beat, in seconds."""

    def __init__(self):
        self.longest, self.last = 0.0, time.monotonic()
        self.timer = QTimer()
        self.timer.timeout.connect(self.beat)
        self.timer.start(5)

    def beat(self):
        now = time.monotonic()
        self.longest, self.last = max(self.longest, now - self.last), now


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
    case = Path(QgsApplication.qgisSettingsDirPath()) / "heinola_planning" / "practice" / "case.yaml"
    seen["case"] = case.read_text(encoding="utf-8")
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
    heart = Heart()
    wait(lambda: bool(done), 240)
    seen["stood_still_s"] = heart.longest
    seen["good"], results = done[0]
    seen["results"] = {name: str(value) for name, value in results.items()}
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    # Once more, cancelled while it is drawing its map and report: the window must hear the click, and put all back.
    cancelled, done = run(parameters)
    feedback, asked = alive[-2], []

    def click():
        if feedback.progress() > 93 and not asked:
            asked.append(time.monotonic())
            cancelled.cancel()

    clicking = QTimer()
    clicking.timeout.connect(click)
    clicking.start(50)
    wait(lambda: bool(done), 240)
    clicking.stop()
    seen["cancel_drawing_s"] = time.monotonic() - asked[0]
    seen["kept"] = before == {path.name: path.read_bytes() for path in folder.iterdir()}
    seen["project_after_cancel"] = done[0][1].get("PROJECT")

    plugin.open_results(results["PROJECT"])
    wait(lambda: plugin.dock is not None and plugin.dock.tabs.count() > 0, 30)
    seen["tabs"] = [plugin.dock.tabs.tabText(index) for index in range(plugin.dock.tabs.count())]
    seen["data_page"] = plugin.dock.tabs.widget(plugin.dock.tabs.count() - 1).toPlainText()
    page = plugin.dock.tabs.widget(0)
    wait(lambda: page.chart.picture is not None, 30)
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


def moved():
    """Open a project whose results have stayed behind."""
    project = OUT / "elsewhere" / "project.qgz"
    project.parent.mkdir()
    shutil.copy(OUT / "results" / "project.qgz", project)
    closing = QTimer()
    closing.timeout.connect(lambda: [box.reject() for box in unavailable()])
    closing.start(200)
    plugin = plugins["heinola_planning_plugin"]
    plugin.open_results(str(project))
    closing.stop()
    seen["tabs_without_results"] = plugin.dock.tabs.count()
    seen["hint_without_results"] = plugin.dock.hint.text()


def unavailable():
    return [box for box in QApplication.topLevelWidgets() if isinstance(box, QDialog) and box.isModal()]


def weights():
    """Argue about the weights of a layer of 20 000 parcels, as a planner would with the dock's sliders."""
    iface.mainWindow().resize(1580, 960)
    plugin = plugins["heinola_planning_plugin"]
    plugin.show_results()
    layer = parcels(20_000)
    QgsProject.instance().addMapLayer(layer)
    iface.mapCanvas().setExtent(layer.extent())
    picture("parcels")
    plugin.dock.refresh()
    page = next(page for page in plugin.dock.pages() if page.layer is layer)
    plugin.dock.tabs.setCurrentWidget(page)
    seen["prepare_stood_still_s"] = wait(lambda: page.prepared is not None, 60)
    wait(lambda: page.chart.picture is not None, 60)
    seen["sure"], seen["topple"] = page.sure.text(), page.topple.text()
    seen["before"] = [page.table.item(row, 2).text() for row in range(3)]
    seen["table_before"] = page.table.isColumnHidden(1)
    picture("certainty")

    page.below.setCurrentWidget(page.panel)
    asked = []
    layer.repaintRequested.connect(lambda *_: asked.append(time.thread_time()))  # other programs' time isn't ours
    took = []
    for share in (0.25, 0.2, 0.15, 0.1, 0.05, 0.0):
        started = time.thread_time()
        page.panel.set_weight("access", share)
        took.append(1000 * (asked[-1] - started))
        QCoreApplication.processEvents()
    seen["reweigh_ms"] = took
    seen["after"] = [page.table.item(row, 2).text() for row in range(3)]
    seen["trial_style"] = layer.styleManager().currentStyle()
    seen["explained_anew"] = page.why.toPlainText()
    certain = page.sure.text()
    wait(lambda: page.sure.text() != certain, 60)
    layer.removeSelection()
    iface.mapCanvas().setExtent(layer.extent())
    picture("weights")
    page.panel.reset()
    seen["back"] = [page.table.item(row, 2).text() for row in range(3)]
    seen["back_style"] = layer.styleManager().currentStyle()


def parcels(count):
    """Give a layer of invented parcels on a grid, judged by the shipped industrial criteria, as a result has it."""
    import numpy as np
    import shapely

    from heinola_planning_plugin.bridge.aliases import dress
    from heinola_planning_plugin.bridge.features import qgis_features, qgis_fields
    from heinola_planning_plugin.bridge.judged import remember
    from heinola_planning_plugin.bridge.named_styles import add_certainty
    from heinola_planning_plugin.bridge.project import style_result
    from heinola_planning_plugin.core.all_jobs import JOBS
    from heinola_planning_plugin.core.features import Features, text_column
    from heinola_planning_plugin.core.jobs import Settings
    from heinola_planning_plugin.core.scoring.certainty import with_certainty
    from heinola_planning_plugin.core.scoring.evaluate import evaluate

    criteria = JOBS["industrialreservation"].shipped()
    drawn = np.random.default_rng(7)
    table = {"parcel_id": text_column(f"111-401-{1 + k // 1000}-{1 + k % 1000}" for k in range(count))}
    for criterion in criteria.criteria:
        if criterion.curve.kind == "category":
            table[criterion.field] = drawn.choice([name for name, _ in criterion.curve.categories], count).astype(
                object
            )
        else:
            ends = criterion.curve.x
            table[criterion.field] = drawn.uniform(0.5 * min(ends), max(ends), count)
    table["contiguous_ha"] += 1.0
    table["land_use"][:] = "farming_forestry"
    judged = evaluate(table, criteria, language="fi")
    side = int(np.ceil(np.sqrt(count)))
    x, y = 442_000 + 60.0 * (np.arange(count) % side), 6_774_000 + 60.0 * (np.arange(count) // side)
    result = Features(shapely.box(x, y, x + 58, y + 58), {**judged.columns(), **table}, "EPSG:3067")
    result = with_certainty(result, criteria)
    layer = QgsVectorLayer("Polygon?crs=EPSG:3067", "Kiinteistöt", "memory")
    fields = qgis_fields(result)
    layer.dataProvider().addAttributes(fields.toList())
    layer.updateFields()
    layer.dataProvider().addFeatures(list(qgis_features(result, fields)))
    style_result(layer, "industrial_reservation", "fi")
    dress(layer, "fi", criteria)
    layer.setCustomProperty("heinola/result", "industrial_reservation")
    remember(layer, Settings(criteria))
    add_certainty(layer, "fi")
    return layer


def wizard():
    """Make a planning project of a folder of data, as a planner who knows nothing of roles would."""
    plugin = plugins["heinola_planning_plugin"]
    plugin.new_project()
    dialog = plugin.dialog
    room = dialog.screen().availableSize()
    seen["fits"] = dialog.width() < room.width() and dialog.height() < room.height()
    dialog.look_at_folder(Path(os.environ["HEINOLA_GUI_DATA"]))
    seen["stood_still_s"] = wait(lambda: dialog.task is None, 120)
    seen["rows"] = [
        [row.found.name, row.role, dialog.table.item(place, 6).text()] for place, row in enumerate(dialog.table.rows)
    ]
    seen["missing"] = dialog.missing.toPlainText()
    seen["status"] = dialog.status.text()
    seen["fields_title"] = dialog.fields_title.text()
    dialog.grab().save(str(OUT / "wizard.png"))
    seen["check_stood_still_s"] = wait(lambda: dialog.noticed.task is None, 120)
    seen["noticed"] = dialog.noticed.toPlainText()
    dialog.pages.setCurrentWidget(dialog.noticed)
    QCoreApplication.processEvents()
    dialog.grab().save(str(OUT / "wizard-noticed.png"))
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
    again.look_at_project()
    wait(lambda: again.task is None, 120)
    seen["remembered"] = {row.found.name: [row.role, row.recalled] for row in again.table.rows}
    again.reject()
    change_case(plugin)


def change_case(plugin):
    """Open the case again, take the noise areas from another file, and save: the rest of the case must stay."""
    case = OUT / "hanke" / "case.yaml"
    case.write_text(case.read_text(encoding="utf-8") + "\n# vain tämä\njobs:\n  buildingrights:\n", encoding="utf-8")
    plugin.new_project()
    dialog = plugin.dialog
    dialog.open_case(case)
    wait(lambda: dialog.task is None, 120)
    seen["case_rows"] = [[row.found.name, row.role] for row in dialog.table.rows]
    row = next(row for row in dialog.table.rows if row.role == "noise")
    dialog.take_another(row, Path(os.environ["HEINOLA_GUI_DATA"]) / "kansio" / "melu2.gpkg")
    wait(lambda: dialog.task is None, 120)
    seen["instead"] = dialog.status.text()
    dialog.grab().save(str(OUT / "wizard-change.png"))
    dialog.save.click()
    wait(lambda: any("melu2" in layer.source() for layer in QgsProject.instance().mapLayers().values()), 60)
    seen["case_changed"] = case.read_text(encoding="utf-8")


def main():
    steps = os.environ["HEINOLA_GUI_STEPS"]
    try:
        if "practice" in steps:
            practice()
        if "wizard" in steps:
            wizard()
        if "run" in steps:
            planning_run()
            moved()
        if "weights" in steps:
            weights()
    except BaseException:
        seen.setdefault("error", traceback.format_exc())
    (OUT / "seen.json").write_text(json.dumps(seen, ensure_ascii=False, indent=1), encoding="utf-8")
    QgsProject.instance().setDirty(False)
    sys.stdout.flush()
    os._exit(0)  # a window that asks about saving, or a crash while closing, would hang the test


QTimer.singleShot(1500, main)
