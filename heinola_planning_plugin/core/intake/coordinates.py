# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a layer's coordinates really are: the system found from their extent, swapped axes, accuracy, heights.

Finnish layers come in TM35FIN, in ETRS-GK zones with and without the zone in front of the easting, in KKJ and YKJ,
and in degrees, and not every file says which. The systems give eastings so far apart that the extent decides once
the municipality is known; between TM35FIN and a GK zone without prefix the municipality's window decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import pyproj
import shapely

from ...paths import resource
from ..errors import InputError
from ..features import Features, transformer
from ..policy import Reader
from .findings import Finding
from .names import header
from .reading import numbers

FINLAND = (19.0, 59.4, 31.7, 70.2)
"""Longitude and latitude of Finland, a little wide (extent of MML's municipality division 2023)."""

_ETRS89 = ("ETRS89", "EUREF-FIN")
"""What PROJ calls the datum of the Finnish systems; the second from version 12 of EPSG's register on."""

SAMPLE = 5000
"""Features looked at when the position is judged; project's choice."""

MARGIN = 0.15
"""Degrees added round the municipality's window, since municipality packages bring neighbours' parcels along;
project's choice."""

MOSTLY = 0.9
"""Share of features that must fit a system before a declared one is overruled; project's choice."""

VERTICAL = {"3900": "N2000", "5717": "N60", "8675": "N43"}
"""EPSG codes of the Finnish height systems."""


@dataclass(frozen=True)
class Detected:
    """What system a layer's coordinates are in.

    Attributes:
        crs: the system to use, "" when nothing fits.
        declared: what the layer says, "" when it says nothing.
        swapped: the file has north first.
        confidence: "declared" (agrees with the extent), "certain", "likely", "unknown".
        findings: what to tell the user.
    """

    crs: str
    declared: str
    swapped: bool
    confidence: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Municipality:
    """A municipality: code ("111"), names, window (west, south, east, north in degrees)."""

    code: str
    names: Mapping[str, str]
    window: tuple[float, float, float, float]


@lru_cache(maxsize=1)
def municipalities() -> dict[str, Municipality]:
    """Give the municipalities of Finland by three-digit code."""
    reader = Reader.open(resource("vocabularies", "municipalities.yaml"))
    reader.text("source")
    part = reader.part("municipalities")
    out = {}
    for code in part.names():
        entry = part.part(code)
        window = tuple(float(value) for value in entry.items("window"))
        names = {"fi": entry.text("fi"), "sv": entry.text("sv"), "en": entry.text("fi")}
        entry.done()
        if len(window) != 4:
            raise part.fail(code, "window must be west, south, east, north")
        out[code] = Municipality(code, names, window)
    reader.done()
    return out


def municipality(code: object) -> Municipality:
    """Give a municipality by code in any form (111, "111", "16").

    Raises:
        InputError: no such code.
    """
    text = str(code).strip().zfill(3)
    found = municipalities().get(text)
    if found is None:
        raise InputError("is not a Finnish municipality code", field="MUNICIPALITY", value=str(code))
    return found


def crs_code(crs: str) -> str:
    """Give "EPSG:nnnn" for a system described any way, the text itself where it has no code, "" for none."""
    return _crs_code(str(crs or "").strip())


@lru_cache(maxsize=256)
def _crs_code(crs: str) -> str:
    if not crs:
        return ""
    try:
        system = pyproj.CRS.from_user_input(crs)
    except pyproj.exceptions.CRSError:
        return ""
    if _REGISTERED.fullmatch(crs):
        return crs.upper()
    if system.is_compound:
        parts = [part.to_authority(auth_name="EPSG", min_confidence=70) for part in system.sub_crs_list]
        if all(parts):
            return "EPSG:" + "+".join(part[1] for part in parts)
    if system.is_projected:
        # Before the registry is asked: UTM zone 35 has TM35FIN's very parameters, and some versions answer with it.
        wanted = _parameters(system)
        for code in (3067, *range(3873, 3886), *range(3126, 3139), 2391, 2392, 2393, 2394, 3386, 3387):
            if _parameters(pyproj.CRS.from_epsg(code)) == wanted:
                return f"EPSG:{code}"
    authority = system.to_authority(auth_name="EPSG", min_confidence=70)
    return f"EPSG:{authority[1]}" if authority else crs


_REGISTERED = re.compile(r"EPSG:\d{4,6}", re.IGNORECASE)


