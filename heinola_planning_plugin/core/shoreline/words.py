# SPDX-License-Identifier: GPL-2.0-or-later
"""Words of the documents on shore rights, and what results say in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from ...paths import resource
from ..features import Features, text_column
from ..policy import Reader, say
from ..wording import number, numbers

Words = Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=1)
def _words() -> dict[str, Words]:
    """Read resources/vocabularies/shore_words.yaml.

    Raises:
        PolicyError: the file is wrong; file, line and key are named.
    """
    reader = Reader.open(resource("vocabularies", "shore_words.yaml"))
    reader.text("source")
    out: dict[str, Words] = {}
    for name in ("texts", "kinds", "reasons"):
        part = reader.part(name)
        out[name] = {key: part.texts(key) for key in part.names()}
    reader.done()
    return out


def text(key: str, language: str, *facts: object) -> str:
    """Give one of the texts, with facts put in."""
    return say(_words()["texts"][key], language).format(*facts)


def kind_text(kind: str, language: str) -> str:
    """Name a kind of site; one of the planner's own as she wrote it."""
    return say(_words()["kinds"].get(kind, kind), language)


def kind_code(written: str) -> str:
    """Give the code of a kind of site that is written as its name in any of the languages; else as it is written."""
    return _kind_codes().get(written.strip().casefold(), written)


@lru_cache(maxsize=1)
def _kind_codes() -> dict[str, str]:
    return {name.casefold(): code for code, names in _words()["kinds"].items() for name in names.values()}


def reasons_text(codes: str, language: str) -> str:
    """Say reason codes, ";" between them."""
    known = _words()["reasons"]
    return "; ".join(say(known.get(code, code), language) for code in filter(None, codes.split(";")))


def water_names(water_id: np.ndarray, water: Features | None) -> np.ndarray:
    """Give each water body's name; its id where the layer has no name for it, or several waters share one.

    Args:
        water_id: shape (n,).
        water: domain table `water`.
    """
    names: dict[str, str] = {}
    if water is not None and "water_id" in water and "name" in water:
        rows = zip(text_column(water["water_id"]).tolist(), text_column(water["name"]).tolist())
        names = {key: name for key, name in rows if key and name}
    ids = text_column(water_id).tolist()
    found = {key: names.get(key, key) for key in dict.fromkeys(ids)}
    shared = list(found.values())
    return text_column(
        f"{found[key]} ({key})" if key in names and shared.count(found[key]) > 1 else found[key] for key in ids
    )


def explained(estates: Features, language: str) -> np.ndarray:
    """Say of each estate what it has, has used and has left, and what must be kept in mind."""
    pattern = say(_words()["texts"]["explanation"], language)
    norm = numbers(estates["norm"], 1, language)
    columns = zip(
        numbers(estates["right_raw"], 2, language, "places"),
        numbers(estates["modified_m"], 0, language, "m"),
        (f" × {value}" if known else "" for value, known in zip(norm, ~np.isnan(estates["norm"]))),
        numbers(estates["used"], 1, language),
        numbers(estates["remaining"], 0, language),
        estates["reasons"].tolist(),
    )
    out = []
    for right, modified, by_norm, used, left, codes in columns:
        said = pattern.format(right=right, modified=modified, norm=by_norm, used=used, remaining=left)
        remark = reasons_text(codes, language)
        out.append(f"{said}; {remark}." if remark else f"{said}.")
    return text_column(out)


def run_line(estates: Features, language: str) -> str:
    """Say the rights of all estates in one line."""
    return say(_words()["texts"]["run_line"], language).format(
        rows=number(len(estates), 0, language),
        shore=number(estates["modified_m"].sum() / 1000, 1, language, "km"),
        right=number(estates["right_raw"].sum(), 0, language, "places"),
        used=number(estates["used"].sum(), 1, language),
        left=number(estates["remaining"].sum(), 0, language),
        present=number((estates["basis"] == "present_property").sum(), 0, language),
    )
