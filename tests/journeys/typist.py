"""A child process in which an officer types into the share page until the process is killed.

Run as ``python -m tests.journeys.typist STORE``: the made-up borough's store, opened by its manager in the real window.
It prints ``typed`` after the last key and ``kept`` with the milliseconds since then when the words are in the store.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtWidgets import QApplication
from pytestqt.qt_compat import qt_api
from pytestqt.qtbot import QtBot

from app import vault
from app.cli.demonstration import OFFICER, PASSPHRASE
from app.drafts import my_drafts
from tests import builders
from tests.journeys.keys import tab_to, type_words
from tests.journeys.walking import PATIENCE, shown, to_the_share

#: What is being typed when the process ends.
WORDS = "hungry on four mornings, and no coat"


def main(store: Path) -> None:
    """Open the store, type, say when it is kept, and wait for the end."""
    app = QApplication([])
    qt_api.set_qt_api("pyside6")
    desk = vault.open_store(store, OFFICER, PASSPHRASE)
    hands = QtBot(SimpleNamespace(node=SimpleNamespace()))  # type: ignore[arg-type]  # where it notes what it opens
    to_the_share(shown(desk, hands), hands)
    tab_to("Why this much")
    type_words(WORDS)
    typed = time.monotonic()
    _say("typed")
    hands.waitUntil(lambda: bool(desk.read(my_drafts)), timeout=PATIENCE)
    _say(f"kept {(time.monotonic() - typed) * 1000:.0f}")
    app.exec()


def _say(words: str) -> None:
    """Tell the parent, at once."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    assert builders.MANAGER, "importing the builders lets keys be stretched at the least cost"
    main(Path(sys.argv[1]))
