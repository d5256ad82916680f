"""What was typed into a code box outlives the arrival of the list, and then finds its choice."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.parts import CodeBox, LineBox

SENDERS = (("HSG", "Housing (HSG)"), ("POL", "Police (POL)"), ("HV", "Health visiting (HV)"))


class Form(QWidget):
    """A code box, and something to leave it for."""

    def __init__(self) -> None:
        super().__init__()
        self.box, self.after = CodeBox("Who sent it"), LineBox("After")
        lines = QVBoxLayout(self)
        lines.addWidget(self.box)
        lines.addWidget(self.after)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(made.isActiveWindow)
    made.box.setFocus()
    return made


def leave(form: Form) -> None:
    """Press Tab where the keys go now: the list that has come up below the box, or the box."""
    QTest.keyClick(QApplication.activePopupWidget() or form.box, Qt.Key.Key_Tab)
    assert form.after.hasFocus()


def test_a_sender_typed_and_left_before_the_list_came_is_found_when_it_comes(form: Form) -> None:
    heard: list[object] = []
    form.box.changed.connect(heard.append)
    QTest.keyClicks(form.box, "polic")
    form.after.setFocus()
    assert form.box.value() is None
    form.box.set_choices(SENDERS)
    assert form.box.value() == "POL"
    assert form.box.currentText() == "Police (POL)"
    assert heard == ["POL"]


def test_a_list_that_comes_while_one_types_changes_no_letter(form: Form) -> None:
    QTest.keyClicks(form.box, "hous")
    form.box.set_choices(SENDERS)
    assert form.box.currentText() == "hous"
    QTest.keyClicks(form.box, "ing")
    assert form.box.currentText() == "housing"
    leave(form)
    assert form.box.value() == "HSG"


def test_a_list_that_comes_again_keeps_the_choice_and_says_nothing_new(form: Form) -> None:
    form.box.set_choices(SENDERS)
    form.box.set_value("HV")
    heard: list[object] = []
    form.box.changed.connect(heard.append)
    form.box.set_choices(SENDERS[::-1])
    assert form.box.value() == "HV" and form.box.currentText() == "Health visiting (HV)"
    assert heard == []


def test_words_typed_over_a_choice_are_not_lost_to_a_new_list(form: Form) -> None:
    form.box.set_choices(SENDERS)
    form.box.set_value("HSG")
    QTest.keyClick(form.box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(form.box, "poli")
    form.box.set_choices(SENDERS)
    assert form.box.currentText() == "poli"
    leave(form)
    assert form.box.value() == "POL"


def test_typed_words_that_no_new_list_knows_stay_and_are_named(form: Form) -> None:
    QTest.keyClicks(form.box, "Fire brigade")
    form.after.setFocus()
    form.box.set_choices(SENDERS)
    assert form.box.value() is None
    assert form.box.problem() == "“Fire brigade” is not in the list."


def test_what_is_typed_past_the_last_choice_that_fits_is_kept_whole(form: Form) -> None:
    form.box.set_choices((*SENDERS, ("FIR", "Fire service (FIR)")))
    QTest.keyClicks(form.box, "Fire brigade")
    assert form.box.currentText() == "Fire brigade"
    leave(form)
    assert form.box.problem() == "“Fire brigade” is not in the list."
