"""Relations, ways to reach somebody, warnings: what officers record, correct and take back, and how it is shown."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from app.casefile.case_view import open_case
from app.casefile.own_record import open_own_record
from app.dates import from_day
from app.desk import Desk
from app.errors import DeskError, NotAllowed, RefusedInput
from app.people.adding import Relation
from app.people.cautions import warning_value, warnings_to_review
from app.people.contacts import contact_value
from app.people.families import FamilyMember
from app.people.relating import OTHER_WAY, correct_relation, other_way, relate
from app.people.saying import correct_statement, record_statement, take_back_statement
from app.people.withholding import withhold_address
from app.people.wording import in_words
from app.vocabulary import codes
from models.codes import Role
from tests.app.people.by_hand import a_girl, a_mother, here, own_statements, today
from tests.builders import with_role
from tests.builders_case import Row, a_child, born, bring_in, name


def _family(desk: Desk, person: UUID) -> tuple[FamilyMember, ...]:
    return desk.do(open_case, person).family


def test_a_relation_holds_on_both_sides_with_parental_responsibility_on_one(desk: Desk) -> None:
    child, mother = here(a_girl(desk)), a_mother(desk)
    desk.do(relate, child, mother, relation="PAM", parental_responsibility=True, lives_with=True)
    (told,) = _family(desk, child)
    assert told.words == "Ruth BELL (mother, PR, lives with the child)"
    (back,) = _family(desk, mother)
    assert (back.relation, back.name, back.parental_responsibility) == ("child", "Ivy BELL", None)


@pytest.mark.parametrize(("answer", "text"), [(True, "yes"), (False, "no"), (None, "")])
def test_parental_responsibility_is_yes_no_or_not_known(desk: Desk, answer: bool | None, text: str) -> None:
    child, mother = here(a_girl(desk)), a_mother(desk)
    desk.do(relate, child, mother, relation="PAF", parental_responsibility=answer)
    (told,) = _family(desk, child)
    assert told.parental_responsibility is answer
    ((_, value, _),) = desk.read(own_statements, child)["relation"]
    said = in_words("relation", value)
    assert said == ("father" if answer is None else f"father, parental responsibility: {text}")


def test_a_relation_that_was_wrong_is_corrected_on_both_sides(desk: Desk) -> None:
    child, other = here(a_girl(desk)), a_mother(desk)
    first = desk.do(relate, child, other, relation="PAM", parental_responsibility=True)
    desk.do(correct_relation, first, relation="GRP", parental_responsibility=False)
    assert [(one.relation, one.parental_responsibility) for one in _family(desk, child)] == [
        ("grandparent", False)
    ]
    assert [one.relation for one in _family(desk, other)] == ["grandchild"]
    assert len(desk.read(own_statements, child)["relation"]) == 2


def test_two_people_are_related_once_and_nobody_to_themself(desk: Desk) -> None:
    child, mother = here(a_girl(desk)), a_mother(desk)
    desk.do(relate, child, mother, relation="PAM")
    with pytest.raises(DeskError, match="recorded already"):
        desk.do(relate, child, mother, relation="CAR")
    with pytest.raises(DeskError, match="recorded already"):
        desk.do(relate, mother, child, relation="CHD")
    with pytest.raises(RefusedInput, match="family of themselves"):
        desk.do(relate, child, child, relation="SIB")
    with pytest.raises(RefusedInput, match="no such relation"):
        desk.do(relate, child, mother, relation="QUEEN")


def test_the_other_way_round_of_every_relation_is_one_that_the_desk_knows() -> None:
    known = dict(codes("relation"))
    assert set(OTHER_WAY) <= set(known)
    assert {other_way(code) for code in known} <= set(known)
    assert other_way(other_way("SIB")) == "SIB" and other_way(other_way("GRP")) == "GRP"


def test_a_child_of_an_agency_is_called_by_its_name_beside_a_sister_added_by_hand(desk: Desk) -> None:
    known = a_child(
        desk, *bring_in(desk, "HV", Row("H9", (name("Ada", "Bell"), born(2018, 1, 2)))).people.values()
    )
    sister = here(a_girl(desk, relations=(Relation("SIB", person=known),)))
    assert [one.name for one in _family(desk, sister)] == ["Ada BELL"]
    assert [one.name for one in _family(desk, known)] == ["Ivy BELL"]


def test_an_agencys_adult_becomes_a_person_when_an_officer_needs_them(desk: Desk) -> None:
    sent = bring_in(desk, "EDU", Row("E-0", (name("Ruth", "Quill"),), is_child=False))
    child = here(a_girl(desk, relations=(Relation("PAM", record=sent.people["E-0"]),)))
    (told,) = _family(desk, child)
    assert told.name == "Ruth QUILL" and told.reference is not None


def test_a_child_who_waits_to_be_linked_is_no_relative_yet(desk: Desk) -> None:
    sent = bring_in(desk, "EDU", Row("E-1", (name("Ian", "Bell"), born(2018, 1, 2))))
    with pytest.raises(DeskError, match="not decided yet"):
        a_girl(desk, relations=(Relation("SIB", record=sent.people["E-1"]),))


# --- how somebody is reached -----------------------------------------------------------------------------------------


def test_what_is_safe_stands_with_the_number_on_the_childs_page(desk: Desk) -> None:
    child = here(a_girl(desk))
    safe = {"safe_to_call": False, "safe_to_text": True, "safe_to_leave_message": None}
    value = contact_value("phone", "020 7946 0011", kind="mobile", safe=safe)
    assert value == {
        "value": "020 7946 0011",
        "kind": "mobile",
        "safe_to_call": False,
        "safe_to_text": True,
    }
    desk.do(record_statement, child, "phone", value)
    view = desk.do(open_case, child)
    assert "020 7946 0011, mobile, safe to call: no, safe to text: yes" in repr(view.columns)


def test_what_is_safe_stands_with_an_address_and_a_mail_address() -> None:
    home = contact_value("address", ("3 Lock Row",), postcode="qx42aa", safe={"safe_to_visit": False})
    assert in_words("address", home) == "3 Lock Row, QX4 2AA, safe to visit: no"
    mail = contact_value("email", "ruth@example.org", safe={"safe_to_write": True})
    assert in_words("email", mail) == "ruth@example.org, safe to write: yes"


@pytest.mark.parametrize(
    ("way", "text"),
    [
        ("phone", "12"),
        ("phone", "ring the shop"),
        ("email", "ruth at home"),
        ("email", "a@b"),
        ("address", ""),
    ],
)
def test_what_reaches_nobody_is_refused_in_words(way: str, text: str) -> None:
    with pytest.raises(RefusedInput):
        contact_value(way, text, safe={})


# --- warnings --------------------------------------------------------------------------------------------------------


def test_a_warning_has_a_day_ahead_by_which_it_is_looked_at_again(desk: Desk) -> None:
    child = here(a_girl(desk))
    day = today()
    value = warning_value("Dog in the yard", from_day(day + timedelta(days=30)), day)
    desk.do(record_statement, child, "warning", value)
    view = desk.do(open_case, child)
    assert any(chip.words == "Dog in the yard" for chip in view.banner.chips)
    assert desk.read(warnings_to_review) == ()
    for late in (None, from_day(day)):
        with pytest.raises(RefusedInput, match="looked at again"):
            warning_value("Dog", late, day)


def test_a_warning_whose_day_has_come_waits_until_it_is_corrected_or_taken_back(desk: Desk) -> None:
    child = here(a_girl(desk))
    past = (today() - timedelta(days=3)).isoformat()
    first = desk.do(record_statement, child, "warning", {"text": "Dog", "review": past})
    again = desk.do(record_statement, child, "warning", {"text": "Goose", "review": past})
    due = desk.read(warnings_to_review)
    assert {(one.person, one.review.isoformat()) for one in due} == {(child, past)} and len(due) == 2
    desk.do(correct_statement, first, warning_value("Dog", from_day(today() + timedelta(days=9)), today()))
    desk.do(take_back_statement, again, because="Moved away.")
    assert desk.read(warnings_to_review) == ()
    view = desk.do(open_case, child)
    assert [chip.words for chip in view.banner.chips] == ["Dog"]


# --- corrections -----------------------------------------------------------------------------------------------------


def test_a_correction_is_shown_with_what_it_replaced(desk: Desk) -> None:
    child = here(a_girl(desk))
    first = desk.do(record_statement, child, "phone", {"value": "020 7946 0011"})
    second = desk.do(correct_statement, first, {"value": "020 7946 0012"})
    desk.do(take_back_statement, second, because="Cut off.")
    own = [one for one in desk.do(open_own_record, child).statements if one.group == "phone"]
    (shown,) = own
    assert shown.ended and shown.text == "no longer: Cut off." and not shown.may_be_taken_back
    assert [text.split(" (")[0] for text in shown.replaced] == ["020 7946 0012", "020 7946 0011"]
    assert all(desk.officer.name in text for text in shown.replaced)


def test_what_was_corrected_is_not_corrected_beside_its_correction(desk: Desk) -> None:
    child = here(a_girl(desk))
    first = desk.do(record_statement, child, "note", {"text": "one"})
    desk.do(correct_statement, first, {"text": "two"})
    with pytest.raises(DeskError, match="corrected already"):
        desk.do(correct_statement, first, {"text": "three"})
    with pytest.raises(DeskError, match="needs a reason"):
        desk.do(take_back_statement, desk.do(record_statement, child, "note", {"text": "x"}), because=" ")


def test_a_name_is_corrected_and_never_taken_back(desk: Desk) -> None:
    child = here(a_girl(desk))
    ((key, _, _),) = desk.read(own_statements, child)["name"]
    with pytest.raises(DeskError, match="something in its place"):
        desk.do(take_back_statement, key, because="No.")
    desk.do(correct_statement, key, {"given": "Iva", "family": "Bell"})
    assert desk.do(open_case, child).banner.name == "Iva BELL"


def test_a_withheld_address_is_not_in_what_officers_recorded(desk: Desk) -> None:
    child = here(a_girl(desk))
    desk.do(record_statement, child, "note", {"text": "Seen at 3 Lock Row on Monday"})
    desk.do(withhold_address, child, from_whom="Karl Bell", why="fled")
    own = desk.do(open_own_record, child)
    assert own.address_withheld and "Lock Row" not in repr(own) and "QX4" not in repr(own)


def test_looking_at_what_was_recorded_is_in_the_log_and_asks_for_a_role(desk: Desk) -> None:
    child = here(a_girl(desk))
    before = desk.head().sequence
    desk.do(open_own_record, child)
    assert desk.head().sequence == before + 1
    with_role(desk, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        desk.do(open_own_record, child)
