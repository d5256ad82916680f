"""Which of all that was said stands in front, and who is family."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.people.families import Relative, family_of
from app.people.standing import Said, Source, in_front
from models.base import new_key
from tests.builders_case import home, name, relation

SCHOOL = Source(new_key(), "EDU", "School", "E-1")
POLICE = Source(new_key(), "POL", "Police", "2219")
FIRST, SECOND = new_key(), new_key()


def _said(
    pair: tuple[str, Any], batch: UUID | None = FIRST, source: Source = SCHOOL, said_on: str = "", **more: Any
) -> Said:
    return Said(new_key(), source, pair[0], pair[1], said_on, batch=batch, **more)


def test_a_group_said_again_stands_in_front_of_the_older() -> None:
    old, new = _said(home("1 Old Row", "QX1 1AA")), _said(home("2 New Row", "QX2 2AA"), SECOND)
    assert in_front([old, new]) == (new,)


def test_a_file_says_nothing_about_what_it_leaves_out() -> None:
    old, new = _said(name("Zoe", "Bell")), _said(home("2 New Row", "QX2 2AA"), SECOND)
    assert in_front([old, new]) == (old, new)


def test_agencies_never_stand_in_front_of_one_another() -> None:
    one, other = _said(name("Zoe", "Bell")), _said(name("Zoe", "Ng"), SECOND, POLICE)
    assert in_front([one, other]) == (one, other)


def test_several_telephones_of_one_batch_stand_side_by_side_and_fall_together() -> None:
    old = [_said(("phone", {"value": number})) for number in ("1", "2")]
    new = _said(("phone", {"value": "3"}), SECOND)
    assert in_front(old) == tuple(old)
    assert in_front([*old, new]) == (new,)


def test_within_a_batch_the_later_day_stands_in_front() -> None:
    later, earlier = (
        _said(home("2 New Row", "QX2 2AA"), said_on="2026-03-02"),
        _said(home("1 Old Row", "QX1 1AA"), said_on="2026-03-01"),
    )
    assert in_front([later, earlier]) == (later,)


def test_the_same_thing_said_twice_is_given_once() -> None:
    twice = [_said(("alias", {"text": "Zo"})) for _ in range(2)]
    assert in_front(twice) == (twice[1],)


def test_a_correction_stands_in_front_of_what_it_names() -> None:
    wrong = _said(("warning", {"text": "dog"}), None)
    right = _said(("warning", {"text": "no dog"}), None, replaces=wrong.id)
    assert in_front([wrong, right]) == (right,)


def test_an_officers_warning_stands_beside_what_a_file_says() -> None:
    told, sent = _said(("warning", {"text": "dog"}), None), _said(("warning", {"text": "stairs"}), SECOND)
    assert in_front([told, sent]) == (told, sent)


def test_an_unreadable_word_stands_beside_the_last_readable_one() -> None:
    read = _said(("birth", {"date": {"year": 2019}}))
    unread = _said(("birth", {}), as_given="31/02/2019", usable=False)
    assert in_front([read, unread]) == (read, unread)
    assert in_front([unread, read]) == (read,)


@given(st.lists(st.tuples(st.sampled_from(["name", "phone", "birth"]), st.sampled_from([FIRST, SECOND]))))
def test_something_of_every_group_stands_in_front(pairs: list[tuple[str, UUID]]) -> None:
    said = [_said((group, {"value": place}), batch) for place, (group, batch) in enumerate(pairs)]
    front = in_front(said)
    assert {one.group for one in front} == {one.group for one in said}
    assert in_front(front) == front


def test_the_family_is_told_by_each_agency_with_parental_responsibility_first() -> None:
    said = [
        _said(relation("C-2", "GRP")),
        _said(relation("C-1", "PAM", responsible=True)),
        _said(("relation", {"other": "9", "text": "uncle"}), source=POLICE),
    ]
    known = {
        ("EDU", "C-1"): Relative({"given": "Ada", "family": "Okonkwo"}, "P-A00001-X"),
        ("POL", "9"): Relative({"given": "Ben", "family": "Bell"}),
    }
    mother, grandparent, uncle = family_of(said, known)
    assert (mother.words, mother.reference) == ("Ada OKONKWO (mother, PR)", "P-A00001-X")
    assert (grandparent.name, grandparent.relation) == ("Name not known", "grandparent")
    assert (uncle.relation, uncle.organisation, uncle.parental_responsibility) == ("uncle", "POL", None)


def test_one_reference_at_two_agencies_is_two_people() -> None:
    said = [_said(relation("1", "PAM")), _said(relation("1", "PAF"), source=POLICE)]
    known = {("EDU", "1"): Relative({"given": "Ada"}), ("POL", "1"): Relative({"given": "Karl"})}
    assert [member.name for member in family_of(said, known)] == ["Ada", "Karl"]
