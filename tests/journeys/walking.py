"""How an officer goes through the program's own windows by keyboard: start, bring in, find a child, lock and unlock."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desk import Desk
from tests.builders import MANAGER, MANAGER_PASSPHRASE
from tests.journeys.keys import choose, control, focused, named, press, tab_to, type_words
from ui.main import Program
from ui.main_window import MainWindow
from ui.operations import at_once
from ui.unlock import UnlockWindow

Key = Qt.Key
#: What is slow on a busy machine is waited for so long, in milliseconds.
PATIENCE = 20_000


def wait_for_window(program: Program, kind: type[QWidget], qtbot: QtBot) -> None:
    """Wait until a window of this kind is in front and has the keyboard, as it has on a real screen."""
    qtbot.waitUntil(lambda: isinstance(program.window, kind), timeout=PATIENCE)
    assert program.window is not None
    program.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=PATIENCE)


def the_window(program: Program, qtbot: QtBot) -> MainWindow:
    wait_for_window(program, MainWindow, qtbot)
    assert isinstance(program.window, MainWindow)
    return program.window


def go_to(words: str, window: MainWindow, qtbot: QtBot) -> None:
    """Go to a place by Control and its number on the rail; beyond the ninth by its name in the palette."""
    shown = [place for place in window._places.values() if place.words]
    number = next(at for at, place in enumerate(shown, 1) if place.words == words)
    if number < 10:
        control(Key(Key.Key_0 + number))
    else:
        control(Key.Key_K)
        type_words(words)
        qtbot.waitUntil(lambda: any(words in e.words for e in window.palette_of.entries()), timeout=PATIENCE)
        press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.page is not None and window.page.title == words, timeout=PATIENCE)


def says(window: MainWindow, words: str) -> Callable[[], bool]:
    return lambda: words in window.status.words()


def in_sight(window: QWidget, name: str) -> Callable[[], bool]:
    return lambda: any(named(part) == name and part.isVisible() for part in window.findChildren(QWidget))


def first_run(store: Path, program: Program, qtbot: QtBot) -> MainWindow:
    """Answer every step of the first run."""
    program.start(None)
    assert program.window is not None
    wait_for_window(program, type(program.window), qtbot)
    tab_to("Make a new store")
    press(Key.Key_Space)
    for name, words in (("Council", "Tidewell"), ("Your name", MANAGER), ("Your post", "MASH manager")):
        tab_to(name)
        type_words(words)
    tab_to("Store file")
    control(Key.Key_A)
    type_words(str(store))
    control(Key.Key_Return)
    for name in ("Passphrase", "Passphrase again"):
        tab_to(name)
        type_words(MANAGER_PASSPHRASE)
        press(Key.Key_Tab)
    control(Key.Key_Return)
    tab_to("Make a recovery key now")
    press(Key.Key_Space)
    control(Key.Key_Return)
    written = "I have written them down"
    qtbot.waitUntil(lambda: named(focused()).startswith(written), timeout=PATIENCE)
    press(Key.Key_Space)
    control(Key.Key_Return)
    tab_to("Open the desk")
    press(Key.Key_Space)
    return the_window(program, qtbot)


def bring_in(agency: str, window: MainWindow, qtbot: QtBot) -> None:
    """Read the files of the dialog as an agency's, look at the preview, and accept."""
    box = tab_to("Who sent it")
    qtbot.waitUntil(lambda: int(box.property("count")) > 0, timeout=PATIENCE)
    choose("Who sent it", agency)
    qtbot.waitUntil(lambda: agency in str(box.property("currentText")), timeout=PATIENCE)
    control(Key.Key_O)
    tab_to("Read the files")
    press(Key.Key_Space)
    qtbot.waitUntil(in_sight(window, "Accept: bring this in"), timeout=PATIENCE)
    assert "rows read" in window.status.words()
    control(Key.Key_Return)
    qtbot.waitUntil(says(window, "Brought in."), timeout=PATIENCE)
    qtbot.waitUntil(in_sight(window, "Undo this batch"), timeout=PATIENCE)
    tab_to("All batches")
    press(Key.Key_Space)
    qtbot.waitUntil(in_sight(window, "Read the files"), timeout=PATIENCE)


def lock_and_unlock(program: Program, window: MainWindow, qtbot: QtBot) -> MainWindow:
    control(Key.Key_L)
    wait_for_window(program, UnlockWindow, qtbot)
    assert program.window is not None
    assert program.window.windowTitle() == "MASH Desk", "a locked desk tells nothing of what it holds"
    tab_to("Passphrase")
    type_words(MANAGER_PASSPHRASE)
    qtbot.waitUntil(lambda: program.window.officer.value() == MANAGER, timeout=PATIENCE)  # type: ignore[union-attr]
    press(Key.Key_Return)
    again = the_window(program, qtbot)
    assert again is not window
    return again


def shown(desk: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(desk, at_once(desk), "made-up")
    qtbot.addWidget(made)
    with qtbot.waitActive(made, timeout=PATIENCE):
        made.show()
        made.activateWindow()
    return made


def to_the_share(window: MainWindow, qtbot: QtBot) -> None:
    control(Key.Key_K)
    type_words("petherick isla")
    found = lambda: any(entry.hit is not None for entry in window.palette_of.entries())  # noqa: E731
    qtbot.waitUntil(found, timeout=PATIENCE)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: window.page is not None and window.page.key == "casefile", timeout=PATIENCE)
    qtbot.waitUntil(in_sight(window, "Share"), timeout=PATIENCE)
    control(Key.Key_S)
    qtbot.waitUntil(lambda: window.page is not None and window.page.key == "sharing", timeout=PATIENCE)
    qtbot.waitUntil(
        lambda: QApplication.focusWidget() is not None and _is_ready(window),
        timeout=PATIENCE,
    )


def _is_ready(window: MainWindow) -> bool:
    form: QWidget = window.page.form  # type: ignore[union-attr]
    return form.isVisible() and form.isEnabled()


def fill_in_and_decide(window: MainWindow, qtbot: QtBot, *, name: str = "") -> None:
    """Fill in the page from top to bottom and decide; to a name where the directory holds no post yet."""
    # long because: it is the page, in its order
    tab_to("Share")
    press(Key.Key_Space)
    choose("To which organisation", "Health visiting")
    if name:
        tab_to("Or by name")
        type_words(name)
    else:
        choose("Post there", "Duty health visitor")
    choose("By which way", "secure file transfer")
    choose("Purpose", "Safeguarding")
    tab_to("So that they can")
    type_words("see the child at home this week and tell us the same day what they find")
    tab_to("Name: Isla Petherick")
    press(Key.Key_Space)
    tab_to("Fact")
    press(Key.Key_Space)
    tab_to("Duty to share")
    press(Key.Key_Space)
    tab_to("Legal obligation")
    press(Key.Key_Space)
    tab_to("Yes")
    press(Key.Key_Space)
    tab_to("Why this much")
    type_words("They see her at home and need to know who she is, and no more.")
    page = window.page
    assert page is not None
    qtbot.waitUntil(lambda: page.decide_button.reason == "", timeout=PATIENCE)  # type: ignore[attr-defined]
    control(Key.Key_Return)
