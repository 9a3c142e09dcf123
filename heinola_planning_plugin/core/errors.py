# SPDX-License-Identifier: GPL-2.0-or-later
"""Errors that carry the facts a planner needs; `bridge.messages` says them in her language."""

from __future__ import annotations


class PlanningError(Exception):
    """Base of every error this library raises on purpose. `str(error)` is one English sentence."""


class PolicyError(PlanningError):
    """A policy file (strategy, criteria, method, case) can't be used.

    Attributes: file, line (1-based or None), key (dotted path or None), problem (English text).
    """

    def __init__(self, problem: str, *, file: object = None, line: int | None = None, key: str | None = None):
        self.file, self.line, self.key, self.problem = file, line, key, problem
        where = str(file) if file is not None else "policy"
        if line is not None:
            where += f", line {line}"
        if key:
            where += f", {key}"
        super().__init__(f"{where}: {problem}")


class InputError(PlanningError):
    """A layer or a parameter can't be used. Attributes: layer, field, value, problem."""

    def __init__(self, problem: str, *, layer: str | None = None, field: str | None = None, value: object = None):
        self.layer, self.field, self.value, self.problem = layer, field, value, problem
        where = ", ".join(
            part
            for part in (
                f"layer '{layer}'" if layer else "",
                f"field '{field}'" if field else "",
                f"value {value!r}" if value is not None else "",
            )
            if part
        )
        super().__init__(f"{where}: {problem}" if where else problem)


class Cancelled(PlanningError):
    """The user cancelled; raised by the progress callable, never caught inside core."""

    def __init__(self) -> None:
        super().__init__("The run was cancelled.")