def _parameters(system: pyproj.CRS) -> tuple:
    """Give what places a transverse Mercator system, whatever it is called: MapInfo and Tekla have their own names."""
    operation = system.coordinate_operation
    if operation is None or system.ellipsoid is None or "Transverse Mercator" not in operation.method_name:
        return (system.to_wkt(),)
    values = tuple(round(parameter.value, 9) for parameter in operation.params)
    return (*sorted(values), round(system.ellipsoid.semi_major_metre, 3))


def height_system(crs: str) -> str:
    """Give "N2000", "N60" or "N43" for a compound system that says it, "" otherwise."""
    if not crs:
        return ""
    system = pyproj.CRS.from_user_input(crs)
    for part in system.sub_crs_list if system.is_compound else ():
        authority = part.to_authority(auth_name="EPSG", min_confidence=70)
        if authority and authority[1] in VERTICAL:
            return VERTICAL[authority[1]]
        for name in VERTICAL.values():
            if name in part.name.replace(" ", ""):
                return name
    return ""


def one_height_system(layers: Mapping[str, str]) -> str:
    """Give the height system that layers share; unknown ones are taken as the others.

    Args:
        layers: layer name -> height system ("N2000", "N60", "N43" or "" for unknown).

    Raises:
        InputError: two systems. Without the national grid PROJ shifts heights by nothing and says nothing, although
            N60 and N2000 differ by some 0.2-0.4 m, so heights are never converted here.
    """
    known = {name: system for name, system in layers.items() if system}
    systems = sorted(set(known.values()))
    if len(systems) > 1:
        first, second = (next(name for name, system in known.items() if system == each) for each in systems[:2])
        raise InputError(
            "has heights in {0}, layer '{1}' in {2}: heights are not converted, give both in one system",
            systems[1],
            first,
            systems[0],
            layer=second,
        )
    return systems[0] if systems else ""


def accuracy_m(source: str, target: str) -> float | None:
    """Give the accuracy of the transformation PROJ would use, m; None when PROJ doesn't say."""
    value = transformer(source, target).accuracy
    return float(value) if value >= 0 else None


def accuracy_findings(crs: str) -> list[Finding]:
    """Say how exactly a layer of another datum than ETRS89 comes to lie on the other layers.

    Everything is computed in an ETRS89 system. WGS 84 is taken as ETRS89, as Finnish services mean it.
    """
    if not crs or pyproj.CRS.from_user_input(crs).geodetic_crs is None:
        return []
    datum = pyproj.CRS.from_user_input(crs).geodetic_crs.name  # type: ignore[union-attr]
    if datum.startswith((*_ETRS89, "WGS 84")):
        return []
    accuracy = accuracy_m(crs, "EPSG:3067")
    if accuracy is None:
        return []
    code = "transformation_inexact" if accuracy >= 0.3 else "transformation_exact"
    return [Finding(code, 0, {"source": crs_name(crs), "target": "ETRS89", "accuracy": accuracy})]


def height_findings(crs: str, name: str) -> list[Finding]:
    """Say when heights are in an older system than N2000: they are used as they are, never shifted."""
    system = height_system(crs)
    return [Finding("heights_old", 0, {"system": system, "layer": name})] if system in ("N60", "N43") else []


@lru_cache(maxsize=256)
def crs_name(crs: str) -> str:
    """Give a name for people: "ETRS-TM35FIN (EPSG:3067)"."""
    if not crs:
        return ""
    name = pyproj.CRS.from_user_input(crs).name
    for realisation in _ETRS89:
        name = name.removeprefix(f"{realisation} / ")
    name = name.replace("ETRS-", "")
    return f"{name} ({crs})" if crs.startswith("EPSG:") else name


def swap_axes(geometry: np.ndarray) -> np.ndarray:
    """Give the geometries with x and y exchanged; heights stay."""
    deep = shapely.has_z(geometry)
    out = geometry.copy()
    out[~deep] = shapely.transform(geometry[~deep], lambda points: points[:, ::-1])
    if deep.any():
        out[deep] = shapely.transform(geometry[deep], lambda points: points[:, [1, 0, 2]], include_z=True)
    return out


def axes_swapped(geometry: np.ndarray, crs: str) -> bool:
    """Tell whether a table lies outside its projected system's area as it stands, but inside with axes swapped.

    For systems in degrees the extent doesn't decide, and the answer is no.
    """
    points = _middles(geometry)
    if not crs or not len(points):
        return False
    box = _plane_box(crs)
    if box is None:
        return False
    return _share(points, box) < 0.1 and _share(points[:, ::-1], box) > MOSTLY


@lru_cache(maxsize=128)
def _plane_box(crs: str) -> tuple[float, float, float, float] | None:
    """Give the extent of a projected system's area of use in its own coordinates, widened by half."""
    system = pyproj.CRS.from_user_input(crs)
    area = system.area_of_use
    if not system.is_projected and not (system.is_compound and system.sub_crs_list[0].is_projected):
        return None
    if area is None:
        return None
    return _box_in(crs, (area.west, area.south, area.east, area.north), grow=0.5)


