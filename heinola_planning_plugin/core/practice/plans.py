# SPDX-License-Identifier: GPL-2.0-or-later
"""Detailed plans in force: plan codes, building-right notations and how much of the right is built."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ..features import Features, concat
from . import design
from .draws import Draws, blank
from .town import GREEN, SEMINARY
from .yards import building_areas


@dataclass(frozen=True)
class Rule:
    """What a plan code usually allows.

    Attributes:
        ratio: plot ratio from-to. storeys: as plans write them. forms: share in per cent of each way of giving the
            right (`FORMS`). built: share of the right in use, from-to. vacant: share of units without buildings.
    """

    ratio: tuple[float, float]
    storeys: tuple[str, ...]
    forms: tuple[int, int, int, int, int]
    built: tuple[float, float] = (0.4, 1.0)
    vacant: float = 0.04


FORMS = ("amount", "ratio", "coverage", "volume", "silent")
"""Floor area, plot ratio, share of the plot that may be built on, volume, and nothing."""

RULES: dict[str, Rule] = {
    "AK": Rule((0.55, 1.3), ("III", "IV", "II-IV", "III u 2/3", "V", "1/2 k III"), (70, 26, 0, 0, 4)),
    "AL": Rule((0.8, 1.8), ("III", "IV", "II-IV", "V", "IV u 1/2"), (80, 16, 0, 0, 4)),
    "AO": Rule((0.18, 0.3), ("I", "II", "I u 2/3", "1/2 k I", "I u 1/2"), (34, 62, 0, 0, 4), (0.35, 0.95), 0.07),
    "AP": Rule((0.2, 0.35), ("II", "I", "I u 2/3"), (42, 54, 0, 0, 4), (0.35, 0.95), 0.08),
    "AR": Rule((0.25, 0.45), ("I", "II", "I-II"), (62, 38, 0, 0, 0), (0.55, 1.0)),
    "C": Rule((1.0, 2.2), ("IV", "V", "III-V"), (88, 10, 0, 0, 2)),
    "K": Rule((0.6, 1.5), ("II", "III", "IV"), (70, 30, 0, 0, 0)),
    "KL": Rule((0.25, 0.6), ("I", "II"), (50, 36, 14, 0, 0)),
    "KM": Rule((0.3, 0.45), ("I", "II"), (80, 20, 0, 0, 0)),
    "KTY": Rule((0.3, 0.6), ("II", "III"), (30, 60, 10, 0, 0), (0.2, 0.9), 0.18),
    "T": Rule((0.25, 0.5), ("II", "I", "III"), (28, 42, 16, 10, 4), (0.12, 0.8), 0.2),
    "TY": Rule((0.25, 0.45), ("II", "I"), (30, 46, 16, 4, 4), (0.12, 0.8), 0.16),
    "TV": Rule((0.2, 0.4), ("I", "II"), (20, 40, 30, 10, 0), (0.1, 0.7), 0.12),
    "Y": Rule((0.4, 0.9), ("II", "III"), (80, 20, 0, 0, 0)),
    "YH": Rule((0.8, 1.3), ("III", "IV"), (100, 0, 0, 0, 0)),
    "YK": Rule((0.2, 0.4), ("I", "II"), (70, 0, 0, 0, 30)),
    "YL": Rule((0.2, 0.4), ("I", "II"), (70, 30, 0, 0, 0)),
    "YO": Rule((0.35, 0.6), ("II", "III"), (90, 10, 0, 0, 0)),
    SEMINARY: Rule((0.494, 0.494), ("III",), (100, 0, 0, 0, 0), (0.6, 0.6), 0.0),
    "YS": Rule((0.4, 0.7), ("III", "IV"), (100, 0, 0, 0, 0)),
    "YY": Rule((0.5, 0.9), ("II", "III"), (100, 0, 0, 0, 0)),
    "YU": Rule((0.1, 0.25), ("II",), (80, 20, 0, 0, 0)),
    "LPA": Rule((0.0, 0.0), ("",), (0, 0, 0, 0, 100), (0.0, 0.0), 1.0),
    "LP": Rule((0.0, 0.0), ("",), (0, 0, 0, 0, 100), (0.0, 0.0), 1.0),
    "LH": Rule((0.15, 0.3), ("I",), (60, 40, 0, 0, 0)),
    "ET": Rule((0.05, 0.2), ("I",), (40, 0, 0, 0, 60), (0.2, 0.8), 0.3),
    "RM": Rule((0.08, 0.18), ("II", "I"), (60, 40, 0, 0, 0), (0.1, 0.8), 0.2),
    "RA": Rule((0.03, 0.06), ("I", "I u 1/2"), (100, 0, 0, 0, 0), (0.3, 1.05), 0.22),
}
OVERBUILT = 0.035
PROTECTED_CENTRE = 0.06
JOINT_UNITS = 0.05
"""Share of blocks whose plots are one unit in the plan: the plot division was never carried out."""
PLAN_YEARS = {"centre": (1961, 2019), "apartments": (1962, 1994), "mixed": (1958, 2005), "houses": (1951, 2016),
              "village": (1968, 2014), "industry": (1966, 2012), "retail": (1988, 2020), "heavy": (1984, 2018),
              "resort": (1979, 2015)}  # fmt: skip
SAMPLE_CODE, SAMPLE_NOTATION, SAMPLE_RIGHT = "AK-17", "2740+yht 260+t50", 2740.0
"""A published notation, word for word (building permit of Lempäälä)."""
KINDS = {district.number: district.kind for district in design.DISTRICTS}
NAMES = {district.number: district.name for district in design.DISTRICTS}
SHORE_PLAN = 90
"""Plan number of the first detailed shore plan."""


def make(seed: int, parcels: Features) -> tuple[Features, Features, np.ndarray]:
    """Zone the town's lots, its green and the planned cottage rows.

    Args:
        seed: of this copy.
        parcels: as `land.Land` has them.

    Returns:
        Plan units with the columns of the layer `kaavayksikot`, where `location`, `group`, `unit` and `plan` stand for
        the ids; their building areas (see `yards`); and what is to be built on each parcel, in m2 of floor area:
        0 = nothing, NaN = no plan there.
    """
    draws = Draws(seed, "plans")
    rows = np.flatnonzero(np.isin(parcels["kind"], ("plot", "park")) | parcels["planned"])
    lots = parcels.take(rows)
    lots = lots.with_columns({"code": np.where(lots["planned"], "RA", lots["code"])})
    size = shapely.area(lots.geometry)
    units = _zoned(lots, size, draws)
    right, storeys, of_block, plain = (units.pop(name) for name in ("right", "storeys", "of_block", "plain"))
    split, areas = building_areas(seed, lots, plain, of_block, right, storeys)
    units["rakennusoikeus"] = np.where(split, np.nan, units["rakennusoikeus"])
    units["kaavamerkinta_teksti"] = np.array(
        [_without_amount(text, s) if gone else text
         for text, s, gone in zip(units["kaavamerkinta_teksti"], storeys, split)], dtype=object)
    aim = np.full(len(parcels), np.nan)
    aim[rows] = _aim(lots["code"], right, draws)
    table = Features(lots.geometry, {**{n: lots[n] for n in ("location", "group", "unit")}, **units})
    return _joined(table, lots, split, draws), areas, aim


def _without_amount(text: str, storeys: str) -> str | None:
    """Leave of a notation what stands on the plot where the right stands on its building areas."""
    rest = text.partition("as ")[2]
    return f"{storeys} as {rest}" if rest else storeys or None


def _zoned(lots: Features, size: np.ndarray, draws: Draws) -> dict[str, np.ndarray]:
    """Give the plan columns of each lot, and `right`: what it may hold in m2 whether the plan says so or not."""
    n, code = len(lots), lots["code"]
    block, of_block = np.unique(lots["location"] * 100_000 + lots["block"] * 10 + lots["planned"], return_inverse=True)
    of_block = of_block.reshape(-1)
    rule = [RULES.get(c) for c in code.tolist()]
    green = np.isin(code, GREEN)
    # A block's plots share plot ratio, storeys and form, as one plan made them.
    low, high = (np.array([r.ratio[i] if r else 0.0 for r in rule]) for i in (0, 1))
    ratio = np.round(low + (high - low) * draws.uniform(0, 1, len(block))[of_block], 2)
    form = _pick_each([r.forms if r else (0, 0, 0, 0, 100) for r in rule], draws.uniform(0, 100, len(block))[of_block])
    choice = draws.uniform(0, 1, len(block))[of_block]
    storeys = np.array([r.storeys[int(u * len(r.storeys))] if r else "" for r, u in zip(rule, choice)], dtype=object)
    right = np.where(green, 0.0, np.round(ratio * size, -1))
    right = np.where(code == SEMINARY, np.round(ratio * size, -2), right)
    sample = _sample(code, size)
    right = np.where(np.arange(n) == sample, SAMPLE_RIGHT, right)
    form = np.where(np.arange(n) == sample, 0, form)
    right = np.where(code == "RA", np.round(draws.uniform(90, 180, n), -1), right)
    notation = [
        _notation(*row)
        for row in zip(code, form, ratio, right, storeys, draws.uniform(0, 1, n), draws.uniform(0, 1, n), size)
    ]
    codes = _numbered_codes(code, of_block, len(block), draws)
    if sample >= 0:
        notation[sample], codes[sample] = SAMPLE_NOTATION, SAMPLE_CODE
    amount = (form == 0) & (right > 0)
    named = (ratio > 0) & (form == 1)
    years = _plan_years(lots, draws)
    return {
        "right": right,
        "storeys": storeys,
        "of_block": of_block,
        "plain": amount & (np.arange(n) != sample) & np.array(["+" not in (text or "") for text in notation]),
        "plan": years["plan"],
        "kortteli": np.array([str(b) if b > 0 else None for b in lots["block"].tolist()], dtype=object),
        "kaupunginosa": np.array([NAMES.get(k) for k in lots["location"].tolist()], dtype=object),
        "kayttotarkoitusluokka_koodi": codes,
        "kaavamerkinta_teksti": np.array(notation, dtype=object),
        "rakennusoikeus": np.where(amount, right, np.nan),
        "tehokkuusluku": np.where(named, ratio, np.nan),
        "kerrosluku": blank(storeys, (storeys == "") | green | (form == 3)),
        "rakennuspaikkojen_maara": np.where(code == "RA", 1.0, np.nan),
        "voimaantulopvm": years["date"],
        "suojelu": _protection(lots, draws),
        "kaavatilanne": np.full(n, "voimassa", dtype=object),
    }


def _sample(code: np.ndarray, size: np.ndarray) -> int:
    """Give the apartment lot nearest in size to the one whose published right the sample is; -1 if there is none."""
    apartment = code == "AK"
    return int(np.argmin(np.where(apartment, np.abs(np.round(size) - 3856), np.inf))) if apartment.any() else -1


def _pick_each(weights: list[tuple[int, ...]], draw: np.ndarray) -> np.ndarray:
    """Pick an index for each row with its own weights (per cent) by a draw from 0 to 100."""
    return np.minimum((np.cumsum(np.array(weights), axis=1) <= draw[:, None]).sum(axis=1), len(FORMS) - 1)


def _notation(code: str, form: int, ratio: float, right: float, storeys: str, a: float, b: float, size: float):
    """Write what stands on the plan map in a lot; a and b are draws from 0 to 1, None where nothing stands."""
    if code in GREEN or form == 4:
        return storeys or None if code not in GREEN else None
    parking = (
        " 1 ap/80 kem2"
        if code in ("AK", "AL", "K", "KTY") and b < 0.25
        else " 1 ap/as"
        if code == "AR" and b < 0.4
        else ""
    )
    if form == 3:
        return f"{int(round(size * 2.4, -3))} m3"
    if form == 2:
        return f"{int(25 + 5 * int(a * 5))} % {storeys}"
    if code == "RA":
        return f"1 rp {right:.0f} I" if a < 0.7 else f"1 rp {right:.0f}+sa 25+t 30 {storeys}"
    if form == 1:
        return f"e={ratio:.2f}" + (f" {storeys}" if a < 0.85 else "") + parking
    text = f"{right:.0f}"
    if code == "AK" and a < 0.35:
        text += f"+yht {int(right * 0.0095) * 10}+t50"
    elif code in ("AO", "AP") and a < 0.3:
        text += f"+t {40 + 10 * int(b * 4)}"
    if code in ("AL", "C") and a < 0.5:
        return f"{text} {storeys} as 80 %, m 20 %" + parking
    return text + (f" {storeys}" if a < 0.8 else "") + parking


def _numbered_codes(code: np.ndarray, of_block: np.ndarray, blocks: int, draws: Draws) -> np.ndarray:
    """Plans number their codes when a code has a regulation of its own: AK-17."""
    numbered = draws.chance(0.42, blocks)[of_block] & ~np.isin(code, ("RA", SEMINARY))
    number = draws.whole(1, 24, blocks)[of_block]
    number = np.where(number == 7, 25, number)  # 7 is the old school's own
    return np.array([f"{c}-{k}" if yes else c for c, k, yes in zip(code, number, numbered)], dtype=object)


def _plan_years(lots: Features, draws: Draws) -> dict[str, np.ndarray]:
    """Group the blocks of a district by number into plans, each with its day of coming into force."""
    kind = [KINDS.get(k, "resort") for k in lots["location"].tolist()]
    plan = np.where(lots["planned"], SHORE_PLAN + lots["row"] % 7, np.maximum(lots["block"], 0) // 9 + 1)
    key, of_plan = np.unique(lots["location"] * 1000 + plan, return_inverse=True)
    of_plan = of_plan.reshape(-1)
    share, day = draws.uniform(0, 1, len(key))[of_plan], draws.whole(0, 334, len(key))[of_plan]
    low, high = (np.array([PLAN_YEARS[k][i] for k in kind]) for i in (0, 1))
    year = (low + np.floor(share * (high - low + 1))).astype(np.int64)
    year = np.where(lots["code"] == SEMINARY, 1979, year)
    date = [f"{y}-{d // 28 + 1:02d}-{d % 28 + 1:02d}" for y, d in zip(year.tolist(), day.tolist())]
    return {"plan": plan.astype(np.int64), "date": np.array(date, dtype=object)}


def _protection(lots: Features, draws: Draws) -> np.ndarray:
    out = np.full(len(lots), None, dtype=object)
    old = (lots["location"] == 1) & np.isin(lots["code"], ("AK", "AL", "AO", "C", "Y", "YK", "YH"))
    out[old & draws.chance(PROTECTED_CENTRE, len(lots))] = "sr"
    out[lots["code"] == "YK"] = "sr-2"
    out[lots["code"] == SEMINARY] = "sr-1"
    return out


def _aim(code: np.ndarray, right: np.ndarray, draws: Draws) -> np.ndarray:
    """Give the floor area that is built on each lot."""
    n = len(code)
    rule = [RULES.get(c) for c in code.tolist()]
    low, high = (np.array([r.built[i] if r else 0.0 for r in rule]) for i in (0, 1))
    share = low + (high - low) * draws.uniform(0, 1, n)
    over = draws.chance(OVERBUILT, n) & (code != SEMINARY)
    share = np.where(over, draws.uniform(1.04, 1.3, n), share)
    vacant = draws.chance(np.array([r.vacant if r else 1.0 for r in rule]), n)
    return np.where(vacant, 0.0, share * right)


def _joined(units: Features, lots: Features, split: np.ndarray, draws: Draws) -> Features:
    """Make one unit of some blocks' plots; the amounts add up, the first plot gives the rest.

    Blocks whose right stands on building areas (`split`) stay as they are.
    """
    key = lots["location"] * 10_000 + lots["block"]
    blocks, first, inverse, count = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    able = np.isin(lots["code"][first], ("AK", "AR", "T", "TY", "KTY")) & (count > 1) & (count < 7)
    joint = able & draws.chance(JOINT_UNITS, len(blocks))
    joint[inverse.reshape(-1)[(units["kaavamerkinta_teksti"] == SAMPLE_NOTATION) | split]] = False
    member = joint[inverse.reshape(-1)]
    merged = []
    for block in np.flatnonzero(joint):
        rows = np.flatnonzero(inverse.reshape(-1) == block)
        shape = shapely.union_all(units.geometry[rows])
        if shapely.get_type_id(shape) != 3:
            member[rows] = False
            continue
        amount = units["rakennusoikeus"][rows].sum()
        one = units.take(rows[:1]).with_geometry(np.array([shapely.normalize(shape)], dtype=object))
        text = f"{amount:.0f}" if np.isfinite(amount) else one["kaavamerkinta_teksti"][0]
        merged.append(one.with_columns({"rakennusoikeus": np.array([amount]),
                                        "kaavamerkinta_teksti": np.array([text], dtype=object)}))  # fmt: skip
    out = concat([units.take(~member), *merged])
    return out.take(np.lexsort((out["unit"], out["group"], out["location"])))
