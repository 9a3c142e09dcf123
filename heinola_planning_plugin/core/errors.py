# SPDX-License-Identifier: GPL-2.0-or-later
"""Errors that carry the facts a planner needs; `bridge.messages` says them in her language.

The text of an error is a plain literal, with places for the facts as `str.format` has them: `InputError("has {} rows",
count)`. An f-string would be a text that no catalogue knows, and is refused by a test.
"""

from __future__ import annotations

from collections.abc import Mapping


class PlanningError(Exception):
    """Base of every error this library raises on purpose. `str(error)` is one English sentence.

    Attributes: text (English, with places for facts), facts (what goes there; a mapping is a text by language), problem
    (the text with the facts in it).
    """

    def __init__(self, text: str, *facts: object, where: str = ""):
        self.text, self.facts = text, facts
        self.problem = self.said(text, "en")
        super().__init__(f"{where}: {self.problem}" if where else self.problem)

    def said(self, text: str, language: str) -> str:
        """Put the facts into a text, this error's or its translation."""
        own = [fact.get(language, "") if isinstance(fact, Mapping) else fact for fact in self.facts]
        return text.format(*own) if own else text


class PolicyError(PlanningError):
    """A policy file (strategy, criteria, method, case) can't be used.

    Attributes: file, line (1-based or None), key (dotted path or None), and those of PlanningError.
    """

    def __init__(
        self, text: str, *facts: object, file: object = None, line: int | None = None, key: str | None = None
    ):
        self.file, self.line, self.key = file, line, key
        where = str(file) if file is not None else "policy"
        if line is not None:
            where += f", line {line}"
        if key:
            where += f", {key}"
        super().__init__(text, *facts, where=where)


class InputError(PlanningError):
    """A layer or a parameter can't be used. Attributes: layer, field, value, and those of PlanningError."""

    def __init__(
        self, text: str, *facts: object, layer: str | None = None, field: str | None = None, value: object = None
    ):
        self.layer, self.field, self.value = layer, field, value
        parts = (
            f"layer '{layer}'" if layer else "",
            f"field '{field}'" if field else "",
            f"value {value!r}" if value is not None else "",
        )
        super().__init__(text, *facts, where=", ".join(part for part in parts if part))


class Cancelled(PlanningError):
    """The user cancelled; raised by the progress callable, never caught inside core."""

    def __init__(self) -> None:
        super().__init__("The run was cancelled.")
