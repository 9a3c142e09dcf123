# SPDX-License-Identifier: GPL-2.0-or-later
"""Draws docs/img/benchmarks.png from the numbers of a run; run by the Python of build/bench-venv.

python plot.py NUMBERS.json OUT.png
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.ticker import NullFormatter

COLOURS = {"QGIS": "#8c96a0", "PostGIS": "#5b8db8", "geopandas": "#d9a441", "this plugin": "#2f7d4f"}


def spaced(count: int) -> str:
    """Write a count with spaces between thousands."""
    return f"{count:,}".replace(",", " ")


def main() -> None:
    """Draw: left the works by program, right how time and memory grow with the number of parcels."""
    numbers = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4.6), width_ratios=(3, 2), layout="constrained")
    works = numbers["works"]
    high = 0.8 / len(COLOURS)
    for place, (program, colour) in enumerate(COLOURS.items()):
        for row, work in enumerate(works):
            seconds = work["seconds"].get(program)
            if seconds:
                y = row + (place - (len(COLOURS) - 1) / 2) * high
                left.barh(y, seconds, high * 0.92, color=colour, label=program if row == 0 else None)
                left.text(
                    seconds * 1.05, y, f"{seconds:.1f}" if seconds >= 1 else f"{seconds:.2f}", va="center", fontsize=7
                )
    left.set_xscale("log")
    left.set_xlim(right=left.get_xlim()[1] * 4)
    left.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    left.set_yticks(range(len(works)), [work["work"] for work in works])
    left.invert_yaxis()
    left.set_xlabel("seconds (logarithmic)")
    left.set_title(f"{spaced(numbers['count'])} parcels, one machine, one run", loc="left", fontsize=10)
    handles, names = left.get_legend_handles_labels()
    left.legend(handles, names, frameon=False, fontsize=8, loc="upper right", bbox_to_anchor=(1.0, 1.0))
    growth = numbers["growth"]
    count = [one["count"] for one in growth]
    right.plot(count, [one["seconds"] for one in growth], "o-", color=COLOURS["this plugin"], label="seconds")
    right.plot(count, [one["peak_gb"] for one in growth], "s--", color="#7a5195", label="GB at most")
    for one in growth:
        right.annotate(
            f"{one['seconds']:.1f} s",
            (one["count"], one["seconds"]),
            (0, 6),
            textcoords="offset points",
            ha="center",
            fontsize=8,
        )
        right.annotate(
            f"{one['peak_gb']:.1f} GB",
            (one["count"], one["peak_gb"]),
            (0, -12),
            textcoords="offset points",
            ha="center",
            fontsize=8,
        )
    if len(growth) > 1:
        straight = [growth[0]["seconds"] * one / count[0] for one in count]
        right.plot(count, straight, ":", color="#aaaaaa", label="in proportion to the parcels")
    right.set_xscale("log")
    right.set_yscale("log")
    right.xaxis.set_major_formatter(lambda value, _: spaced(int(value)))
    right.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    right.yaxis.set_minor_formatter(NullFormatter())
    right.margins(x=0.15, y=0.2)
    right.set_xlabel("parcels")
    right.set_title("four criteria, file to styled layer", loc="left", fontsize=10)
    right.legend(frameon=False, fontsize=8, loc="upper left")
    figure.savefig(sys.argv[2], dpi=110, metadata={"Software": None})


if __name__ == "__main__":
    main()
