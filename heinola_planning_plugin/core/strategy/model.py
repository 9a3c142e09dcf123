# SPDX-License-Identifier: GPL-2.0-or-later
"""A municipality's strategy as data: its parts, measures, target areas, and which plan codes serve each measure.

The file (resources/strategy/heinola_2020.yaml is one, docs/strategy.md tells how to write another) says two kinds of
things: what the strategy says, and the project's choices that make it measurable on a map. The second kind stands in
each measure's `target`, with its own `source`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import InputError
from ..intake.reading import pairs
from ..policy import Reader, nearest
from ..vocabulary import LAND_USES, PlanCodes, plan_codes

SPATIAL = ("Y", "P", "N")
SCOPES = ("area", "everywhere", "off_map")
UNITS = ("ha", "building_places", "floor_area_m2", "plots", "count")

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Years:
    """From the beginning of `first` to the end of `last`; None where that end is open."""

    first: int | None
    last: int | None

    def text(self) -> str:
        """Write it: "2015–2016", "2014", "–2016"."""
        ends = ["" if year is None else str(year) for year in (self.first, self.last)]
        return ends[0] if ends[0] == ends[1] else "–".join(ends)


@dataclass(frozen=True)
class Statement:
    """A pillar, a starting point or a milestone of the strategy."""

    id: str
    names: Texts
    years: Years | None = None


@dataclass(frozen=True)
class Part:
    """A spearhead (kärki) or an instrument (väline)."""

    id: str
    kind: str
    """"spearhead" or "instrument"."""
    section: str
    names: Texts


@dataclass(frozen=True)
class Area:
    """Where a measure applies; `scope` is "area" (a polygon is needed), "everywhere" or "off_map"."""

    id: str
    scope: str
    names: Texts


@dataclass(frozen=True)
class Candidates:
    """Where the amount that could still be zoned comes from."""

    layer: str
    """Name of a layer of results, e.g. "industrial_reservation"."""
    amount: str
    """Its column; "area" for the hectares on the ground, "count" for the number of rows."""
    statuses: tuple[str, ...]
    """Which values of `status` count; () for all."""


@dataclass(frozen=True)
class Target:
    """What a measure asks of the zoning. The choice of codes is the project's, as `source` says."""

    areas: tuple[str, ...]
    advances: tuple[str, ...]
    conflicts: tuple[str, ...]
    unit: str
    wanted: Mapping[str, float]
    """Area id -> amount in `unit`; an area that isn't here has no amount set."""
    source: str
    candidates: Candidates | None = None

    @property
    def concerns_zoning(self) -> bool:
        """Whether any plan code has to do with it; if none has, the overlay says nothing of it."""
        return bool(self.advances or self.conflicts)

    def relation(self, code: str | None, land_use: str | None) -> str | None:
        """Tell what zoning with a code does to this target: "advances", "neutral", "conflicts"; None if it's unknown.

        The code itself counts before its land use: with `advances: [RA]`, `conflicts: [holiday]`, RM conflicts and RA
        advances.
        """
        if code is None and land_use is None:
            return None
        for word in (code, land_use):
            if word in self.advances:
                return "advances"
            if word in self.conflicts:
                return "conflicts"
        return "neutral"


@dataclass(frozen=True)
class Measure:
    """One measure (toimenpide) of the strategy."""

    id: str
    part: str
    spatial: str
    names: Texts
    source: str
    areas: tuple[str, ...] = ()
    years: Years | None = None
    when: Texts | None = None
    responsible: Texts | None = None
    sees: Texts | None = None
    target: Target | None = None
    drives: bool = False


@dataclass(frozen=True)
class Strategy:
    """A strategy, checked."""

    id: str
    municipality: str
    source: str
    names: Texts
    horizon: int
    vision: Texts
    foundation: tuple[Statement, ...]
    starting_points: tuple[Statement, ...]
    milestones: tuple[Statement, ...]
    parts: Mapping[str, Part]
    areas: Mapping[str, Area]
    measures: Mapping[str, Measure]

    def targets(self) -> Iterator[tuple[Area, Measure, Target]]:
        """Go through every target area of every measure that has a target, in the file's order."""
        for measure in self.measures.values():
            if measure.target:
                for area in measure.target.areas:
                    yield self.areas[area], measure, measure.target


