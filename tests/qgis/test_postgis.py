# SPDX-License-Identifier: GPL-2.0-or-later
"""Data in PostGIS: ARHO's views and a cadastre, through connections of QGIS, from a server that the test starts."""

from __future__ import annotations

import time
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from helpers import ROOT
from postgis_server import PASSWORD, running
from qgis.core import QgsDataSourceUri, QgsProject, QgsProviderRegistry, QgsVectorLayer, QgsVectorLayerExporter

from heinola_planning_plugin.bridge.database import connection_names, tables
from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.bridge.loading import load_input
from heinola_planning_plugin.bridge.project import add_inputs
from heinola_planning_plugin.core.all_jobs import JOBS
from heinola_planning_plugin.core.case import Input, read_case
from heinola_planning_plugin.core.errors import InputError, PolicyError
from heinola_planning_plugin.core.intake.checks import check
from heinola_planning_plugin.core.planning_run import run

PRACTICE = ROOT / "resources" / "demo" / "practice.gpkg"
NAME = "Heinolan kannat"

ARHO = """
CREATE SCHEMA hame; CREATE SCHEMA codes;
CREATE TABLE hame.plan (id uuid PRIMARY KEY, name jsonb, approval_date date);
CREATE TABLE hame.land_use_area (
    id uuid PRIMARY KEY, plan_id uuid REFERENCES hame.plan, name jsonb, type_of_underground_id uuid,
    lifecycle_status_id uuid, period_of_validity_start date, period_of_validity_end date, approval_date date,
    geom geometry(MultiPolygon, 3067));
CREATE TABLE hame.plan_regulation_group (id uuid PRIMARY KEY, short_name text);
CREATE TABLE hame.regulation_group_association (
    land_use_area_id uuid REFERENCES hame.land_use_area, plan_regulation_group_id uuid);
CREATE FUNCTION hame.short_names(area uuid) RETURNS text[] STABLE LANGUAGE sql AS $$
    SELECT array(SELECT g.short_name FROM hame.regulation_group_association a
        JOIN hame.plan_regulation_group g ON a.plan_regulation_group_id = g.id
        WHERE a.land_use_area_id = area AND g.short_name IS NOT NULL ORDER BY g.short_name) $$;
CREATE VIEW hame.land_use_area_v AS
    SELECT *, hame.short_names(id) AS short_names, '{"asumisenAlue": {}}'::jsonb AS primary_use,
        jsonb_build_object('sallittuKerrosala', jsonb_build_object('unit', 'k-m2', 'numeric_value', 1200),
            'tehokkuusluku', jsonb_build_object('numeric_value', 0.4)) AS regulation_values
    FROM hame.land_use_area;
INSERT INTO hame.plan VALUES ('00000000-0000-0000-0000-000000000001', '{"fin": "Keskusta"}', '2024-05-06');
INSERT INTO hame.land_use_area SELECT
    ('00000000-0000-0000-0001-' || lpad(n::text, 12, '0'))::uuid, '00000000-0000-0000-0000-000000000001',
    '{"fin": "Kortteli"}', '00000000-0000-0000-0002-000000000001', '00000000-0000-0000-0003-000000000013',
    '2024-06-01', NULL, '2024-05-06',
    ST_Multi(ST_MakeEnvelope(448000 + 100 * n, 6786000, 448090 + 100 * n, 6786080, 3067))
    FROM generate_series(0, 3) AS n;
INSERT INTO hame.plan_regulation_group VALUES
    ('00000000-0000-0000-0004-000000000000', 'AK-1'), ('00000000-0000-0000-0004-000000000001', 'T'),
    ('00000000-0000-0000-0004-000000000002', 'VL'), ('00000000-0000-0000-0004-000000000003', 'Ä-"ö"');
INSERT INTO hame.regulation_group_association SELECT ('00000000-0000-0000-0001-' || lpad(n::text, 12, '0'))::uuid,
    ('00000000-0000-0000-0004-' || lpad(n::text, 12, '0'))::uuid FROM generate_series(0, 3) AS n;
CREATE SCHEMA kanta;
GRANT USAGE ON SCHEMA hame, codes, kanta TO planner;
GRANT SELECT ON ALL TABLES IN SCHEMA hame TO planner;
ALTER DEFAULT PRIVILEGES IN SCHEMA kanta GRANT SELECT ON TABLES TO planner;
"""


