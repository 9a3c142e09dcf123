# SPDX-License-Identifier: GPL-2.0-or-later
"""Streets, blocks and plots of the town's districts.

A district is laid out in rows of blocks on a frame (u along the rows, v across) that is then bent and waved into
place. A plot's nominal shape reaches to the middle of its street; the street areas are painted over it later.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from ..features import Features, concat
from . import design
from .design import District
from .draws import Draws
from .terrain import Terrain

# What the blocks of a district are for: plan code, how many of ten thousand blocks get it, plots' width as a share
# of the district's own, whether two rows of plots lie back to back.
MIXES: dict[str, tuple[tuple[str, int, float, bool], ...]] = {
    "centre": (
        ("AK", 2700, 1.2, True), ("AL", 2100, 1.0, True), ("C", 1500, 1.1, True), ("K", 500, 1.6, True),
        ("KL", 500, 9.0, False), ("AO", 700, 0.8, True), ("AR", 400, 2.0, True), ("Y", 500, 9.0, False),
        ("YH", 200, 9.0, False), ("YK", 200, 9.0, False), ("LP", 300, 9.0, False), ("VP", 700, 9.0, False),
    ),
    "apartments": (
        ("AK", 5200, 1.0, True), ("AR", 1500, 1.0, True), ("KL", 500, 1.5, True), ("YL", 600, 9.0, False),
        ("YO", 400, 9.0, False), ("LPA", 300, 1.0, True), ("VP", 900, 9.0, False), ("YS", 400, 9.0, False),
    ),
    "mixed": (
        ("AO", 2600, 1.0, True), ("AP", 2200, 1.1, True), ("AR", 2400, 2.4, True), ("AK", 1200, 2.2, True),
        ("YL", 400, 9.0, False), ("VL", 600, 9.0, False), ("KL", 300, 9.0, False),
    ),
    "retail": (
        ("KM", 2500, 9.0, False), ("KL", 3000, 1.0, True), ("KTY", 2500, 1.0, True), ("LH", 1000, 1.0, True),
        ("EV", 800, 9.0, False),
    ),
    "houses": (
        ("AO", 6600, 1.0, True), ("AP", 1400, 1.2, True), ("AR", 600, 3.0, True), ("YL", 200, 9.0, False),
        ("VK", 300, 9.0, False), ("VL", 800, 9.0, False), ("YO", 100, 9.0, False),
    ),
    "village": (
        ("AO", 5000, 1.0, True), ("AP", 2300, 1.2, True), ("AR", 700, 2.5, True), ("KL", 600, 2.0, True),
        ("YL", 500, 9.0, False), ("VL", 900, 9.0, False),
    ),
    "industry": (
        ("T", 4800, 1.0, True), ("TY", 2300, 1.0, True), ("KTY", 1500, 0.8, True), ("TV", 700, 1.2, True),
        ("ET", 300, 1.0, True), ("EV", 400, 9.0, False),
    ),
    "heavy": (
        ("T", 5800, 1.0, True), ("TY", 2600, 1.0, True), ("KTY", 800, 0.7, True), ("EV", 800, 9.0, False),
    ),
    "resort": (
        ("RM", 5200, 1.0, True), ("YU", 2200, 9.0, False), ("RA", 1200, 0.6, True), ("VU", 1400, 9.0, False),
    ),
}  # fmt: skip
GREEN = ("VP", "VL", "VK", "VU", "EV")
"""Blocks of these codes stay one area without plots."""


@dataclass(frozen=True)
class Blocks:
    """The blocks of one district in its frame: u and v from-to, shape (n, 2), and each block's plan code."""

    u: np.ndarray
    v: np.ndarray
    code: np.ndarray


