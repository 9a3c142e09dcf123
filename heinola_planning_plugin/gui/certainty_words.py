# SPDX-License-Identifier: GPL-2.0-or-later
"""How sure a rank is, in words and as the chart's picture."""

from __future__ import annotations

import numpy as np

from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.scoring.certainty import SPREAD, TOP
from heinola_planning_plugin.core.scoring.criteria import CriteriaSet
from heinola_planning_plugin.core.wording import number
from heinola_planning_plugin.i18n import tr

from .certainty_chart import Picture, Swing
from .judging import Answer

_SWINGS = 6
_LEAST_POINTS = 0.05  # a swing below this doesn't show


def certainty_words(answer: Answer, rank: int, language: str) -> str:
    """Say between which ranks a feature moves, and how often it is among the best."""
    found = answer.certainty.ranks
    low, high = int(found.rank_min[answer.row]), int(found.rank_max[answer.row])
    share = number(float(found.p_top[answer.row]), 0, language, "share")
    spread = number(SPREAD, 0, language, "share")
    if low == high:
        return tr("Rank {}, and it stays so when each weight changes by up to ±{}.", rank, spread)
    return tr(
        "Rank {}. When each weight changes by up to ±{}, the rank is {}–{}; among the {} best in {} of {} drawings.",
        *(rank, spread, low, high, TOP, share, number(answer.certainty.draws, 0, language)),
    )


def picture(answer: Answer, criteria: CriteriaSet, rank: int, score: float, language: str) -> Picture:
    """Make the chart's picture: the criteria that move the score most, at most six."""
    swung, found = answer.tornado, answer.certainty.ranks
    reach = np.fmax(np.abs(swung.score_low - score), np.abs(swung.score_high - score))
    reach = np.nan_to_num(reach)
    order = [k for k in np.argsort(-reach, kind="stable").tolist() if reach[k] >= _LEAST_POINTS][:_SWINGS]
    swings = [
        Swing(
            say(criteria.criteria[k].title, language),
            float(swung.score_low[k]),
            float(swung.score_high[k]),
            int(swung.rank_low[k]),
            int(swung.rank_high[k]),
        )
        for k in order
    ]
    low, high = int(found.rank_min[answer.row]), int(found.rank_max[answer.row])
    return Picture(rank, min(low, rank), max(high, rank), TOP, score, swings)
