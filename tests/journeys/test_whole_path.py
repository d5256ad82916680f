"""The whole path in one sitting: a bare laptop, four agencies' files, one child, a share, its paper, and the log.

Through the program's own windows and threads and with the keyboard alone; the one thing replaced is the system's
own file dialog.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.casefile.case_view import open_case
from app.casefile.finding import find
from app.demo import make_borough
from app.linking.asking import ComparePair
from app.sharing.listing import shares_in_state
from tests.journeys.keys import focused, named, press, tab_to, type_words
from tests.journeys.walking import (
    PATIENCE,
    bring_in,
    fill_in_and_decide,
    first_run,
    go_to,
    lock_and_unlock,
    says,
    to_the_share,
)
from ui.linking.compare_page import ComparePage
from ui.main import Program
from ui.main_window import MainWindow

Key = Qt.Key
AGENCIES = (
    ("Schools", "ctf"),
    ("Health visiting", "health_visiting"),
    ("Police", "police"),
    ("Housing", "housing"),
)


def _answer_pairs(window: MainWindow, qtbot: QtBot) -> int:
    """Answer S where the page says certain, and for the child of this story; pass the others by. Give how many."""
    page, answered, passed = window.page, 0, 0
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(lambda: named(focused()) == "Comparison", timeout=PATIENCE)
    while page.pair is not None and passed < len(page._queue):
        asked = page.pair
        if asked.band == "certain" or _is_the_child(asked):
            type_words("s")
            answered, passed = answered + 1, 0
        else:
            passed += 1
            tab_to("Next")
            press(Key.Key_Space)
        qtbot.waitUntil(lambda: _moved_on(page, asked), timeout=PATIENCE)  # noqa: B023  # it is waited for here
    return answered


def _moved_on(page: ComparePage, asked: ComparePair) -> bool:
    return page.empty.isVisible() if page.pair is None else page.pair is not asked


def _is_the_child(pair: ComparePair) -> bool:
    names = " ".join(row.said + row.known for row in pair.rows if row.label == "Forename").lower()
    return names.count("isla") > 1 and pair.band != "twin"


def test_from_a_bare_laptop_to_a_saved_referral_and_a_verified_log(
    program: Program, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # long because: it is the whole job, in its order
    made = make_borough(tmp_path / "files").files
    window = first_run(tmp_path / "whole.mash", program, qtbot)
    go_to("From agencies", window, qtbot)
    for agency, layout in AGENCIES:
        paths = [str(file.path) for file in made if file.layout == layout]
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, chosen=paths: (chosen, ""))
        bring_in(agency, window, qtbot)
    go_to("Same child?", window, qtbot)
    assert _answer_pairs(window, qtbot) >= 3
    to_the_share(window, qtbot)
    fill_in_and_decide(window, qtbot, name="The duty health visitor")
    qtbot.waitUntil(lambda: window.page is not None and window.page.key == "papers", timeout=PATIENCE)
    paper = tmp_path / "referral.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(paper), ""))
    tab_to("Make a copy")
    press(Key.Key_Space)
    qtbot.waitUntil(lambda: window.page.save_button.isEnabled(), timeout=PATIENCE)  # type: ignore[union-attr]
    press(Key.Key_S, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(paper.exists, timeout=PATIENCE)
    assert "Petherick" in "".join(
        page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(paper)
    )
    window = lock_and_unlock(program, window, qtbot)
    go_to("Log", window, qtbot)
    tab_to("Verify the log")
    press(Key.Key_Space)
    qtbot.waitUntil(says(window, "othing in the log was altered"), timeout=PATIENCE)
    desk = program._desk
    assert desk is not None
    assert len(desk.read(shares_in_state, "decided")) == 1
    child = next(hit.person_id for hit in desk.read(find, "petherick isla").hits if hit.person_id)
    assert len(desk.do(open_case, child).columns) == 4, "four agencies hold a piece of one child"
