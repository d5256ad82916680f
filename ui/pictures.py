"""Pictures of the real windows on a store, for where there is no screen to open them on."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEventLoop, QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app import vault
from app.casefile.finding import find
from app.cli.demonstration import CHILD, OFFICER, PASSPHRASE
from app.sharing.listing import shares_in_state
from ui import typefaces
from ui.main_window import MainWindow
from ui.operations import at_once
from ui.theme import theme

if TYPE_CHECKING:
    from app.desk import Desk

#: How long a window may settle before its picture is taken, in milliseconds.
SETTLE = 60


def there_is_a_screen() -> bool:
    """Say whether a window can be opened here; only Linux leaves that to two variables."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show_made_up_store(store: Path) -> int:
    """Where there is no screen: write pictures of the made-up store's windows beside it, and say where."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false;qt.qpa.*=false")
    qInstallMessageHandler(
        lambda _kind, _where, _words: None
    )  # offscreen, Qt says for each window what it lacks
    app = QApplication.instance() or QApplication([sys.argv[0]])
    desk = vault.open_store(store, OFFICER, PASSPHRASE)
    try:
        made = take_pictures(desk, store.parent / "pictures", CHILD)
    finally:
        desk.close()
    app.quit()
    sys.stdout.write(
        f"There is no screen here: {len(made)} pictures of the windows are in {made[0].parent}\n"
    )
    return 0


def take_pictures(desk: Desk, folder: Path, child: str) -> tuple[Path, ...]:
    """Go through the places of the window on an open desk and write a picture of each; ``child`` is searched for."""
    typefaces.load_first()
    typefaces.load_rest()
    theme()
    folder.mkdir(parents=True, exist_ok=True)
    window = MainWindow(desk, at_once(desk), desk.keeper.path.name)
    window.show()
    try:
        return tuple(_take(window, folder, place, value) for place, value in _places(desk, child))
    finally:
        window.leave()
        window.hide()
        window.deleteLater()


def _places(desk: Desk, child: str) -> list[tuple[str, Any]]:
    hit = next(hit for hit in desk.read(find, child).hits if hit.person_id is not None)
    shares = desk.read(shares_in_state, "decided")
    stops: list[tuple[str, Any]] = [("worklist", None), ("search", child), ("casefile", hit.person_id)]
    stops += [("feeds", None), ("linking", None), ("sharing", hit.person)]
    stops += [("papers", shares[0].reference)] if shares else []
    return [*stops, ("logbook", None)]


def _take(window: MainWindow, folder: Path, place: str, value: Any) -> Path:
    window.go(place, value)
    settle(SETTLE)
    path = folder / f"{place}.png"
    window.grab().save(str(path))
    return path


def settle(milliseconds: int) -> None:
    """Let the window draw what it was given."""
    QApplication.sendPostedEvents()
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    QApplication.processEvents()
