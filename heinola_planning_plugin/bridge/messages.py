# SPDX-License-Identifier: GPL-2.0-or-later
"""Core's errors as one sentence in the user's language; the only place where that happens."""

from __future__ import annotations

from heinola_planning_plugin.core.errors import InputError, PlanningError, PolicyError
from heinola_planning_plugin.i18n import tr, ui_language


def sentence(error: PlanningError) -> str:
    """Say what is wrong, where, and with which value."""
    if isinstance(error, PolicyError):
        where = [str(error.file)] if error.file else []
        if error.line is not None:
            where.append(tr("line {}", error.line))
        if error.key:
            where.append(str(error.key))
        return _join(where, _said(error))
    if isinstance(error, InputError):
        where = []
        if error.layer:
            where.append(tr("Layer “{}”", error.layer))
        if error.field:
            where.append(tr("field “{}”", error.field))
        if error.value is not None:
            where.append(tr("value “{}”", error.value))
        return _join(where, _said(error))
    return _said(error)


def _said(error: PlanningError) -> str:
    return error.said(tr(error.text), ui_language())


def _join(where: list[str], problem: str) -> str:
    text = f"{', '.join(where)}: {problem}" if where else problem
    return text if text.endswith((".", "!", "?")) else f"{text}."
