# SPDX-License-Identifier: GPL-2.0-or-later
"""What an earlier run of a case worked out and still holds: a step is done again only when what it rests on is new.

Each step of a run has a key: a hash of the tables it is given (their content, not their files' names or times), its
parameters and weights, and the versions of what computes. Its tables are kept in one file beside the results, exactly
as they were, and taken from there as long as the key is the same: the results are then those of a full run, byte by
byte.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyproj
import shapely

from ..paths import PACKAGE, resource, version
from .features import Features, Source, text_column

FILE = ".planning-run.npz"
"""Where a run keeps its steps, in the folder of its results."""

_FORM = "1"  # of the file; another form is not read
Tables = Mapping[str, Features]


class Steps:
    """Does the steps of a run, or takes them from an earlier one.

    Attributes:
        reused: names of the steps that were taken as they were.
    """

    def __init__(self, earlier: Path | None = None, keep: bool = True):
        """Look into the file of an earlier run; a file that can't be read is as good as none.

        Args:
            earlier: the file.
            keep: the steps will be saved; else nothing is known of them afterwards.
        """
        self.reused: list[str] = []
        self._keep = keep
        self._earlier = _Archive(earlier) if earlier is not None else None
        self._kept: dict[str, tuple[str, Tables]] = {}

    def do(self, name: str, parts: Iterable[object], work: Callable[[], Tables]) -> Tables:
        """Give a step's tables.

        Args:
            name: the step's.
            parts: everything that its result rests on.
            work: does it, when it must be done.
        """
        if not self._keep:
            return work()
        key = digest((_versions(), name, *parts))
        earlier = self._earlier.tables(name, key) if self._earlier else None
        if earlier is not None:
            self.reused.append(name)
        tables = work() if earlier is None else earlier
        self._kept[name] = (key, tables)
        return tables

    def save(self, path: Path) -> None:
        """Write every step of this run into a file."""
        index: dict[str, Any] = {"form": _FORM, "steps": {}}
        with zipfile.ZipFile(
            path, "w", zipfile.ZIP_STORED
        ) as archive:  # as np.savez, but one array in memory at a time
            for name, (key, tables) in self._kept.items():
                index["steps"][name] = {"key": key, "tables": {}}
                for table_name, table in tables.items():
                    index["steps"][name]["tables"][table_name] = _about(table)
                    for place, values in _packed(f"{name}/{table_name}", table):
                        _store(archive, place, values)
            _store(archive, "index", _bytes(json.dumps(index, ensure_ascii=False).encode()))


def _store(archive: zipfile.ZipFile, place: str, values: np.ndarray) -> None:
    about = zipfile.ZipInfo(f"{place}.npy")  # of 1980: the same tables are the same bytes on any day
    with archive.open(about, "w", force_zip64=True) as file:
        np.lib.format.write_array(file, values, allow_pickle=False)  # type: ignore[no-untyped-call]


class _Archive:
    """A file that `Steps.save` wrote. Nothing in it is executed: numbers, text and shapes only."""

    def __init__(self, path: Path):
        self._path = path
        self._steps: Mapping[str, Any] = {}
        try:
            with np.load(path, allow_pickle=False) as arrays:
                index = json.loads(arrays["index"].tobytes())
            if index["form"] == _FORM:
                self._steps = index["steps"]
        except _UNREADABLE:
            pass  # nothing there, cut off or of another form: everything is done anew

    def tables(self, name: str, key: str) -> dict[str, Features] | None:
        try:
            step = self._steps[name]
            if step["key"] != key:
                return None
            with np.load(self._path, allow_pickle=False) as arrays:
                return {table: _unpacked(f"{name}/{table}", about, arrays) for table, about in step["tables"].items()}
        except _UNREADABLE:
            return None


_UNREADABLE = (
    OSError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    zipfile.BadZipFile,
    shapely.GEOSException,
)


def _about(table: Features) -> dict[str, object]:
    kinds = {name: values.dtype.str for name, values in table.columns.items()}
    return {"columns": kinds, "crs": table.crs, "source": dataclasses.asdict(table.source)}


def _packed(place: str, table: Features) -> Iterator[tuple[str, np.ndarray]]:
    """Give a table's arrays: shapes as one run of WKB, text as one run of UTF-8, each with its lengths (-1 = none)."""
    yield from _run_of(f"{place}/geometry", shapely.to_wkb(table.geometry, include_srid=False).tolist())
    for number, values in enumerate(table.columns.values()):
        where = f"{place}/{number}"
        if values.dtype == object:
            texts = [None if value is None else value.encode("utf-8", "surrogatepass") for value in values.tolist()]
            yield from _run_of(where, texts)
        else:
            yield where, values