@lru_cache(maxsize=512)
def _box_in(crs: str, window: tuple[float, float, float, float], grow: float = 0.0):
    west, south, east, north = window
    edge = np.linspace(0, 1, 21)
    lon = np.concatenate([west + (east - west) * edge, west + (east - west) * edge, [west] * 21, [east] * 21])
    lat = np.concatenate([[south] * 21, [north] * 21, south + (north - south) * edge, south + (north - south) * edge])
    x, y = transformer("EPSG:4326", crs).transform(lon, lat)
    good = np.isfinite(x) & np.isfinite(y)
    if not good.any():
        return None
    x, y = x[good], y[good]
    dx, dy = (x.max() - x.min()) * grow, (y.max() - y.min()) * grow
    return x.min() - dx, y.min() - dy, x.max() + dx, y.max() + dy


def _middles(geometry: np.ndarray) -> np.ndarray:
    """Give the middles of up to SAMPLE features' boxes, those at 0,0 left out: they are a defect of their own."""
    step = max(1, len(geometry) // SAMPLE)
    bounds = shapely.bounds(geometry[::step])
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    return middle[np.isfinite(middle).all(axis=1) & (np.abs(middle) > 1e-6).any(axis=1)]


def _share(points: np.ndarray, box: tuple[float, float, float, float] | None) -> float:
    if box is None or not len(points):
        return 0.0
    inside = (points[:, 0] >= box[0]) & (points[:, 0] <= box[2]) & (points[:, 1] >= box[1]) & (points[:, 1] <= box[3])
    return float(inside.mean())


def _candidates(window: tuple[float, float, float, float]) -> list[str]:
    """Give the systems a layer of this place may be in, the likeliest first.

    Without prefix only zones whose meridian runs through or beside the place: TM35FIN and zone 27 without prefix have
    the same meridian, and no easting tells them apart.
    """
    middle = (window[0] + window[2]) / 2
    wide = window[2] - window[0] > 5
    zones = range(19, 32) if wide else [zone for zone in range(19, 32) if abs(zone - middle) <= 1.2]
    zones = sorted(zones, key=lambda zone: abs(zone - middle))
    kkj = [2391, 2392, 2393, 2394] if wide else [2393, *([2392] if middle < 26.5 else [2394])]
    own = [zone for zone in zones if window[0] - 0.2 <= zone <= window[2] + 0.2]
    codes = [3067, *(3873 + zone - 19 for zone in zones), *kkj, 4326, *(3126 + zone - 19 for zone in own), 3857]
    return [f"EPSG:{code}" for code in codes]


def detect(features: Features, municipality_code: object = None, crs: str = "") -> Detected:
    """Find the system of a layer's coordinates from their extent.

    Args:
        features: the layer; its `crs` is what the file declares.
        municipality_code: the municipality planned for; None = anywhere in Finland.
        crs: the user's own word; taken as it is.

    Returns:
        The system, whether axes are swapped, how sure, and findings to say aloud.
    """
    declared = crs_code(features.crs)
    if crs:
        return Detected(crs_code(crs) or crs, declared, False, "declared")
    points = _middles(features.geometry)
    if not len(points):
        return Detected(declared, declared, False, "declared" if declared else "unknown")
    where = municipality(municipality_code).window if municipality_code not in (None, "") else FINLAND
    window = (where[0] - MARGIN, where[1] - MARGIN, where[2] + MARGIN, where[3] + MARGIN)

    if declared:
        here, swapped = _fit(points, declared, window)
        if here > 0:
            return _agreed(declared, swapped)
        best, share, turned = _best(points, window)
        if best and share >= MOSTLY:
            facts = {"declared": crs_name(declared), "found": crs_name(best)}
            sure = "likely" if max(_fit(points, declared, FINLAND)) > 0 else "certain"
            return Detected(best, declared, turned, sure, (Finding("crs_mislabelled", len(features), facts),))
        at_home, swapped = _fit(points, declared, FINLAND)
        if at_home > 0:
            return _agreed(declared, swapped)
        return Detected(declared, declared, False, "declared", (Finding("crs_outside_finland", len(features)),))

    best, share, turned = _best(points, window)
    if share < MOSTLY:  # a national layer has little in one municipality
        wide_best, wide_share, wide_turned = _best(points, FINLAND)
        if wide_share >= MOSTLY:
            best, share, turned = wide_best, wide_share, wide_turned
    if best and share > 0:
        rivals = [each for each in _candidates(window) if each != best and max(_fit(points, each, window)) >= MOSTLY]
        sure = "certain" if share >= MOSTLY and not rivals else "likely"
        others = {"others": [crs_name(each) for each in rivals]}
        code = "crs_ambiguous" if rivals else "crs_found"
        findings = [Finding(code, len(features), {"found": crs_name(best), **others})]
        if turned:
            findings.append(Finding("axes_swapped", len(features), {"found": crs_name(best)}))
        return Detected(best, "", turned, sure, tuple(findings))
    if _share(points, (-180.0, -90.0, 180.0, 90.0)) == 1.0:
        found = Finding("crs_found", len(features), {"found": crs_name("EPSG:4326")})
        abroad = Finding("crs_outside_finland", len(features))
        return Detected("EPSG:4326", "", False, "likely", (found, abroad))
    return Detected("", "", False, "unknown", (Finding("crs_unknown", len(features)),))


def _agreed(crs: str, swapped: bool) -> Detected:
    findings = (Finding("axes_swapped", 0, {"found": crs_name(crs)}),) if swapped else ()
    return Detected(crs, crs, swapped, "declared", findings)


def _fit(points: np.ndarray, crs: str, window: tuple[float, float, float, float]) -> tuple[float, bool]:
    """Give the share of points inside the window if they are in this system, and whether with axes swapped."""
    box = _box_in(crs, window)
    straight, turned = _share(points, box), _share(points[:, ::-1], box)
    return (turned, True) if turned > straight else (straight, False)


def _best(points: np.ndarray, window: tuple[float, float, float, float]) -> tuple[str, float, bool]:
    """Give the candidate that puts the largest share inside the window; the earlier one when they tie."""
    best, share, turned, covers = "", 0.0, False, 0.0
    for crs in _candidates(window):
        fits, swapped = _fit(points, crs, window)
        if fits == 0:
            continue
        covered = _coverage(points[:, ::-1] if swapped else points, _box_in(crs, window))
        # A layer of the whole municipality fills its window best in the right system; a small one fills none.
        if fits > share + 0.02 or (fits > share and covered > covers):
            best, share, turned, covers = crs, fits, swapped, covered
    return best, share, turned


def _coverage(points: np.ndarray, box: tuple[float, float, float, float]) -> float:
    """Give how far the points' extent and a box are the same: common area by the area of both together, 0-1."""
    low, high = points.min(axis=0), points.max(axis=0)
    common = np.minimum(high, box[2:]) - np.maximum(low, box[:2])
    if (common <= 0).any():
        return 0.0
    both = np.prod(high - low) + (box[2] - box[0]) * (box[3] - box[1]) - np.prod(common)
    return float(np.prod(common) / both)


PAIRS = (
    ("itakoordinaatti", "pohjoiskoordinaatti"), ("ikoord", "pkoord"), ("easting", "northing"), ("east", "north"),
    ("koordinaattiita", "koordinaattipohjoinen"), ("longitude", "latitude"), ("lon", "lat"), ("xkoord", "ykoord"),
    ("x", "y"), ("e", "n"),
)  # fmt: skip
"""Fields that hold east and north, as normalised names; x and y may be either way round, the extent decides."""


def points_from_columns(features: Features) -> Features:
    """Make points of a table whose rows have no shape but two coordinate columns; other tables stay as they are.

    Registers' extracts and spreadsheets come so. A row without coordinates stays without a shape.
    """
    if len(features) == 0 or not shapely.is_missing(features.geometry).all():
        return features
    by_name = {header(name): name for name in features.columns}
    for east, north in PAIRS:
        if east not in by_name or north not in by_name:
            continue
        x, y = (numbers(features[by_name[name]]) for name in (east, north))
        known = np.isfinite(x) & np.isfinite(y)
        if known.any():
            geometry = np.full(len(features), None, dtype=object)
            geometry[known] = shapely.points(x[known], y[known])
            return features.with_geometry(geometry)
    return features


def settle(features: Features, municipality_code: object = None, crs: str = "") -> tuple[Features, Detected]:
    """Give the layer with its true system set and x = east, and how that was found.

    Raises:
        InputError: nothing tells where the coordinates are.
    """
    found = detect(features, municipality_code, crs)
    if not found.crs and len(_middles(features.geometry)):
        raise InputError(
            "the coordinate system is not known and the coordinates fit none used in Finland; "
            "set it in the layer's properties",
            layer=features.source.name,
        )
    geometry = swap_axes(features.geometry) if found.swapped else features.geometry
    return replace(features, geometry=geometry, crs=found.crs), found
