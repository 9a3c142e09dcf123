# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults of files that GDAL passes over in silence: a shapefile that ends too early, text in another encoding."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from ..errors import InputError
from . import codes

UNDECODED = "\ufffd"
"""What stands in a text for bytes that aren't of the encoding that the file says."""

NORDIC = "CP1252"
"""The encoding of Finnish files that name none, or a wrong one, in practice."""

_MOJIBAKE = re.compile("Ã[\u0080-¿¤¶¥„–…]")


def refuse_short_shapefile(path: Path) -> None:
    """Refuse a shapefile that ends too early: GDAL gives null shapes, without a word; its header knows its length.

    Raises:
        InputError: it does.
    """
    if path.suffix.lower() != ".shp" or not path.is_file():
        return
    with path.open("rb") as file:
        head = file.read(28)
    promised = int.from_bytes(head[24:28], "big") * 2
    if path.stat().st_size < promised:
        raise InputError("ends too early: {0} bytes of {1}", path.stat().st_size, promised, layer=path.name)


def repair_text(text: str) -> str:
    """Undo UTF-8 read as Windows text ("MÃ¤ntylÃ¤"), which a shapefile without .cpg gives."""
    if not _MOJIBAKE.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text


def repair_column(values: np.ndarray) -> np.ndarray:
    """Undo it in a column of texts; a column without it comes back as it is."""
    if values.dtype != object or not _MOJIBAKE.search("".join(value for value in values.tolist() if value)):
        return values
    repaired = codes.by_value(values, lambda value: repair_text(value) if isinstance(value, str) else value)
    return codes.column(repaired)