def make(seed: int, terrain: Terrain, corridors: shapely.Geometry) -> tuple[Features, Features, Features]:
    """Lay out every district on dry land outside the corridors of motorway and railway.

    Returns:
        Plots (kind "plot" or "park", one unit each), streets (centre lines with name and width), and the districts'
        green between blocks (kind "green").
    """
    blocked = shapely.union(shapely.buffer(terrain.water, 26, quad_segs=2), shapely.buffer(corridors, 22, quad_segs=2))
    shapely.prepare(blocked)
    plots, streets, greens = [], [], []
    for district in design.DISTRICTS:
        draws = Draws(seed, f"district {district.number}")
        frame = Frame(district, draws)
        blocks = _blocks(district, frame, draws, blocked)
        plots.append(_plots(district, frame, blocks, draws))
        streets.append(_streets(district, frame, blocks, draws))
        greens.append(_green(district, plots[-1]))
        taken = shapely.buffer(greens[-1].geometry, 18, quad_segs=2)
        blocked = shapely.union(blocked, shapely.union_all(taken))
        shapely.prepare(blocked)
    return concat(plots), concat(streets), concat([_between(greens, terrain), *greens])


class Frame:
    """Where a district's (u, v) lies on the map."""

    def __init__(self, district: District, draws: Draws):
        self.district = district
        self.phase = draws.uniform(0, 6.283, 4)

    def __call__(self, uv: np.ndarray) -> np.ndarray:
        """Give map coordinates of frame coordinates, both of shape (n, 2)."""
        d, (p, q, r, s) = self.district, self.phase
        u, v = uv[:, 0], uv[:, 1]
        du = d.wave * (np.sin(v / 103 + p) + 0.5 * np.sin((u + v) / 71 + q)) / 1.5
        dv = d.wave * (np.sin(u / 97 + r) + 0.5 * np.sin((u - v) / 63 + s)) / 1.5
        u, v = u + du, v + dv
        if d.bend:
            u, v = (d.bend - v) * np.sin(u / d.bend), d.bend - (d.bend - v) * np.cos(u / d.bend)
        angle = np.radians(d.angle)
        x = d.origin[0] + u * np.cos(angle) - v * np.sin(angle)
        y = d.origin[1] + u * np.sin(angle) + v * np.cos(angle)
        return np.round(np.column_stack([x, y]), 2)

    def shapes(self, geometry: np.ndarray, longest: float) -> np.ndarray:
        """Put shapes drawn in the frame on the map; sides longer than `longest` follow the curve in pieces."""
        return shapely.transform(shapely.segmentize(geometry, longest), self)


def _cuts(draws: Draws, low: float, high: float, step: tuple[float, float]) -> np.ndarray:
    """Cut a stretch into pieces of random length, the last one not a remnant."""
    steps = draws.uniform(step[0], step[1], int((high - low) / step[0]) + 2)
    cuts = low + np.concatenate([[0.0], np.cumsum(steps)])
    cuts = cuts[cuts < high - step[0] * 0.6]
    return np.round(np.append(cuts, high), 1)


def _blocks(district: District, frame: Frame, draws: Draws, blocked: shapely.Geometry) -> Blocks:
    u_low, u_high, v_low, v_high = district.reach
    rows = _cuts(draws, v_low, v_high, district.row)
    shared = _cuts(draws, u_low, u_high, district.block)
    u, v = [], []
    for low, high in pairwise(rows):
        if district.through:
            cuts = shared[np.append(np.append(True, ~draws.chance(0.12, len(shared) - 2)), True)]
        else:
            shift = draws.uniform(-0.5, 0.5, 2) * district.block[0]
            cuts = _cuts(draws, u_low + shift[0], u_high + shift[1], district.block)
        u.append(np.column_stack([cuts[:-1], cuts[1:]]))
        v.append(np.tile([low, high], (len(cuts) - 1, 1)))
    u, v = np.concatenate(u), np.concatenate(v)
    middle = np.column_stack([u.mean(axis=1), v.mean(axis=1)])
    keep = np.ones(len(u), dtype=bool)
    if district.round:
        a = (middle[:, 0] - (u_low + u_high) / 2) / (u_high - u_low) * 2
        b = (middle[:, 1] - (v_low + v_high) / 2) / (v_high - v_low) * 2
        keep = a * a + b * b < draws.uniform(0.85, 1.15, len(u))
    quads = frame.shapes(shapely.box(u[:, 0], v[:, 0], u[:, 1], v[:, 1]), 60)
    keep &= shapely.area(shapely.intersection(quads, blocked)) < 0.18 * shapely.area(quads)
    u, v = u[keep], v[keep]
    return Blocks(u, v, _codes(district, frame, u, v, draws))


