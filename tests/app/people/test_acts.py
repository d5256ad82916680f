"""What officers do about a child: record, correct, settle, withhold; nothing that an agency said is touched."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.casefile.case_view import open_case
from app.casefile.finding import find
from app.desk import Desk
from app.errors import DeskError, NotAllowed, NotFound
from app.people.saying import correct_statement, record_statement
from app.people.settling import settle, unsettle
from app.people.withholding import withhold_address
from models.codes import Role
from tests.builders import with_role
from tests.builders_case import Row, a_child, born, bring_in, home, name


@pytest.fixture
def child(desk: Desk) -> UUID:
    """A child whom school and police know with two birth dates."""
    school = bring_in(
        desk, "EDU", Row("S1", (name("Zoë", "Okonkwo"), born(2019, 3, 12), home("14 Alder Court", "QX4 9AD")))
    )
    police = bring_in(desk, "POL", Row("N1", (name("ZOE", "OKONKWO"), born(2019, 12, 3))))
    return a_child(desk, *school.people.values(), *police.people.values())


def _births(desk: Desk, child: UUID) -> list[UUID]:
    view = desk.do(open_case, child)
    return [said.statement for each in view.disagreements if each.group == "birth" for said in each.said]


def test_a_settled_disagreement_shows_the_chosen_date_and_keeps_both_as_they_were_said(
    desk: Desk, child: UUID
) -> None:
    police = _births(desk, child)[1]
    desk.do(settle, child, "birth", statement=police, because="seen on the birth certificate")
    view = desk.do(open_case, child)
    assert view.banner.birth == "03-Dec-2019"
    (birth,) = [each for each in view.disagreements if each.group == "birth"]
    assert birth.settled
    assert {said.text for said in birth.said} == {"12-Mar-2019", "03-Dec-2019"}


def test_settling_again_ends_the_settlement_before_and_taking_it_back_opens_the_question(
    desk: Desk, child: UUID
) -> None:
    school, police = _births(desk, child)
    first = desk.do(settle, child, "birth", statement=police, because="said by the mother")
    second = desk.do(settle, child, "birth", statement=school, because="seen on the birth certificate")
    assert second != first
    assert desk.do(open_case, child).banner.birth == "12-Mar-2019"
    desk.do(unsettle, second, because="the certificate was a cousin's")
    (birth,) = [each for each in desk.do(open_case, child).disagreements if each.group == "birth"]
    assert not birth.settled
    with pytest.raises(NotFound):
        desk.do(unsettle, second, because="again")


def test_a_disagreement_is_not_settled_without_a_reason_or_on_another_childs_statement(
    desk: Desk, child: UUID
) -> None:
    school, _ = _births(desk, child)
    with pytest.raises(DeskError):
        desk.do(settle, child, "birth", statement=school, because=" ")
    other = a_child(
        desk, *bring_in(desk, "HV", Row("H9", (name("Ada", "Bell"), born(2018, 1, 2)))).people.values()
    )
    with pytest.raises(DeskError, match="not of this child"):
        desk.do(settle, other, "birth", statement=school, because="a slip")
    with pytest.raises(DeskError, match="not about that"):
        desk.do(settle, child, "name", statement=school, because="a slip")


def test_what_an_officer_records_stands_beside_the_agencies_under_the_officers_name(
    desk: Desk, child: UUID
) -> None:
    desk.do(record_statement, child, "warning", {"text": "dog at the address"}, said_on="2026-11-20")
    view = desk.do(open_case, child)
    (column,) = [each for each in view.columns if each.organisation == "LA"]
    (said,) = column.statements
    assert (said.text, said.by) == ("dog at the address", desk.officer.name)
    assert any("dog" in chip.words for chip in view.banner.chips)


def test_a_child_is_found_by_a_name_that_an_officer_recorded(desk: Desk, child: UUID) -> None:
    assert desk.read(find, "sparrow").hits == ()
    desk.do(record_statement, child, "alias", {"text": "Sparrow"})
    (hit,) = desk.read(find, "sparrow").hits
    assert hit.person_id == child


def test_a_correction_stands_in_front_of_what_it_names_and_an_agencys_word_is_never_corrected(
    desk: Desk, child: UUID
) -> None:
    first = desk.do(record_statement, child, "warning", {"text": "dog at the address"})
    desk.do(correct_statement, first, {"text": "no dog any more"})
    (column,) = [each for each in desk.do(open_case, child).columns if each.organisation == "LA"]
    assert [said.text for said in column.statements] == ["no dog any more"]
    with pytest.raises(DeskError, match="agency"):
        desk.do(correct_statement, _births(desk, child)[0], {"date": {"year": 2019}})


def test_a_withheld_address_is_masked_from_that_moment_for_every_agency(desk: Desk, child: UUID) -> None:
    assert "14 Alder Court" in repr(desk.do(open_case, child))
    desk.do(withhold_address, child, from_whom="Karl Bell", why="fled from him")
    view = desk.do(open_case, child)
    assert view.address_withheld
    assert "Alder" not in repr(view)
    assert view.banner.chips[0].words == "Address withheld from Karl Bell"


@pytest.mark.parametrize(("from_whom", "why"), [("", "fled"), ("Karl Bell", " ")])
def test_an_address_is_withheld_only_from_somebody_and_for_a_reason(
    desk: Desk, child: UUID, from_whom: str, why: str
) -> None:
    with pytest.raises(DeskError):
        desk.do(withhold_address, child, from_whom=from_whom, why=why)


def test_a_contact_officer_records_but_does_not_withhold(desk: Desk, child: UUID) -> None:
    with_role(desk, Role.CONTACT_OFFICER)
    desk.do(record_statement, child, "note", {"text": "rang at ten"})
    with pytest.raises(NotAllowed):
        desk.do(withhold_address, child, from_whom="Karl Bell", why="fled")
