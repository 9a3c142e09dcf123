# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables of pages that become PDF and ODT."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape


def text_table(headings: Sequence[str], right: tuple[int, ...], rows: Sequence[Sequence[str]]) -> str:
    """Make a table; `right` are the places of number columns. Attributes, since QTextDocument knows little CSS."""

    def cell(tag: str, place: int, text: object) -> str:
        side = ' align="right"' if place in right else ""
        whole = ' style="white-space:nowrap"' if tag == "th" and " " not in str(text) else ""  # no torn word
        return f"<{tag}{side}{whole}>{escape(str(text))}</{tag}>"

    lines = ['<table border="1" cellspacing="0" cellpadding="3" width="100%" style="border-collapse:collapse">']
    lines.append("<tr>" + "".join(cell("th", place, text) for place, text in enumerate(headings)) + "</tr>")
    lines += ["<tr>" + "".join(cell("td", place, text) for place, text in enumerate(row)) + "</tr>" for row in rows]
    return "\n".join([*lines, "</table>"])
