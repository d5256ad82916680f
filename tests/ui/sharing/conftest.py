"""What the tests of the share page share: a child, the page in the real window, and a share that can be decided."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.unit_of_work import Reader
from models import people
from tests.app.sharing.children import Child, a_child
from tests.ui.casefile.children import known_to_five
from ui.main_window import MainWindow
from ui.operations import at_once
from ui.sharing.decision_page import DecisionPage

PURPOSE = "So that the health visitor can see her at home this week."
ENOUGH = "Only what the visit needs; not the address of the grandmother."


@dataclass
class Shares:
    """The share page in the real window, and what an officer does on it."""

    window: MainWindow
    page: DecisionPage
    child: Child
    qtbot: QtBot

    def open(self, reference: object = None) -> None:
        """Go to the page with a child, the child of the test unless told, a share, or its list."""
        self.window.go("sharing", self.child.reference if reference is None else reference)
        self.settle()

    def settle(self) -> None:
        """Let what was added come into sight, on the smallest screen."""
        for _turn in range(3):
            self.window.resize(1366, 768)
            QApplication.processEvents()

    def weighed(self) -> None:
        """Wait until the rules were asked for what stands on the page now."""
        self.qtbot.waitUntil(lambda: not self.page.weighing, timeout=5000)
        self.settle()

    def fill(self) -> None:
        """Fill in a share with the health visiting that can be decided."""
        form = self.page.form
        form.decision.set_value("SHARE")
        code = form.organisation.findText("Health visiting")
        form.organisation.set_value(form.organisation.itemData(code))
        form.post.set_value("Duty health visitor")
        form.person.set_value("" if form.post.value() else "Duty health visitor")
        form.channel.set_value("secure file transfer")
        form.purpose_code.set_value("SAFEGUARD")
        form.purpose.set_value(PURPOSE)
        self.tick_items("name", "birth")
        self.weighed()
        self.tick("Duty to share information about a child's welfare")
        self.tick("Legal obligation")
        form.told.set_value("yes")
        form.proportionality.set_value(ENOUGH)
        self.weighed()

    def tick_items(self, *groups: str) -> None:
        """Tick what was said of the child, by group, and say that it is fact."""
        checklist = self.page.form.items.checklist
        wanted = [self.child.said[group] for group in groups]
        checklist.choose(wanted)
        for key in wanted:
            self.page.form.items.described(key).tag.set_value("fact")
        self.settle()

    def tick(self, words: str) -> None:
        """Tick a power, basis or condition by the beginning of its words."""
        self.page.form.law.box(words).setChecked(True)

    def open_rules(self) -> list[str]:
        """Name the rules that are open at the right, with how grave they are."""
        return [f"{question.severity} {question.rule}" for question in self.page.questions.shown()]


@pytest.fixture
def child(desk: Desk) -> Child:
    """Give a child of whom two agencies know."""
    return a_child(desk)


@pytest.fixture
def shares(qtbot: QtBot, desk: Desk, child: Child) -> Shares:
    """Give the page in the real window, with the child opened."""
    window = MainWindow(desk, at_once(desk), "made-up")
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.go("sharing", child.reference)
    page = window.page
    assert isinstance(page, DecisionPage)
    return Shares(window, page, child, qtbot)


@pytest.fixture
def second_child(desk: Desk) -> str:
    """Give the reference of another child, of a very long name and of long texts, whom two agencies know."""
    key = known_to_five(desk, ("HV", "HSG"))
    return desk.read(reference_of, key)


@pytest.fixture
def second_page(qtbot: QtBot, desk: Desk) -> DecisionPage:
    """Give the page made anew, as after a lock."""
    made = DecisionPage(desk, at_once(desk))
    qtbot.addWidget(made)
    return made


def reference_of(reader: Reader, person: UUID) -> str:
    """Give the reference of one of our persons."""
    return people.persons(reader.session, [person])[0].reference
