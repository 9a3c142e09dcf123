# SPDX-License-Identifier: GPL-2.0-or-later
"""Texts of the plugin in the user's language: Finnish, Swedish or English.

One catalogue and one context for the whole plugin. QGIS is imported when a text is asked for, never before, and a text
is translated where it is used, never when a module is imported: the translator isn't there yet then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from heinola_planning_plugin.paths import resource

if TYPE_CHECKING:
    from qgis.PyQt.QtCore import QTranslator

LANGUAGES = ("fi", "sv", "en")
CONTEXT = "@default"  # what pylupdate5 writes for a plain tr()

_installed: list[QTranslator] = []  # Qt keeps no reference of its own


def tr(text: str, *args: object, **kwargs: object) -> str:
    """Translate, then fill in the placeholders: `tr("{} of {} parcels", kept, read)`. Never pass an f-string."""
    from qgis.PyQt.QtCore import QCoreApplication

    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format(*args, **kwargs) if args or kwargs else translated


def ui_language() -> str:
    """Give "fi", "sv" or "en": the language of QGIS, English where it is another one."""
    from qgis.core import QgsApplication

    language = QgsApplication.locale()[:2].lower()
    return language if language in LANGUAGES else "en"


def install_translator() -> None:
    """Make tr() speak the language of QGIS. A second call changes to the language of then."""
    from qgis.PyQt.QtCore import QCoreApplication, QTranslator

    remove_translator()
    translator = QTranslator()
    if translator.load(str(resource("i18n", f"heinola_{ui_language()}.qm"))):
        QCoreApplication.installTranslator(translator)  # noqa: QGS201 - false only for an empty catalogue, harmless
        _installed.append(translator)


def remove_translator() -> None:
    """Undo install_translator()."""
    from qgis.PyQt.QtCore import QCoreApplication

    while _installed:
        QCoreApplication.removeTranslator(_installed.pop())  # noqa: QGS201 - false where Qt has dropped it already