def read_strategy(path: Path | str, vocabulary: PlanCodes | None = None) -> Strategy:
    """Read and check a strategy file.

    Args:
        path: the YAML file.
        vocabulary: the plan codes that targets may name; those that ship with the plugin where not given.

    Raises:
        PolicyError: what is wrong, with file, line and key: an unknown spearhead, area, plan code or unit, an id given
            twice, years in the wrong order, a spatial measure without a target …
    """
    reader = Reader.open(path)
    vocabulary = vocabulary or plan_codes()
    source = reader.text("source")
    parts = {
        **_by_id(reader, "spearheads", lambda part: _part(part, "spearhead")),
        **_by_id(reader, "instruments", lambda part: _part(part, "instrument")),
    }
    areas = _by_id(reader, "areas", _area)
    words = (*LAND_USES, *(code for code in vocabulary.codes if "/" not in code))  # T/kem is read as T with a marker
    strategy = Strategy(
        id=reader.text("id"),
        municipality=reader.text("municipality"),
        source=source,
        names=reader.texts("name"),
        horizon=_year(reader, "horizon"),
        vision=reader.texts("vision"),
        foundation=tuple(_by_id(reader, "foundation", _statement).values()),
        starting_points=tuple(_by_id(reader, "starting_points", _statement).values()),
        milestones=tuple(_by_id(reader, "milestones", _statement).values()),
        parts=parts,
        areas=areas,
        measures=_by_id(reader, "measures", lambda part: _measure(part, parts, areas, words, source)),
    )
    reader.done()
    return strategy


def _by_id(reader: Reader, key: str, make) -> dict:
    """Read a list of things that have ids, in order; the same id twice is refused."""
    found: dict = {}
    for part in reader.parts(key):
        thing = make(part)
        part.done()
        if thing.id in found:
            raise part.fail("id", "{} is given twice", thing.id)
        found[thing.id] = thing
    return found


def _part(part: Reader, kind: str) -> Part:
    return Part(part.text("id"), kind, part.text("section"), part.texts("name"))


def _area(part: Reader) -> Area:
    return Area(part.text("id"), part.text("scope", choices=SCOPES), part.texts("name"))


def _statement(part: Reader) -> Statement:
    return Statement(part.text("id"), part.texts("name"), _years(part))


def _measure(
    part: Reader, parts: Mapping[str, Part], areas: Mapping[str, Area], words: tuple[str, ...], source: str
) -> Measure:
    measure = Measure(
        id=part.text("id"),
        part=part.text("part", choices=tuple(parts)),
        spatial=part.text("spatial", choices=SPATIAL),
        names=part.texts("name"),
        source=f"{source}, {part.text('source')}",
        areas=_words(part, "areas", tuple(areas), _AREA_PROBLEMS),
        years=_years(part),
        when=part.texts("when", None),
        responsible=part.texts("responsible", None),
        sees=part.texts("sees", None),
        target=None,
        drives=part.flag("drives", False),
    )
    if "target" not in part:
        if measure.spatial == "Y":
            raise part.fail("spatial", "measure {} is spatial, so it needs a target", measure.id)
        return measure
    if measure.spatial == "N":
        raise part.fail("target", "measure {} is not spatial, so it can't have a target", measure.id)
    target = _target(part.part("target"), measure, areas, words)
    return replace(measure, target=target)


def _target(part: Reader, measure: Measure, areas: Mapping[str, Area], words: tuple[str, ...]) -> Target:
    own = _words(part, "areas", tuple(areas), _AREA_PROBLEMS) or measure.areas
    off_map = [area for area in own if areas[area].scope == "off_map"]
    if off_map:
        raise part.fail("areas", "{} has no polygon", off_map[0])
    if not own:
        raise part.fail("areas", "measure {} has no area", measure.id)
    advances, conflicts = (_words(part, key, words, _CODE_PROBLEMS) for key in ("advances", "conflicts"))
    both = sorted(set(advances) & set(conflicts))
    if both:
        raise part.fail("conflicts", "{} can't both advance and conflict", both[0])
    target = Target(
        areas=own,
        advances=advances,
        conflicts=conflicts,
        unit=part.text("unit", choices=UNITS),
        wanted=_wanted(part, own),
        source=part.text("source"),
        candidates=_candidates(part.part("candidates")) if "candidates" in part else None,
    )
    part.done()
    return target


