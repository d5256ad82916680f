"""The windows beside the desk, each made as the program makes it, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from tests.ui.fake_vault import FakeVault
from ui.first_run import FirstRunWindow
from ui.hand_over import HandOverWindow
from ui.help.guide_window import GuideWindow
from ui.help.tour import Tour
from ui.operations import at_once
from ui.restore_window import RestoreWindow
from ui.shortcut_help import ShortcutHelp
from ui.unlock import UnlockWindow

Make = Callable[[], QWidget]
STEPS = range(6)


def windows_beside(desk: Desk, under: QWidget) -> dict[str, Make]:
    """Give a way to make each window; the tour stands over ``under``."""
    # long because: it is a list of windows, each with its few lines

    def first_run(step: int) -> Make:
        def made() -> QWidget:
            window = FirstRunWindow(FakeVault(), at_once(None))
            window.words.show_words(FakeVault.WORDS)
            window._show(window._steps[step])
            if step == 3:
                window.recovery.way.set_value("council")
            return window

        return made

    def unlock() -> QWidget:
        window = UnlockWindow(
            desk.keeper.path, FakeVault(officers=("Priya Nair", "Tom Abara")), at_once(None)
        )
        window.start()
        window.repair_button.show()
        return window

    def hand_over() -> QWidget:
        window = HandOverWindow(desk, at_once(desk))
        window.start()
        window.idle.stop()
        return window

    def guide() -> QWidget:
        window = GuideWindow({"worklist": "What waits."})
        window.show_page("worklist")
        window.show_page("feeds")
        return window

    def tour() -> QWidget:
        window = Tour(lambda _place: None, under)
        window.show_step(1)
        return window

    return {
        **{f"first run, step {step}": first_run(step) for step in STEPS},
        "unlock": unlock,
        "restore": lambda: RestoreWindow(FakeVault(), at_once(None)),
        "hand over": hand_over,
        "guide": guide,
        "keys": lambda: ShortcutHelp((), "Worklist", "What waits."),
        "tour": tour,
    }


def kept(make: Make, qtbot: QtBot) -> QWidget:
    """Make a window that is not let go of when it is closed."""
    window = make()
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window)
    return window
