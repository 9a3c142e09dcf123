# SPDX-License-Identifier: GPL-2.0-or-later
"""QgsFeedback as the one progress callable that core takes."""

from __future__ import annotations

from qgis.core import QgsFeedback, QgsProcessingFeedback

from heinola_planning_plugin.core.errors import Cancelled
from heinola_planning_plugin.core.progress import Progress
from heinola_planning_plugin.i18n import tr

from .threads import stay_known_to_python


def progress_of(feedback: QgsFeedback | None) -> Progress:
    """Make the callable: it moves the bar, says new messages once, and raises Cancelled when asked to stop."""
    stay_known_to_python()  # the first thing every run does in its thread
    if feedback is None:
        feedback = QgsProcessingFeedback()
    last: list[str | None] = [None]

    def progress(fraction: float, message: str | None = None) -> None:
        if feedback.isCanceled():
            raise Cancelled
        feedback.setProgress(100 * min(max(fraction, 0.0), 1.0))
        if message and message != last[0] and hasattr(feedback, "setProgressText"):
            last[0] = message
            feedback.setProgressText(tr(message))

    return progress
