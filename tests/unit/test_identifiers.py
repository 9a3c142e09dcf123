# SPDX-License-Identifier: GPL-2.0-or-later
"""Property ids and building ids against published and real ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from heinola_planning_plugin.core.intake import identifiers
from tests.helpers import shared_data

PAIRS = {
    # Real ids of the National Land Survey's open cadastre.
    "09102206940025": "91-22-694-25",
    "09143200050002": "91-432-5-2",
    "09100299030100": "91-2-9903-100",
    "11140300010025": "111-403-1-25",
    "00540100051129": "5-401-5-1129",
}


def column(*values: object) -> np.ndarray:
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


@pytest.mark.parametrize(("digits", "display"), PAIRS.items())
def test_digits_and_display_are_two_forms_of_one_id(digits, display):
    both = column(digits, display)
    assert identifiers.property_id_digits(both).tolist() == [digits, digits]
    assert identifiers.property_id_display(both).tolist() == [display, display]


@pytest.mark.parametrize(
    "value",
    [
        11140300010025,
        11140300010025.0,
        np.int64(11140300010025),
        " 111-403-1-25 ",
        "111-403-0001-0025",
    ],
    ids=["int", "float", "numpy-int", "spaces", "leading-zeros"],
)
def test_usual_spellings(value):
    assert identifiers.property_id_digits(column(value))[0] == "11140300010025"


def test_numbers_that_lost_leading_zeros_in_a_spreadsheet_get_them_back():
    assert identifiers.property_id_digits(column(540100051129, "9102206940025")).tolist() == [
        "00540100051129",
        "09102206940025",
    ]


def test_an_unparcelled_area_keeps_its_tail():
    both = column("11140300010025M0601", "111-403-1-25-M0601", "111-403-1-25-m601")
    assert identifiers.property_id_digits(both).tolist() == [
        "11140300010025M0601",
        "11140300010025M0601",
        "11140300010025M601",
    ]
    assert identifiers.property_id_display(both)[0] == "111-403-1-25-M0601"


@pytest.mark.parametrize(
    "value",
    [None, "", "  ", float("nan"), float("inf"), 0, "00000000000000", "111-403-1", "1111-403-1-25", "111-403-1-25-7",
     "Tontti 5", "103515074X", "123456789", 1.5, "１１１４０３０００１００２５"],
)  # fmt: skip
def test_what_is_no_property_id_is_unknown(value):
    assert identifiers.property_id_digits(column(value)).tolist() == [None]
    assert identifiers.property_id_display(column(value)).tolist() == [None]
    assert not identifiers.is_property_id(column(value))[0]


@given(st.integers(1, 999), st.integers(0, 999), st.integers(0, 9999), st.integers(0, 9999))
def test_parts_come_back(municipality, location, group, unit):
    made = identifiers.property_ids(municipality, np.array([location]), np.array([group]), np.array([unit]))
    display = identifiers.property_id_display(made)
    assert display[0] == f"{municipality}-{location}-{group}-{unit}"
    assert identifiers.property_id_digits(display)[0] == made[0]
    assert identifiers.property_id_parts(made).tolist() == [[municipality, location, group, unit]]


def test_parts_of_an_unknown_id():
    assert identifiers.property_id_parts(column(None, "111-1-2-3")).tolist() == [[-1] * 4, [111, 1, 2, 3]]


def test_every_real_parcel_id_agrees_with_its_display_form():
    fiona = pytest.importorskip("fiona")
    path = shared_data("fi-helsinki-mml-parcels-buildings/building_areas_by_parcel.gpkg")
    with fiona.open(path, layer="property_borders") as rows:
        pairs = [(r.properties["kiinteistotunnus"], r.properties["kiinteistotunnuksenEsitysmuoto"]) for r in rows]
    digits, display = (column(*side) for side in zip(*pairs))
    assert len(digits) > 2000
    assert (identifiers.property_id_display(digits) == display).all()
    assert (identifiers.property_id_digits(display) == digits).all()


# Building ids in the public test suites of the national permit service.
@pytest.mark.parametrize("value", ["122334455R", "199887766E", "1234567881"])
def test_published_building_ids_pass(value):
    assert identifiers.is_building_id(column(value))[0]
    assert identifiers.building_ids(np.array([int(value[:9])]))[0] == value


@pytest.mark.parametrize("value", ["122334455S", "12233445R", "122334455", "122334455r", "122334455G", None, 5, ""])
def test_wrong_building_ids_fail(value):
    assert not identifiers.is_building_id(column(value))[0]


@given(st.integers(100_000_000, 999_999_998))
def test_neighbouring_numbers_never_share_a_check_character(number):
    a, b = identifiers.building_id_check(np.array([number, number + 1]))
    assert a != b
    assert a not in "GIOQZ"
