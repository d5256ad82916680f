"""Is the tour offered once, does it go through four steps by keys, and can it be left at any moment?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from models.codes import Role
from tests.builders import with_role
from tests.ui.accessibility import assert_accessible
from tests.ui.pictures import cut_off, take_picture
from ui.help.tour import STEPS
from ui.main_window import MainWindow
from ui.operations import at_once

OFFER = "New here? Four steps show the way."


def window_of(desk: Desk, qtbot: QtBot) -> MainWindow:
    made = MainWindow(desk, at_once(desk), "Hackbridge MASH")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = window_of(desk, qtbot)
    yield made
    made.close()


def offered(window: MainWindow) -> bool:
    window.helper.offer_tour(window.operations, window.notice)
    return OFFER in window.notice.words()


def test_the_tour_is_offered_once_to_each_officer(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    assert offered(window)
    window.notice.clear()
    assert not offered(window)
    with_role(desk, Role.CONTACT_OFFICER)
    other = window_of(desk, qtbot)
    assert offered(other)
    other.close()


def test_an_offer_does_not_hide_what_the_window_must_say(window: MainWindow) -> None:
    window.notice.say("Reading was broken off.")
    assert not offered(window)
    window.notice.clear()
    assert offered(window), "it was not lost"


def test_the_offer_is_taken_up_by_its_button(window: MainWindow, qtbot: QtBot) -> None:
    assert offered(window)
    qtbot.keyClick(window.notice._act_button, Qt.Key.Key_Space)
    assert window.helper.tour is not None and window.notice.words() == ""


def test_four_steps_are_gone_through_by_keys_each_at_its_place(window: MainWindow, qtbot: QtBot) -> None:
    tour = window.helper.show_tour()
    qtbot.waitUntil(tour.isActiveWindow)
    seen = []
    for _step in STEPS:
        assert window.page is not None and tour.next_button.hasFocus()
        seen.append((window.page.key, tour._count.text()))
        qtbot.keyClick(tour.next_button, Qt.Key.Key_Space)
    assert seen == [(step.place, f"Step {at} of 4") for at, step in enumerate(STEPS, 1)]
    assert window.helper.tour is None, "the last step ends it"


@pytest.mark.parametrize("step", range(4))
def test_it_is_left_at_any_step_and_can_be_asked_for_again(
    window: MainWindow, qtbot: QtBot, step: int
) -> None:
    tour = window.helper.show_tour()
    tour.show_step(step)
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    assert window.helper.tour is None
    window.actions_of.give("take_tour")
    assert window.helper.tour is not None and window.helper.tour.at == 0


def test_an_officer_without_a_place_is_shown_the_words_all_the_same(desk: Desk, qtbot: QtBot) -> None:
    with_role(desk, Role.AUDITOR)
    window = window_of(desk, qtbot)
    tour = window.helper.show_tour()
    tour.show_step(3)
    assert tour._title.text() == "Decide, then print"
    assert "no way there" not in window.status.words()
    window.close()


def test_every_step_fits_at_twice_the_size(window: MainWindow) -> None:
    for at in range(len(STEPS)):
        tour = window.helper.show_tour()
        tour.show_step(at)
        QApplication.processEvents()
        assert_accessible(tour)
        assert cut_off(tour, 1.0, None) == []
        tour.close()


@pytest.mark.parametrize(
    ("scheme", "scale"), [("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 2.0)]
)
def test_the_tour_can_be_drawn(window: MainWindow, scheme: str, scale: float, tmp_path: Path) -> None:
    tour = window.helper.show_tour()
    tour.show_step(2)
    take_picture(tour, "tour", scheme, scale, None)
    assert tour.isVisible()
