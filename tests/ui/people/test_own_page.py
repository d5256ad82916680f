"""What was recorded of somebody, in the window: recorded, corrected, taken back, related, born, and letters."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.casefile.case_view import open_case
from app.casefile.own_record import OwnStatement
from app.dates import from_day
from app.desk import Desk
from app.drafts import my_draft
from app.people.saying import record_statement
from models.codes import Role
from tests.app.people.by_hand import a_girl, a_mother, an_unborn, here, today
from tests.builders import with_role
from tests.ui.people.conftest import OpenOwn, gone_to
from ui.people.own_page import OwnRecordPage


@pytest.fixture
def child(desk: Desk) -> UUID:
    """A child added by hand."""
    return here(a_girl(desk))


def _standing(page: OwnRecordPage, group: str) -> OwnStatement:
    assert page.record is not None
    return next(one for one in page.record.statements if one.group == group)


def test_a_number_is_recorded_with_what_is_safe(desk: Desk, open_own: OpenOwn, child: UUID) -> None:
    page = open_own(desk, child)
    page.on_record()
    page.recording.kind.set_value("phone")
    editor = page.recording.editor
    assert editor is not None
    editor.set_value({"value": "020 7946 0011", "kind": "mobile", "safe_to_call": False})
    page.recording.do.click()
    assert _standing(page, "phone").text == "020 7946 0011, mobile, safe to call: no"
    assert not page.recording.isVisible()


def test_what_reaches_nobody_is_said_at_its_field(desk: Desk, open_own: OpenOwn, child: UUID) -> None:
    page = open_own(desk, child)
    page.on_record()
    page.recording.do.click()
    assert page.recording.kind_row.field.property("faulty") == "true"
    page.recording.kind.set_value("phone")
    editor = page.recording.editor
    assert editor is not None
    editor.set_value({"value": "12"})
    page.recording.do.click()
    assert editor.rows[0].field.accessibleDescription().startswith("A telephone number has")
    assert page.recording.isVisible()


def test_a_warning_without_a_day_is_asked_for_it(desk: Desk, open_own: OpenOwn, child: UUID) -> None:
    page = open_own(desk, child)
    page.on_record()
    page.recording.kind.set_value("warning")
    editor = page.recording.editor
    assert editor is not None
    editor.set_value({"text": "Dog"})
    page.recording.do.click()
    assert editor.rows[1].field.property("faulty") == "true"
    editor.set_value({"text": "Dog", "review": (today() + timedelta(days=9)).isoformat()})
    page.recording.do.click()
    assert _standing(page, "warning").text.startswith("Dog (to be reviewed by")


def test_a_correction_and_what_no_longer_holds_show_what_stood_before(
    desk: Desk, open_own: OpenOwn, child: UUID
) -> None:
    desk.do(record_statement, child, "note", {"text": "rang at ten"})
    page = open_own(desk, child)
    page.standing.correct_asked.emit(_standing(page, "note"))
    editor = page.recording.editor
    assert editor is not None and editor.value() == {"text": "rang at ten"}
    editor.set_value({"text": "rang at eleven"})
    page.recording.do.click()
    assert [text.split(" (")[0] for text in _standing(page, "note").replaced] == ["rang at ten"]
    page.standing.take_back_asked.emit(_standing(page, "note"))
    page.taking_back.do.click()
    assert page.taking_back.row.field.property("faulty") == "true"
    page.taking_back.because.set_value("Another child.")
    page.taking_back.do.click()
    assert _standing(page, "note").ended and len(_standing(page, "note").replaced) == 2


def test_a_relation_is_recorded_with_somebody_who_is_here_or_new_and_corrected(
    desk: Desk, open_own: OpenOwn, child: UUID
) -> None:
    page = open_own(desk, child)
    page.on_family()
    page.relating.do.click()
    assert page.relating.finder.first_row.field.property("faulty") == "true"
    page.relating.finder.set_typed({"given": "Ada", "family": "Quill"})
    page.relating.relation.set_value(
        {"relation": "PAM", "parental_responsibility": True, "lives_with": False}
    )
    page.relating.do.click()
    said = "Ada QUILL: mother, parental responsibility: yes, lives with: no"
    assert _standing(page, "relation").text == said
    page.standing.correct_asked.emit(_standing(page, "relation"))
    page.recording.editors["relation"].set_value({**_standing(page, "relation").value, "relation": "GRP"})
    page.recording.do.click()
    assert [one.relation for one in desk.do(open_case, child).family] == ["grandparent"]


def test_an_unborn_child_is_born_on_its_page(desk: Desk, open_own: OpenOwn) -> None:
    unborn = here(an_unborn(desk, a_mother(desk), weeks=1))
    page = open_own(desk, unborn)
    page.on_birth()
    page.birth.do.click()
    assert page.birth.birth_row.field.property("faulty") == "true"
    page.birth.birth.set_value(from_day(today()))
    page.birth.given.set_value("Noah")
    page.birth.do.click()
    assert page.record is not None and page.record.banner.name == "Noah BELL"
    assert not page.birth_button.isVisible()


def test_a_letter_is_read_shown_attached_opened_and_removed(
    desk: Desk, open_own: OpenOwn, child: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "from school.txt"
    path.write_text("She came in tired.", encoding="utf-8")
    page = open_own(desk, child)
    page.on_attach()
    page.attaching.do.click()
    assert page.attaching.file_row.field.property("faulty") == "true"
    page.read_letter(path)
    assert page.attaching.preview.text() == "from school.txt\n\nShe came in tired."
    page.attaching.came_from.set_value("EDU")
    page.attaching.do.click()
    assert page.record is not None
    (letter,) = page.record.letters
    page.letters.open_asked.emit(letter.key)
    assert page.letter.words.text() == "She came in tired."
    page.letter.remove.click()
    assert page.letter.because_row.field.property("faulty") == "true"
    page.letter.because.set_value("Of another child.")
    page.letter.remove.click()
    assert page.record.letters[0].ended_because == "Of another child."
    assert page.letter.words.text() == ""


def test_a_hostile_letter_is_refused_at_the_field(
    desk: Desk, open_own: OpenOwn, child: UUID, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(b"MZ\x90\0")
    page = open_own(desk, child)
    page.on_attach()
    page.read_letter(path)
    assert page.attaching.letter is None
    assert "name says PDF" in page.attaching.file_row.field.accessibleDescription()


def test_what_is_typed_is_there_again_after_a_crash(desk: Desk, open_own: OpenOwn, child: UUID) -> None:
    page = open_own(desk, child)
    page.on_record()
    page.recording.kind.set_value("warning")
    editor = page.recording.editor
    assert editor is not None
    editor.set_value({"text": "Dog in the yard"})
    page.draft.touch()
    page.draft.flush()
    again = open_own(desk, child)
    assert again.recording.editor is not None and again.recording.isVisible()
    assert again.recording.editor.draft()["text"] == "Dog in the yard"
    again.recording.editor.set_value({"text": "Dog", "review": (today() + timedelta(days=9)).isoformat()})
    again.recording.do.click()
    assert desk.read(my_draft, "own_record", str(child)) is None


def test_esc_leaves_a_form_only_while_it_is_empty(desk: Desk, open_own: OpenOwn, child: UUID) -> None:
    page = open_own(desk, child)
    page.on_family()
    page.relating.finder.given.set_value("Ada")
    QTest.keyClick(page.relating, Qt.Key.Key_Escape)
    assert page.relating.isVisible()
    page.relating.finder.given.set_value("")
    QTest.keyClick(page.relating, Qt.Key.Key_Escape)
    assert not page.relating.isVisible()


def test_information_governance_says_why_and_writes_nothing(
    desk: Desk, open_own: OpenOwn, child: UUID
) -> None:
    with_role(desk, Role.INFORMATION_GOVERNANCE)
    page = open_own(desk, child)
    assert page.record is None and page.reasons.isVisible()
    page.reasons.reason.set_value("audit")
    page.reasons.do.click()
    assert page.record is not None and not page.acts.isVisible()


def test_a_letter_is_closed_when_the_page_is_left_and_the_childs_page_is_near(
    desk: Desk, open_own: OpenOwn, child: UUID
) -> None:
    page = open_own(desk, child)
    asked = gone_to(page)
    page.whole_page.click()
    assert asked == [("casefile", child)]
    page.leaving()
    assert page.letter.letter is None and not page.letter.isVisible()
