"""In which order Tab goes through a page: the order in which it is read, whenever its widgets were made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QWidget

from ui.theme import theme

#: How far apart the middles of two widgets may be that stand in one line.
ONE_LINE = 14


def stops(panes: Sequence[QWidget], top: QWidget) -> list[QWidget]:
    """List what Tab stops at below a widget: pane after pane, in each from the top, in a line from the left."""
    left = [part for part in top.findChildren(QWidget) if _takes_tab(part)]
    found: list[QWidget] = []
    for pane in panes:
        inside = [part for part in left if part is pane or pane.isAncestorOf(part)]
        left = [part for part in left if part not in inside]
        found += _as_read(inside, top)
    return found + _as_read(left, top)


def stop_after(order: Sequence[QWidget], focus: QWidget | None, step: int) -> QWidget | None:
    """Give where Tab (1) or Shift Tab (-1) goes to from what has the focus; None past the ends."""
    held = next((at for at, stop in enumerate(order) if focus is not None and _is_in(focus, stop)), None)
    if held is None or not 0 <= held + step < len(order):
        return None
    return order[held + step]


def stop_outside(top: QWidget, step: int) -> QWidget | None:
    """Give the first (or for -1 the last) stop of the window that is not below a widget; None where there is none.

    Qt's own ring is not asked: the binding makes what it gives a child of what was asked, and lets both go together.
    """
    window = top.window()
    around = [part for part in window.findChildren(QWidget) if part.window() is window and _takes_tab(part)]
    outside = _as_read([part for part in around if not top.isAncestorOf(part)], window)
    return outside[0 if step > 0 else -1] if outside else None


def _as_read(parts: list[QWidget], top: QWidget) -> list[QWidget]:
    """Order by lines; what is larger than a line, such as a pane that scrolls, comes before what is in it."""
    middles = {part: part.mapTo(top, QPoint(part.width() // 2, part.height() // 2)) for part in parts}
    around = [part for part in parts if any(part.isAncestorOf(other) for other in parts if other is not part)]
    rest = sorted((part for part in parts if part not in around), key=lambda part: middles[part].y())
    lines: list[list[QWidget]] = []
    for part in rest:
        if lines and middles[part].y() - middles[lines[-1][0]].y() <= theme().px(ONE_LINE):
            lines[-1].append(part)
        else:
            lines.append([part])
    return around + [part for line in lines for part in sorted(line, key=lambda one: middles[one].x())]


def _is_in(focus: QWidget, stop: QWidget) -> bool:
    return focus is stop or (isinstance(stop, QComboBox) and stop.isAncestorOf(focus))


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
