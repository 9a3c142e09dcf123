# SPDX-License-Identifier: GPL-2.0-or-later
"""The letter codes of Finnish land-use plans, read from resources/vocabularies/plan_codes.yaml.

A plan's area reservation is written in many ways: `AK-17`, `T/res`, "Asuinkerrostalojen korttelialue", a regulation
code of the decree 311/2024 (`asuinkerrostaloalue`, or its URI), an INSPIRE HILUCS value. `PlanCodes` turns each into a
code of the file and the code into land use, use class, names, colour. What it doesn't know stays None: a code that a
town uses and the file lacks is unknown, never a neighbour of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

from ..paths import resource
from .policy import LANGUAGES, Reader

LAND_USES = (
    "housing", "centre", "commerce", "public", "industry", "recreation", "holiday", "traffic", "special", "protection",
    "farming_forestry", "water", "other",
)  # fmt: skip
USE_CLASSES = ("ak", "ap", "k", "t", "y", "nn")
LEVELS = ("asemakaava", "yleiskaava", "both")
PATTERNS = ("none", "hatch", "grid")

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_MAX_TEXT = 400  # the longest official name has 150 characters; more than this is prose, not a code
_KATJA_ROLES = {"paakayttotarkoitus"}


@dataclass(frozen=True)
class PlanCode:
    """One area-reservation code."""

    code: str
    land_use: str
    use_class: str
    level: str
    names: Mapping[str, str]
    fill: str | None
    outline: str | None = None
    pattern: str = "none"
    katja: tuple[str, ...] = ()
    info: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class SubArea:
    """A mark of a part of an area (groundwater, protected building …); it says nothing of the main use."""

    code: str
    katja: tuple[str, ...]
    names: Mapping[str, str]


@dataclass(frozen=True)
class PlanCodes:
    """The vocabulary. Make it with `plan_codes()` or `read_plan_codes(path)`.

    Attributes:
        codes: letter code -> PlanCode, in the file's order.
        sub_areas: mark -> SubArea.
        markers: what may follow a slash ("res") -> the decree's additional information ("reservialue").
        hilucs: beginning of a HILUCS value -> land use or None.
    """

    codes: Mapping[str, PlanCode]
    sub_areas: Mapping[str, SubArea]
    markers: Mapping[str, str]
    hilucs: Mapping[str, str | None]
    _letters: re.Pattern[str] = field(init=False, repr=False)
    _lower: re.Pattern[str] = field(init=False, repr=False)
    _by_lower: Mapping[str, str] = field(init=False, repr=False)
    _by_name: Mapping[str, str] = field(init=False, repr=False)
    _by_katja: Mapping[frozenset[str], str] = field(init=False, repr=False)
    _katja_words: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        plain = sorted((code for code in self.codes if "/" not in code), key=len, reverse=True)
        exact = "|".join(map(re.escape, plain))
        # Lower case only where nothing else is written so: not one letter, not a mark of a part of an area.
        loose = "|".join(re.escape(code) for code in plain if len(code) > 1 and code.lower() not in self.sub_areas)
        set_ = object.__setattr__
        set_(self, "_letters", re.compile(rf"({exact})(?=$|[-–/(,:;0-9\s])"))
        set_(self, "_lower", re.compile(rf"({loose})(?=$|[-–/0-9])", re.IGNORECASE))
        set_(self, "_by_lower", {code.lower(): code for code in plain})
        names = ((name, c.code) for c in self.codes.values() for name in (*c.names.values(), *c.also))
        set_(self, "_by_name", {_name_key(name): code for name, code in names})
        by_katja: dict[frozenset[str], str] = {}
        for code in self.codes.values():  # with the additional information first, it says more
            by_katja.setdefault(frozenset(_lower(code.katja + code.info)), code.code)
        for code in self.codes.values():
            by_katja.setdefault(frozenset(_lower(code.katja)), code.code)
        set_(self, "_by_katja", by_katja)
        set_(self, "_katja_words", frozenset(word for words in by_katja for word in words))

    def split(self, texts: Iterable[object]) -> tuple[np.ndarray, np.ndarray]:
        """Take the code out of what a plan has written.

        The longest known code counts, if an end, `-`, `/`, space, `(`, comma, colon or digit follows it. Lower case is
        read too, unless a single letter or a mark of a part of an area is written the same (`sr` isn't SR). Names in
        Finnish, Swedish or English and regulation codes and URIs of the decree 311/2024 (several joined by `+ , ;`,
        case aside) give the same codes.

        Args:
            texts: shape (n,): text or None.

        Returns:
            code: object array (n,), None where unknown. A marker is never part of it: `T/kem` gives `T`.
            suffix: object array (n,), the rest as written (`-17`, `/res`, `-1 (2 rp)`), "" where nothing follows, None
                where the code is unknown. For codes written as letters, code + suffix is the text.
        """
        pairs, inverse = _unique(texts, self._split_one)
        code, suffix = (_column(part)[inverse] for part in (zip(*pairs) if pairs else ((), ())))
        return code, suffix

    def reserved(self, texts: Iterable[object]) -> np.ndarray:
        """Tell which codes reserve ground for later (`T/res`) and so zone nothing yet; bool array (n,)."""
        rest = self.split(texts)[1].tolist()
        return np.array([text is not None and "/res" in text for text in rest], dtype=bool)

    def land_use(self, texts: Iterable[object]) -> np.ndarray:
        """Give the land use ("housing", "industry" …) of codes, of whatever `split` reads, and of HILUCS values.

        Returns:
            Object array (n,), None where unknown.
        """
        return self._lookup(texts, self._land_use_one)

    def use_class(self, texts: Iterable[object]) -> np.ndarray:
        """Give the use class of HSY's SeutuRAMAVA (ak, ap, k, t, y, nn); None where the code is unknown."""
        return self._lookup(texts, self._use_class_one)

    def name(self, code: str | None, language: str = "en") -> str | None:
        """Give the name of a code (or of a mark of a part of an area) in a language; None where unknown."""
        entry = self.codes.get(code or "") or self.sub_areas.get(code or "")
        return entry.names[language] if entry else None

    def colour(self, code: str | None) -> str | None:
        """Give the fill as "#rrggbb"; None where unknown or where only the edge is drawn."""
        entry = self.codes.get(code or "")
        return entry.fill if entry else None

    def hatch(self, code: str | None) -> bool:
        """Tell whether the fill has lines over it."""
        entry = self.codes.get(code or "")
        return entry is not None and entry.pattern != "none"

    def katja(self, code: str | None) -> tuple[str, ...]:
        """Give the regulation codes of the main use in the decree 311/2024; () where unknown."""
        entry = self.codes.get(code or "") or self.sub_areas.get(code or "")
        return entry.katja if entry else ()

    def katja_info(self, code: str | None) -> tuple[str, ...]:
        """Give the additional information that belongs to the code in the decree 311/2024; () where there is none."""
        entry = self.codes.get(code or "")
        return entry.info if entry else ()

    def _lookup(self, texts: Iterable[object], one: Callable[[str], str | None]) -> np.ndarray:
        found, inverse = _unique(texts, one)
        return _column(found)[inverse]

    def _split_one(self, text: str) -> tuple[str | None, str | None]:
        text = text.strip()
        if not text or len(text) > _MAX_TEXT:
            return None, None
        match = self._letters.match(text)
        if not match and text not in self.sub_areas:
            match = self._lower.match(text)
        if match:
            written = match.group(1)
            code = written if written in self.codes else self._by_lower.get(written.lower())
            if code:
                return code, text[match.end() :]
        code = self._by_name.get(_name_key(text))
        if code:
            base, slash, marker = code.partition("/")
            return base, slash + marker
        return self._split_katja(text)

    def _split_katja(self, text: str) -> tuple[str | None, str | None]:
        parts = [part.strip() for part in re.split("[+,;]", text)]
        if any(re.search(r"\s", part) for part in parts):
            return None, None  # prose; a regulation code is one word
        words = {part.rsplit("/", 1)[-1].lower() for part in parts if part} - _KATJA_ROLES
        suffix = ""
        for marker, katja in self.markers.items():
            if katja.lower() in words:
                words.discard(katja.lower())
                suffix += "/" + marker
        code = self._by_katja.get(frozenset(words)) or self._by_katja.get(frozenset(words & self._katja_words))
        if code is None or "osaalue" in words:
            return None, None
        return code, suffix

    def _land_use_one(self, text: str) -> str | None:
        code = text if text in self.codes else self._split_one(text)[0]
        if code is not None:
            return self.codes[code].land_use
        value = text.strip().rsplit("/", 1)[-1]
        parts = re.match(r"\d+(?:_\d+)*(?=_|$)", value)
        numbers = parts.group().split("_") if parts else []
        for length in range(len(numbers), 0, -1):
            beginning = "_".join(numbers[:length])
            if beginning in self.hilucs:
                return self.hilucs[beginning]
        return None

    def _use_class_one(self, text: str) -> str | None:
        code = text if text in self.codes else self._split_one(text)[0]
        return None if code is None else self.codes[code].use_class


@lru_cache(maxsize=1)
def plan_codes() -> PlanCodes:
    """Give the vocabulary that ships with the plugin."""
    return read_plan_codes(resource("vocabularies", "plan_codes.yaml"))


def read_plan_codes(path: Path | str) -> PlanCodes:
    """Read a vocabulary file.

    Raises:
        PolicyError: file, line and key of what is wrong: a code given twice, an unknown land use, a name of two codes …
    """
    reader = Reader.open(path)
    sources = reader.part("sources")
    for key in sources.names():
        sources.text(key)
    codes: dict[str, PlanCode] = {}
    owner: dict[str, str] = {}
    for part in reader.parts("codes"):
        code = _read_code(part)
        if code.code in codes:
            raise part.fail("code", "{} is given twice", code.code)
        for name in (*code.names.values(), *code.also):
            if owner.setdefault(_name_key(name), code.code) != code.code:
                raise part.fail("also", "{0!r} is already a name of {1}", name, owner[_name_key(name)])
        codes[code.code] = code
    markers = {part.text("marker"): part for part in reader.parts("markers")}
    sub_areas = {part.text("code"): part for part in reader.parts("sub_areas")}
    hilucs = reader.part("hilucs")
    vocabulary = PlanCodes(
        codes=codes,
        sub_areas={code: SubArea(code, _texts(part, "katja"), _names(part)) for code, part in sub_areas.items()},
        markers={marker: part.text("katja") for marker, part in markers.items() if _names(part)},
        hilucs={key: hilucs.text(key, None, choices=LAND_USES) for key in hilucs.names()},
    )
    for part in (*markers.values(), *sub_areas.values(), reader):
        part.done()
    return vocabulary


def _read_code(part: Reader) -> PlanCode:
    code = PlanCode(
        code=part.text("code"),
        land_use=part.text("land_use", choices=LAND_USES),
        use_class=part.text("use_class", choices=USE_CLASSES),
        level=part.text("level", choices=LEVELS),
        names=_names(part),
        fill=_colour(part, "fill"),
        outline=_colour(part, "outline"),
        pattern=part.text("pattern", "none", choices=PATTERNS),
        katja=_texts(part, "katja"),
        info=_texts(part, "info"),
        also=_texts(part, "also"),
    )
    part.done()
    if not code.katja:
        raise part.fail("katja", "needs at least one regulation code")
    return code


def _names(part: Reader) -> dict[str, str]:
    return {language: part.text(language) for language in LANGUAGES}


def _texts(part: Reader, key: str) -> tuple[str, ...]:
    return tuple(str(item) for item in part.items(key, []))


def _colour(part: Reader, key: str) -> str | None:
    value = part.text(key, None)
    if value is not None and not _COLOUR.fullmatch(value):
        raise part.fail(key, "{!r} is not a colour like '#b98444'", value)
    return value


def _name_key(name: str) -> str:
    """Make names comparable: a detailed plan's "korttelialue" is the general plan's "alue"."""
    name = re.sub(r"\s+", " ", name.strip().casefold())
    return name.replace("korttelialue", "alue").replace("kvartersområde", "område")


def _lower(words: Iterable[str]) -> list[str]:
    return [word.lower() for word in words]


def _unique(texts: Iterable[object], one: Callable[[str], object]) -> tuple[list, np.ndarray]:
    """Work each different text once; plans have a few hundred, whatever the number of features.

    A dict rather than np.unique: it takes None, and needs neither sorting nor an array as wide as the longest text.
    """
    position: dict[object, int] = {}
    inverse = np.array([position.setdefault(text, len(position)) for text in texts], dtype=np.int64)
    return [one("" if text is None else str(text)) for text in position], inverse


def _column(values: Iterable[object]) -> np.ndarray:
    values = list(values)
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column
