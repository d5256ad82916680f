"""How the program starts: the first window at once, everything heavy while the officer types."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import DeskError
from ui import typefaces
from ui.late_vault import LateVault, Vault
from ui.operations import Operations
from ui.problems import install_last_hook, show_dialog
from ui.theme import STYLED, theme
from ui.unlock import UnlockWindow

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.housekeeping import Housekeeping
    from ui.main_window import MainWindow

#: What is heavy begins so many milliseconds after the first window began to be drawn.
SHOW_FIRST = 20
#: Words of the command line: this is the made-up borough, and end as soon as the first window is in sight.
DEMO, STOP_WHEN_SHOWN = "--demo", "--stop-when-shown"


class Program:
    """The windows one after another: first run or unlock, the desk, and unlock again."""

    def __init__(self, app: QApplication, vault: Vault | None = None) -> None:
        self._app = app
        self._vault = vault or LateVault()
        self._operations = Operations(None)
        self._desk_operations: Operations | None = None
        self._desk: Desk | None = None
        self.housekeeping: Housekeeping | None = None
        self._store: Path | None = None
        self._demo = False
        self._settled = False
        self.window: QWidget | None = None

    def start(self, store: Path | None, *, demo: bool = False) -> None:
        """Show the first window: unlock for a store that is named or was last used, else the first run."""
        self._demo = demo
        known = store or _last_store()
        if known is None:
            self.show_first_run()
        else:
            self.show_unlock(known)

    def show_first_run(self, *, first: bool = True) -> None:
        """Show the first run; with ``first`` False it begins with the new store."""
        from ui.first_run import FirstRunWindow

        window = FirstRunWindow(self._vault, self._operations, first=first)
        window.store_chosen.connect(self.show_unlock)
        window.store_made.connect(self.show_desk)
        window.restore_asked.connect(self.show_restore)
        window.closed.connect(self.end)
        self._show(window)
        QTimer.singleShot(SHOW_FIRST, window, self._settle_in)

    def show_unlock(self, store: Path) -> None:
        """Show the unlock window of a store."""
        self._store = store
        window = UnlockWindow(store, self._vault, self._operations)
        window.unlocked.connect(lambda desk: self.show_desk(store, desk))
        window.other_store_asked.connect(self._on_other_store)
        window.new_store_asked.connect(lambda: self.show_first_run(first=False))
        window.restore_asked.connect(self.show_restore)
        window.closed.connect(self.end)
        self._show(window)
        window.drawn.connect(lambda: QTimer.singleShot(SHOW_FIRST, window, self._settle_in))
        window.drawn.connect(lambda: QTimer.singleShot(SHOW_FIRST, window, window.start))
        if self._demo:
            self._operations.call(_made_up_passphrase, done=window.fill_in_made_up, page=window)

    def show_restore(self) -> None:
        """Show the window in which a store is made again from a backup."""
        from ui.restore_window import RestoreWindow

        window = RestoreWindow(self._vault, self._operations)
        window.restored.connect(self.show_unlock)
        window.given_up.connect(
            lambda: self.show_unlock(self._store) if self._store else self.show_first_run()
        )
        window.closed.connect(self.end)
        self._show(window)

    def show_desk(self, store: Path, desk: Desk) -> None:
        """Show the window of an open desk."""

        typefaces.load_rest()
        self._store, self._desk = store, desk
        QSettings().setValue("last_store", str(store))
        self._desk_operations = Operations(desk)
        window = self._show_main_window(store, desk, self._desk_operations)
        self._desk_operations.long(_lay_aside, done=self._on_laid_aside, page=window)
        window.check_store()
        window.helper.offer_tour(window.operations, window.notice)

    def _show_main_window(self, store: Path, desk: Desk, operations: Operations) -> MainWindow:
        from ui.actions import Command
        from ui.housekeeping import Housekeeping
        from ui.main_window import MainWindow

        window = MainWindow(desk, operations, store.stem)
        window.lock_asked.connect(self.lock)
        window.quit_asked.connect(self._on_quit)
        window.actions_of.add(
            Command("hand_over", "Hand over to a colleague", self.hand_over, "Ctrl+Shift+L", "Desk")
        )
        window.actions_of.fill(window.menuBar())
        self._show(window)
        self.housekeeping = Housekeeping(
            desk, operations, window.idle, window.status.say_backup, window.show_problem
        )
        self.housekeeping.start()
        return window

    def hand_over(self) -> None:
        """Put away what is on the screen, and let another officer prove who they are; the desk stays open."""
        from ui.hand_over import HandOverWindow

        desk, operations, store = self._desk, self._desk_operations, self._store
        if desk is None or operations is None or store is None:
            return
        self._put_window_away()
        if self.housekeeping is not None:
            self.housekeeping.rest()
        window = HandOverWindow(desk, operations)
        window.handed_over.connect(lambda: self._show_main_window(store, desk, operations))
        window.lock_asked.connect(self.lock)
        window.closed.connect(self.end)
        self._show(window)
        window.start()

    def lock(self) -> None:
        """Save what is being typed, close the store, and ask for the passphrase again."""
        if self._desk is not None and self._store is not None:
            self._let_go_of_desk()
            self.show_unlock(self._store)

    def end(self) -> None:
        """Close everything and leave."""
        self._let_go_of_desk()
        self._operations.close()
        self._app.quit()

    def _let_go_of_desk(self) -> None:
        desk, operations = self._desk, self._desk_operations
        self._desk = self._desk_operations = None
        if desk is None or operations is None:
            return
        self._put_window_away()
        operations.close()
        if self.window is not None:
            self.window.hide()  # nothing about a child stays in sight while the last backup is made
        housekeeping, self.housekeeping = self.housekeeping, None
        fault = housekeeping.finish() if housekeeping is not None and desk.is_open else None
        try:
            desk.close()
            if fault is not None:
                show_dialog(fault, self.window)
        except DeskError as error:
            show_dialog(error, self.window)

    def _put_window_away(self) -> None:
        leave: Callable[[], None] | None = getattr(self.window, "leave", None)
        if leave is not None:
            leave()

    def _show(self, window: QWidget) -> None:
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.blockSignals(True)
            before.close()
            before.deleteLater()

    def _on_laid_aside(self, laid_aside: tuple[str, ...]) -> None:
        from ui.main_window import MainWindow

        if laid_aside and self._desk_operations is not None and isinstance(self.window, MainWindow):
            self._desk_operations.touched.emit(frozenset({"batches"}))
            self.window.notice.say(
                f"Reading was broken off for {', '.join(laid_aside)}, and what had come in was laid aside.",
                "amber",
                rest="Bring the file in again from the place From agencies.",
            )

    def _settle_in(self) -> None:
        """Do what every window but the first needs, once."""
        if not self._settled:
            self._settled = True
            _speak_british()
            _keep_log()
            self._operations.call(_load_the_rest)

    def _on_quit(self) -> None:
        if self._desk is not None:
            self.end()

    def _on_other_store(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        chosen, _kind = QFileDialog.getOpenFileName(
            self.window, "Open a store", "", "Stores (*.mash);;All files (*)"
        )
        if chosen:
            self.show_unlock(Path(chosen))


def run(argv: list[str]) -> int:
    """Run the program's window on ``[--demo] [STORE]`` and give its exit code."""
    _harden()
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db=false")
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else _application()
    _introduce(app)
    install_last_hook(show_dialog)
    program = Program(app)
    named = [word for word in argv if not word.startswith("--")]
    program.start(Path(named[0]) if named else None, demo=DEMO in argv)
    if STOP_WHEN_SHOWN in argv:
        app.processEvents()
        program.end()
        return 0
    code = app.exec()
    QSettings().setValue("scheme", theme().scheme)
    kept = QSettings()
    if kept.contains("text_size") or theme().factor != float(str(kept.value("text_size_set", 1.0))):
        kept.setValue("text_size", theme().factor)
    return code


