# SPDX-License-Identifier: GPL-2.0-or-later
"""GDAL's options for a while; `gdal.config_option` of newer GDAL does the same, Debian 12's is too old for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from osgeo import gdal


@contextmanager
def gdal_option(name: str, value: str) -> Iterator[None]:
    """Set one of GDAL's configuration options and put back what was there before."""
    before = gdal.GetConfigOption(name)
    gdal.SetConfigOption(name, value)
    try:
        yield
    finally:
        gdal.SetConfigOption(name, before)
