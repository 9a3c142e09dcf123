# SPDX-License-Identifier: GPL-2.0-or-later
"""The explanation of a judged feature as HTML."""

from __future__ import annotations

import html


def explanation_html(name: str, text: str) -> str:
    """Make the explanation of a feature as HTML: the grounds, then one line per criterion.

    Args:
        name: what the feature is called.
        text: the field `explanation`.
    """
    if not text or text == "NULL":
        return ""
    grounds, _, points = text.partition(". ")
    head, _, listed = points.partition(": ")
    lines = "".join(f"<li>{html.escape(line.rstrip('.'))}</li>" for line in listed.split("; ") if line)
    return (
        f"<b>{html.escape(name)}</b><p>{html.escape(grounds.rstrip('.'))}.</p>"
        f"<p><b>{html.escape(head)}</b></p><ul>{lines}</ul>"
    )
