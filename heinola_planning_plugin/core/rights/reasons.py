# SPDX-License-Identifier: GPL-2.0-or-later
"""Collects why a unit's figures are as they are: codes with their effect on the status, and their words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..policy import say
from ..scoring.explain import join_where
from .method import Method

_STATUS = {"exclude": "excluded", "unknown": "unknown", "condition": "conditional"}


class Reasons:
    """Reasons of n units, kept by code."""

    def __init__(self, count: int, method: Method):
        self.count, self.method = count, method
        self._masks: dict[str, np.ndarray] = {}
        self._values: dict[str, np.ndarray] = {}

    def add(self, code: str, mask: np.ndarray, values: Sequence[str] | np.ndarray | None = None) -> None:
        """Note a reason.

        Args:
            code: a key of the method's `reasons`.
            mask: bool (n,), the units it holds for.
            values: text (k,) for the k units of the mask, put in the place of {value} of the reason's text.
        """
        held = self._masks.setdefault(code, np.zeros(self.count, dtype=bool))
        held |= mask
        if values is not None:
            texts = self._values.setdefault(code, np.full(self.count, "", dtype=object))
            texts[mask] = values

    def holds(self, code: str) -> np.ndarray:
        """Tell where a reason holds, bool (n,)."""
        return self._masks.get(code, np.zeros(self.count, dtype=bool))

    def values(self, code: str) -> np.ndarray:
        """Give what a reason says of each unit, object (n,)."""
        return self._values.get(code, self._blank())

    def of_kind(self, kind: str) -> np.ndarray:
        """Tell where a reason of a kind (exclude, unknown, condition, note) holds, bool (n,)."""
        masks = [mask for code, mask in self._masks.items() if self.method.reasons[code].kind == kind]
        return np.logical_or.reduce(masks) if masks else np.zeros(self.count, dtype=bool)

    def status(self) -> np.ndarray:
        """Give candidate, conditional, unknown or excluded, object (n,); the worst that holds."""
        out = np.full(self.count, "candidate", dtype=object)
        for kind in ("condition", "unknown", "exclude"):
            out[self.of_kind(kind)] = _STATUS[kind]
        return out

    def codes(self) -> np.ndarray:
        """Give the codes joined by ";", in the method file's order, object (n,)."""
        parts = [(code, self._masks[code]) for code in self._order()]
        return join_where(parts, ";") if parts else self._blank()

    def texts(self, language: str) -> np.ndarray:
        """Give the reasons in words, joined by "; ", object (n,)."""
        parts: list[tuple[object, np.ndarray]] = []
        for code in self._order():
            mask, template = self._masks[code], say(self.method.reasons[code].text, language)
            if "{value}" in template:
                said = self._values.get(code, self._blank())[mask].tolist()
                parts.append(([template.replace("{value}", str(value)) for value in said], mask))
            else:
                parts.append((template, mask))
        return join_where(parts, "; ") if parts else self._blank()

    def _order(self) -> list[str]:
        return [code for code in self.method.reasons if code in self._masks and self._masks[code].any()]

    def _blank(self) -> np.ndarray:
        return np.full(self.count, "", dtype=object)
