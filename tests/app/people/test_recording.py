"""Officers record, correct, settle and withhold; what agencies said stays as it was said."""

from __future__ import annotations

from uuid import UUID

import pytest

from app import officers
from app.desk import Desk
from app.errors import DeskError, NotAllowed, RefusedInput
from app.people.saying import correct_statement, record_statement
from app.people.settling import settle, unsettle
from app.people.withholding import lift_withheld_address, withhold_address
from app.unit_of_work import Reader
from models import feeds, linking, people
from models.codes import Role
from tests.app.linking.store import Sent, bring_in
from tests.builders import COLLEAGUE_PASSPHRASE, with_role


@pytest.fixture
def person(desk: Desk) -> UUID:
    (record,) = bring_in(desk, "HSG", Sent("1"))
    return desk.read(lambda reader: linking.live_links(reader.session, [record])[record].person_id)


def _said(reader: Reader, person: UUID, group: str) -> list[tuple[str, object, bool]]:
    records = [link.agency_person_id for link in linking.links_of_persons(reader.session, [person])]
    return [
        ("agency" if row.officer_id is None else "officer", row.value, row.usable)
        for row in feeds.statements_of(reader.session, records)
        if row.group == group
    ]


def _statement(reader: Reader, person: UUID, group: str) -> UUID:
    records = [link.agency_person_id for link in linking.links_of_persons(reader.session, [person])]
    return next(row.id for row in feeds.statements_of(reader.session, records) if row.group == group)


def _settled(reader: Reader, person: UUID) -> list[tuple[str, object, str]]:
    return [(row.group, row.value, row.because) for row in people.settlements_of(reader.session, person)]


def test_what_an_officer_records_stands_beside_what_agencies_say(desk: Desk, person: UUID) -> None:
    desk.do(record_statement, person, "name", {"given": "Zoë", "family": "Bell"})
    desk.do(record_statement, person, "warning", {"text": "Dog in the garden"})
    assert [by for by, _, _ in desk.read(_said, person, "name")] == ["agency", "officer"]
    assert desk.read(_said, person, "warning") == [("officer", {"text": "Dog in the garden"}, True)]


def test_what_an_officer_records_can_be_found_by(desk: Desk, person: UUID) -> None:
    desk.do(record_statement, person, "name", {"given": "Birdie", "family": "Quill"})

    def shown(reader: Reader) -> set[str]:
        records = [link.agency_person_id for link in linking.links_of_persons(reader.session, [person])]
        return {row.shown for row in feeds.words_of(reader.session, records)}

    assert "Birdie Quill" in desk.read(shown)


def test_a_number_that_fails_its_check_is_kept_and_not_used(desk: Desk, person: UUID) -> None:
    desk.do(record_statement, person, "nhs_number", {"value": "9991042203"})
    ((_, value, usable),) = desk.read(_said, person, "nhs_number")
    assert value == {"value": "9991042203", "check": "bad"}
    assert not usable


def test_a_correction_names_what_it_replaces(desk: Desk, person: UUID) -> None:
    first = desk.do(record_statement, person, "warning", {"text": "Dog"})
    second = desk.do(correct_statement, first, {"text": "No dog"})
    kept = desk.read(lambda reader: feeds.statement(reader.session, second))
    assert kept is not None and kept.replaces == first
    assert desk.read(lambda reader: feeds.statement(reader.session, first)) is not None


def test_what_an_agency_said_is_not_ours_to_correct(desk: Desk, person: UUID) -> None:
    with pytest.raises(DeskError, match="not ours to correct"):
        desk.do(correct_statement, desk.read(_statement, person, "name"), {"given": "Zara"})


@pytest.mark.parametrize(("group", "value"), [("shoe_size", {"text": "3"}), ("warning", {"text": ""})])
def test_nothing_and_the_unknown_are_refused(
    desk: Desk, person: UUID, group: str, value: dict[str, str]
) -> None:
    with pytest.raises(DeskError):
        desk.do(record_statement, person, group, value)


def test_a_group_is_settled_once_and_again(desk: Desk, person: UUID) -> None:
    desk.do(settle, person, "name", statement=desk.read(_statement, person, "name"), because="Certificate.")
    key = desk.do(settle, person, "name", value={"given": "Zoë"}, because="Passport.")
    assert desk.read(_settled, person) == [("name", {"given": "Zoë"}, "Passport.")]
    desk.do(unsettle, key, because="Forged.")
    assert desk.read(_settled, person) == []


def test_a_statement_of_another_child_settles_nothing(desk: Desk, person: UUID) -> None:
    bring_in(
        desk, "EY", Sent("E9", given="Ian", family="Quist", address="3 Overy Street", postcode="QX7 6TS")
    )
    other = desk.read(
        lambda reader: next(
            row.id
            for row in feeds.statements_of(reader.session, linking.said_children(reader.session))
            if row.value.get("given") == "Ian"
        )
    )
    with pytest.raises(DeskError, match="not of this child"):
        desk.do(settle, person, "name", statement=other, because="Guess.")
    with pytest.raises(DeskError, match="needs a reason"):
        desk.do(settle, person, "name", value={"given": "Zoë"}, because="")


def test_an_address_is_withheld_from_somebody_for_a_reason(desk: Desk, person: UUID) -> None:
    desk.do(withhold_address, person, from_whom="Her father", why="Order of the court", until="2099-03-01")
    (row,) = desk.read(lambda reader: people.withheld_of(reader.session, person))
    assert (row.from_whom, row.why, row.until) == ("Her father", "Order of the court", "2099-03-01")
    with pytest.raises(DeskError, match="from whom"):
        desk.do(withhold_address, person, from_whom="", why="Because")


def test_an_address_is_not_withheld_until_a_day_that_is_past(desk: Desk, person: UUID) -> None:
    with pytest.raises(RefusedInput, match="is past"):
        desk.do(withhold_address, person, from_whom="Her father", why="Order", until="2026-01-01")
    assert desk.read(lambda reader: people.withheld_of(reader.session, person)) == []


def test_a_contact_officer_may_not_withhold(desk: Desk, person: UUID) -> None:
    with_role(desk, Role.CONTACT_OFFICER)
    with pytest.raises(NotAllowed):
        desk.do(withhold_address, person, from_whom="Her father", why="Order of the court")


def test_lifting_takes_a_second_person_who_may_approve(desk: Desk, person: UUID) -> None:
    key = desk.do(withhold_address, person, from_whom="Her father", why="Order of the court")
    officers.add_officer(desk, "Tom Abara", passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.SOCIAL_WORKER,))
    officers.add_officer(
        desk, "Ines Roy", passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.INFORMATION_GOVERNANCE,)
    )
    first = desk.officer
    with pytest.raises(NotAllowed):
        lift_withheld_address(
            desk, key, because="Order ended.", second="Tom Abara", passphrase=COLLEAGUE_PASSPHRASE
        )
    assert len(desk.read(lambda reader: people.withheld_of(reader.session, person))) == 1
    lift_withheld_address(
        desk, key, because="Order ended.", second="Ines Roy", passphrase=COLLEAGUE_PASSPHRASE
    )
    assert desk.read(lambda reader: people.withheld_of(reader.session, person)) == []
    assert desk.officer == first
