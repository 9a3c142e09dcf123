# SPDX-License-Identifier: GPL-2.0-or-later
"""A case file: everything a planning run reads and decides, in one YAML; relative paths are relative to it.

title: Harjoituskunta          # shown on the map and the report
municipality: "111"            # in quotes: where coordinates ought to be, and whose parcels are one's own; "" = none
language: fi                   # fi, sv or en: the language of explanations and documents
practice: true                 # says on every page that the data are invented; default false
strategy: heinola_2020         # a file under resources/strategy/, or a path
inputs:                        # by role; `layer` for files of many layers, `fields` where names aren't recognised;
                               # a role whose data lie in several layers has a list of such entries
  parcels: {file: data.gpkg, layer: PalstanSijaintitiedot, fields: {parcel_id: kiinteistotunnus}}
  dem: {file: dem.tif}
  plan_units: {database: planning, schema: hame, layer: land_use_area_v}   # a table or view of PostGIS: `database` is
                               # the name of a PostgreSQL connection of QGIS, or service=NAME; no passwords here;
                               # `geometry` names the column where there are several
wanted: {7.1.4: 40}            # what of a measure is wanted, in its unit; the strategy itself gives no amounts
jobs:                          # left out: every job whose layers are there, as its own file says
  industrialreservation:
    area: vierumaki            # a target area's key: only parcels in it are judged
    method: weighted_sum
    criteria: own.yaml         # instead of the shipped file
    weights: {junction: 0.3}   # shares of the whole; what isn't named keeps its own, and all are scaled to sum 1
    parameters: {min_area_ha: 2}
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import PolicyError
from .intake.coordinates import municipalities
from .policy import LANGUAGES, Reader, parse_yaml
from .scoring.aggregate import METHODS

ROLES = (
    "parcels",
    "plan_units",
    "zoning",
    "buildings",
    "water",
    "roads",
    "junctions",
    "railways",
    "powerlines",
    "groundwater",
    "protected",
    "flood",
    "relics",
    "heritage",
    "wetland",
    "services",
    "stops",
    "centre",
    "target_areas",
    "sites",
    "norm_zones",
    "excluded",
    "extent",
    "noise",
    "building_areas",
    "parking",
    "seveso",
    "gas",
    "water_supply",
    "soil",
    "dem",
)
"""Roles that a layer can have; `dem` is a raster."""


@dataclass(frozen=True)
class Input:
    """Where one role's data lie: in a file, or in a table or view of a database.

    Attributes:
        role: one of ROLES.
        file: the file; Path() for a database.
        layer: the layer of the file, or the table.
        fields: column -> field, the user's own choices.
        database: name of a PostgreSQL connection of QGIS, or "service=NAME"; "" for a file.
        schema: the table's.
        geometry: the table's geometry column, "" where there is one at most.
    """

    role: str
    file: Path
    layer: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    database: str = ""
    schema: str = ""
    geometry: str = ""


@dataclass(frozen=True)
class JobCase:
    """What a case says of one job."""

    id: str
    area: str | None = None
    method: str = "weighted_sum"
    criteria: Path | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    parameters: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A case file, checked."""

    path: Path
    title: str
    municipality: str
    language: str
    practice: bool
    strategy: Path | str
    inputs: tuple[Input, ...]
    jobs: Mapping[str, JobCase] | None
    wanted: Mapping[str, Any] = field(default_factory=dict)
    """Measure id -> amount, or area id -> amount: what the strategy leaves open and the planner has set."""


def read_case(path: Path | str, job_ids: tuple[str, ...], lost_files: bool = False) -> Case:
    """Read a case file.

    Args:
        path: the file.
        job_ids: the jobs there are.
        lost_files: let input files be that aren't there, as when a case is opened to name others.

    Raises:
        PolicyError: with file, line and key; an input file that isn't there, too.
    """
    path = Path(path)
    reader = Reader.open(path)
    jobs = None
    if "jobs" in reader:
        parts = reader.part("jobs")
        jobs = {name: _job(parts, name, job_ids, path.parent) for name in parts.names()}
    case = Case(
        path=path,
        title=reader.text("title"),
        municipality=_municipality(reader),
        language=reader.text("language", "fi", choices=LANGUAGES),
        practice=reader.flag("practice", False),
        strategy=_strategy(reader, path.parent),
        inputs=_inputs(reader.part("inputs"), path.parent, lost_files),
        jobs=jobs,
        wanted=_wanted(reader),
    )
    reader.done()
    return case


def _wanted(reader: Reader) -> dict[str, Any]:
    """Read the amounts that the planner wants: numbers, or numbers by target area."""
    if "wanted" not in reader:
        return {}
    part = reader.part("wanted")
    out: dict[str, Any] = {}
    for measure in part.names():
        if isinstance(part.any(measure), dict):
            by_area = part.part(measure)
            out[measure] = {area: float(by_area.number(area, low=0)) for area in by_area.names()}
        else:
            out[measure] = float(part.number(measure, low=0))
    return out


def _municipality(reader: Reader) -> str:
    code = reader.text("municipality", "111")
    code = code and code.zfill(3)
    if code and code not in municipalities():
        raise reader.fail("municipality", "is not a Finnish municipality code")
    return str(code)


def _strategy(reader: Reader, folder: Path) -> Path | str:
    name = reader.text("strategy", "heinola_2020")
    return folder / name if name.endswith((".yaml", ".yml")) else name


