# SPDX-License-Identifier: GPL-2.0-or-later
"""Which projects in which year: the most benefit within the budgets and the rules, and how far from the best it may be.

A binary program solved by HiGHS (Huangfu & Hall 2018, through scipy.optimize.milp). All years are solved at once, so
what the first years hold is part of what the longer programme holds. Where there are too many projects for an exact
answer, the linear relaxation is solved, what it chooses whole is kept, and the rest is filled in by benefit for the
euro; either way the bound and the gap are given, and nothing is claimed beyond them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..errors import InputError
from ..features import Features
from ..progress import Progress, silent
from .policy import ProgrammePolicy, Rule

if TYPE_CHECKING:
    from scipy.sparse import coo_array

EXACT_MOST = 40_000
"""Choices (projects x years) up to which the exact program is tried (project's choice: some seconds)."""
TIME_LIMIT_S = 60.0
_GAP = 1e-4


@dataclass(frozen=True)
class Chosen:
    """What was chosen.

    Attributes:
        year: of each project, int64 of shape (n,); 0 = not in the programme.
        objective: sum of benefit x delay weight of what is chosen.
        bound: no programme can have more.
        gap: (bound - objective) / bound, 0 where proven best.
    """

    year: np.ndarray
    objective: float
    bound: float

    @property
    def gap(self) -> float:
        return max(self.bound - self.objective, 0.0) / self.bound if self.bound > 0 else 0.0


def choose(
    table: Features,
    policy: ProgrammePolicy,
    progress: Progress = silent,
    exact_most: int = EXACT_MOST,
    time_limit_s: float = TIME_LIMIT_S,
) -> Chosen:
    """Choose the projects and their years.

    Args:
        table: see `projects.projects`; a project whose benefit or cost is unknown is never chosen.
        policy: budgets and rules.
        progress: reports and cancels (not within the solver).
        exact_most, time_limit_s: see the module's text.

    Raises:
        InputError: fixed costs alone go over a budget, or the rules can't be kept.
    """
    progress(0.0, "Choosing projects within the budgets")
    program = _Program(table, policy)
    year = np.zeros(len(table), dtype=np.int64)
    if not len(program.rows):
        program.refuse_what_cannot_be()
        return Chosen(year, 0.0, 0.0)
    picked, bound = program.exact(time_limit_s) if program.size <= exact_most else program.filled()
    progress(1.0)
    years = np.array(program.years)
    placed = picked.any(axis=1)
    year[program.rows[placed]] = years[picked[placed].argmax(axis=1)]
    objective = float((program.gain * picked).sum())
    return Chosen(year, objective, max(float(bound), objective))


class _Program:
    """The choices x[project, year], flattened row by row, and what they must keep to."""

    def __init__(self, table: Features, policy: ProgrammePolicy):
        self.policy = policy
        self.years = list(policy.budgets)
        known = ~np.isnan(table["benefit"]) & ~np.isnan(table["cost"]) & (table["benefit"] > 0)
        rows = np.flatnonzero(known)
        # One fixed order, so that neither the order of the layer nor chance decides between equals.
        names = [f"{a}\x00{b}" for a, b in zip(table["kind"][rows].tolist(), table["project_id"][rows].tolist())]
        self.rows = rows[np.argsort(np.array(names, dtype=str), kind="stable")] if len(rows) else rows
        self.cost = table["cost"][self.rows].astype(float)
        self.amount = table["amount"][self.rows].astype(float)
        self.kind = table["kind"][self.rows].astype(str)
        delay = policy.delay_weight ** np.arange(len(self.years))
        self.gain = table["benefit"][self.rows].astype(float)[:, None] * delay[None, :]
        self.size = self.gain.size
        self.budget = self._budgets()

    def _budgets(self) -> np.ndarray:
        left = np.array([self.policy.budgets[year] for year in self.years], dtype=float)
        for fixed in self.policy.fixed:
            left[self.years.index(fixed.year)] -= fixed.cost
        running = np.cumsum(left) if self.policy.carry_over else left
        if (running < 0).any():
            year = self.years[int(np.argmax(running < 0))]
            raise InputError("the fixed costs alone are more than the budget", field="BUDGETS", value=year)
        return running

    # --- constraints: each gives rows of (coefficients over all choices, lowest, highest)

    def _block(self, weight: np.ndarray, years: Sequence[int]) -> coo_array:
        """Make one row: `weight` of each project in the years given by position."""
        projects = np.flatnonzero(weight)
        columns = (projects[:, None] * len(self.years) + np.array(years, dtype=int)[None, :]).ravel()
        values = np.repeat(weight[projects], len(years))
        from scipy.sparse import coo_array  # not at QGIS's start

        return coo_array((values, (np.zeros(len(columns), dtype=int), columns)), shape=(1, self.size))

    def _limits(self) -> tuple[list[coo_array], list[float], list[float]]:
        rows: list[coo_array] = []
        low: list[float] = []
        high: list[float] = []

        def add(row: coo_array, least: float, most: float) -> None:
            rows.append(row)
            low.append(least)
            high.append(most)

        count, years = len(self.rows), len(self.years)
        for number in range(years):
            spent = range(number + 1) if self.policy.carry_over else (number,)
            add(self._block(self.cost, spent), -np.inf, self.budget[number])
        for rule in self.policy.rules:
            own = (self.kind == rule.kind).astype(float)
            if rule.at_least is not None and rule.by is not None:
                until = range(self.years.index(rule.by) + 1)
                add(self._block(own * self.amount, until), rule.at_least, np.inf)
            elif rule.most_per_year is not None:
                for number in range(years):
                    add(self._block(own, (number,)), -np.inf, rule.most_per_year)
        from scipy.sparse import coo_array  # not at QGIS's start

        once = coo_array(
            (np.ones(self.size), (np.repeat(np.arange(count), years), np.arange(self.size))), shape=(count, self.size)
        )
        rows.append(once)
        low += [-np.inf] * count
        high += [1.0] * count
        for rule in self.policy.rules:
            if rule.after is not None:
                waiting = self._after(rule)
                rows.append(waiting)
                low += [-np.inf] * waiting.shape[0]
                high += [0.0] * waiting.shape[0]
        return rows, low, high

    def _after(self, rule: Rule) -> coo_array:
        """Make a row for each year: own projects of it - how many there are x the other's that are old enough <= 0."""
        own, other = (self.kind == rule.kind).astype(float), (self.kind == rule.after).astype(float)
        most = max(own.sum(), 1.0)
        rows = []
        for at, year in enumerate(self.years):
            ready = [s for s, earlier in enumerate(self.years) if earlier <= year - rule.years]
            rows.append(self._block(own, (at,)) - most * self._block(other, ready))
        from scipy.sparse import coo_array, vstack  # not at QGIS's start

        return coo_array(vstack(rows))

    def refuse_what_cannot_be(self) -> None:
        """Say which rule can't be kept, and how much of it could."""
        for rule in self.policy.rules:
            if rule.at_least is None or rule.by is None:
                continue
            most = self._most(rule)
            if most < rule.at_least * (1 - 1e-9):
                raise InputError(
                    "by {0} at least {1} is asked for, but budgets, costs and other rules allow at most {2}",
                    rule.by,
                    round(rule.at_least, 2),
                    round(most, 2),
                    field=rule.kind,
                )

    def _most(self, rule: Rule) -> float:
        """Give the most of a rule's amount that can be had when nothing else is wanted."""
        if not len(self.rows) or rule.by is None:
            return 0.0
        rows, low, high = self._limits()
        low = [-np.inf] * len(low)  # what other rules ask for is looked at by itself
        weight = np.zeros_like(self.gain)
        weight[self.kind == rule.kind, : self.years.index(rule.by) + 1] = 1.0
        gain = (weight * self.amount[:, None]).ravel()
        found = self._solve(gain, rows, low, high, time_limit=TIME_LIMIT_S)
        return 0.0 if found.x is None else float(gain @ np.round(found.x))

    # --- solving

    def _solve(self, gain: np.ndarray, rows: list[coo_array], low: list[float], high: list[float], **options: float):
        from scipy.optimize import Bounds, LinearConstraint, milp  # not at QGIS's start
        from scipy.sparse import vstack

        return milp(
            -gain,
            integrality=np.ones(self.size),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(vstack(rows).tocsr(), low, high),
            options=options,
        )

    def _unkept(self) -> InputError:
        """Make the error where no choice keeps every rule; what one rule alone asks too much of is said first."""
        self.refuse_what_cannot_be()
        return InputError("the rules together can't be kept within the budgets", field="RULES")

    def exact(self, time_limit_s: float) -> tuple[np.ndarray, float]:
        """Solve the binary program; gives the choices, bool of shape (projects, years), and the bound."""
        rows, low, high = self._limits()
        found = self._solve(self.gain.ravel(), rows, low, high, time_limit=time_limit_s, mip_rel_gap=_GAP)
        if found.x is None:
            raise self._unkept()
        return np.round(found.x).reshape(self.gain.shape).astype(bool), -float(found.mip_dual_bound)

    def filled(self) -> tuple[np.ndarray, float]:
        """Solve the linear relaxation, keep what it chooses whole, and fill in by benefit for the euro."""
        rows, low, high = self._limits()
        from scipy.optimize import linprog  # not at QGIS's start
        from scipy.sparse import vstack

        matrix = vstack(rows).tocsr()
        least, most = np.array(low), np.array(high)
        above, below = np.isfinite(most), np.isfinite(least)
        found = linprog(
            -self.gain.ravel(),
            A_ub=vstack([matrix[above], -matrix[below]]) if below.any() else matrix[above],
            b_ub=np.concatenate([most[above], -least[below]]),
            bounds=(0, 1),
            method="highs",
        )
        if found.x is None:
            raise self._unkept()
        share = found.x.reshape(self.gain.shape)
        picked = self._fill(share, matrix[above], most[above])
        short = [row for row in np.flatnonzero(below) if (matrix[[row]] @ picked.ravel())[0] < least[row] - 1e-9]
        if short:
            raise self._unkept()
        return picked, -float(found.fun)

    def _fill(self, share: np.ndarray, matrix, most: np.ndarray) -> np.ndarray:
        """Take choices in order, the relaxation's first, then by benefit for the euro, while every limit holds."""
        ratio = self.gain / np.maximum(self.cost, 1.0)[:, None]
        order = np.lexsort((-ratio.ravel(), -np.round(share.ravel(), 6)))
        columns = matrix.tocsc()
        used = np.zeros(len(most))
        picked = np.zeros(self.size, dtype=bool)
        waits = {rule.kind for rule in self.policy.rules if rule.after is not None}
        late = np.repeat(np.isin(self.kind, list(waits)), len(self.years))
        for choice in (*order[~late[order]].tolist(), *order[late[order]].tolist()):
            start, end = columns.indptr[choice], columns.indptr[choice + 1]
            touched, values = columns.indices[start:end], columns.data[start:end]
            if (used[touched] + values <= most[touched] + 1e-9).all():
                used[touched] += values
                picked[choice] = True
        return picked.reshape(self.gain.shape)
