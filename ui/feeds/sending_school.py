"""A Common Transfer File names the school that sent it: chosen as the sender, or added to the directory in one act."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from app.directory.organisations import OrganisationShown, list_organisations
from app.directory.schools import SchoolNamed, add_sending_school, school_named
from app.errors import DeskError
from app.feeds.sending_school import SourceSchool, school_of_header
from ui.feeds.choose_card import ChooseCard
from ui.page import Page


class SendingSchool(QObject):
    """Looks at the header of the files that are chosen, and helps to name their sender."""

    def __init__(self, page: Page, card: ChooseCard) -> None:
        super().__init__(page)
        self._page = page
        self._card = card
        card.chosen.connect(self._on_chosen)

    def _on_chosen(self, paths: tuple[Path, ...]) -> None:
        if paths:
            self._page.operations.call(
                school_of_header, paths, done=self._on_header, failed=self._on_failed, page=self._page
            )

    def _on_header(self, school: SourceSchool | None) -> None:
        if school is not None:
            self._page.ask(school_named, school.number, school.name, done=partial(self._on_school, school))

    def _on_school(self, source: SourceSchool, school: SchoolNamed | None) -> None:
        """Choose the school where nobody was chosen; offer to add it where the directory does not know it."""
        if school is None:
            return
        if not school.known:
            self._page.notice.say(
                f"The file says that {school.name or 'a school without a name'} sent it ({school.code[4:]}).",
                "amber", "Add it as the sender", partial(self._on_add, source),
                rest="The directory does not know this school.",
            )  # fmt: skip
        elif self._card.agency.value() is None and not self._card.agency.currentText().strip():
            self._card.agency.set_value(school.code)
            self._page.say(f"{school.name} is chosen as the sender: the file says so.")

    def _on_add(self, source: SourceSchool) -> None:
        self._page.run(add_sending_school, source.number, source.name, done=self._on_added)

    def _on_added(self, code: str) -> None:
        self._page.ask(list_organisations, done=partial(self._on_listed, code))

    def _on_listed(self, code: str, organisations: tuple[OrganisationShown, ...]) -> None:
        self._card.show_organisations(organisations)
        self._card.agency.set_value(code)
        self._card.settle()
        self._card.read_button.setFocus()
        self._page.say(f"{self._card.called(code)} is in the directory and chosen as the sender.")

    def _on_failed(self, error: DeskError) -> None:
        self._page.problem(error)
