# SPDX-License-Identifier: GPL-2.0-or-later
"""pyproj in the threads that Qt makes, one run after another: what a planner's second run of an algorithm does."""

from __future__ import annotations

import subprocess
import sys

from helpers import ROOT

# A process of its own: where it goes wrong, the process dies.
PROGRAM = f'''
import sys
sys.path.insert(0, {str(ROOT)!r})
from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QCoreApplication
import pyproj
from heinola_planning_plugin.bridge.threads import stay_known_to_python

KEEP = [pyproj.Transformer.from_crs("EPSG:3067", "EPSG:4326", always_xy=True)]  # made in another thread


class Work(QgsTask):
    def run(self):
        stay_known_to_python()
        stay_known_to_python()
        KEEP.append(pyproj.Transformer.from_crs("EPSG:3879", "EPSG:3067", always_xy=True))
        self.answer = [round(x, 4) for x in KEEP[0].transform(448000, 6786000)]
        KEEP[-1].transform(25496000, 6673000)
        KEEP[-2].transform(25496000, 6673000)
        return True


app = QgsApplication([], False)
app.initQgis()
for _ in range(8):
    task = Work("work")
    QgsApplication.taskManager().addTask(task)
    while task.status() not in (QgsTask.TaskStatus.Complete, QgsTask.TaskStatus.Terminated):
        QCoreApplication.processEvents()
    assert task.answer == [26.0323, 61.2049], task.answer
print("all eight done", flush=True)
import os
os._exit(0)
'''


def test_pyproj_outlives_one_run_in_a_thread_of_qt():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "all eight done" in done.stdout
