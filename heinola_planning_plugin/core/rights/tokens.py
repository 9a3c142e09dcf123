# SPDX-License-Identifier: GPL-2.0-or-later
"""Cuts a building-right notation into tokens."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAN = float("nan")
LARGEST_RIGHT_M2 = 500_000
"""A floor area from here on is a register's way of saying "unknown", and so is 0 (Ryhti open buildings)."""
MOST_STOREYS = 50

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<underline></?[uU]>|%%[uU]|\\[Ll])
  | (?P<fraction>[½⅓⅔¼¾]|(?<![\d.,/])[1-9]\s?[/⁄]\s?[2-9](?![\d.,]*\d|\s?[/⁄]))
  | (?P<floor>(?:(?:k\s?[-–.]?\s?m|kem|krsm|krs-m|kerros-?m|vy-?m)\s?[2²]|m[2²]\s?vy|kerrosala-?neliö\w*|kerrosneliö\w*)
        (?!\w))
  | (?P<volume>(?:(?:r-?)?m\s?[3³]|kuutiometri\w*)(?!\w))
  | (?P<square>m\s?[2²](?!\w))
  | (?P<number>\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)
  | (?P<roman>[IVX]+(?![A-ZÅÄÖ])(?!(?!u\s?[\d½⅓⅔¼¾])[a-zåäö])|[Ⅰ-Ⅻ])
  | (?P<word>[A-ZÅÄÖ]?[a-zåäöàáé]+|[A-ZÅÄÖ]+)
  | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SPACE = re.compile(r"\s+")
_DECIMALS = re.compile(r"[.,](\d+)\Z")
_ROMAN = re.compile(r"X{0,4}(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}
_FRACTIONS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4}
_LONGEST_NUMBER = 12


@dataclass(slots=True)
class Token:
    """A piece of the text: `text[start:end]`, never blank. `value` is NaN for words and signs."""

    kind: str
    text: str
    start: int
    end: int
    value: float = NAN
    underlined: bool = False

    def can_be_right(self) -> bool:
        """Tell whether a number can be a floor area: "1.200" may mean 1200 or 1.2, so it can't; "t 0.05" is a ratio."""
        decimals = _DECIMALS.search(self.text[-_LONGEST_NUMBER:])
        return 1 <= self.value < LARGEST_RIGHT_M2 and (decimals is None or len(decimals[1]) <= 2)


def cut(text: str, begin: int = 0) -> list[Token]:
    r"""Cut text into tokens; what underlines (`<u>`, `%%u`, `\L`) is taken out and noted in the tokens it covers."""
    tokens: list[Token] = []
    underlined = False
    for match in _TOKEN.finditer(text, begin):
        kind, piece = match.lastgroup or "sign", match.group()
        if kind == "space":
            continue
        if kind == "underline":
            underlined = piece in ("<u>", "<U>", "\\L") or (piece[0] == "%" and not underlined)
            continue
        value = _value(kind, piece) if kind in ("number", "roman", "fraction") else NAN
        if kind in ("roman", "fraction") and value != value:
            kind = "word" if kind == "roman" else "sign"
        tokens.append(Token(kind, piece, match.start(), match.end(), value, underlined))
    return tokens


def is_roman(text: str) -> bool:
    """Tell whether a text is a Roman numeral of storeys."""
    return _ROMAN.fullmatch(text) is not None


def _value(kind: str, text: str) -> float:
    if kind == "number":
        if len(text) > _LONGEST_NUMBER:
            return NAN
        return float(_SPACE.sub("", text).replace(",", "."))
    if kind == "fraction":
        if text in _FRACTIONS:
            return _FRACTIONS[text]
        top, bottom = int(text[0]), int(text[-1])
        return top / bottom if top < bottom else NAN
    if kind == "roman":
        if "Ⅰ" <= text <= "Ⅻ":
            return float(ord(text) - ord("Ⅰ") + 1)
        if len(text) > _LONGEST_NUMBER or not is_roman(text):
            return NAN
        values = [_ROMAN_VALUES[letter] for letter in text]
        return float(sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0])))
    return NAN
