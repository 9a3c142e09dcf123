# SPDX-License-Identifier: GPL-2.0-or-later
"""The smallest change of weights that topples the first, in words."""

from __future__ import annotations

import numpy as np

from heinola_planning_plugin.core.documents.report import identities
from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.scoring.stability import Toppling
from heinola_planning_plugin.core.scoring.trial import Trial
from heinola_planning_plugin.core.wording import number
from heinola_planning_plugin.i18n import tr


def toppling_words(found: Toppling | None, weights: np.ndarray, trial: Trial, language: str) -> str:
    """Say the smallest change of weights that topples the first."""
    if found is None:
        return tr("No change of weights topples the first.")
    first, challenger = identities(trial.names[[found.first, found.challenger]])
    own = np.where(np.isnan(trial.values[found.first]), 0.0, weights)  # what is unknown weighs nothing here
    moves = found.weights - own / own.sum()
    order = np.argsort(-np.abs(moves), kind="stable")
    parts = [
        f"{say(trial.criteria.criteria[k].title, language)} {'+' if moves[k] > 0 else ''}"
        f"{number(100 * moves[k], 1, language)}"
        for k in order.tolist()
        if abs(moves[k]) >= 5e-4
    ][:4]
    moved = number(found.moved, 1, language, "share")
    if found.moved < 5e-4:
        return tr("The first place is shared or hangs by a hair: {} is as good as {}.", challenger, first)
    return tr(
        "The first, {}, is toppled by {} when {} of the weight moves: {} (percentage points).",
        *(first, challenger, moved, ", ".join(parts)),
    )
