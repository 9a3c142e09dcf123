# SPDX-License-Identifier: GPL-2.0-or-later
"""Which fields of a layer a role needs, told from a sample: what a database needn't send isn't asked for."""

from __future__ import annotations

from collections.abc import Mapping

from ..features import Features
from . import matching
from .coordinates import PAIRS
from .names import has_field, header
from .signatures import recognise, signatures
from .tags import PACKED, expand


def needed_fields(sample: Features, role: str, overrides: Mapping[str, str] | None = None) -> list[str]:
    """Give the fields that recognising and normalising the whole layer may look at, in the layer's order.

    Args:
        sample: some rows of the layer with all its fields.
        role: what the layer is.
        overrides: column -> field, the user's own choices.

    Returns:
        All fields where the role's rows are put together from others, as plans in JSON are.
    """
    wanted = {*(overrides or {}).values(), *PACKED}
    found = next((each for each in recognise(sample) if each.role == role), None)
    signature = signatures().get(found.source) if found else None
    if signature and signature.reader:
        return list(sample.columns)
    for each in signatures().values() if signature is None else (signature,):
        if each.role != role:
            continue
        rules = [rule.field for column in each.columns.values() for rule in column if rule.field]
        for name in (*each.fields, *each.without, *each.where, *rules):
            wanted.add(has_field(sample.columns, name) or "")
    for fields in matching.assign(expand(sample).columns, role).values():
        wanted.update(each.field for each in fields)
    pairs = {name for pair in PAIRS for name in pair}
    wanted.update(name for name in sample.columns if header(name) in pairs)
    return [name for name in sample.columns if name in wanted]