def with_wanted(strategy: Strategy, wanted: Mapping[str, float | Mapping[str, float]]) -> Strategy:
    """Give the strategy with amounts that the planner has set, in each measure's own unit.

    Args:
        strategy: the strategy.
        wanted: measure id -> amount, or area id -> amount where the measure has several target areas.

    Raises:
        InputError: no such measure or area, a measure without a target, or one amount for several areas.
    """
    measures = dict(strategy.measures)
    for id_, amount in wanted.items():
        measure = measures.get(id_)
        if measure is None or measure.target is None:
            raise InputError("is no measure of the strategy with a target", field="wanted", value=id_)
        areas = measure.target.areas
        if not isinstance(amount, Mapping):
            if len(areas) > 1:
                listed = ", ".join(f"{area}: …" for area in areas)
                raise InputError("give an amount for each area: {{{}}}", listed, field="wanted", value=id_)
            amount = {areas[0]: amount}
        for area in amount:
            if area not in areas:
                problem = "has no target area {0}; its areas are {1}"
                raise InputError(problem, area, ", ".join(areas), field="wanted", value=id_)
        target = replace(measure.target, wanted={**measure.target.wanted, **amount})
        measures[id_] = replace(measure, target=target)
    return replace(strategy, measures=measures)


def parse_wanted(text: str) -> dict[str, float | dict[str, float]]:
    """Read "7.1.4=40,5; 7.1.5/heinola=20".

    Raises:
        InputError: not of that form, or a negative number.
    """
    out: dict[str, float | dict[str, float]] = {}
    for bit, name, amount in pairs(text):
        measure, _, area = name.partition("/")
        try:
            number = float(amount)
        except ValueError:
            number = -1.0
        if not measure or not 0 <= number < float("inf"):
            raise InputError("must be measure=number, …", field="WANTED", value=bit)
        by_area = out.setdefault(measure, {}) if area else None
        if isinstance(by_area, dict):
            by_area[area] = number
        elif by_area is None:
            out[measure] = number
    return out


def _wanted(part: Reader, areas: tuple[str, ...]) -> dict[str, float]:
    if isinstance(part.any("wanted", None), dict):
        by_area = part.part("wanted")
        wanted = {area: by_area.number(area, None, low=0) for area in areas}
        by_area.done()
        return {area: float(amount) for area, amount in wanted.items() if amount is not None}
    amount = part.number("wanted", None, low=0)
    if amount is None:
        return {}
    if len(areas) > 1:
        raise part.fail("wanted", "give an amount for each area: {{{}}}", ", ".join(f"{area}: …" for area in areas))
    return {areas[0]: float(amount)}


def _candidates(part: Reader) -> Candidates:
    found = Candidates(
        part.text("layer"), part.text("amount"), tuple(str(status) for status in part.items("status", []))
    )
    part.done()
    return found


_AREA_PROBLEMS = ("{!r} is not a known area", "{0!r} is not a known area; did you mean {1!r}?")
_CODE_PROBLEMS = (
    "{!r} is not a known plan code or land use",
    "{0!r} is not a known plan code or land use; did you mean {1!r}?",
)


def _words(part: Reader, key: str, known: tuple[str, ...], problems: tuple[str, str]) -> tuple[str, ...]:
    words = tuple(str(item) for item in part.items(key, []))
    for number, word in enumerate(words):
        if word not in known:
            close = nearest(word, known)
            raise part.fail(key, problems[bool(close)], word, close)
        if word in words[:number]:
            raise part.fail(key, "{} is given twice", word)
    return words


def _years(part: Reader) -> Years | None:
    if "years" not in part:
        return None
    span = part.part("years")
    first, last = (_year(span, key) if span.any(key, None) is not None else None for key in ("from", "to"))
    span.done()
    if first is None and last is None:
        raise part.fail("years", "needs from, to or both")
    if first is not None and last is not None and first > last:
        raise span.fail("from", "{0} is after {1}", first, last)
    return Years(first, last)


def _year(part: Reader, key: str) -> int:
    year = part.number(key, low=1900, high=2200)
    if year != int(year):
        raise part.fail(key, "{} is not a year", year)
    return int(year)
