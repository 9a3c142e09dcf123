# SPDX-License-Identifier: GPL-2.0-or-later
"""Owners by class only: results are shown and handed on, and a private person's name has no place in them."""

from __future__ import annotations

import re

import numpy as np

from .method import Method

_WORD = re.compile(r"\w+")


def owner_classes(owners: np.ndarray, method: Method) -> np.ndarray:
    """Give each owner's class, object (n,): "city" where a word of it is the municipality's, "other", or "unknown"."""
    words = set(method.lists["municipal_owner"])
    known = {owner: _class(owner, words) for owner in set(owners.tolist())}
    out = np.empty(len(owners), dtype=object)
    out[:] = [known[owner] for owner in owners.tolist()]
    return out


def _class(owner: object, words: set[str]) -> str:
    said = _WORD.findall(str(owner).lower()) if owner is not None else []
    if not said:
        return "unknown"
    return "city" if words.intersection(said) else "other"
