# SPDX-License-Identifier: GPL-2.0-or-later
"""The algorithms on real open data as it was published, against numbers counted by hand (docs/real-runs.md)."""

from __future__ import annotations

import importlib

import numpy as np
import pytest
from helpers import shared_data

PLACES = {
    "tampere": "fi-tampere-yk2040-strategy/kartta_1",
    "sipoo": "fi-sipoo-nevasgard-asemakaava/OGR-AK_SIPOO_5_lainvoimainen_kaava-sipoo-nevasgard.geojson",
    "enonsaari": "fi-lahti-enonsaari-shoreplan/original/Y165.gml",
    "helsinki": "fi-helsinki-mml-parcels-buildings/building_areas.gpkg",
    "cambridge": "us-cambridge-parcels-zoning/TaxFY14.csv",
}


@pytest.fixture(scope="module", params=PLACES)
def place(request, provider, tmp_path_factory):
    shared_data(PLACES[request.param])
    return importlib.import_module(f"real_data.{request.param}").make(tmp_path_factory.mktemp(request.param))


def test_the_plugin_gives_what_was_counted_by_hand(place):
    assert len({check.plot for check in place.checks} - {"all"}) >= 3
    for check in place.checks:
        if isinstance(check.hand, str):
            assert check.plugin == check.hand, (check.plot, check.what)
        else:
            assert check.plugin == pytest.approx(check.hand, abs=check.within), (check.plot, check.what, check.how)


def test_the_hand_calculations_follow_from_the_sources(place):
    done = [check for check in place.checks if check.again is not None]
    assert len(done) >= 3
    for check in done:
        assert check.again() == pytest.approx(check.hand, abs=check.within), (check.plot, check.what, check.how)


def test_what_is_unknown_has_no_number(place):
    for one in place.runs:
        table = one.tables["OUTPUT"]
        if "score" in table:
            judged = np.isin(table["status"].astype(str), ("candidate", "conditional"))
            assert np.array_equal(np.isnan(table["score"]), ~judged)
        if "permitted_m2" in table:
            unknown = np.isnan(table["permitted_m2"]) | np.isnan(table["used_m2"])
            assert np.isnan(table["unused_m2"][unknown]).all()
        if "share_of_zone" in table:
            share = np.bincount(table["zone_row"].astype(int), table["share_of_zone"])
            np.testing.assert_allclose(share, 1.0, atol=1e-9)