@pytest.fixture(scope="module")
def server(provider):
    with running() as started:
        started.sql(ARHO)
        metadata = QgsProviderRegistry.instance().providerMetadata("postgres")
        uri = QgsDataSourceUri()
        uri.setConnection("127.0.0.1", str(started.port), "planning", "planner", PASSWORD)
        made = metadata.createConnection(uri.uri(False), {"saveUsername": True, "savePassword": True})
        metadata.saveConnection(made, NAME)
        load(started, "PalstanSijaintitiedot", "palstat")
        load(started, "avoimet_rakennukset", "rakennukset")
        yield started
        metadata.deleteConnection(NAME)


def load(server, layer: str, table: str) -> None:
    """Copy a practice layer into schema kanta, as its owner."""
    uri = QgsDataSourceUri()
    uri.setConnection(str(server.folder), str(server.port), "planning", "postgres", "")
    uri.setDataSource("kanta", table, "geom", "", "tunniste")
    source = QgsVectorLayer(f"{PRACTICE}|layername={layer}", layer, "ogr")
    problem, message = QgsVectorLayerExporter.exportLayer(source, uri.uri(False), "postgres", source.crs())
    assert problem == QgsVectorLayerExporter.ExportError.NoError, message
    server.sql(f"GRANT SELECT ON kanta.{table} TO planner; ANALYZE kanta.{table};")


def arho(role: str = "plan_units") -> Input:
    return Input(role, Path(), "land_use_area_v", database=NAME, schema="hame")


def cadastre(role: str = "parcels", table: str = "palstat") -> Input:
    return Input(role, Path(), table, database=NAME, schema="kanta")


def test_the_connection_and_its_tables_are_listed(server):
    assert NAME in connection_names()
    found = tables(NAME)
    assert ("hame", "land_use_area_v", "geom") in found
    assert ("kanta", "palstat", "geom") in found


def test_arho_views_come_in_with_their_plan_codes(server):
    checked = check(load_input(arho(), municipality="111"), "plan_units", "111")
    assert checked.normalised.source == "arho_land_use"
    assert checked.kept["zone_code"].tolist() == ["AK-1", "T", "VL", 'Ä-"ö"']
    assert checked.kept["approved"].tolist() == ["2024-05-06"] * 4
    assert checked.kept["permitted_m2"].tolist() == [1200.0] * 4
    assert checked.kept["plot_ratio"].tolist() == [0.4] * 4
    assert checked.position.crs == "EPSG:3067"
    np.testing.assert_allclose(shapely.area(checked.kept.geometry), 90 * 80)


def test_a_cadastre_is_the_same_table_as_from_its_file(server):
    from_file = check(
        read_layer(QgsVectorLayer(f"{PRACTICE}|layername=PalstanSijaintitiedot", "palstat", "ogr")), "parcels", "111"
    )
    checked = check(load_input(cadastre(), municipality="111"), "parcels", "111")
    order, wanted = (
        np.argsort(checked.kept["parcel_id"].astype(str)),
        np.argsort(from_file.kept["parcel_id"].astype(str)),
    )
    assert checked.read_count == from_file.read_count
    assert checked.rejected_count == from_file.rejected_count
    for name, values in from_file.kept.columns.items():
        assert [str(value) for value in checked.kept[name][order]] == [str(value) for value in values[wanted]], name
    assert shapely.equals(checked.kept.geometry[order], from_file.kept.geometry[wanted]).all()


LARGE = """
CREATE TABLE kanta.koko_suomi AS
    SELECT n AS tunniste, '111' || lpad((400 + n / 9999)::text, 3, '0') || lpad((n % 9999)::text, 4, '0') || '0001'
        AS kiinteistotunnus, repeat('muistio ', 20) AS muistio,
        ST_SetSRID(ST_MakeEnvelope(x, y, x + 90, y + 90), 3067) AS geom
    FROM (SELECT n, 430000 + 100 * (n % 300) - 60000 * (n % 2) AS x, 6770000 + 100 * (n / 300) + 500000 * (n % 2) AS y
        FROM generate_series(0, 99999) AS n) AS places;
ALTER TABLE kanta.koko_suomi ADD PRIMARY KEY (tunniste);
CREATE INDEX ON kanta.koko_suomi USING gist (geom);
GRANT SELECT ON kanta.koko_suomi TO planner;
ANALYZE kanta.koko_suomi;
"""