def _codes(district: District, frame: Frame, u: np.ndarray, v: np.ndarray, draws: Draws) -> np.ndarray:
    mix = MIXES[district.kind]
    code = draws.pick([name for name, *_ in mix], len(u), [weight for _, weight, *_ in mix])
    if district.kind == "centre":
        middle = frame(np.column_stack([u.mean(axis=1), v.mean(axis=1)]))
        order = np.argsort(np.round(np.hypot(middle[:, 0], middle[:, 1])), kind="stable")
        code[order[0]] = "torialue"
        code[order[1:4]] = ["C", "AL", "K"]
        code[order[4:10:2]] = ["C", "AK", "AL"]
        code[order[11:28:4]] = ["YK", "YH", "YS", "YY", "Y"]
        size = (u[:, 1] - u[:, 0]) * (v[:, 1] - v[:, 0])
        outer = order[len(order) // 2 :]
        code[outer[np.argmax(size[outer])]] = SEMINARY
    return code


SEMINARY = "YO-7"
"""The protected old school block: one of its kind."""


def _plots(district: District, frame: Frame, blocks: Blocks, draws: Draws) -> Features:
    factor = {name: (width, pair) for name, _, width, pair in MIXES[district.kind]}
    rows = []
    for number, ((u0, u1), (v0, v1), code) in enumerate(zip(blocks.u, blocks.v, blocks.code), start=1):
        width, pair = factor.get(code, (9.0, False))
        if width >= 9:
            rows.append((number, 1, code, u0, u1, v0, v1))
            continue
        inset = district.street / 2
        wanted = draws.one(district.plot[0], district.plot[1]) * width
        count = max(1, round((u1 - u0 - 2 * inset) / wanted))
        splits = u0 + inset + (u1 - u0 - 2 * inset) * np.arange(count + 1) / count
        splits[1:-1] += draws.uniform(-0.13, 0.13, count + 1)[1:-1] * wanted
        splits[0], splits[-1] = u0, u1
        middle = (v0 + v1) / 2 + draws.one(-0.05, 0.05) * (v1 - v0)
        halves = ((v0, middle), (v1, middle)) if pair else ((v0, v1),)
        plot = 0
        for front, back in halves:
            joined = np.append(draws.chance(0.06, count - 1), False) if count > 1 else np.array([False])
            start = 0
            for i in range(count):
                if joined[i] and start == i:
                    continue
                plot += 1
                rows.append((number, plot, code, splits[start], splits[i + 1], front, back))
                start = i + 1
    return _lots(district, frame, rows)


def _lots(district: District, frame: Frame, rows: list[tuple]) -> Features:
    block, plot, code, u0, u1, front, back = (np.array(column) for column in zip(*rows))
    shapes = shapely.box(u0, np.minimum(front, back), u1, np.maximum(front, back))
    corners = frame(np.stack([u0, front, u1, front, u1, back, u0, back], axis=1).reshape(-1, 2)).reshape(-1, 8)
    green = np.isin(code, GREEN)
    columns = {
        "kind": np.where(green, "park", np.where(code == "torialue", "square", "plot")).astype(object),
        "location": np.full(len(block), district.number, dtype=np.int64),
        "block": block.astype(np.int64),
        "plot": plot.astype(np.int64),
        "code": code.astype(object),
        **{name: corners[:, i] for i, name in enumerate(FRAME)},
    }
    return Features(frame.shapes(shapes, 55.0), columns)


FRAME = ("ax", "ay", "bx", "by", "cx", "cy", "dx", "dy")
"""Corners of a lot: a and b on its front, c and d at its back (b-c and d-a are its sides)."""


def _streets(district: District, frame: Frame, blocks: Blocks, draws: Draws) -> Features:
    """Streets round the blocks: one line per stretch, named as one street while it goes straight on."""
    along = np.concatenate([np.column_stack([blocks.v[:, side], blocks.u]) for side in (0, 1)])
    across = np.concatenate([np.column_stack([blocks.u[:, side], blocks.v]) for side in (0, 1)])
    # An end of a row is often no street but the neighbour's hedge.
    single = np.unique(across[:, :2], axis=0, return_counts=True, return_inverse=True)
    alone = single[2][single[1].reshape(-1)] == 1
    if not district.through:
        across = across[~(alone & draws.chance(0.6, len(across)))]
    along, across = _stretches(along), _stretches(across)
    lines = [np.array([[a, line], [b, line]]) for line, a, b in along]
    lines += [np.array([[line, a], [line, b]]) for line, a, b in across]
    # A side street belongs to the same street area as the row street it starts from.
    start = np.array([line for line, *_ in along])
    number = [*range(1, len(along) + 1), *(int(np.argmin(np.abs(start - a))) + 1 for _, a, _ in across)]
    geometry = shapely.simplify(frame.shapes(shapely.linestrings(lines), 20.0), 1.3)
    main = np.zeros(len(lines), dtype=bool)
    main[np.argsort(-np.round(shapely.length(geometry)), kind="stable")[:3]] = True
    columns = {
        "location": np.full(len(lines), district.number, dtype=np.int64),
        "width": np.where(main, district.street * 1.25, district.street),
        "kohdeluokka": np.where(main, 12131, 12132).astype(np.int64),
        "number": np.array(number, dtype=np.int64),
    }
    return Features(geometry, columns)


def _stretches(edges: np.ndarray) -> list[tuple[float, float, float]]:
    """Join edges (line, from, to) that touch or overlap on the same line."""
    out: list[tuple[float, float, float]] = []
    for line, low, high in np.round(edges, 1)[np.lexsort((edges[:, 1], edges[:, 0]))]:
        if out and out[-1][0] == line and low <= out[-1][2]:
            out[-1] = (line, out[-1][1], max(out[-1][2], high))
        else:
            out.append((line, low, high))
    return out


def _between(greens: list[Features], terrain: Terrain) -> Features:
    """The town's own land between its districts and along the strait, below the districts' own green."""
    whole = shapely.union_all(np.concatenate([green.geometry for green in greens]))
    near = shapely.buffer(shapely.Point(design.MIDDLE_OF_TOWN), 1900)
    banks = shapely.intersection(shapely.buffer(terrain.river[0], 75, quad_segs=3), near)
    joined = shapely.buffer(shapely.buffer(shapely.union(whole, banks), 170, quad_segs=3), -165, quad_segs=3)
    parts = shapely.get_parts(shapely.set_precision(shapely.simplify(joined, 6), 0.01))
    columns = {
        "kind": np.full(len(parts), "green", dtype=object),
        "location": np.where(shapely.distance(parts, near) > 0, 14, 1).astype(np.int64),
        "code": np.full(len(parts), "VL", dtype=object),
        "between": np.ones(len(parts), dtype=bool),
    }
    return Features(parts, columns)


def _green(district: District, plots: Features) -> Features:
    """The land between and around blocks that the town owns and has planned as green."""
    blocks = shapely.union_all(shapely.buffer(plots.geometry, 0.5))
    hull = shapely.buffer(shapely.buffer(blocks, 75, quad_segs=2), -48, quad_segs=2)
    parts = shapely.get_parts(shapely.set_precision(shapely.simplify(hull, 4), 0.01))
    columns = {
        "kind": np.full(len(parts), "green", dtype=object),
        "location": np.full(len(parts), district.number, dtype=np.int64),
        "code": np.full(len(parts), "EV" if district.kind in ("industry", "heavy") else "VL", dtype=object),
        "between": np.zeros(len(parts), dtype=bool),
    }
    return Features(parts, columns)
