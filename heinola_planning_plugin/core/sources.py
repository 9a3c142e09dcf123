# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a threshold comes from, in the reader's language; resources/vocabularies/sources.yaml has the translations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..paths import resource
from .policy import Reader, say

CHOICE = {"fi": "hankkeen valinta", "sv": "projektets val", "en": "project's choice"}
"""How a source is called that is our own choice."""


def source_text(source: str, language: str) -> str:
    """Give a policy's source in the reader's language; one that isn't known, with our own choice said in it."""
    known = _known().get(source)
    if known is not None:
        return say(known, language)
    for words in CHOICE.values():
        source = source.replace(words, say(CHOICE, language))
    return source


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Mapping[str, str]]:
    """Give the texts in all languages by each of them."""
    reader = Reader.open(resource("vocabularies", "sources.yaml"))
    entries = [{language: part.text(language) for language in CHOICE} for part in reader.parts("sources")]
    return {text: entry for entry in entries for text in entry.values()}
