# SPDX-License-Identifier: GPL-2.0-or-later
"""The report of a data check, in the reader's language: what the layer is, what was found, what it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape

from ...paths import resource
from ..policy import Reader
from ..wording import number
from .checks import Checked
from .coordinates import crs_name
from .signatures import signatures

_STYLE = (
    "body{font-family:sans-serif;max-width:60em;margin:1.5em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%;margin:.5em 0 1.5em}"
    "th,td{text-align:left;vertical-align:top;padding:.3em .6em;border-bottom:1px solid #ccc}"
    ".error td:first-child{color:#b00020;font-weight:bold}.warning td:first-child{color:#8a5a00;font-weight:bold}"
)
_ORDER = {"error": 0, "warning": 1, "info": 2}


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, Mapping[str, str]], dict[str, Mapping[str, str]]]:
    reader = Reader.open(resource("vocabularies", "intake_words.yaml"))
    reader.text("source")
    words, roles = reader.part("words"), reader.part("roles")
    out = {name: words.texts(name) for name in words.names()}, {name: roles.texts(name) for name in roles.names()}
    reader.done()
    return out


def role_name(role: str, language: str) -> str:
    """Give a role's name for people; the role itself where it has none."""
    return _words()[1].get(role, {}).get(language, role)


def lines(checked: Checked, language: str = "fi") -> list[str]:
    """Give the report as plain lines, for the log and the dock: counts first, then the findings, gravest first."""
    word = _word(language)
    counts = word("counts").format(**_counts(checked, language))
    return [f"{checked.kept.source.name}: {role_name(checked.role, language)}; {counts}"] + [
        finding.sentence(language) for finding in _sorted(checked)
    ]


def noticed_html(checked: Checked, language: str = "fi") -> str:
    """Give counts and findings as a piece of HTML, for windows: what it means for the results beside each."""
    word = _word(language)
    head = f"{role_name(checked.role, language).capitalize()} · {checked.kept.source.name}"
    counts = word("counts").format(**_counts(checked, language))
    rows = [
        f'<tr><td style="padding-right:12px">{escape(finding.what(language))}</td>'
        f"<td>{escape(finding.effect(language))}</td></tr>"
        for finding in _sorted(checked)
        if finding.level() != "info"
    ]
    table = f'<table cellspacing="0" cellpadding="3">{"".join(rows)}</table>' if rows else f"<p>{word('none')}</p>"
    return f"<h4>{escape(head)}</h4><p>{escape(counts)}</p>{table}"


def html(checked: Checked, language: str = "fi") -> str:
    """Give the report as one HTML page; everything that came from the data is escaped."""
    word = _word(language)
    name = checked.kept.source.name or "–"
    head = [
        (word("layer"), name),
        (word("role"), role_name(checked.role, language)),
        (word("source"), _source(checked, language)),
        (word("crs"), crs_name(checked.position.crs) or "–"),
        (word("rows"), word("counts").format(**_counts(checked, language))),
        ("", word("features").format(count=number(len(checked.kept), 0, language))),
    ]
    others = [
        f"{role_name(each.role, language)} ({_percent(each.confidence, language)})"
        for each in checked.recognised
        if each.role not in (checked.role, "other")
    ]
    if others:
        head.insert(3, (word("could_be"), ", ".join(others)))
    findings = [
        (finding.level(), word(f"level_{finding.level()}"), finding.what(language), finding.effect(language))
        for finding in _sorted(checked)
    ]
    parts = [
        f'<!DOCTYPE html><html lang="{escape(language)}"><head><meta charset="utf-8">',
        f"<title>{escape(word('title'))}: {escape(name)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(word('title'))}: {escape(name)}</h1>",
        _table(((("", pair) for pair in head)), None),
        f"<h2>{escape(word('findings'))}</h2>",
        _table(((row[0], row[1:]) for row in findings), ("", word("what"), word("effect")))
        if findings
        else f"<p>{escape(word('none'))}</p>",
        f"<h2>{escape(word('fields'))}</h2>",
        _table((("", pair) for pair in checked.normalised.found.items()), (word("column"), word("field"))),
    ]
    if checked.normalised.missing:
        parts.append(f"<p>{escape(word('missing'))}: {escape(', '.join(checked.normalised.missing))}</p>")
    return "\n".join([*parts, "</body></html>\n"])


def _word(language: str):
    words = _words()[0]
    return lambda name: words[name].get(language, words[name]["en"])


def _counts(checked: Checked, language: str) -> dict[str, str]:
    counts = {
        "read": checked.read_count,
        "kept": checked.kept_count,
        "rejected": checked.rejected_count,
        "repaired": checked.repaired_count,
    }
    return {name: number(count, 0, language) for name, count in counts.items()}


def _source(checked: Checked, language: str) -> str:
    word = _word(language)
    known = signatures().get(checked.normalised.source)
    name = known.names.get(language, known.id) if known else word("by_fields")
    sure = next((each.confidence for each in checked.recognised if each.role == checked.role), None)
    return name if sure is None else f"{name} ({word('sureness')} {_percent(sure, language)})"


def _percent(share: float, language: str) -> str:
    return number(share, 0, language, "share")


def _sorted(checked: Checked) -> list:
    return sorted(checked.findings, key=lambda finding: _ORDER[finding.level()])


def _table(rows: Iterable[tuple[str, Iterable[str]]], header: Iterable[str] | None) -> str:
    out = ["<table>"]
    if header is not None:
        out.append("<tr>" + "".join(f"<th>{escape(text)}</th>" for text in header) + "</tr>")
    for kind, cells in rows:
        mark = f' class="{escape(kind)}"' if kind else ""
        out.append(f"<tr{mark}>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in cells) + "</tr>")
    return "\n".join([*out, "</table>"])
