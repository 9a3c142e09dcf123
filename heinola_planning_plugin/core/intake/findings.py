# SPDX-License-Identifier: GPL-2.0-or-later
"""What intake noticed about a layer: a stable code, a count and the facts, said in the reader's language.

The sentences lie in resources/vocabularies/findings.yaml: for each code what was noticed, and what it means for
the results. Another wording is a change to that file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from ...paths import resource
from ..policy import LANGUAGES, Reader, say
from ..wording import number

LEVELS = ("info", "warning", "error")


@dataclass(frozen=True)
class Finding:
    """One thing noticed.

    Attributes:
        code: stable name, e.g. "duplicate_shape"; the same codes stand in `reject_reason`.
        count: how many rows it concerns; 0 when it concerns the layer as a whole.
        facts: numbers and names that the sentence needs.
    """

    code: str
    count: int = 0
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def level(self) -> str:
        """Give "info", "warning" or "error"."""
        return _texts()[self.code].level

    def what(self, language: str = "en") -> str:
        """Say what was noticed."""
        texts = _texts()[self.code]
        return self._fill(texts.one if self.count == 1 and texts.one else texts.what, language)

    def effect(self, language: str = "en") -> str:
        """Say what it means for the results; "" where it means nothing."""
        texts = _texts()[self.code].effect
        return self._fill(texts, language) if texts else ""

    def sentence(self, language: str = "en") -> str:
        """Say both in one line."""
        effect = self.effect(language)
        return f"{self.what(language)}: {effect}" if effect else self.what(language)

    def __str__(self) -> str:
        return self.sentence("en")

    def _fill(self, texts: Mapping[str, str], language: str) -> str:
        facts = {key: _plain(value, language) for key, value in {"count": self.count, **self.facts}.items()}
        return say(dict(texts), language).format_map(_Lenient(facts))


class _Lenient(dict):
    def __missing__(self, key: str) -> str:
        return "–"


def _plain(value: object, language: str) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        decimals = 0 if float(value).is_integer() else (1 if abs(value) >= 10 else 2)
        return number(value, decimals, language)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(item) for item in value)
    return str(value)


@dataclass(frozen=True)
class _Texts:
    level: str
    what: Mapping[str, str]
    effect: Mapping[str, str] | None
    one: Mapping[str, str] | None


@lru_cache(maxsize=1)
def _texts() -> dict[str, _Texts]:
    reader = Reader.open(resource("vocabularies", "findings.yaml"))
    reader.text("source")
    part = reader.part("findings")
    out = {}
    for code in part.names():
        entry = part.part(code)
        level = entry.text("level", choices=LEVELS)
        out[code] = _Texts(level, entry.texts("what"), entry.texts("effect", None), entry.texts("one", None))
        entry.done()
    reader.done()
    return out


def codes() -> list[str]:
    """Give every code that has a text."""
    return list(_texts())


__all__ = ["LANGUAGES", "LEVELS", "Finding", "codes"]