def test_of_a_large_cadastre_only_the_columns_and_the_surroundings_needed_are_read(server):
    """100 000 parcels, every other one 500 km to the north."""
    server.sql(LARGE)
    one = cadastre(table="koko_suomi")
    start = time.monotonic()
    near = load_input(one, municipality="111")
    took = time.monotonic() - start
    assert len(near) == 50_000
    assert list(near.columns) == ["kiinteistotunnus"]
    assert len(load_input(one)) == 100_000
    assert took < 30  # seconds; a second on the machine that this was written on
    checked = check(near, "parcels", "111")
    assert (checked.read_count, checked.kept_count) == (50_000, 50_000)


LONG = """
CREATE TABLE kanta.pitka AS SELECT n AS tunniste, repeat('x', 500) AS nimi,
    ST_SetSRID(ST_MakeEnvelope(448000, 6786000, 448090, 6786090 + n % 7, 3067), 3067) AS geom
    FROM generate_series(1, 20000) AS n;
GRANT SELECT ON kanta.pitka TO planner;
ANALYZE kanta.pitka;
"""


def test_a_connection_that_breaks_is_no_shorter_table(server):
    """The server ends the session in the middle of the reading: QGIS gives the rows until then, and no error."""
    server.sql(LONG)
    killed: list[float] = []

    def progress(fraction: float, _message: object = None) -> None:
        if fraction > 0.2 and not killed:
            killed.append(fraction)
            server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'planner'")

    with pytest.raises(InputError, match="connection broke"):
        load_input(cadastre(table="pitka"), progress=progress)
    assert len(load_input(cadastre(table="pitka"))) == 20_000


def test_a_table_with_nothing_near_the_municipality_is_read_whole(server):
    assert len(load_input(arho(), municipality="049")) == 4  # Espoo is 100 km away


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (Input("parcels", Path(), "palstat", database="ei ole", schema="kanta"), "connection"),
        (cadastre(table="puuttuu"), "opened"),
        (Input("parcels", Path(), "palstat", database="service=eiole", schema="kanta"), "opened"),
    ],
)
def test_what_cannot_be_opened_is_one_sentence(server, one, says):
    with pytest.raises(InputError, match=says):
        load_input(one)


CASE = """\
title: Kannasta
municipality: "111"
inputs:
  parcels: {{database: {name}, schema: kanta, layer: palstat}}
  plan_units: {{database: {name}, schema: hame, layer: land_use_area_v}}
  buildings: {{database: {name}, schema: kanta, layer: rakennukset}}
jobs:
  buildingrights:
"""


def test_a_case_from_the_database_runs_and_no_file_holds_the_password(server, tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(CASE.format(name=NAME), encoding="utf-8")
    case = read_case(path, tuple(JOBS))
    results = run(case, lambda one: load_input(one, municipality=case.municipality))
    assert results.tables["building_rights"]["unit_id"].shape == (4,)
    project = QgsProject()
    layers = add_inputs(case, project)
    assert {layer.isValid() for layer in layers.values()} == {True}
    assert project.write(str(tmp_path / "project.qgz"))
    with zipfile.ZipFile(tmp_path / "project.qgz") as archive:
        text = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert "land_use_area_v" in text
    assert "password" not in text
    assert "tiedostoon" not in text
    project.clear()


def test_a_service_is_a_connection_too(server, tmp_path, monkeypatch):
    services, passes = tmp_path / "services.conf", tmp_path / "passes"
    services.write_text(f"[kannat]\nhost=127.0.0.1\nport={server.port}\ndbname=planning\nuser=planner\n")
    escaped = PASSWORD.replace("\\", "\\\\")
    passes.write_text(f"127.0.0.1:{server.port}:planning:planner:{escaped}\n")
    passes.chmod(0o600)
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    monkeypatch.setenv("PGPASSFILE", str(passes))
    one = Input("parcels", Path(), "palstat", database="service=kannat", schema="kanta")
    assert len(load_input(one, municipality="111")) > 5000


def test_a_password_in_a_case_is_refused(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text("title: A\ninputs:\n  parcels: {database: host=x password=y, layer: palstat}\n", encoding="utf-8")
    with pytest.raises(PolicyError, match="password") as refused:
        read_case(path, tuple(JOBS))
    assert refused.value.line == 3
