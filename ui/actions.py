"""Which commands there are: one registry from which menu bar, palette and shortcut help are all made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

#: The menus in their order; a page may bring another, which comes before View.
MENUS = ("Desk", "Go", "Page", "View", "Help")
#: Menus whose first letter is another key of the desk: Alt+D settles on a child's page, and two of one key are none.
LETTERS = {"Desk": "Des&k"}


def _always() -> bool:
    return True


@dataclass(frozen=True)
class Command:
    """Something that can be done: a name that is unique, words with the verb first, its key, its menu, its act.

    ``shown`` False keeps a command out of menus (it is in the palette and in the shortcut help). ``other_keys`` do the
    same as ``keys`` and are not taught.
    """

    name: str
    words: str
    act: Callable[[], object] = field(compare=False)
    keys: str = ""
    menu: str = "Page"
    enabled_when: Callable[[], bool] = field(default=_always, compare=False)
    shown: bool = True
    other_keys: tuple[str, ...] = ()


class Taken(Exception):
    """Two commands share a name or a key; always a bug."""


class Actions(QObject):
    """The registry of one window: its own commands, and those of the page in front.

    Signals: ``changed()`` other commands are there now.
    """

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._own: dict[str, tuple[Command, QAction]] = {}
        self._of_page: dict[str, tuple[Command, QAction]] = {}
        self._menus: dict[str, QMenu] = {}

    def add(self, *commands: Command) -> None:
        """Add commands of the window itself; a name or a key that is taken is refused (``Taken``)."""
        for command in commands:
            self._own[command.name] = (command, self._made(command))
        self.changed.emit()

    def show_page(self, commands: Iterable[Command]) -> None:
        """Take the commands of the page that is now in front, instead of those of the one before."""
        for _command, action in self._of_page.values():
            self._window.removeAction(action)
            action.deleteLater()
        self._of_page = {}
        for command in commands:
            self._of_page[command.name] = (command, self._made(command))
        self.changed.emit()

    def commands(self) -> tuple[Command, ...]:
        """Give every command there is now: the page's first, then the window's."""
        return tuple(command for command, _action in self._all())

    def action(self, name: str) -> QAction:
        """Give the action of a command."""
        return {**self._own, **self._of_page}[name][1]

    def may(self, command: Command) -> bool:
        """Say whether a command can be given now."""
        return command.enabled_when()

    def give(self, name: str) -> None:
        """Give a command by its name, if it can be given now."""
        command = {**self._own, **self._of_page}[name][0]
        if command.enabled_when():
            command.act()

    def fill(self, bar: QMenuBar) -> None:
        """Fill a menu bar with everything there is now."""
        bar.clear()
        for menu in self._menus.values():
            menu.deleteLater()  # the bar lets go of a menu's action and keeps the menu
        self._menus = {}
        found = [pair for pair in self._all() if pair[0].shown]
        others = [menu for menu in dict.fromkeys(command.menu for command, _ in found) if menu not in MENUS]
        for title in (*MENUS[:3], *others, *MENUS[3:]):
            actions = [action for command, action in found if command.menu == title]
            if actions:
                menu = bar.addMenu(LETTERS.get(title, f"&{title}"))
                menu.aboutToShow.connect(self._refresh_enabled)
                menu.aboutToHide.connect(self._let_keys_through)
                menu.addActions(actions)
                self._menus[title] = menu

    def _all(self) -> list[tuple[Command, QAction]]:
        return [*self._of_page.values(), *self._own.values()]

    def _made(self, command: Command) -> QAction:
        taken = {**self._own, **self._of_page}
        if command.name in taken:
            raise Taken(f"Two commands are called {command.name}.")
        keys = {_plain(key): other.name for other, _ in taken.values() for key in _keys(other)}
        for key in _keys(command):
            if _plain(key) in keys:
                raise Taken(f"{key} is the key of {keys[_plain(key)]} and of {command.name}.")
        action = QAction(command.words, self._window)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in _keys(command)])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _on=False, name=command.name: self.give(name))
        self._window.addAction(action)
        return action

    def _refresh_enabled(self) -> None:
        """Show in an open menu what can be done now."""
        for command, action in self._all():
            action.setText(command.words)
            action.setVisible(True)
            action.setIconVisibleInMenu(False)
            action.setEnabled(command.enabled_when())

    def _let_keys_through(self) -> None:
        """Ask of a key, while no menu is open, only when it is pressed whether its command may act."""
        for _command, action in self._all():
            action.setEnabled(True)


def _keys(command: Command) -> tuple[str, ...]:
    return tuple(key for key in (command.keys, *command.other_keys) if key)


def _plain(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
