# SPDX-License-Identifier: GPL-2.0-or-later
"""Code lists: the same code as a number, text with or without its zeros, a URI or an object with a title.

Lists lie in resources/vocabularies/code_lists.yaml. A bare number is only looked up in a list that the column or the
signature names; a URI names its own, because 13 is "voimassa" in one life-cycle list and "rauennut" in another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ...paths import resource
from ..policy import Reader

_URI = re.compile(r"([^/#]+)/code/([^/?#\s]+)/?$|[#/]([^/#\s]+)$")
_WHOLE = re.compile(r"^(-?\d+)\.0+$")


@dataclass(frozen=True)
class CodeList:
    """A list: normalised code -> result; `scheme` is the last part of the list's URI, "" when it has none."""

    codes: Mapping[str, str]
    scheme: str = ""
    width: int = 0


@dataclass(frozen=True)
class Code:
    """A value taken apart: the bare code, the scheme of its URI ("" when bare), its title ("" when none)."""

    code: str
    scheme: str = ""
    title: str = ""


@lru_cache(maxsize=1)
def _file() -> tuple[dict[str, CodeList], dict[str, CodeList]]:
    reader = Reader.open(resource("vocabularies", "code_lists.yaml"))
    lists = {}
    part = reader.part("lists")
    for name in part.names():
        entry = part.part(name)
        width = int(entry.number("width", 0, 0, 10))
        table = entry.part("codes")
        codes = {key(code, width): table.text(code) for code in table.names()}
        lists[name] = CodeList(codes, entry.text("scheme", ""), width)
        entry.text("source")
        entry.done()
    uses = {}
    part = reader.part("building_use")
    for name in part.names():
        entry = part.part(name)
        width = int(entry.number("width", 0, 0, 10))
        codes = {key(code, width): str(code) for code in entry.items("codes")}
        uses[name] = CodeList(codes, entry.text("scheme", ""), width)
        entry.text("source")
        entry.done()
    reader.done()
    return lists, uses


def code_list(name: str) -> CodeList:
    """Give a list by name. Raises KeyError for a name that the file lacks; the schema test sees to it."""
    return _file()[0][name]


def code_lists() -> list[str]:
    """Give the names of all lists."""
    return list(_file()[0])


def building_uses() -> dict[str, CodeList]:
    """Give the building-use schemes ("2018", "1994", "mtk", "open"), each a list of its own codes."""
    return _file()[1]


def key(code: object, width: int = 0) -> str:
    """Bring a bare code to the form lists are keyed by: lower case, numbers filled up with zeros to `width`."""
    text = str(code).strip()
    whole = _WHOLE.match(text)
    if whole:
        text = whole[1]
    if text.isdigit():
        text = text.lstrip("0") or "0"
        return text.zfill(width)
    return text.casefold()


def take_apart(value: object) -> Code | None:
    """Give code, scheme and title of a value in any form; None for an empty one."""
    if value is None or value != value:
        return None
    if isinstance(value, (bool, np.bool_)):
        return Code("1" if value else "0")
    if isinstance(value, (float, np.floating)):
        return Code(str(int(value)) if float(value).is_integer() else str(value))
    text = str(value).strip()
    if not text:
        return None
    title = ""
    if text.startswith("{") and text.endswith("}"):
        try:
            loaded = json.loads(text)
        except (ValueError, RecursionError):
            loaded = None
        if isinstance(loaded, dict) and isinstance(loaded.get("code"), str):
            titles = loaded.get("title")
            title = str(titles.get("fin") or next(iter(titles.values()), "")) if isinstance(titles, dict) else ""
            text = loaded["code"].strip()
    if text.startswith(("http://", "https://")):
        found = _URI.search(text)
        if found:
            return Code(found[2] or found[3], (found[1] or "").casefold(), title)
    return Code(text, "", title) if text else None


def by_value(values: Iterable[object], function: Callable[..., object]) -> list:
    """Apply a function once per distinct value of a column; equal values share the result."""
    seen: dict[object, object] = {}
    out = []
    for value in values.tolist() if isinstance(values, np.ndarray) else values:
        if value != value:  # NaN equals nothing, itself neither, and would fill the table
            value = None
        if value not in seen:
            seen[value] = function(value)
        out.append(seen[value])
    return out


def column(values: Iterable[object]) -> np.ndarray:
    """Make an object column of what an iterable gives."""
    values = list(values)
    out = np.empty(len(values), dtype=object)
    out[:] = values
    return out


def look_up(value: object, names: Iterable[str]) -> str | None:
    """Find a value in the first of some lists that knows it; None where none does.

    A URI is looked up only in lists of its own scheme, or in lists without a scheme; a title counts when the code
    doesn't.
    """
    parts = take_apart(value)
    if parts is None:
        return None
    for name in names:
        wanted = code_list(name)
        if parts.scheme and wanted.scheme and wanted.scheme != parts.scheme:
            continue
        if wanted.scheme and not parts.scheme and name.startswith("lifecycle") and parts.code.isdigit():
            continue
        found = wanted.codes.get(key(parts.code, wanted.width))
        if found is None and parts.title:
            found = wanted.codes.get(key(parts.title))
        if found is not None:
            return found
    return None


def translate(values: np.ndarray, names: Iterable[str]) -> np.ndarray:
    """Translate a column by lists; object array of shape (n,), None where no list knows the value."""
    names = tuple(names)
    return column(by_value(values, lambda value: look_up(value, names)))
