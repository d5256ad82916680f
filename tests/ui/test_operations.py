"""Does work off the screen's thread keep its order, its answers and its manners?"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.access import Act, require
from app.desk import Desk
from app.drafts import my_drafts, save_draft
from app.errors import DeskError, NotAllowed
from app.unit_of_work import UnitOfWork
from ui.operations import Operations, Watch, at_once
from ui.parts import ProgressStrip
from ui.problems import BugFound


@pytest.fixture
def operations(desk: Desk, qtbot: QtBot) -> Iterator[Operations]:
    made = Operations(desk)
    yield made
    made.close()


def draft(work: UnitOfWork, name: str) -> str:
    save_draft(work, "share", name, name, {"text": name})
    return name


def refused(work: UnitOfWork) -> None:
    save_draft(work, "share", "lost", "lost", {})
    raise NotAllowed("Your role does not allow this.", kept="Nothing was changed.")


def broken(work: UnitOfWork) -> None:
    save_draft(work, "share", "lost", "lost", {})
    raise ZeroDivisionError("Zoë Okonkwo-Bell, 12-Mar-2019")


def test_acts_run_in_the_order_in_which_they_were_asked(operations: Operations, qtbot: QtBot) -> None:
    done: list[str] = []
    for name in "abcdefgh":
        operations.run(draft, name, done=done.append)
    qtbot.waitUntil(lambda: len(done) == 8)
    assert "".join(done) == "abcdefgh"


def test_answers_come_back_on_the_screens_thread_and_work_is_done_off_it(
    operations: Operations, qtbot: QtBot
) -> None:
    threads: dict[str, Any] = {}

    def where(work: UnitOfWork) -> None:
        threads["work"] = threading.current_thread()
        require(work, Act.USE_OWN_DESK)

    operations.run(where, done=lambda _nothing: threads.update(answer=threading.current_thread()))
    qtbot.waitUntil(lambda: "answer" in threads)
    assert threads["answer"] is threading.main_thread()
    assert threads["work"] is not threading.main_thread()


def test_a_question_need_not_wait_for_a_long_act(operations: Operations, qtbot: QtBot) -> None:
    go = threading.Event()
    answers: list[object] = []
    operations.long(lambda _desk, _watch: go.wait(10))
    operations.ask(my_drafts, done=answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    go.set()
    assert answers == [()]


def test_a_refusal_is_told_and_nothing_of_the_act_is_kept(
    desk: Desk, operations: Operations, qtbot: QtBot
) -> None:
    errors: list[DeskError] = []
    operations.run(refused, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert errors[0].happened == "Your role does not allow this."
    assert desk.read(my_drafts) == ()


@pytest.mark.expects_log
def test_a_bug_is_told_with_a_reference_and_without_anybodys_data(
    desk: Desk, operations: Operations, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    errors: list[DeskError] = []
    operations.run(broken, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    found = errors[0]
    assert isinstance(found, BugFound) and found.reference in str(found)
    assert found.reference in caplog.text and "ZeroDivisionError in broken line" in caplog.text
    assert "Okonkwo" not in caplog.text + str(found)
    assert desk.read(my_drafts) == ()


def test_an_answer_whose_page_has_gone_is_dropped(operations: Operations, qtbot: QtBot) -> None:
    import shiboken6

    page = QWidget()
    got: list[object] = []
    after: list[str] = []
    go = threading.Event()
    operations.long(lambda _desk, _watch: go.wait(10), done=got.append, page=page)
    shiboken6.delete(page)
    go.set()
    operations.run(draft, "after", done=after.append)
    qtbot.waitUntil(lambda: bool(after))
    assert got == []


def test_an_error_for_which_nobody_waits_is_not_lost(operations: Operations, qtbot: QtBot) -> None:
    with qtbot.waitSignal(operations.refused) as heard:
        operations.run(refused)
    assert isinstance(heard.args[0], NotAllowed)


def test_what_an_act_touched_is_said_before_its_answer(desk: Desk, qtbot: QtBot) -> None:
    order: list[object] = []
    operations = at_once(desk)
    operations.touched.connect(order.append)
    operations.run(draft, "one", done=order.append)
    assert order == [frozenset({"drafts"}), "one"]


def test_long_work_tells_how_far_it_is_and_stops_when_asked(operations: Operations, qtbot: QtBot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    counted: list[int] = []

    def count(_desk: Desk, watch: Watch) -> int:
        at = 0
        while not watch.stopped():
            at += 1
            watch.report(at, 0, f"{at} rows")
        return at

    strip.begin("Reading the file")
    operations.long(count, strip=strip, done=counted.append)
    qtbot.waitUntil(lambda: "rows" in strip.words())
    strip.cancel_asked.emit()
    qtbot.waitUntil(lambda: bool(counted))
    assert counted[0] > 0 and strip.isHidden()


def test_closing_finishes_what_was_asked_and_drops_the_answers(desk: Desk, qtbot: QtBot) -> None:
    operations = Operations(desk)
    done: list[str] = []
    name = str(uuid4())
    operations.run(draft, name, done=done.append)
    operations.close()
    assert [one.about for one in desk.read(my_drafts)] == [name]
    assert done == []


def test_being_busy_is_said_once_from_first_to_last(desk: Desk, qtbot: QtBot) -> None:
    operations = Operations(desk)
    heard: list[bool] = []
    operations.busy_changed.connect(heard.append)
    done: list[str] = []
    for name in "ab":
        operations.run(draft, name, done=done.append)
    qtbot.waitUntil(lambda: len(done) == 2 and heard[-1] is False)
    operations.close()
    assert heard[0] is True and heard.count(True) == heard.count(False)
