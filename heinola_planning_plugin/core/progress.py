# SPDX-License-Identifier: GPL-2.0-or-later
"""Progress and cancelling, as one plain callable.

`progress(fraction, message=None)`: fraction is 0-1 of the step that was handed the callable, message an
English sentence or None for "as before". The callable raises `errors.Cancelled` when the user has cancelled,
so a step that calls it once per chunk of work stops within that chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

Progress = Callable[..., None]


def silent(fraction: float, message: str | None = None) -> None:
    """Go on without telling anybody."""


def part(progress: Progress, start: float, end: float) -> Progress:
    """Map a step's own 0-1 onto `start`-`end` of the whole."""

    def inner(fraction: float, message: str | None = None) -> None:
        progress(start + (end - start) * min(max(fraction, 0.0), 1.0), message)

    return inner


def wordless(progress: Progress) -> Progress:
    """Drop a step's messages: what the whole says is enough where a step is short and comes often."""
    return lambda fraction, _message=None: progress(fraction)


def chunks(count: int, size: int, progress: Progress = silent) -> Iterator[slice]:
    """Cut `range(count)` into slices of `size`, reporting (and so able to stop) before each."""
    for start in range(0, count, size):
        progress(start / count)
        yield slice(start, min(start + size, count))
