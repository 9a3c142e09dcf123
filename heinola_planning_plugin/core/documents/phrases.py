# SPDX-License-Identifier: GPL-2.0-or-later
"""Words and sentences that every document says alike."""

from __future__ import annotations

from ..policy import say

_WORDS = {
    "case": {"fi": "Tapaus", "sv": "Fall", "en": "Case"},
    "practice": {
        "fi": "Harjoitusaineistoa: ei kuvaa todellisia kiinteistöjä.",
        "sv": "Övningsmaterial: beskriver inte verkliga fastigheter.",
        "en": "Practice data: no real property is described.",
    },
    "aid": {
        "fi": "Laskelma on suunnittelun apuväline, ei kannanotto oikeuksiin.",
        "sv": "Beräkningen är ett hjälpmedel för planeringen, inte ett ställningstagande till rättigheter.",
        "en": "The calculation is a planner's aid, not a statement of rights.",
    },
    "program": {"fi": "Laadittu ohjelmalla", "sv": "Gjort med", "en": "Made with"},
}


def word(key: str, language: str) -> str:
    """Give one of the fixed words of documents."""
    return say(_WORDS[key], language)