def _inputs(parts: Reader, folder: Path, lost_files: bool) -> tuple[Input, ...]:
    out = []
    for role in parts.names():
        if role not in ROLES:
            raise parts.fail(role, "is not a role; roles are {}", ", ".join(ROLES))
        several = parts.parts(role) if isinstance(parts.any(role), list) else (parts.part(role),)
        out += [_input(part, role, folder, lost_files) for part in several]
    return tuple(out)


def _input(part: Reader, role: str, folder: Path, lost_files: bool) -> Input:
    fields = {}
    if "fields" in part:
        names = part.part("fields")
        fields = {name: names.text(name) for name in names.names()}
    if "database" in part:
        one = _table(part, role, fields)
    else:
        file = folder / part.text("file")
        if not (lost_files or file.exists()):
            raise part.fail("file", "there is no file {}", part.text("file"))
        one = Input(role, file, part.text("layer", None), fields)
    part.done()
    return one


def _table(part: Reader, role: str, fields: Mapping[str, str]) -> Input:
    database = part.text("database")
    if "password" in database.lower():
        raise part.fail("database", "names a connection of QGIS or service=NAME; a password must not stand in a file")
    return Input(
        role,
        Path(),
        part.text("layer"),
        fields,
        database=database,
        schema=part.text("schema", "public"),
        geometry=part.text("geometry", ""),
    )


def _job(parts: Reader, name: str, job_ids: tuple[str, ...], folder: Path) -> JobCase:
    if name not in job_ids:
        raise parts.fail(name, "is not a job; jobs are {}", ", ".join(job_ids))
    if not parts.value[name]:
        return JobCase(name)
    part = parts.part(name)
    weights, parameters = {}, {}
    if "weights" in part:
        inner = part.part("weights")
        weights = {key: float(inner.number(key, low=0)) for key in inner.names()}
    if "parameters" in part:
        inner = part.part("parameters")
        parameters = {key: inner.any(key) for key in inner.names()}
    criteria = part.text("criteria", None)
    out = JobCase(
        name,
        area=part.text("area", None),
        method=part.text("method", "weighted_sum", choices=METHODS),
        criteria=folder / criteria if criteria else None,
        weights=weights,
        parameters=parameters,
    )
    part.done()
    return out


def case_text(
    title: str, municipality: str, language: str, inputs: Iterable[Input], folder: Path, before: str = ""
) -> str:
    """Write the text of a case file in a folder; `read_case` gives the same back.

    Args:
        title, municipality, language: as in a case file.
        inputs: several of a role become a list.
        folder: where the file will lie; files on the same drive are named relative to it.
        before: the text of a case file whose other parts (jobs, strategy, comments) stay as they are.

    Raises:
        PolicyError: `before` can't be read, or has several keys on one line.
    """
    by_role: dict[str, list[str]] = {}
    for one in sorted(inputs, key=lambda one: ROLES.index(one.role)):
        by_role.setdefault(one.role, []).append(_entry(one, folder))
    lists = {role: each[0] if len(each) == 1 else f"[{', '.join(each)}]" for role, each in by_role.items()}
    parts = {
        "title": [f"title: {_quoted(title)}"],
        "municipality": [f"municipality: {_quoted(municipality)}"],
        "language": [f"language: {language}"],
        "inputs": ["inputs:", *(f"  {role}: {entry}" for role, entry in lists.items())],
    }
    blocks = _blocks(before) if before.strip() else {}
    head = blocks.pop("", [])
    order = [*blocks, *(name for name in parts if name not in blocks)]
    lines = [line for name in order for line in (*parts.get(name, blocks.get(name, [])), *_tail(name, parts, blocks))]
    return "\n".join([*head, *lines, ""])


def _blocks(text: str) -> dict[str, list[str]]:
    """Cut a case file's text at its keys: key -> its lines; what stands before the first is under ""."""
    value = parse_yaml(text, "case.yaml")
    starts = getattr(value, "key_lines", {})
    lines = text.splitlines()
    if len(set(starts.values())) < len(starts) or any(lines[line - 1][:1] in (" ", "{") for line in starts.values()):
        raise PolicyError("has several keys on one line; begin a line with each", file="case.yaml")
    ends = [*list(starts.values())[1:], len(lines) + 1]
    blocks = {name: lines[start - 1 : end - 1] for (name, start), end in zip(starts.items(), ends)}
    return {"": lines[: min(starts.values(), default=1) - 1], **blocks}


def _tail(name: str, parts: Mapping[str, list[str]], blocks: Mapping[str, list[str]]) -> list[str]:
    """Give the comments and empty lines that end a block that is written anew: they belong to what follows."""
    old = blocks.get(name, []) if name in parts else []
    count = 0
    while count < len(old) and (not old[-1 - count].strip() or old[-1 - count].startswith("#")):
        count += 1
    return old[len(old) - count :]


def _entry(one: Input, folder: Path) -> str:
    if one.database:
        parts = {"database": one.database, "schema": one.schema, "layer": one.layer, "geometry": one.geometry}
    else:
        parts = {"file": _relative(one.file, folder), "layer": one.layer}
    words = [f"{name}: {_quoted(value)}" for name, value in parts.items() if value]
    if one.fields:
        fields = ", ".join(f"{name}: {_quoted(value)}" for name, value in one.fields.items())
        words.append(f"fields: {{{fields}}}")
    return f"{{{', '.join(words)}}}"


def _relative(file: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return file.as_posix()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # what JSON quotes is YAML as well
