"""Does Tab go as the eye goes, also where fields came later than what stands below them?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def stops(within: QWidget, last: Iterable[QWidget] = ()) -> list[QWidget]:
    """Give what can take the focus within a widget in the order in which it was made; ``last`` stands at the end."""
    end = list(last)
    found = [
        part
        for part in within.findChildren(QWidget)
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus
        and part.focusProxy() is None
        and part not in end
        and part.window() is within.window()
    ]
    return [*found, *end]


def chain(parts: Iterable[QWidget]) -> None:
    """Let Tab go from each to the next."""
    for one, after in pairwise(parts):
        QWidget.setTabOrder(one, after)
