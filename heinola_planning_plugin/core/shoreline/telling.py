# SPDX-License-Identifier: GPL-2.0-or-later
"""What a piece of shore was counted with, in the reader's language: the text that the map shows at a click."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from heinola_planning_plugin.paths import resource

from ..features import Features, text_column
from ..policy import Reader, say
from ..wording import numbers
from .excluded import reason_title
from .method import ShorelineMethod, WidthClasses

Words = Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=1)
def _words() -> tuple[Words, Words]:
    """Read resources/vocabularies/shoreline_pieces.yaml: texts and reasons."""
    reader = Reader.open(resource("vocabularies", "shoreline_pieces.yaml"))
    reader.text("source")
    parts = tuple(reader.part(name) for name in ("texts", "reasons"))
    texts, reasons = ({key: part.texts(key) for key in part.names()} for part in parts)
    reader.done()
    return texts, reasons


def told(pieces: Features, method: ShorelineMethod, language: str) -> Features:
    """Give the pieces with the column `explanation`: coefficient, widths, what else counted, lengths.

    Args:
        pieces: as `modified_shoreline` gives them.
        method: that they were measured with.
        language: fi, sv or en.
    """
    texts = {key: say(one, language) for key, one in _words()[0].items()}
    k = _coefficients(pieces["k"], language)
    widths = [
        _widths(pieces, side, classes, texts, language)
        for side, classes in (("water", method.water), ("land", method.land))
    ]
    lengths = [numbers(pieces[name], 1, language, "m") for name in ("real_m", "straight_m", "modified_m")]
    why = _told_once(pieces["excluded"], lambda codes: _excluded(codes, texts, language))
    more = _told_once(pieces["reasons"], lambda codes: _reasons(codes, language))
    rows = zip(k, why, *widths, more, *lengths)
    out = []
    for factor, excluded, water, land, reasons, real, straight, modified in rows:
        measures = texts["lengths"].format(real=real, straight=straight, modified=modified)
        said = (texts["k"].format(k=factor), excluded, water, land, reasons, measures)
        sentence = "; ".join(filter(None, said))
        out.append(f"{sentence[:1].upper()}{sentence[1:]}.")
    return pieces.with_columns({"explanation": text_column(out)})


def _coefficients(k: np.ndarray, language: str) -> list[str]:
    whole = np.nan_to_num(k) == np.round(np.nan_to_num(k))
    return [a if one else b for one, a, b in zip(whole, numbers(k, 0, language), numbers(k, 2, language))]


def _widths(pieces: Features, side: str, classes: WidthClasses, texts: Mapping[str, str], language: str) -> list[str]:
    width, k = pieces[f"width_{side}_m"], pieces[f"k_{side}"]
    reach = numbers([classes.reach_m], 0, language, "m")[0]
    shown = zip(
        width.tolist(),
        numbers(np.where(np.isfinite(width), width, np.nan), 0, language, "m"),
        _coefficients(k, language),
    )
    out = []
    for metres, text, factor in shown:
        if metres != metres:  # not measured
            out.append("")
        elif metres == np.inf:
            out.append(texts[f"{side}_wide"].format(width=reach))
        else:
            out.append(texts[side].format(width=text, k=factor))
    return out


def _told_once(codes: np.ndarray, tell) -> list[str]:
    """Say each different text of codes once."""
    known = {text: tell(text) for text in dict.fromkeys(codes.tolist()) if text}
    return [known.get(text, "") for text in codes.tolist()]


def _excluded(codes: str, texts: Mapping[str, str], language: str) -> str:
    reasons = ", ".join(reason_title(code, language) for code in codes.split(";"))
    return texts["excluded"].format(reasons=reasons)


def _reasons(codes: str, language: str) -> str:
    words = _words()[1]
    return "; ".join(say(words[code], language) for code in codes.split(";") if code in words)
