# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes QGIS's worker threads fit for pyproj."""

from __future__ import annotations

import ctypes
import threading

_this = threading.local()


def stay_known_to_python() -> None:
    """Keep Python's record of the thread that runs this for as long as the thread lives.

    Qt makes the threads in which algorithms run. Python forgets such a thread whenever a call into Python ends, and
    pyproj 3.7 then frees its PROJ context but keeps the address in the thread: the next algorithm in the same thread
    crashes QGIS. One more hold on the thread's state, never given back, keeps both. It costs one context a thread.

    Call it before pyproj is used; the second call in a thread does nothing.

    Source: https://github.com/pyproj4/pyproj/issues/1622
    """
    if not getattr(_this, "kept", False):
        ctypes.pythonapi.PyGILState_Ensure()
        _this.kept = True
