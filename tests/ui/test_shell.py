"""Does the window go about by keyboard, show what is concerned, and lock without losing a word?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.access import Act, require
from app.desk import Desk
from app.drafts import my_drafts
from app.errors import NotAllowed
from app.unit_of_work import UnitOfWork
from app.verdicts import verdict
from models.codes import Role
from tests.builders import with_role
from tests.ui.accessibility import assert_accessible
from tests.ui.pictures import cut_off, take_picture
from ui.actions import Command
from ui.drafts import AFTER, DraftKeeper
from ui.main_window import TITLE, MainWindow
from ui.operations import Operations, at_once
from ui.page import Page
from ui.parts import BannerFacts, Card, ChildBanner, OpenQuestions, TextBox, button, text
from ui.places import Place, places


def touch(work: UnitOfWork, topic: str) -> None:
    require(work, Act.USE_OWN_DESK)
    work.topics.add(topic)


def forbidden(work: UnitOfWork) -> None:
    raise NotAllowed("Your role does not allow this.", kept="Nothing was changed.")


class NotesPage(Page):
    """A page as a room would make it: a form with a draft, a banner, a side."""

    key, title, topics = "notes", "Notes", frozenset({"notes"})
    help_text = "Write what you saw."

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self.taken: list[Any] = []
        self.refreshed = 0
        self.given: list[str] = []
        self.heading("Notes", "1 of 14")
        banner = ChildBanner()
        banner.show_child(
            BannerFacts("Zoë OKONKWO-BELL", born="12-Mar-2019", age="7 years", nhs="999 104 2202")
        )
        self.set_banner(banner)
        self.set_side(OpenQuestions())
        self.box = TextBox("What you saw")
        card = Card("What you saw")
        card.add(self.box)
        self.body.addWidget(card)
        self.footer.addWidget(button("Keep", "Ctrl+Return", "filled"))
        self.draft = DraftKeeper(
            self, "note", about=lambda: "zoe", title=lambda: "Note", value=lambda: {"text": self.box.value()}
        )
        self.box.changed.connect(self.draft.touch)

    def refresh(self) -> None:
        self.refreshed += 1

    def take(self, value: Any) -> None:
        self.taken.append(value)

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("keep_note", "Keep this note", lambda: self.given.append("kept"), "Ctrl+Return", "Child"),
        )


class OtherPage(Page):
    """A second page, with nothing on it but words."""

    key, title, topics = "other", "Other", frozenset({"links"})

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self.refreshed = 0
        self.heading("Other")
        self.body.addWidget(text("Nothing waits.", selectable=True))

    def refresh(self) -> None:
        self.refreshed += 1


class _Place(Place):
    def make(self) -> Callable[..., Page]:
        return {"notes": NotesPage, "other": OtherPage}[self.key]


SHOWN = (
    _Place("notes", "Notes", "", "here:NotesPage"),
    _Place("other", "Other", "Information", "here:OtherPage"),
)


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, at_once(desk), "Hackbridge MASH", shown=SHOWN)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def notes(window: MainWindow) -> NotesPage:
    page = window.all_pages()[0]
    assert isinstance(page, NotesPage)
    return page


def other(window: MainWindow) -> OtherPage:
    page = window.all_pages()[1]
    assert isinstance(page, OtherPage)
    return page


def front(window: MainWindow) -> str:
    """Give the key of the page in front."""
    return window.page.key if window.page is not None else ""


def press(
    qtbot: QtBot, window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(QApplication.focusWidget() or window, key, held)


CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def test_the_first_place_is_shown_at_once(window: MainWindow) -> None:
    assert front(window) == "notes" and notes(window).refreshed == 1


def test_numbers_go_to_places_and_arrows_back_and_forward(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_2, CTRL)
    assert front(window) == "other"
    press(qtbot, window, Qt.Key.Key_Left, ALT)
    assert front(window) == "notes"
    press(qtbot, window, Qt.Key.Key_Right, ALT)
    assert front(window) == "other"


def test_the_rail_moves_with_arrows_and_goes_with_enter(window: MainWindow, qtbot: QtBot) -> None:
    window.rail.list.setFocus()
    qtbot.keyClick(window.rail.list, Qt.Key.Key_Down)
    assert front(window) == "notes"
    qtbot.keyClick(window.rail.list, Qt.Key.Key_Return)
    assert front(window) == "other"


def test_what_is_counted_is_said_on_the_rail(window: MainWindow) -> None:
    window.rail.set_count("other", 3, late=True)
    item = window.rail.list.item(2)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole) == "Other, 3 late"


def test_a_page_goes_to_another_with_what_is_to_be_shown(window: MainWindow) -> None:
    other(window).go("notes", "zoe")
    assert notes(window).taken == ["zoe"] and front(window) == "notes"


def test_a_place_that_is_not_there_is_said_and_nothing_moves(window: MainWindow) -> None:
    window.go("hub", None)
    assert (
        window.page is notes(window)
        and window.status.words() == "There is no way there for you in this store."
    )


def test_a_page_in_front_refreshes_when_it_is_concerned_and_another_when_it_is_seen(
    window: MainWindow, desk: Desk
) -> None:
    front, behind = notes(window), other(window)
    window.operations.run(touch, "notes")
    assert (front.refreshed, behind.refreshed) == (2, 0)
    window.operations.run(touch, "links")
    assert (front.refreshed, behind.refreshed, behind.stale) == (2, 0, True)
    window.go("other")
    assert behind.refreshed == 1 and not behind.stale


def test_the_commands_of_the_page_in_front_are_in_the_menu_and_their_keys_act(
    window: MainWindow, qtbot: QtBot
) -> None:
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["Des&k", "&Go", "&Child", "&View", "&Help"]
    notes(window).box.setFocus()
    press(qtbot, window, Qt.Key.Key_Return, CTRL)
    assert notes(window).given == ["kept"]
    window.go("other")
    assert "&Child" not in [action.text() for action in window.menuBar().actions()]


def test_f6_moves_between_panes_and_comes_round(window: MainWindow, qtbot: QtBot) -> None:
    window.rail.list.setFocus()
    seen = []
    for _turn in range(3):
        press(qtbot, window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        assert focus is not None
        seen.append(focus.accessibleName())
    assert seen == ["Find a child, reference, or command", "What you saw", "Open questions"]
    press(qtbot, window, Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is notes(window).box


def test_the_palette_finds_a_command_and_gives_it(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    assert QApplication.focusWidget() is window.top.box
    qtbot.keyClicks(window.top.box, "go oth")
    assert [entry.words for entry in window.palette_of.entries()][:1] == ["Go to Other"]
    qtbot.keyClick(window.top.box, Qt.Key.Key_Return)
    assert front(window) == "other" and window.top.box.text() == ""


def test_escape_empties_the_palette(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(window.top.box, "Zoe")
    qtbot.keyClick(window.top.box, Qt.Key.Key_Escape)
    assert window.top.box.text() == "" and not window.palette_of.panel.isVisible()


def test_nobody_of_that_name_is_said(window: MainWindow, qtbot: QtBot) -> None:
    press(qtbot, window, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(window.top.box, "petherick")
    assert [entry.words for entry in window.palette_of.entries()] == ["Nothing of that name here"]


def test_a_draft_is_in_the_store_within_a_second_of_the_last_key(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.keyClicks(notes(window).box, "Tired and hungry")
    assert AFTER <= 1000
    with qtbot.waitSignal(notes(window).draft.saved, timeout=AFTER + 200) as saved:
        pass
    assert saved.args[0].startswith("draft saved ")
    assert desk.read(my_drafts)[0].value == {"text": "Tired and hungry"}


def test_what_was_typed_is_saved_when_the_desk_is_locked(
    window: MainWindow, desk: Desk, qtbot: QtBot
) -> None:
    qtbot.keyClicks(notes(window).box, "Absent again")
    with qtbot.waitSignal(window.lock_asked):
        press(qtbot, window, Qt.Key.Key_L, CTRL)
    window.leave()
    assert desk.read(my_drafts)[0].value == {"text": "Absent again"}


def test_a_finished_form_leaves_no_draft(window: MainWindow, desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyClicks(notes(window).box, "Sent")
    notes(window).draft.flush()
    notes(window).draft.finish()
    assert desk.read(my_drafts) == ()


def test_a_refusal_is_shown_on_the_page_in_words(window: MainWindow) -> None:
    notes(window).run(forbidden)
    assert notes(window).notice.words() == "▲ Your role does not allow this. Nothing was changed."


def test_a_refusal_for_which_no_page_waits_is_shown_in_the_window(window: MainWindow) -> None:
    window.operations.run(forbidden)
    assert "Your role does not allow this." in window.notice.words()


def test_a_minute_before_the_lock_the_window_says_so_and_stay_keeps_it_open(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.idle.warned.emit(60)
    assert "The desk locks in 60 seconds." in window.notice.words()
    window.idle.kept_awake.emit()
    assert window.notice.words() == ""


def test_a_fault_of_the_store_is_shown_and_stays_in_the_status_line(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "check_whole", lambda: verdict("pages_damaged"))
    window.check_store()
    assert "Pages of the store are damaged, or the disk could not read them." in window.notice.words()
    assert window.status.store_words() == "Store: Hackbridge MASH · encrypted · damaged"


def test_no_name_is_in_the_title_of_the_window(window: MainWindow) -> None:
    window.go("notes", "zoe")
    assert window.windowTitle() == TITLE


def test_ctrl_f1_lists_the_keys_of_the_page(window: MainWindow) -> None:
    shown = window.helper.show_keys()
    assert "Keep this note: Ctrl+Return" in shown.lines and "Lock the desk: Ctrl+L" in shown.lines
    shown.accept()


def test_text_grows_and_shrinks_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    from ui.theme import theme

    press(qtbot, window, Qt.Key.Key_Equal, CTRL)
    assert theme().factor == pytest.approx(1.1)
    press(qtbot, window, Qt.Key.Key_0, CTRL)
    assert theme().factor == pytest.approx(1.0)


def test_everything_in_the_window_has_a_name_and_tab_comes_round(window: MainWindow) -> None:
    assert_accessible(window)


def test_nothing_is_cut_off_at_twice_the_size_on_the_smallest_screen(window: MainWindow) -> None:
    window.rail.set_count("other", 14)
    assert cut_off(window) == []


@pytest.mark.parametrize(
    ("scheme", "scale"), [("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 2.0)]
)
def test_the_window_can_be_drawn(window: MainWindow, scheme: str, scale: float) -> None:
    window.rail.set_count("notes", 3, late=True)
    take_picture(window, "shell", scheme, scale)
    assert window.page is not None and window.page.isVisible()


# --- the real places ------------------------------------------------------------------------------------------------


@pytest.fixture
def whole(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, at_once(desk), "Hackbridge MASH")
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def test_names_and_keys_of_all_commands_of_all_pages_are_unique(whole: MainWindow) -> None:
    names: dict[str, str] = {}
    for place in places():
        whole.go(place.key)
        page = whole.page
        assert page is not None
        for command in page.commands():
            assert names.setdefault(command.name, place.key) == place.key
        keys = [
            key
            for command in whole.actions_of.commands()
            for key in (command.keys, *command.other_keys)
            if key
        ]
        assert len(keys) == len(set(keys))


def test_every_page_explains_itself_and_names_everything(whole: MainWindow) -> None:
    for page in whole.all_pages():
        whole.go(page.key)
        assert page.title and page.help_text, page.key
        assert_accessible(whole)


def test_an_officer_sees_only_the_places_that_their_role_opens(desk: Desk, qtbot: QtBot) -> None:
    with_role(desk, Role.AUDITOR)
    made = MainWindow(desk, at_once(desk), shown=places())
    qtbot.addWidget(made)
    keys = made.rail.keys()
    assert "logbook" in keys and "sharing" not in keys and "feeds" not in keys
