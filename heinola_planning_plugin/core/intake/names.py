# SPDX-License-Identifier: GPL-2.0-or-later
r"""Field and layer names as sources spell them, brought to one form.

The same field is `kiinteistotunnuksenEsitysmuoto` from an interface, lower case from a GeoPackage, ten characters
from a shapefile, upper case from Tekla, and "Sijaintikiin-\nteistön tunnus" in a register's spreadsheet.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

SHAPEFILE_WIDTH = 10
"""Longest field name of a shapefile."""

PERSONAL_SHEETS = re.compile(r"omistaj|asuk|asukkaat|henkil|haltija|owner|resident|person", re.IGNORECASE)
"""Sheets of a building register workbook that hold personal data: not listed, not opened."""

_SPOTS = str.maketrans({"ø": "o", "æ": "a", "ß": "ss", "\u00ad": ""})
_REST = re.compile(r"[^a-z0-9]+")
_REPEATED = re.compile(r"_\d{1,2}$|\d{2}$")


@lru_cache(maxsize=20_000)
def header(name: str) -> str:
    """Bring a field name to the form names are compared in.

    Unicode composed, line breaks, soft hyphens and the hyphens of broken words dropped, accents folded (ä -> a,
    ö -> o, å -> a), lower case, everything but a-z and 0-9 dropped. A name space in front ("hame:koodi") goes too.
    """
    text = name.rsplit(":", 1)[-1] if ":" in name else name
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).translate(_SPOTS))
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    return _REST.sub("", text.casefold())


def match(name: str, wanted: str) -> float:
    """Tell how well a field name as it came fits a normalised name: 1 the same, less for a cut or a longer one, 0 not.

    Cut: a shapefile's ten characters that begin the wanted name, also with the number that drivers put behind a
    second field of the same ten. Longer: the wanted name, of eight letters at least, ends the field name.
    """
    found = header(name)
    if not found:
        return 0.0
    if found == wanted:
        return 1.0
    if len(name) == SHAPEFILE_WIDTH:
        if len(found) >= 7 and wanted.startswith(found):
            return 0.9
        stem = header(_REPEATED.sub("", name))
        if len(stem) >= 7 and len(stem) < len(found) and wanted.startswith(stem):
            return 0.7
    if len(wanted) >= 8 and found.endswith(wanted):
        return 0.8
    return 0.0


def has_field(names: Iterable[str], wanted: str) -> str | None:
    """Give the field that is `wanted` (any spelling of it, or its ten-character cut); None if there is none."""
    key = header(wanted)
    best, score = None, 0.0
    for name in names:
        fits = match(name, key)
        if fits > score and fits >= 0.9:
            best, score = name, fits
    return best


def layer_signature(names: Iterable[str]) -> str:
    """Give a short stable key of a layer's field names, under which the user's choices are remembered."""
    text = "\n".join(sorted(header(name) for name in names))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
