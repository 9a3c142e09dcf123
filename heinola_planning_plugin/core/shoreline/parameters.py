# SPDX-License-Identifier: GPL-2.0-or-later
"""Parameters of the shore jobs that have no criteria: numbers and choices with title and source, read from a file.

norm: {value: 5, low: 0, high: 30, title: {…}, source: …}
rounding: {value: floor, choices: {floor: {…}, half_up: {…}}, title: {…}, source: …}
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..errors import InputError
from ..policy import Reader

Value = float | str | None


@dataclass(frozen=True)
class ShoreParameter:
    """A number or a choice that the user sees.

    Attributes:
        value: the default; None = none of its own.
        choices: code -> titles, for a choice; empty for numbers and free text.
    """

    name: str
    value: Value
    title: Mapping[str, str]
    unit: str
    low: float
    high: float
    source: str
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def accept(self, value: object) -> Value:
        """Check a user's value.

        Raises:
            InputError: not of the parameter's kind, outside its range, none of the choices.
        """
        if value is None and self.value is None:
            return None
        if self.choices:
            if value not in self.choices:
                raise InputError("must be one of {}", ", ".join(self.choices), field=self.name, value=value)
            return str(value)
        if isinstance(self.value, str):
            return "" if value is None else str(value)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not self.low <= value <= self.high:
            raise InputError("must be a number from {0:g} to {1:g}", self.low, self.high, field=self.name, value=value)
        return float(value)


@dataclass(frozen=True)
class ShorePolicy:
    """A job's parameters.

    Attributes:
        title: in each language.
        parameters: by name.
    """

    title: Mapping[str, str]
    parameters: Mapping[str, ShoreParameter]

    def values(self, changes: Mapping[str, object] | None = None) -> dict[str, Value]:
        """Give every parameter's value, with the user's changes.

        Raises:
            InputError: no such parameter, or a value that it can't take.
        """
        out: dict[str, Value] = {name: parameter.value for name, parameter in self.parameters.items()}
        for name, value in (changes or {}).items():
            if name not in out:
                raise InputError("is not a parameter; there are {}", ", ".join(out), field=name, value=value)
            out[name] = self.parameters[name].accept(value)
        return out

    def with_choices(self, name: str, choices: Mapping[str, Mapping[str, str]]) -> ShorePolicy:
        """Give the policy with other choices for one parameter."""
        changed = replace(self.parameters[name], choices=choices)
        return replace(self, parameters={**self.parameters, name: changed})


def read_parameters(part: Reader) -> dict[str, ShoreParameter]:
    """Read the part of a file that lists parameters.

    Raises:
        PolicyError: with file, line and key.
    """
    return {name: _parameter(part.part(name), name) for name in part.names()}


def _parameter(part: Reader, name: str) -> ShoreParameter:
    low, high = part.number("low", -float("inf")), part.number("high", float("inf"))
    choices: dict[str, Mapping[str, str]] = {}
    if "choices" in part:
        inner = part.part("choices")
        choices = {code: inner.texts(code) for code in inner.names()}
    value: Value
    if isinstance(part.value.get("value"), str):
        value = part.text("value", choices=tuple(choices) or None)
    else:
        number = part.number("value", None, low, high)
        value = None if number is None else float(number)
    title, unit, source = part.texts("title"), part.text("unit", ""), part.text("source")
    part.done()
    return ShoreParameter(name, value, title, unit, float(low), float(high), source, choices)
