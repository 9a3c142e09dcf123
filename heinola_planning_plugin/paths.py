# SPDX-License-Identifier: GPL-2.0-or-later
"""The one place that knows where files lie: beside this package in a checkout, inside it in an installed zip."""

from __future__ import annotations

import configparser
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped(*parts: str) -> Path:
    """Give the path of something that ships with the plugin: `shipped("resources", "styles", "x.qml")`."""
    inside = PACKAGE.joinpath(*parts)
    return inside if inside.exists() else PACKAGE.parent.joinpath(*parts)


def resource(*parts: str) -> Path:
    """Give the path of a file under resources/."""
    return shipped("resources", *parts)


@lru_cache(maxsize=1)
def metadata() -> dict[str, str]:
    """Give the [general] section of metadata.txt, the only source of name and version."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(shipped("metadata.txt"), encoding="utf-8")
    return dict(parser["general"])


def version() -> str:
    """Give the plugin's version."""
    return metadata()["version"]
