# SPDX-License-Identifier: GPL-2.0-or-later
"""The grammar of building-right notations: tokens, and a reader that goes through them once from left to right.

The look ahead is bounded, so the time grows with the length of the text and nothing else. A number that could be two
things, or a value written twice differently, is not chosen between: it stays unread, verbatim. EBNF and the sources
of each form are in docs/building-rights.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ..vocabulary import plan_codes
from .method import Kinds
from .tokens import LARGEST_RIGHT_M2, MOST_STOREYS, NAN, Token, cut, is_roman

LARGEST_RATIO = 10.0

_ZONE = re.compile(r"[A-ZÅÄÖ]{1,4}(?:/[A-Za-zåäöÅÄÖ]{1,6})?(?:-\d{1,3}[a-z]?)?(?:/[A-Za-zåäöÅÄÖ]{1,6})?(?![\w-])")
_SEPARATORS = frozenset(",;|()[]")
_DASHES = frozenset("-–—")
_TIMES = frozenset(("x", "X", "×", "*", "à", "á"))


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PLACE = _words(r"rp|rakennuspaik\w*|byggplats\w*|byggnadsplats\w*")
_DWELLING = _words(r"asunto|asuntoa|bostad|bostäder")
_STOREY = _words(r"krs|kerros|kerrosta|våning|våningar")
_CAR = _words(r"ap|autopaik\w*|bilplats\w*")
_BICYCLE = _words(r"pp|polkupyöräpaik\w*|pyöräpaik\w*|cykelplats\w*")
_RIGHT = _words(r"rakennusoikeus|kerrosala|byggrätt|våningsyta")
_RATIO = _words(r"e|tehokkuusluku|exploateringstal")
_AT_MOST = _words(r"enintään|korkeintaan|högst")  # every right is a most; these words add nothing
_SPACIOUSNESS = _words(r"väljyysluku")


@dataclass(frozen=True)
class ParkingNorm:
    """`places` car or bicycle places for every `per` units: m2 of floor area, dwellings or building places."""

    places: float
    per: float
    unit: str
    """m2, dwelling or place."""
    vehicle: str = "car"


class Grammar:
    """One text being read. Each `_read_*` gives the index after what it took, or None where it doesn't fit."""

    def __init__(self, text: str, kinds: Kinds):
        self.text, self.kinds = text, kinds
        self.zone, begin = self._take_zone()
        self.tokens: list[Token] = cut(text, begin)
        self.found: dict[str, Any] = {}
        self.where: dict[str, list[tuple[int, int]]] = {}
        self.clashing: set[str] = set()
        self.extra: dict[str, float] = {}
        self.uses: dict[str, float] = {}
        self.shares: dict[str, float] = {}
        self.summed = 0.0
        self.parking: list[ParkingNorm] = []
        self.exact: set[str] = set()
        self.lost: list[tuple[int, int]] = []
        self.lost_until = -1

    def read(self) -> dict[str, Any]:
        """Give the fields of `notation.Notation`."""
        of_number = (
            self._read_storeys, self._read_parking, self._read_places, self._read_kind, self._read_amount,
            self._read_right,
        )  # fmt: skip
        of_word = (self._read_ratio, self._read_kind, self._read_right)
        readers = {
            "number": of_number, "word": of_word, "fraction": (self._read_storeys,), "roman": (self._read_storeys,),
            "sign": (self._read_kind,),
        }  # fmt: skip
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if self._says_nothing(at, token):
                at += 1
                continue
            end = None
            for reader in readers.get(token.kind, ()):
                end = reader(at)
                if end is not None:
                    break
            at = self._lose(at, at + 1) if end is None else end
        return self._result()

    def _says_nothing(self, at: int, token: Token) -> bool:
        if token.kind == "sign":
            return token.text in _SEPARATORS or (token.text == "/" and not self._by_word(at))
        return token.kind == "word" and _AT_MOST.fullmatch(token.text) is not None

    # -- looking around ----------------------------------------------------------------------------------------------

    def _take_zone(self) -> tuple[str | None, int]:
        """Take the area reservation off the front, if the vocabulary of plan codes knows it."""
        begin = len(self.text) - len(self.text.lstrip())
        match = _ZONE.match(self.text, begin)
        if not match or is_roman(match.group()):
            return None, begin  # "V" in a notation is five storeys: the zone has a column of its own
        if self.text[match.end() : match.end() + 2].lstrip().startswith("="):
            return None, begin  # "E=0.40" is a plot ratio in capitals
        known = plan_codes().split([match.group()])[0][0]
        return (match.group(), match.end()) if known else (None, begin)

    def _peek(self, at: int, kind: str, text: str | None = None) -> Token | None:
        if 0 <= at < len(self.tokens):
            token = self.tokens[at]
            if token.kind == kind and (text is None or token.text == text):
                return token
        return None

    def _word(self, at: int, pattern: re.Pattern[str]) -> bool:
        token = self._peek(at, "word")
        return token is not None and pattern.fullmatch(token.text) is not None

    def _by_word(self, at: int) -> bool:
        """Tell whether a token touches a word on either side."""
        before, token, after = self._peek(at - 1, "word"), self.tokens[at], self._peek(at + 1, "word")
        return (before is not None and before.end == token.start) or (after is not None and after.start == token.end)

    def _alone(self, at: int) -> bool:
        """Tell whether a number without a unit stands free: not part of a word, range, product, list or bracket."""
        token = self.tokens[at]
        if self._one_of_two(at):
            return False
        if at + 1 < len(self.tokens):
            after = self.tokens[at + 1]
            if (after.kind == "sign" and after.text not in "+,;|/(") or after.kind in ("square", "volume", "floor"):
                return False
            if after.kind == "word" and not (self.kinds.find(after.text) or _RATIO.fullmatch(after.text)):
                return False  # "300 tontti" counts something else
            if after.start == token.end and after.kind != "sign":
                return False
        if at == 0:
            return self.zone is None or token.value >= 100  # "AK 17" is the zone AK-17, written loosely
        before = self.tokens[at - 1]
        if before.kind == "sign":
            return before.text in ",;|=:" or (before.text == "/" and self._after_stroke(at))
        if before.kind == "word" and at == self.lost_until:
            return False  # "tontti 300"
        return before.kind == "roman" or before.end < token.start

    def _one_of_two(self, at: int) -> bool:
        """Tell whether a number is the first of "1200/600": two rights, and nothing says which is whose."""
        return bool(self._peek(at, "number") and self._peek(at + 1, "sign", "/") and self._peek(at + 2, "number"))

    def _after_stroke(self, at: int) -> bool:
        """Tell whether a number behind "/" can stand for itself: "III/1200" can, "0.4/0.2" and "RA/5" can't."""
        if self._by_word(at - 1) or self._one_of_two(at - 2):
            return False
        return at > 1 or self.tokens[at].value >= 100  # behind the zone as above: a number of the zone, written loosely

    # -- keeping -----------------------------------------------------------------------------------------------------

    def _lose(self, begin: int, end: int) -> int:
        """Keep tokens that nothing could read, with what is glued to the last one."""
        while (
            end < len(self.tokens)
            and self.tokens[end].start == self.tokens[end - 1].end
            and not (self.tokens[end].kind == "sign" and self.tokens[end].text in "+,;()|")
        ):
            end += 1
        self.lost.append((self.tokens[begin].start, self.tokens[end - 1].end))
        self.lost_until = end
        return end

    def _set(self, name: str, value: object, begin: int, end: int) -> int:
        """Note a value; the same value twice is one, different values are none."""
        self.where.setdefault(name, []).append((self.tokens[begin].start, self.tokens[end - 1].end))
        if self.found.setdefault(name, value) != value:
            self.clashing.add(name)
        return end

    def _mark(self, name: str, begin: int, end: int) -> None:
        if any(token.underlined for token in self.tokens[begin:end] if token.kind in ("number", "roman")):
            self.exact.add(name)

    # -- items -------------------------------------------------------------------------------------------------------

    def _read_ratio(self, at: int) -> int | None:
        """e=0.40, e 0,40, tehokkuusluku 0.40, väljyysluku 2.5."""
        inverse = self._word(at, _SPACIOUSNESS)
        if not inverse and not self._word(at, _RATIO):
            return None
        said = self._peek(at + 1, "sign", "=") or self._peek(at + 1, "sign", ":")
        number = self._peek(at + 1 + bool(said), "number")
        if number is None or not number.value > 0 or not self._alone_after_label(at + 1 + bool(said)):
            return None
        letter = self.tokens[at].text
        if not said and (letter == "E" or (letter == "e" and number.value == int(number.value))):
            return None  # the area reservation E, or a row "e" of something
        ratio = 1 / number.value if inverse else number.value
        if ratio > LARGEST_RATIO:
            return None
        end = at + 2 + bool(said)
        self._mark("ratio", at, end)
        return self._set("plot_ratio", ratio, at, end)

    def _alone_after_label(self, at: int) -> bool:
        """Tell whether a labelled number ends where it seems to: "e=0.25-0.40" and "e=0.4x" don't."""
        token, after = self.tokens[at], self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if after is None:
            return True
        if self._one_of_two(at):
            return False
        if after.kind == "sign":
            return after.text in "+,;|/()]"
        return after.start > token.end and after.kind not in ("square", "volume", "floor")

    def _read_storeys(self, at: int) -> int | None:
        """III, II-IV, 1/2 k I, I u 2/3, ½kIu½, 3 krs."""
        number = self._peek(at, "number")
        if number and self._word(at + 1, _STOREY) and number.value in range(1, MOST_STOREYS + 1):
            return self._set("storeys", (NAN, number.value), at, at + 2)
        end = at
        basement = self._peek(end, "fraction")
        if basement:
            end += 1 + bool(self._peek(end + 1, "word", "k") or self._peek(end + 1, "word", "r"))
        roman = self._peek(end, "roman")
        if roman is None:
            return None
        low, high = NAN, roman.value
        end += 1
        dash, upper = self._peek(end, "sign"), self._peek(end + 1, "roman")
        if dash and dash.text in _DASHES:
            if upper is None or not high < upper.value:
                return None
            low, high, end = high, upper.value, end + 2
        attic = self._peek(end, "fraction")
        if self._peek(end, "word", "u") and self._peek(end + 1, "fraction"):
            attic, end = self.tokens[end + 1], end + 2
        elif attic and not self._is_basement(end):
            end += 1
        else:
            attic = None
        for name, share in (("basement_share", basement), ("attic_share", attic)):
            if share:
                self._set(name, (share.value, share.value), at, end)
        self._mark("storeys", at, end)
        return self._set("storeys", (low, high), at, end)

    def _is_basement(self, at: int) -> bool:
        """Tell whether a fraction belongs to the Roman numeral that follows it."""
        return bool(self._peek(at + 1, "word", "k") or self._peek(at + 1, "word", "r") or self._peek(at + 1, "roman"))

    def _read_parking(self, at: int) -> int | None:
        """1 ap/80 k-m2, 1,5 ap/as, 2 ap/rp, 1 pp/30 k-m2."""
        number = self._peek(at, "number")
        if number is None or not self._peek(at + 2, "sign", "/"):
            return None
        car = self._word(at + 1, _CAR)
        if not car and not self._word(at + 1, _BICYCLE):
            return None
        amount = self._peek(at + 3, "number")
        end = at + 3 + bool(amount)
        if self._peek(end, "floor") and amount:
            unit = "m2"
        elif self._peek(end, "word", "as") or self._word(end, _DWELLING):
            unit = "dwelling"
        elif self._word(end, _PLACE):
            unit = "place"
        else:
            return None
        per = amount.value if amount else 1.0
        if not (0 < number.value <= 1000 and 0 < per < LARGEST_RIGHT_M2):
            return None
        self.parking.append(ParkingNorm(number.value, per, unit, "car" if car else "bicycle"))
        return end + 1

    def _read_places(self, at: int) -> int | None:
        """2 rp, 5 rakennuspaikkaa, 2 rp x 150 k-m2, 12 asuntoa."""
        number = self._peek(at, "number")
        if number is None or not 0 < number.value < 10_000 or number.value != int(number.value):
            return None
        if self._word(at + 1, _DWELLING):
            return self._set("dwellings", number.value, at, at + 2)
        if not self._word(at + 1, _PLACE):
            return None
        self._set("places", number.value, at, at + 2)
        right = self._peek(at + 3, "number")
        if right and right.can_be_right() and self.tokens[at + 2].text in _TIMES:
            end = at + 4 + bool(self._peek(at + 4, "floor"))
            return self._set("place_right_m2", right.value, at + 2, end)
        return at + 2

    def _read_kind(self, at: int) -> int | None:
        """+yht 260, t50, as 80 %, m20 %, +260 yht, li 200, 300 k-m2 liiketilaa."""
        begin = at
        plus = self._peek(at, "sign", "+") is not None
        at += plus
        number = self._peek(at, "number")
        if plus and number:  # "+ 260 k-m2 yht": the kind behind the number; without a kind, not ours to say what it is
            end = at + 1 + self._area_unit(at + 1)
            kind = self._kind(end, plus)
            if kind is None or not number.can_be_right():
                return self._lose(begin, end)
            return self._add(kind, number.value, begin, end + 1, plus)
        if number and self._peek(at + 1, "floor") and not self._peek(at + 3, "number"):
            kind = self._kind(at + 2, plus)
            if kind and number.can_be_right() and at != self.lost_until:
                return self._add(kind, number.value, at, at + 3, plus)
        kind = self._kind(at, plus)
        amount = self._peek(at + 1, "number")
        if kind is None or amount is None:
            return self._lose(begin, at + 1 + bool(amount)) if plus and at < len(self.tokens) else None
        if self._peek(at + 2, "sign", "%"):
            if plus or not 0 < amount.value <= 100 or self.shares.get(kind, amount.value) != amount.value:
                return self._lose(begin, at + 3)
            self.shares[kind] = amount.value
            return at + 3
        short = len(self.tokens[at].text) == 1 and not self.kinds.is_extra(kind)
        loose = at == self.lost_until and self.tokens[at].end < amount.start  # "vähintään 300 k-m2 liiketilaa 1200"
        if not amount.can_be_right() or self._peek(at + 2, "volume") or ((short or loose) and not plus):
            return self._lose(begin, at + 2)
        return self._add(kind, amount.value, begin, at + 2 + self._area_unit(at + 2), plus)

    def _area_unit(self, at: int) -> bool:
        return bool(self._peek(at, "floor") or self._peek(at, "square"))

    def _kind(self, at: int, plus: bool) -> str | None:
        token = self._peek(at, "word")
        if token is None or (not plus and token.text.isupper() and len(token.text) < 3):
            return None  # T in capitals is an area reservation
        return self.kinds.find(token.text)

    def _add(self, kind: str, value: float, begin: int, end: int, plus: bool) -> int:
        """Note a right of a kind. "+" makes it a term of the sum; without it a use is a part of the right."""
        table = self.extra if self.kinds.is_extra(kind) else self.uses
        if kind in table and not plus:
            return self._lose(begin, end)
        table[kind] = table.get(kind, 0.0) + value
        if table is self.uses and (plus or self._peek(end, "sign", "+")):
            self.summed += value
        return end

    def _read_amount(self, at: int) -> int | None:
        """35 %, 12 000 m3."""
        number = self._peek(at, "number")
        if number and self._peek(at + 1, "sign", "%") and 0 < number.value <= 100:
            if at == self.lost_until and self._peek(at - 1, "word"):
                return self._lose(at, at + 2)  # the share of something that wasn't understood: "li/m 20 %"
            return self._set("coverage_pct", number.value, at, at + 2)
        if number and self._peek(at + 1, "volume") and 0 < number.value < 1e8:
            return self._set("volume_m3", number.value, at, at + 2)
        return None

    def _read_right(self, at: int) -> int | None:
        """1200, 1 200 k-m2, rakennusoikeus 1200, 150 k-m2/rp."""
        begin = at
        if self._word(at, _RIGHT):
            at += 1 + bool(self._peek(at + 1, "sign", "=") or self._peek(at + 1, "sign", ":"))
        number = self._peek(at, "number")
        if number is None or not number.can_be_right():
            return None
        unit = self._peek(at + 1, "floor") is not None
        end = at + 1 + unit
        if self._peek(end, "sign", "/") and self._word(end + 1, _PLACE):
            return self._set("place_right_m2", number.value, begin, end + 2)
        dash = self._peek(at - 1, "sign")
        if unit and dash and dash.text in _DASHES:
            return None  # the end of a range
        if unit and begin == self.lost_until and self._peek(begin - 1, "word"):
            return None  # "vähintään 300 k-m2"
        if not unit and not (self._alone_after_label(at) if begin < at else self._alone(at)):
            return None
        self._mark("right", begin, end)
        return self._set("right_with_unit" if unit or begin < at else "right", number.value, begin, end)

    # -- result ------------------------------------------------------------------------------------------------------

    def _result(self) -> dict[str, Any]:
        found = {name: value for name, value in self.found.items() if name not in self.clashing}
        for name in self.clashing:
            self.lost += self.where[name]
        if "storeys" in self.clashing:
            found.pop("basement_share", None)
            found.pop("attic_share", None)
        bare, right = found.pop("right", NAN), found.pop("right_with_unit", NAN)
        if bare != right and "right_with_unit" in self.where and "right" not in self.clashing:
            self.lost += self.where.get("right", [])  # a number that says its unit leaves a bare one beside it unsaid
        elif "right_with_unit" not in self.where:
            right = bare
        if self.summed and not self.clashing & {"right", "right_with_unit"}:
            right = self.summed + (right if right == right else 0.0)
        low, high = found.pop("storeys", (NAN, NAN))
        return {
            **found,
            "zone_code": self.zone,
            "main_right_m2": right,
            "extra_m2": tuple(sorted(self.extra.items())),
            "use_m2": tuple(sorted(self.uses.items())),
            "use_pct": tuple(sorted(self.shares.items())),
            "storeys_min": low,
            "storeys_max": high,
            "parking": tuple(self.parking),
            "exact": tuple(sorted(self.exact)),
            "unread": self._unread(),
        }

    def _unread(self) -> tuple[str, ...]:
        """Join what was lost and stands together, in the order of the text."""
        spans: list[list[int]] = []
        for start, end in sorted(set(self.lost)):
            if spans and (start <= spans[-1][1] or not self.text[spans[-1][1] : start].strip()):
                spans[-1][1] = max(end, spans[-1][1])
            else:
                spans.append([start, end])
        return tuple(self.text[start:end] for start, end in spans)