def _run_of(where: str, values: list[bytes | None]) -> Iterator[tuple[str, np.ndarray]]:
    yield f"{where}/lengths", np.array([-1 if value is None else len(value) for value in values], dtype=np.int64)
    yield where, _bytes(b"".join(value for value in values if value is not None))


def _bytes(data: bytes) -> np.ndarray:
    return np.frombuffer(data, dtype=np.uint8)


def _values(where: str, arrays: Mapping[str, np.ndarray]) -> list[bytes | None]:
    data, lengths = arrays[where].tobytes(), arrays[f"{where}/lengths"]
    ends = np.cumsum(np.maximum(lengths, 0))
    if len(ends) and ends[-1] != len(data):
        raise ValueError("lengths and data differ")
    pairs = zip(ends.tolist(), lengths.tolist())
    return [None if length < 0 else data[end - length : end] for end, length in pairs]


def _unpacked(place: str, about: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> Features:
    geometry = shapely.from_wkb(np.array([*_values(f"{place}/geometry", arrays), None], dtype=object)[:-1])
    columns: dict[str, np.ndarray] = {}
    for number, (name, kind) in enumerate(about["columns"].items()):
        where = f"{place}/{number}"
        if kind == "|O":
            texts = (
                None if value is None else value.decode("utf-8", "surrogatepass") for value in _values(where, arrays)
            )
            columns[name] = text_column(texts)
        else:
            columns[name] = arrays[where]
    return Features(geometry, columns, about["crs"], Source(**about["source"]))


# --- what a step rests on


def digest(value: object) -> str:
    """Give a hash of data: tables, grids, parameters, and what is put together from them; order counts."""
    state = hashlib.blake2b(digest_size=20)
    _feed(state, value)
    return state.hexdigest()


def _feed(state: Any, value: object) -> None:
    state.update(type(value).__name__.encode())
    if isinstance(value, Features):
        _feed_table(state, value)
    elif isinstance(value, np.ndarray):
        _feed_array(state, value)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            _feed(state, each.name)
            _feed(state, getattr(value, each.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _feed(state, key)
            _feed(state, inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _feed(state, inner)
    elif isinstance(value, (set, frozenset)):
        _feed(state, sorted(value, key=repr))
    else:
        text = str(value) if isinstance(value, (str, Path)) else repr(value)
        state.update(f"{len(text)}:{text}".encode("utf-8", "surrogatepass"))
    state.update(b";")


def _feed_table(state: Any, table: Features) -> None:
    shapes = shapely.to_wkb(table.geometry, include_srid=False)
    _feed_array(state, shapes)
    for name, values in table.columns.items():
        _feed(state, name)
        _feed_array(state, values)
    _feed(state, table.crs)  # not where it came from: the same rows from another file are the same


def _feed_array(state: Any, values: np.ndarray) -> None:
    state.update(f"{values.dtype.str}{values.shape}".encode())
    if values.dtype != object:
        state.update(np.ascontiguousarray(values).tobytes())
        return
    for value in values.ravel().tolist():
        if isinstance(value, bytes):
            state.update(b"%d:" % len(value))
            state.update(value)
        else:
            text = "-" if value is None else f"{len(str(value))}:{value}"
            state.update(text.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=1)
def _versions() -> tuple[str, ...]:
    """Give what computes: this plugin (its code and its policy files too) and the libraries under it."""
    state = hashlib.blake2b(digest_size=20)
    folders = [PACKAGE / "core", *(resource(name) for name in ("methods", "signatures", "strategy", "vocabularies"))]
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".yaml")):
            state.update(path.name.encode())
            state.update(path.read_bytes())
    libraries = (np.__version__, shapely.__version__, shapely.geos_version_string, pyproj.proj_version_str)
    return (version(), state.hexdigest(), *libraries)