def _application() -> QApplication:
    app = QApplication([sys.argv[0], "-style", "Fusion"])
    app.setProperty(STYLED, True)
    return app


def _introduce(app: QApplication) -> None:
    """Say who we are, and dress as the officer left it."""
    QCoreApplication.setOrganizationName("MASH Desk")
    QCoreApplication.setApplicationName("MASH Desk")
    app.setQuitOnLastWindowClosed(False)
    kept = QSettings()
    theme().wear(
        str(kept.value("scheme", "system")),
        float(str(kept.value("text_size", kept.value("text_size_set", 1.0)))),
    )


def _speak_british() -> None:
    """Speak British English; the names of all languages of the world take a moment to make."""
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def _keep_log() -> None:
    """Keep the program's own log, which holds places in the program and never a person's data."""
    from logging.handlers import RotatingFileHandler

    from PySide6.QtCore import QStandardPaths

    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        keeper = RotatingFileHandler(folder / "desk.log", maxBytes=500_000, backupCount=1, encoding="utf-8")
    except OSError:
        return  # a place that cannot be written to keeps nobody from working
    keeper.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger("mash_desk").addHandler(keeper)


def _harden() -> None:
    """Leave no picture of the memory behind when the program is killed (where the system lets a program say so)."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _last_store() -> Path | None:
    kept = str(QSettings().value("last_store", "") or "")
    return Path(kept) if kept and Path(kept).exists() else None


def _load_the_rest() -> None:
    """Import what the desk needs, while the officer types."""
    from app import vault
    from ui import main_window
    from ui.places import places

    for place in places()[:1]:
        place.make()
    logging.getLogger("mash_desk").debug("%s and %s are there.", vault.__name__, main_window.__name__)


def _lay_aside(desk: Desk, _watch: object) -> tuple[str, ...]:
    """Lay aside, on the thread of acts, what a break left half brought in."""
    from app.feeds import importing

    return importing.tidy_after_break(desk)


def _made_up_passphrase() -> str:
    from app.cli import demonstration

    return demonstration.PASSPHRASE
