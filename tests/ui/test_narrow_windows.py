"""Can the windows beside the desk be used 320 pixels wide, with nothing cut off and nothing scrolled sideways?

Clause 11.1.4.10 of EN 301 549 (WCAG 1.4.10) asks it: 320 pixels are what is left of 1,280 at four times the size.
"""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from tests.ui.beside import kept, windows_beside
from tests.ui.pictures import cut_off, take_picture

NARROW = (320, 640)


def test_the_windows_beside_the_desk_fit_320_pixels_without_scrolling_sideways(
    qtbot: QtBot, desk: Desk
) -> None:
    under = QWidget()
    qtbot.addWidget(under)
    under.resize(*NARROW)
    found = []
    for name, make in windows_beside(desk, under).items():
        window = kept(make, qtbot)
        for _turn in range(3):
            window.resize(*NARROW)
            window.show()
            QApplication.processEvents()
        wide = [area.accessibleName() for area in window.findChildren(QAbstractScrollArea) if _scrolls(area)]
        found += [f"{name}: {each} scrolls sideways" for each in wide]
        found += [f"{name}: {each}" for each in cut_off(window, 1.0, NARROW)]
        if window.width() > NARROW[0]:
            found.append(f"{name}: it is {window.width()} pixels wide")
        take_picture(window, f"narrow-{name.replace(', ', '-').replace(' ', '-')}", size=NARROW)
        window.hide()
    assert found == []


def _scrolls(area: QAbstractScrollArea) -> bool:
    return area.isVisible() and area.horizontalScrollBar().maximum() > 0
