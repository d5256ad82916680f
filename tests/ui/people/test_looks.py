"""Both pages of writing by hand can be read, named and walked by Tab in every dress, at once and at twice the size."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from app.dates import GivenDate
from app.desk import Desk
from app.people.adding import Relation
from app.people.letter_reading import ReadLetter
from app.people.letters import attach_letter
from app.people.saying import correct_statement, record_statement
from tests.app.people.by_hand import a_girl, a_mother, an_unborn, here
from tests.ui.accessibility import assert_accessible
from tests.ui.people.conftest import ROOM, ROOM_TWICE, OpenAdd, OpenOwn
from tests.ui.pictures import cut_off, dressed, take_picture
from tests.ui.walked_by_tab import scrolled_sideways, tab_strays
from ui.page import Page
from ui.people.add_page import AddPersonPage
from ui.people.own_page import OwnRecordPage

LONG = "Featherstonehaugh-Cholmondeley-Ogunbanjo"
SIZES = ((1.0, ROOM), (2.0, ROOM_TWICE))


def _full_form(page: AddPersonPage, kind: str) -> None:
    page.kind.set_value(kind)
    page.lines["given"].set_value("Maximiliana-Theodora")
    page.lines["family"].set_value("Bell")
    page.birth.set_value(GivenDate(2020, 6))
    page.address.set_value("3 Lock Row\nTidewell")
    page.finder.given.set_value("Ruth")
    page.finder.list.look()
    page.hits.look()


def _known(desk: Desk) -> UUID:
    mother = a_mother(desk, family=LONG)
    child = here(a_girl(desk, relations=(Relation("PAM", person=mother, parental_responsibility=True),)))
    value = {
        "value": "020 7946 0011",
        "kind": "mobile",
        "safe_to_call": False,
        "safe_to_leave_message": False,
    }
    first = desk.do(record_statement, child, "phone", value)
    desk.do(correct_statement, first, {**value, "value": "020 7946 0012"})
    desk.do(
        record_statement, child, "warning", {"text": "Dog in the yard. Ring first.", "review": "2026-11-02"}
    )
    text = "Dear colleagues,\n\nIvy came in tired again on Monday.\n\nYours, Ada"
    letter = ReadLetter(f"{LONG} {LONG}.pdf", "pdf", "ab", 1_234_567, b"x", text, ("Kept as it came.",))
    desk.do(attach_letter, child, letter, organisation="EDU", received=GivenDate(2026, 11, 2))
    return child


def _is_one_thing(stray: str) -> bool:
    """Whether it is the tick of a date, beside its boxes and a little higher, or the frame around a list of problems."""
    after, _, before = stray.partition(" comes after ")
    return after == "There is a problem" or (
        after.endswith(": about, estimated") and before.endswith(": year")
    )


def _look(page: Page, name: str) -> None:
    for scale, room in SIZES:
        with dressed("light", scale):
            take_picture(page, name, scale=scale, size=room)
            assert cut_off(page, scale, room) == []
    assert scrolled_sideways(page) == []
    assert_accessible(page)
    page.resize(*ROOM)
    assert [one for one in tab_strays(page) if not _is_one_thing(one)] == []


@pytest.mark.parametrize("kind", ["child", "adult", "unborn"])
def test_the_form_is_whole_at_every_size(desk: Desk, open_add: OpenAdd, kind: str) -> None:
    a_girl(desk, given="Maximiliana-Theodora")
    a_mother(desk)
    page = open_add(desk)
    _look(page, f"add_{kind}_empty")
    _full_form(page, kind)
    _look(page, f"add_{kind}_full")
    page.lines["given"].set_value("")
    page.lines["family"].set_value("")
    page.birth.set_value(GivenDate(2099))
    page.on_add()
    _look(page, f"add_{kind}_wrong")


def _record(kind: str, page: OwnRecordPage) -> None:
    page.on_record()
    page.recording.kind.set_value(kind)


FORMS: dict[str, Callable[[OwnRecordPage], None]] = {
    "none": lambda page: None,
    "phone": partial(_record, "phone"),
    "warning": partial(_record, "warning"),
    "family": lambda page: page.on_family(),
    "attach": lambda page: page.on_attach(),
    "correct": lambda page: page.standing.correct_asked.emit(_shown(page, "relation")),
    "take_back": lambda page: page.standing.take_back_asked.emit(_shown(page, "phone")),
    "letter": lambda page: page._on_open_letter(_letter(page)),
}


def _shown(page: OwnRecordPage, group: str) -> object:
    assert page.record is not None
    return next(one for one in page.record.statements if one.group == group)


def _letter(page: OwnRecordPage) -> UUID:
    assert page.record is not None
    return page.record.letters[0].key


@pytest.mark.parametrize("form", list(FORMS))
def test_what_was_recorded_is_whole_at_every_size(desk: Desk, open_own: OpenOwn, form: str) -> None:
    page = open_own(desk, _known(desk))
    FORMS[form](page)
    _look(page, f"own_{form}")


def test_an_unborn_childs_page_offers_the_birth(desk: Desk, open_own: OpenOwn) -> None:
    page = open_own(desk, here(an_unborn(desk, a_mother(desk))))
    assert page.birth_button.isVisible()
    page.on_birth()
    _look(page, "own_birth")


@pytest.mark.parametrize("scheme", ["dark", "contrast"])
def test_both_pages_wear_every_dress(desk: Desk, open_add: OpenAdd, open_own: OpenOwn, scheme: str) -> None:
    child = _known(desk)
    add = open_add(desk)
    _full_form(add, "child")
    own = open_own(desk, child)
    own.on_record()
    own.recording.kind.set_value("phone")
    with dressed(scheme):
        for name, page in (("add", add), ("own", own)):
            picture = take_picture(page, f"{name}_{scheme}", theme=scheme, size=ROOM)
            assert picture is None or isinstance(picture, Path)
            assert cut_off(page, 1.0, ROOM) == []
