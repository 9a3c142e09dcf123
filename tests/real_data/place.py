# SPDX-License-Identifier: GPL-2.0-or-later
"""What the runs on real data share: the plugin's algorithms as Processing runs them, hand checks, pictures."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from qgis.core import QgsProcessingFeedback, QgsVectorLayer

from heinola_planning_plugin.bridge.features import read_layer
from heinola_planning_plugin.core.features import Features

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
SQUARE_FOOT_M2 = 0.09290304


class Heard(QgsProcessingFeedback):
    """Remembers what an algorithm said."""

    def __init__(self) -> None:
        super().__init__(False)
        self.said: list[str] = []

    def pushInfo(self, info: str) -> None:
        self.said.append(info)

    def pushWarning(self, warning: str) -> None:
        self.said.append(warning)


@dataclass(frozen=True)
class Check:
    """One number counted by hand beside the plugin's.

    Attributes:
        plot: which plot, or "all".
        what: the quantity with its unit.
        how: the hand calculation.
        hand: its result, a literal; text where the answer is a word.
        plugin: what the plugin gave.
        within: largest difference allowed, in the quantity's unit.
        again: the hand calculation done anew from the source by GDAL and the ellipsoid; None = arithmetic on paper.
    """

    plot: str
    what: str
    how: str
    hand: float | str
    plugin: float | str | None
    within: float = 0.0
    again: Callable[[], float] | None = None


@dataclass
class Run:
    """One algorithm's run: its tables, how long it took and what it said."""

    name: str
    tables: dict[str, Features]
    files: dict[str, Path]
    seconds: float
    said: list[str]


@dataclass
class Place:
    """What came out in one place."""

    key: str
    title: str
    data: str
    runs: list[Run] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    tables: list[tuple[str, list[str], list[list[str]]]] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    pictures: list[tuple[str, str]] = field(default_factory=list)


def run(folder: Path, name: str, outputs: Sequence[str], tag: str = "", **parameters: object) -> Run:
    """Run one of the plugin's algorithms; results go to GeoPackages in the folder."""
    import processing

    files = {output: folder / f"{name}{tag}_{output.lower()}.gpkg" for output in outputs}
    heard = Heard()
    started = time.perf_counter()
    processing.run(
        f"heinola:{name}", {**parameters, "LANGUAGE": 3, **{k: str(v) for k, v in files.items()}}, feedback=heard
    )
    seconds = time.perf_counter() - started
    tables = {output: read_layer(QgsVectorLayer(str(file), output, "ogr")) for output, file in files.items()}
    return Run(name + tag, tables, files, seconds, heard.said)


def native(name: str, output: Path | None, **parameters: object) -> str:
    """Run one of QGIS's own algorithms into a file."""
    import processing

    target = "memory:" if output is None else str(output)
    return processing.run(f"native:{name}", {**parameters, "OUTPUT": target})["OUTPUT"]


def extract(file: Path, expression: str, output: Path) -> str:
    """Take the features that an expression picks, as a planner filters a layer."""
    return native("extractbyexpression", output, INPUT=str(file), EXPRESSION=expression)


def counts(column: np.ndarray) -> dict[str, int]:
    """Count the values of a text column, most first."""
    values, number = np.unique(column.astype(str), return_counts=True)
    return {str(values[k]): int(number[k]) for k in np.argsort(-number, kind="stable")}


def reason_counts(table: Features) -> dict[str, int]:
    """Count how many rows each reason stands on."""
    return counts(np.array([code for codes in table["reasons"] if codes for code in codes.split(";")], dtype=object))


def row_of(table: Features, column: str, value: object) -> int:
    """Give the one row that holds a value.

    Raises:
        ValueError: none or several do.
    """
    rows = np.flatnonzero(table[column] == value)
    if len(rows) != 1:
        raise ValueError(f"{len(rows)} rows have {column} {value}")
    return int(rows[0])


def status_line(table: Features) -> str:
    """Say how many features have each status."""
    return ", ".join(f"{number:,} {name}".replace(",", " ") for name, number in counts(table["status"]).items())


def said(one: Run, pattern: str) -> str:
    """Give the sentence of a run that a pattern is found in, "" when none."""
    return next((text for text in one.said if re.search(pattern, text)), "")
