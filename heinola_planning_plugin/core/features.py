# SPDX-License-Identifier: GPL-2.0-or-later
"""One table of features: an array of geometries and named columns.

Unknown is NaN in number columns and None in text columns; nothing else stands for it. Whole numbers that may be
unknown are float64. Coordinates are always x = east, y = north, whatever the CRS's own axis order says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np
import pyproj
import shapely

from .errors import InputError

_FACTORS = 100_000


@dataclass(frozen=True)
class Source:
    """Where a table came from, for the provenance of results."""

    name: str = ""
    """Layer name as the user sees it."""
    uri: str = ""
    """File name (without folders, so that results don't depend on where they lie) and layer."""
    count: int = 0
    date: str = ""
    """Date of the data, ISO, '' when unknown."""


@dataclass(frozen=True)
class Features:
    """Geometries with columns, one row per feature.

    Attributes:
        geometry: shape (n,), object array of shapely geometries; None where a feature has none.
        columns: name -> array of shape (n,): float64 (NaN = unknown), int64, bool, or object (str or None).
        crs: "EPSG:3067", or WKT where the CRS has no code, or "" when unknown.
        source: where the rows came from.
    """

    geometry: np.ndarray
    columns: Mapping[str, np.ndarray] = field(default_factory=dict)
    crs: str = ""
    source: Source = Source()

    def __post_init__(self) -> None:
        geometry = np.asarray(self.geometry)
        if geometry.dtype != object:
            geometry = geometry.astype(object)
        object.__setattr__(self, "geometry", geometry)
        columns = {name: np.asarray(values) for name, values in self.columns.items()}
        for name, values in columns.items():
            if values.shape != self.geometry.shape:
                raise ValueError(f"column {name!r} has shape {values.shape}, geometry has {self.geometry.shape}")
        object.__setattr__(self, "columns", columns)

    def __len__(self) -> int:
        return len(self.geometry)

    def __getitem__(self, name: str) -> np.ndarray:
        return self.columns[name]

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def take(self, rows: np.ndarray) -> Features:
        """Give the rows of an index array or a boolean mask, in that order."""
        return replace(self, geometry=self.geometry[rows], columns={k: v[rows] for k, v in self.columns.items()})

    def with_columns(self, columns: Mapping[str, np.ndarray]) -> Features:
        """Give the same features with columns added or replaced, in the order given."""
        return replace(self, columns={**self.columns, **columns})

    def with_geometry(self, geometry: np.ndarray) -> Features:
        """Give the same rows with other shapes."""
        return replace(self, geometry=geometry)

    @cached_property
    def stretch(self) -> tuple[np.ndarray, np.ndarray]:
        """How much the map plane stretches lengths and areas at each feature; see `scale_factors`."""
        return scale_factors(self.geometry, self.crs)

    @property
    def usual_stretch(self) -> float:
        """The length factor in the middle of all features, for what has one for the whole table; 1 without shapes."""
        known = self.stretch[0][np.isfinite(self.stretch[0])]
        return float(np.median(known)) if len(known) else 1.0

    def select(self, names: Iterable[str]) -> Features:
        """Give the same features with these columns only."""
        return replace(self, columns={name: self.columns[name] for name in names})

    def to_crs(self, crs: str) -> Features:
        """Give the features transformed to another CRS (2D).

        Raises:
            InputError: this table's CRS is unknown.
        """
        self._require_crs()
        if same_crs(self.crs, crs):
            return self
        change = transformer(self.crs, crs)

        def move(points: np.ndarray) -> np.ndarray:
            return np.column_stack(change.transform(points[:, 0], points[:, 1]))

        return replace(self, geometry=shapely.transform(shapely.force_2d(self.geometry), move), crs=crs)

    def _require_crs(self) -> None:
        if not self.crs:
            problem = "the coordinate system is not known; set it in the layer's properties"
            raise InputError(problem, layer=self.source.name)

    def in_metres(self) -> Features:
        """Give the features in a projected metric CRS: their own if it is one, else a local one.

        Degrees become the ETRS-GK zone of their middle inside Finland (19-32 E), the UTM zone elsewhere.
        """
        self._require_crs()
        if is_metric(self.crs):
            return self
        degrees = self.to_crs("EPSG:4326")
        west, south, east, north = shapely.total_bounds(degrees.geometry)
        return self.to_crs(local_metric_crs((west + east) / 2, (south + north) / 2))


def text_column(values: Iterable[object]) -> np.ndarray:
    """Make an object column; None stays None, everything else becomes str."""
    out = [None if value is None else str(value) for value in values]
    column = np.empty(len(out), dtype=object)
    column[:] = out
    return column


def concat(tables: Iterable[Features]) -> Features:
    """Stack tables of the same CRS; a column missing from one is unknown there."""
    tables = list(tables)
    names = dict.fromkeys(name for table in tables for name in table.columns)
    columns = {}
    for name in names:
        parts = []
        wanted = [table[name] for table in tables if name in table]
        as_text = any(part.dtype == object for part in wanted)
        for table in tables:
            if name in table:
                parts.append(table[name].astype(object) if as_text else table[name])
            else:
                parts.append(np.full(len(table), None, dtype=object) if as_text else np.full(len(table), np.nan))
        columns[name] = np.concatenate(parts)
    return replace(tables[0], geometry=np.concatenate([table.geometry for table in tables]), columns=columns)


@lru_cache(maxsize=64)
def _crs(crs: str) -> pyproj.CRS:
    return pyproj.CRS.from_user_input(crs)


@lru_cache(maxsize=64)
def transformer(source: str, target: str) -> pyproj.Transformer:
    """Give the transformation between two CRS, x = east first on both sides."""
    return pyproj.Transformer.from_crs(_crs(source), _crs(target), always_xy=True)


def same_crs(a: str, b: str) -> bool:
    """Tell whether two CRS put the same numbers on the same place (axis order and height aside)."""
    return a == b or _horizontal(a).equals(_horizontal(b), ignore_axis_order=True)


def _horizontal(crs: str) -> pyproj.CRS:
    system = _crs(crs)
    return system.sub_crs_list[0] if system.is_compound else system


def is_metric(crs: str) -> bool:
    """Tell whether the CRS is projected with metres."""
    system = _crs(crs)
    return system.is_projected and system.axis_info[0].unit_name in ("metre", "meter")


def local_metric_crs(lon: float, lat: float) -> str:
    """Give the ETRS-GK zone (Finland) or the WGS 84 UTM zone of a place in degrees."""
    if 19 <= lon <= 32 and 59 <= lat <= 71:
        return f"EPSG:{3873 + min(max(round(lon), 19), 31) - 19}"
    zone = int((lon + 180) // 6) + 1
    return f"EPSG:{(32600 if lat >= 0 else 32700) + zone}"


def scale_factors(geometry: np.ndarray, crs: str) -> tuple[np.ndarray, np.ndarray]:
    """Give how much the map plane stretches lengths and areas at each feature.

    True length = plane length / length factor, true area = plane area / area factor. In TM35FIN at Heinola the
    area factor is 0.99926, in ETRS-GK26 1.00000, so the same plot gets the same area in either.

    Returns:
        Two float64 arrays of shape (n,); NaN where a feature has no geometry.
    """
    bounds = shapely.bounds(geometry)
    x, y = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
    length = np.full(len(x), np.nan)
    area = np.full(len(x), np.nan)
    known = np.isfinite(x) & np.isfinite(y)
    if known.any():
        system = _crs(crs)
        geographic = pyproj.Transformer.from_crs(system, system.geodetic_crs, always_xy=True)
        projection = pyproj.Proj(system)
        rows = np.flatnonzero(known)
        for start in range(0, len(rows), _FACTORS):  # PROJ gives some ten numbers of each place
            now = rows[start : start + _FACTORS]
            area[now] = projection.get_factors(*geographic.transform(x[now], y[now])).areal_scale
        length[known] = np.sqrt(area[known])
    return length, area


def true_area_m2(geometry: np.ndarray, crs: str) -> np.ndarray:
    """Give the area on the ground in m2 (plane area / areal scale of the projection at the feature)."""
    if crs and not is_metric(crs):
        metric = Features(geometry, {}, crs).in_metres()
        geometry, crs = metric.geometry, metric.crs
    return shapely.area(geometry) / scale_factors(geometry, crs)[1]
