# SPDX-License-Identifier: GPL-2.0-or-later
"""The libraries that core stands on work inside QGIS's own executable, not only in a Python that imports QGIS.

There the executable's GEOS and PROJ come first in the order of symbols. A shapely built for a newer GEOS then calls
into the older one: to_wkb() raises, contains_xy() and others crash the process, and no test in Python shows it.
"""

from __future__ import annotations

import json

import pytest

PROBE = '''
from qgis.core import QgsProcessingAlgorithm, QgsProcessingOutputString


class Probe(QgsProcessingAlgorithm):
    def name(self): return "probe"
    def displayName(self): return "probe"
    def createInstance(self): return Probe()
    def initAlgorithm(self, config=None): self.addOutput(QgsProcessingOutputString("FOUND", "FOUND"))

    def processAlgorithm(self, parameters, context, feedback):
        import json
        import numpy as np
        import pyproj
        import shapely
        from osgeo import gdal, gdal_array
        from qgis.core import QgsGeometry
        import heinola_planning_plugin

        boxes = shapely.box([0, 2, 4], 0, [1, 3, 5], 1)
        point = shapely.points(2.5, 0.5)
        wkb = shapely.to_wkb(boxes)
        geometry = QgsGeometry()
        geometry.fromWkb(wkb[0])
        tree = shapely.STRtree(boxes)
        found = {
            "plugin": heinola_planning_plugin.__file__,
            "qgis_area": geometry.area(),
            "back": shapely.area(shapely.from_wkb(wkb)).tolist(),
            "contains": shapely.contains_xy(boxes, 2.5, 0.5).tolist(),
            "nearest": tree.query_nearest(point).tolist(),
            "union": shapely.area(shapely.union_all(boxes)),
            "buffer": round(shapely.area(shapely.buffer(point, 1, quad_segs=64)), 3),
            "cut": shapely.area(shapely.intersection(boxes, shapely.box(0.5, 0, 4.5, 1))).tolist(),
            "valid": shapely.to_wkt(shapely.make_valid(shapely.from_wkt("POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"))),
            "coordinates": [round(x, 4) for x in pyproj.Transformer.from_crs(
                "EPSG:3067", "EPSG:4326", always_xy=True).transform(448000, 6786000)],
            "raster": gdal.GetDriverByName("MEM").Create("", 3, 2, 1).ReadAsArray().tolist(),
            "numpy": np.__file__,
        }
        return {"FOUND": json.dumps(found)}
'''


@pytest.fixture(scope="module")
def found(tmp_path_factory, checkout_profile) -> dict:
    from qgis_profile import qgis_process

    script = tmp_path_factory.mktemp("script") / "probe.py"
    script.write_text(PROBE, encoding="utf-8")
    done = qgis_process("--json", "run", str(script), config=checkout_profile, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(json.loads(done.stdout)["results"]["FOUND"])


def test_geometry_goes_to_qgis_and_back(found):
    assert found["qgis_area"] == 1
    assert found["back"] == [1, 1, 1]


def test_predicates_and_index_answer(found):
    assert found["contains"] == [False, True, False]
    assert found["nearest"] == [1]


def test_areas_are_those_of_the_figure(found):
    assert found["union"] == 3
    assert found["cut"] == [0.5, 1, 0.5]
    assert found["buffer"] == pytest.approx(3.1415, abs=1e-3)
    assert found["valid"].startswith("MULTIPOLYGON")


def test_pyproj_finds_its_data(found):
    assert found["coordinates"] == [26.0323, 61.2049]  # by QGIS's own transformation


def test_numpy_is_the_one_that_qgis_was_built_for(found):
    assert "dist-packages" in found["numpy"]
    assert found["raster"] == [[0, 0, 0], [0, 0, 0]]


def test_the_checkout_is_what_runs(found, checkout_profile):
    assert found["plugin"].startswith(str(checkout_profile))
