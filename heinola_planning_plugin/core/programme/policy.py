# SPDX-License-Identifier: GPL-2.0-or-later
"""The file of costs and rules that a land-use programme is made with.

id: land_use_programme
title: {fi: …, sv: …, en: …}
source: whose costs these are
currency: EUR
budgets: {2027: 150000, 2028: 150000}   # may be given with the run instead
carry_over: true               # what a year leaves can be used in the next
delay_weight: 0.97             # what an amount is worth a year later, of what it is worth now
projects:                      # kinds of project: which result layer, which measure, at what cost
  - id: industry
    measure: "7.1.4"
    title: {…}
    layer: industrial_sites    # of a planning run
    identity: site_id
    group_by: water_id         # may be left out: rows with the same value become one project
    amount: usable_ha
    unit: ha                   # ha, building_places, floor_area_m2, plots or count
    statuses: [candidate, conditional]   # may be left out for a layer without status
    weight: 1                  # of this kind's whole amount against the other kinds'
    cost: {project: 20000, unit: 3000}   # euros for each project, and for each unit of its amount
    source: where the costs come from
fixed:                         # costs that come whatever is chosen; may be left out
  - {measure: "7.1.4a", title: {…}, year: 2027, cost: 30000}
rules:                         # may be left out
  - {kind: industry, at_least: 10, by: 2028}     # amount, by the end of the year
  - {kind: infill, most_per_year: 5}             # projects
  - {kind: holiday, after: industry, years: 1}   # none before the first of the other is so many years old
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import InputError
from ..policy import Reader
from ..scoring.evaluate import STATUSES
from ..strategy.model import UNITS

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Kind:
    """A kind of project; see the module's text. A cost that isn't given is None: unknown, so none is chosen."""

    id: str
    measure: str
    title: Texts
    layer: str
    identity: str
    group_by: str | None
    amount: str
    unit: str
    statuses: tuple[str, ...]
    weight: float
    cost_project: float | None
    cost_unit: float | None
    source: str


@dataclass(frozen=True)
class Fixed:
    """A cost of a year that no choice changes."""

    measure: str
    title: Texts
    year: int
    cost: float


@dataclass(frozen=True)
class Rule:
    """A rule of one kind: an amount by a year, a number a year, or an order."""

    kind: str
    at_least: float | None = None
    by: int | None = None
    most_per_year: int | None = None
    after: str | None = None
    years: int = 0


@dataclass(frozen=True)
class ProgrammePolicy:
    """A checked file."""

    id: str
    title: Texts
    source: str
    currency: str
    budgets: Mapping[int, float]
    carry_over: bool
    delay_weight: float
    kinds: tuple[Kind, ...]
    fixed: tuple[Fixed, ...]
    rules: tuple[Rule, ...]
    file: str

    def with_budgets(self, budgets: Mapping[int, float]) -> ProgrammePolicy:
        """Give the policy with other budgets; rules and fixed costs of years outside them are refused.

        Raises:
            InputError: no year, or a rule or fixed cost of a year that has no budget.
        """
        if not budgets:
            raise InputError("no year has a budget", field="BUDGETS")
        for year in (*(rule.by for rule in self.rules), *(one.year for one in self.fixed)):
            if year is not None and year not in budgets:
                raise InputError("a rule or a fixed cost is of a year that has no budget", field=self.file, value=year)
        return replace(self, budgets=dict(sorted(budgets.items())))


def read_programme(path: Path | str) -> ProgrammePolicy:
    """Read a file of costs and rules.

    Raises:
        PolicyError: the file can't be used.
    """
    reader = Reader.open(path)
    kinds = tuple(_kind(part) for part in reader.parts("projects"))
    names = [kind.id for kind in kinds]
    if len(set(names)) < len(names):
        raise reader.fail("projects", "two kinds have the same id")
    budgets = reader.part("budgets", {})
    policy = ProgrammePolicy(
        id=reader.text("id"),
        title=reader.texts("title"),
        source=reader.text("source"),
        currency=reader.text("currency", "EUR"),
        budgets={_year(budgets, name): budgets.number(name, low=0) for name in budgets.names()},
        carry_over=reader.flag("carry_over", True),
        delay_weight=reader.number("delay_weight", 1.0, low=0.5, high=1.0),
        kinds=kinds,
        fixed=tuple(_fixed(part) for part in reader.parts("fixed", [])),
        rules=tuple(_rule(part, tuple(names)) for part in reader.parts("rules", [])),
        file=Path(path).name,
    )
    reader.done()
    return policy


def read_rules(path: Path | str, policy: ProgrammePolicy) -> ProgrammePolicy:
    """Read a file that holds `rules`, `fixed` or both, and put them in place of the policy's own.

    Raises:
        PolicyError: the file can't be used.
    """
    reader = Reader.open(path)
    names = tuple(kind.id for kind in policy.kinds)
    rules, fixed = policy.rules, policy.fixed
    if "rules" in reader:
        rules = tuple(_rule(part, names) for part in reader.parts("rules"))
    if "fixed" in reader:
        fixed = tuple(_fixed(part) for part in reader.parts("fixed"))
    reader.done()
    return replace(policy, rules=rules, fixed=fixed)


def parse_budgets(text: str) -> dict[int, float]:
    """Read budgets as a planner types them: "2027=150000; 2028=150 000".

    Raises:
        InputError: another form.
    """
    out: dict[int, float] = {}
    for piece in filter(None, (part.strip() for part in text.replace("\n", ";").split(";"))):
        year, _, amount = piece.partition("=")
        try:
            number, euros = int(year), float("".join(amount.split()).replace(",", "."))
        except ValueError:
            number, euros = 0, -1.0
        if not (1900 < number < 2200 and 0 <= euros < 1e12) or number in out:
            raise InputError("must be year=euros; year=euros, each year once", field="BUDGETS", value=piece)
        out[number] = euros
    return out


def _year(part: Reader, name: str) -> int:
    if not name.isdigit() or not 1900 < int(name) < 2200:
        raise part.fail(name, "{!r} is not a year", name)
    return int(name)


def _kind(part: Reader) -> Kind:
    cost = part.part("cost", {})
    kind = Kind(
        id=part.text("id"),
        measure=part.text("measure"),
        title=part.texts("title"),
        layer=part.text("layer"),
        identity=part.text("identity"),
        group_by=part.text("group_by", None),
        amount=part.text("amount"),
        unit=part.text("unit", choices=UNITS),
        statuses=tuple(_status(part, one) for one in part.items("statuses", [])),
        weight=part.number("weight", 1.0, low=0),
        cost_project=cost.number("project", None, low=0),
        cost_unit=cost.number("unit", None, low=0),
        source=part.text("source"),
    )
    cost.done()
    part.done()
    return kind


def _status(part: Reader, name: object) -> str:
    if name not in STATUSES:
        raise part.fail("statuses", "{0!r} is not one of {1}", name, ", ".join(STATUSES))
    return str(name)


def _fixed(part: Reader) -> Fixed:
    fixed = Fixed(
        part.text("measure"), part.texts("title"), int(part.number("year", low=1900)), part.number("cost", low=0)
    )
    part.done()
    return fixed


def _rule(part: Reader, kinds: tuple[str, ...]) -> Rule:
    by, most = part.number("by", None, low=1900), part.number("most_per_year", None, low=0)
    rule = Rule(
        kind=part.text("kind", choices=kinds),
        at_least=part.number("at_least", None, low=0),
        by=None if by is None else int(by),
        most_per_year=None if most is None else int(most),
        after=part.text("after", None, choices=kinds),
        years=int(part.number("years", 0, low=0, high=50)),
    )
    part.done()
    if sum(given is not None for given in (rule.at_least, rule.most_per_year, rule.after)) != 1:
        raise part.fail("kind", "a rule says one of at_least, most_per_year and after")
    if (rule.at_least is None) != (rule.by is None):
        raise part.fail("at_least", "at_least and by belong together")
    if rule.after == rule.kind:
        raise part.fail("after", "a kind can't wait for itself")
    return rule
