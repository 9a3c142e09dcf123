# SPDX-License-Identifier: GPL-2.0-or-later
"""The same questions to PostGIS: a server of the benchmark's own, with indexes made and statistics gathered before."""

from __future__ import annotations

import subprocess
import time

import numpy as np
import postgis_server
import pytest
import shapely

from heinola_planning_plugin.core.features import Features

NULL = "\\N"
DISTANCE = """
SELECT p.id, n.d FROM parcels p CROSS JOIN LATERAL
  (SELECT p.geom <-> t.geom AS d FROM {target} t ORDER BY p.geom <-> t.geom LIMIT 1) n
"""
SHARE = """
SELECT p.id, sum(CASE WHEN ST_CoveredBy(p.geom, t.geom) THEN ST_Area(p.geom)
                      ELSE ST_Area(ST_Intersection(p.geom, t.geom)) END) / ST_Area(p.geom)
FROM parcels p JOIN {target} t ON ST_Intersects(p.geom, t.geom) GROUP BY p.id
"""
FLOOR = """
SELECT s.id, sum(s.amount) FROM
  (SELECT DISTINCT ON (b.id) p.id, b.amount FROM buildings b JOIN parcels p ON ST_Intersects(b.geom, p.geom)
   ORDER BY b.id, p.id) s GROUP BY s.id
"""


class Server:
    """A running PostGIS with the tables loaded; `answer` runs a query and gives seconds and values by parcel."""

    def __init__(self, server: postgis_server.Server, tables: dict[str, Features]):
        self.server = server
        for name, table in tables.items():
            self._load(name, table)
        self.version = server.sql(
            "SELECT postgis_lib_version() || ', PostgreSQL ' || current_setting('server_version')"
        )
        self.count = len(tables["parcels"])

    def _load(self, name: str, table: Features) -> None:
        amount = table["kerrosala"].astype(float) if "kerrosala" in table else np.full(len(table), np.nan)
        shapes = shapely.to_wkb(shapely.force_2d(table.geometry), hex=True)
        rows = "\n".join(
            f"{row}\t{NULL if value != value else value}\t{shape or NULL}"
            for row, (value, shape) in enumerate(zip(amount.tolist(), shapes))
        )
        self._psql(
            f"CREATE TABLE {name} (id int PRIMARY KEY, amount float8, geom geometry);\n"
            f"COPY {name} FROM STDIN;\n{rows}\n\\.\n"
            f"CREATE INDEX ON {name} USING gist (geom);\nANALYZE {name};\n"
        )

    def answer(self, query: str) -> tuple[float, np.ndarray]:
        """Run a query that gives parcel and value; NaN where a parcel isn't in the answer."""
        begun = time.perf_counter()
        lines = self._psql(f"COPY ({query}) TO STDOUT;\n")
        seconds = time.perf_counter() - begun
        out = np.full(self.count, np.nan)
        known = [line.split("\t") for line in lines.splitlines() if not line.endswith("\\N")]
        out[[int(row) for row, _ in known]] = [float(value) for _, value in known]
        return seconds, out

    def _psql(self, text: str) -> str:
        server = self.server
        command = [*postgis_server.as_owner(), str(server.programs / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1"]
        command += ["-h", str(server.folder), "-p", str(server.port), "-d", "planning", "-f", "-"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False, cwd=server.folder)
        if done.returncode:
            raise RuntimeError(done.stderr[-500:])
        return done.stdout


def answers(tables: dict[str, Features]) -> tuple[str, dict[str, tuple[float, np.ndarray]]]:
    """Give the version and, by work, seconds and values; ('', {}) with a line said where PostGIS isn't installed."""
    try:
        with postgis_server.running() as running:
            server = Server(running, tables)
            asked = {
                "roads": DISTANCE.format(target="roads"),
                "water": DISTANCE.format(target="water"),
                "groundwater": SHARE.format(target="groundwater"),
                "zoning": SHARE.format(target="zoning"),
                "floor": FLOOR,
            }
            return server.version, {work: server.answer(query) for work, query in asked.items()}
    except (pytest.skip.Exception, AssertionError, RuntimeError) as problem:
        print(f"PostGIS is left out: {problem}", flush=True)
        return "", {}
