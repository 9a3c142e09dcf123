# SPDX-License-Identifier: GPL-2.0-or-later
"""What is missing from the data and what that costs, as HTML."""

from __future__ import annotations

import html
from collections.abc import Iterable

from heinola_planning_plugin.core.all_jobs import JOBS, layers_of
from heinola_planning_plugin.core.completeness import Cost, costs, known_share
from heinola_planning_plugin.core.intake.report import role_name
from heinola_planning_plugin.core.policy import say
from heinola_planning_plugin.core.wording import number
from heinola_planning_plugin.i18n import tr, ui_language


def missing_html(roles: Iterable[str]) -> str:
    """Say of each question how much can be known from the roles, and of each missing role what it costs."""
    roles, language = set(roles), ui_language()
    questions = "".join(_question(job, roles, language) for job in JOBS)
    by_role: dict[str, list[Cost]] = {}
    for cost in costs(roles):
        by_role.setdefault(cost.role, []).append(cost)
    lines = "".join(
        f'<tr><td style="padding-right:12px"><b>{html.escape(role_name(role, language))}</b></td>'
        f"<td>{'<br>'.join(_cost(cost, language) for cost in each)}</td></tr>"
        for role, each in by_role.items()
    )
    answered = tr("What can be answered")
    parts = [f"<h4>{html.escape(answered)}</h4><ul>{questions}</ul>"]
    if lines:
        title = html.escape(tr("What is missing, and what it costs"))
        parts.append(f'<h4>{title}</h4><table cellspacing="0" cellpadding="3">{lines}</table>')
    return "".join(parts)


def _title(job: str, language: str) -> str:
    return say(JOBS[job].shipped().title, language)


def _question(job: str, roles: set[str], language: str) -> str:
    share = known_share(job, roles)
    if share is None:
        needed = ", ".join(role_name(role, language) for role in layers_of(JOBS[job]) if role not in roles)
        text = tr("can’t be answered, missing: {}", needed)
    elif share == 0.0:
        text = tr("nothing can be known")
    elif share > 1 - 1e-9:
        text = tr("all of the evidence can be known")
    else:
        text = tr("at most {} of the evidence can be known", number(share, 0, language, "share"))
    return f"<li>{html.escape(_title(job, language))}: {html.escape(text)}</li>"


def _cost(cost: Cost, language: str) -> str:
    title = _title(cost.job, language)
    if cost.blocked:
        return html.escape(tr("{}: can’t be answered without it", title))
    names = [say(one, language) for one in cost.criteria]
    if names:
        percent = number(cost.share, 0, language, "share")
        lost = ", ".join(names)
        text = tr("{}: {} of the weight stays unknown ({})", title, percent, lost)
    elif cost.conditions:
        held = ", ".join(dict.fromkeys(say(one, language) for one in cost.conditions))
        text = tr("{}: must be looked into by hand ({})", title, held)
    else:
        text = tr("{}: what is used of the right stays unknown", title)
    return html.escape(text)
