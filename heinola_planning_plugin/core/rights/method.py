# SPDX-License-Identifier: GPL-2.0-or-later
"""The method file of building rights: parameters, kinds of right, plan statuses, words of the results."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...paths import resource
from ..errors import InputError
from ..policy import Reader, say

REASON_KINDS = ("exclude", "unknown", "condition", "note")


@dataclass(frozen=True)
class Kinds:
    """Kinds of right that a notation names by a letter or a word.

    Attributes:
        words: word in lower case -> kind.
        stems: beginning of a word -> kind, for inflected Finnish.
        extra: the kinds that come on top of the main right; the others are parts of it.
        names: kind -> name in each language.
    """

    words: Mapping[str, str]
    stems: tuple[tuple[str, str], ...]
    extra: frozenset[str]
    names: Mapping[str, Mapping[str, str]]

    def find(self, word: str) -> str | None:
        """Give the kind that a word names, or None."""
        word = word[:40].lower()
        found = self.words.get(word)
        if found or len(word) < 4:
            return found
        return next((kind for stem, kind in self.stems if word.startswith(stem)), None)

    def is_extra(self, kind: str) -> bool:
        """Tell whether a kind comes on top of the main right."""
        return kind in self.extra


@dataclass(frozen=True)
class Parameter:
    """A number that the user sees and may change; None where there is none to be had."""

    name: str
    value: float | str | bool | None
    title: Mapping[str, str]
    unit: str
    low: float
    high: float
    source: str


@dataclass(frozen=True)
class Reason:
    """A code with its effect on the status and its words."""

    code: str
    kind: str
    text: Mapping[str, str]


@dataclass(frozen=True)
class Method:
    """A method file, checked."""

    id: str
    title: Mapping[str, str]
    source: str
    parameters: Mapping[str, Parameter]
    reasons: Mapping[str, Reason]
    texts: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, tuple[str, ...]]
    kinds: Kinds

    def values(self, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Give every parameter's value, with the user's changes.

        Raises:
            InputError: no such parameter, not a number, outside its bounds.
        """
        out: dict[str, Any] = {name: parameter.value for name, parameter in self.parameters.items()}
        for name, value in (changes or {}).items():
            if name not in out:
                raise InputError("is not a parameter; there are {}", ", ".join(out), field=name, value=value)
            parameter = self.parameters[name]
            for number in value.values() if isinstance(value, Mapping) else (value,):
                if isinstance(number, (int, float)) and not parameter.low <= number <= parameter.high:
                    raise InputError("must be {0:g}-{1:g}", parameter.low, parameter.high, field=name, value=value)
            out[name] = value
        return out

    def say(self, key: str, language: str) -> str:
        """Give one of the file's texts in a language."""
        return say(self.texts[key], language)


def read_method(path: Path | str) -> Method:
    """Read a method file.

    Raises:
        PolicyError: with file, line and key.
    """
    reader = Reader.open(path)
    parameters = reader.part("parameters")
    reasons = reader.part("reasons", {})
    texts = reader.part("texts", {})
    lists = reader.part("lists", {})
    method = Method(
        id=reader.text("id"),
        title=reader.texts("title"),
        source=reader.text("source", ""),
        parameters={name: _parameter(parameters.part(name), name) for name in parameters.names()},
        reasons={code: _reason(reasons.part(code), code) for code in reasons.names()},
        texts={key: texts.texts(key) for key in texts.names()},
        lists={key: tuple(str(item) for item in lists.items(key)) for key in lists.names()},
        kinds=_kinds(reader),
    )
    reader.done()
    return method


@lru_cache(maxsize=1)
def building_rights_method() -> Method:
    """Give the method that ships with the plugin."""
    return read_method(resource("methods", "building_rights.yaml"))


def kinds() -> Kinds:
    """Give the kinds of right of the method that ships with the plugin."""
    return building_rights_method().kinds


def _parameter(part: Reader, name: str) -> Parameter:
    low, high = part.number("low", -float("inf")), part.number("high", float("inf"))
    raw = part.value.get("value")
    if isinstance(raw, bool):
        value: float | str | bool | None = part.flag("value")
    elif isinstance(raw, str):
        value = part.text("value")
    else:
        value = part.number("value", None, low, high)
    out = Parameter(name, value, part.texts("title"), part.text("unit", ""), low, high, part.text("source"))
    part.done()
    return out


def _reason(part: Reader, code: str) -> Reason:
    out = Reason(code, part.text("kind", choices=REASON_KINDS), part.texts("text"))
    part.done()
    return out


def _kinds(reader: Reader) -> Kinds:
    words: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    extra: set[str] = set()
    names: dict[str, Mapping[str, str]] = {}
    for part in reader.parts("kinds", []):
        kind = part.text("id")
        names[kind] = part.texts("name")
        if part.text("counts", choices=("extra", "part")) == "extra":
            extra.add(kind)
        for word in part.items("words"):
            word = str(word).lower()
            if word.rstrip("*") in words or not re.fullmatch(r"[a-zåäö]+\*?", word):
                raise part.fail("words", "{!r} is not a word, or is given twice", word)
            if word.endswith("*"):
                stems.append((word[:-1], kind))
            else:
                words[word] = kind
        part.text("source")
        part.done()
    return Kinds(words, tuple(stems), frozenset(extra), names)
