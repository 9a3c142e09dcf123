# SPDX-License-Identifier: GPL-2.0-or-later
"""Which buildings are dwellings, holiday homes or industry, by the codes of the four use lists.

Beginnings of codes: 2018 and 1994 are Statistics Finland's building classifications, mtk the topographic database's
`kohdeluokka` (five digits) or `kayttotarkoitus` (one), open the seven classes of the open building register, where
offices and production are one class and so neither counts as industry.
"""

from __future__ import annotations

import numpy as np

from ..evidence import Keep
from ..features import Features

_STARTS = {
    "dwelling": {"2018": ("01",), "1994": ("01", "02", "03"), "mtk": ("4221", "1"), "open": ("05", "06")},
    "holiday_home": {"2018": ("02",), "1994": ("04",), "mtk": ("4223", "3"), "open": ("01",)},
    "industry": {"2018": ("09",), "1994": ("69",), "mtk": ("4224", "4"), "open": ()},
}
_GONE = ("06", "07", "08")
"""Usage status: demolished for new building, demolished otherwise, destroyed."""


def of_kind(kind: str) -> Keep:
    """Keep standing buildings of a kind: "dwelling", "holiday_home" or "industry".

    Where no building has a known use, or no list in use tells the kind apart, it can't be told: None.
    """

    def keep(buildings: Features) -> np.ndarray | None:
        if "use" not in buildings or "use_scheme" not in buildings:
            return None
        keys = [f"{scheme}:{use}" for scheme, use in zip(buildings["use_scheme"], buildings["use"])]
        uses, inverse = np.unique(np.array(keys, dtype=str), return_inverse=True)
        told = [_told(use, kind) for use in uses.tolist()]
        if len(buildings) and all(one is None for one in told):
            return None
        return np.array([bool(one) for one in told], dtype=bool)[inverse] & standing(buildings)

    return keep


def _told(scheme_and_use: str, kind: str) -> bool | None:
    scheme, _, use = scheme_and_use.partition(":")
    starts = _STARTS[kind].get(scheme)
    if not starts or use in ("", "None", "nan"):
        return None
    if scheme == "mtk" and len(use) == 1:
        return use in starts
    return any(use.startswith(start) for start in starts if scheme != "mtk" or len(start) > 1)


def standing(buildings: Features) -> np.ndarray:
    """Tell which buildings have not been demolished or destroyed, as far as the register knows; shape (m,)."""
    gone = np.zeros(len(buildings), dtype=bool)
    if "demolished" in buildings:
        held = buildings["demolished"]
        if held.dtype == object:
            gone |= np.array([value not in (None, "", "0", "false", False, 0) for value in held.tolist()], dtype=bool)
        else:
            gone |= np.nan_to_num(held.astype(float)) > 0
    if "usage_status" in buildings:
        status = [str(value).zfill(2) for value in buildings["usage_status"].tolist()]
        gone |= np.isin(np.array(status, dtype=str), _GONE)
    return ~gone
