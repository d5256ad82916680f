"""A child is opened with a log entry first, and every agency stands side by side."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest

from app.casefile.case_json import case_json
from app.casefile.case_records import CaseView, Column
from app.casefile.case_view import open_case, show_withheld
from app.clock import shown_day
from app.desk import Desk
from app.errors import NotAllowed, NotFound, RefusedInput
from app.feeds.undoing import undo_batch
from app.logbook.searching import LogQuestion, look_through
from models.base import new_key
from models.codes import Role
from tests.builders import with_role
from tests.builders_case import (
    BroughtIn,
    Row,
    Told,
    a_child,
    a_decided_share,
    born,
    bring_in,
    expected,
    home,
    join,
    name,
    relation,
    settle,
)

NHS = ("nhs_number", {"value": "9991042202", "check": "ok"})


def _school(desk: Desk) -> BroughtIn:
    mother = Row("C-1", (name("Ada", "Okonkwo"),), is_child=False)
    child = Row(
        "E-1",
        (
            name("Zo\u00eb", "Okonkwo-Bell", preferred_given="Zo"),
            born(2019, 3, 12),
            ("sex", {"code": "F"}),
            home("14 Alder Court", "QX4 1AB"),
            relation("C-1", "PAM", responsible=True),
        ),
        (Told("2026-11-18", "absent 6 of 10 days", "attendance"),),
    )
    return bring_in(desk, "EDU", child, mother, file="3089912_CTF_308LLLL_014.xml")


def _police(desk: Desk) -> BroughtIn:
    told = (Told("2026-11-20T02:10", "called to an argument"), Told("2026-09", "seen alone", tag="opinion"))
    child = Row("2219", (name("ZOE", "BELL"), born(2019, 12, 3), home("14 Alder Ct", "qx41ab")), told)
    return bring_in(desk, "POL", child)


@pytest.fixture
def zoe(desk: Desk) -> UUID:
    """Zoë as school, health visiting and police know her."""
    health = bring_in(
        desk, "HV", Row("HV/22", (name("Zoe", "Okonkwo"), NHS, ("warning", {"text": "dog in the house"})))
    )
    school, police = _school(desk), _police(desk)
    return a_child(desk, school.people["E-1"], health.people["HV/22"], police.people["2219"])


def _column(view: CaseView, code: str) -> Column:
    return next(column for column in view.columns if column.organisation == code)


def _cells(view: CaseView, code: str) -> list[str]:
    row = next(row for row in view.table if row.code == code)
    return [cell.text for cell in row.cells]


def test_the_banner_says_who_the_child_is_in_one_line(desk: Desk, zoe: UUID) -> None:
    banner = desk.do(open_case, zoe).banner
    assert banner.name == "Zo\u00eb OKONKWO-BELL"
    assert banner.known_as == ("Zo",)
    assert (banner.sex, banner.birth, banner.birth_iso) == ("F", "12-Mar-2019", "2019-03-12")
    assert banner.nhs_number == "999 104 2202"
    assert [chip.words for chip in banner.chips] == ["dog in the house"]


def test_a_number_whose_check_digit_fails_stays_off_the_banner(desk: Desk) -> None:
    wrong = ("nhs_number", {"value": "9991042203", "check": "bad"})
    health = bring_in(desk, "HV", Row("1", (name("Ann", "Lee"), wrong)))
    view = desk.do(open_case, a_child(desk, health.people["1"]))
    assert view.banner.nhs_number == ""
    assert _column(view, "HV").statements[1].text == "999 104 2203"


def test_an_unborn_child_has_an_expected_date_and_no_age(desk: Desk) -> None:
    health = bring_in(desk, "HV", Row("1", (name("Baby", "Farquharson"), expected(2027, 1, 22))))
    view = desk.do(open_case, a_child(desk, health.people["1"]))
    assert (view.banner.expected, view.banner.age, view.banner.birth) == ("22-Jan-2027", "not yet born", "")
    assert view.banner.chips[0].words == "Unborn, expected 22-Jan-2027"
    assert _cells(view, "birth") == ["expected 22-Jan-2027"]


def test_each_organisation_has_a_column_with_its_link(desk: Desk, zoe: UUID) -> None:
    view = desk.do(open_case, zoe)
    assert [column.organisation for column in view.columns] == ["EDU", "HV", "POL"]
    school, police = _column(view, "EDU"), _column(view, "POL")
    assert (school.link_how, school.form, school.agency_reference) == ("first", "CTF", "E-1")
    assert (police.link_how, police.linked_by, police.reasons) == ("confirmed", "Priya Nair", ("same name",))
    assert _cells(view, "name") == ["Zo\u00eb Okonkwo-Bell", "Zoe Okonkwo", "ZOE BELL"]
    assert _cells(view, "with") == ["Ada OKONKWO (mother, PR)", "", ""]
    assert _cells(view, "latest")[2] == "20-Nov-2026: called to an argument (fact)"
    assert _cells(view, "records") == ["1", "0", "2"]


def test_a_group_said_again_stands_in_front_and_what_was_left_out_stays(desk: Desk, zoe: UUID) -> None:
    moved = Row("E-1", (home("9 Vintry Road", "QX2 2QQ"),))
    bring_in(desk, "EDU", moved, file="partial.xml", days=3)
    school = _column(desk.do(open_case, zoe), "EDU")
    texts = {one.group: one.text for one in school.statements}
    assert texts["address"] == "9 Vintry Road, Tidewell, QX2 2QQ"
    assert texts["birth"] == "12-Mar-2019"
    assert school.older == 1


def test_where_agencies_disagree_is_said_with_source_and_day(desk: Desk, zoe: UUID) -> None:
    view = desk.do(open_case, zoe)
    assert [one.group for one in view.disagreements] == ["birth"]
    said = {version.organisation: version.text for version in view.disagreements[0].said}
    assert said == {"EDU": "12-Mar-2019", "POL": "03-Dec-2019"}
    assert not view.disagreements[0].settled
    births = next(row for row in view.table if row.code == "birth")
    assert [cell.differs for cell in births.cells] == [True, False, True]


def test_what_was_settled_is_shown_and_marked_no_longer(desk: Desk, zoe: UUID) -> None:
    before = desk.do(open_case, zoe)
    (police,) = [one for one in _column(before, "POL").statements if one.group == "birth"]
    settle(desk, zoe, "birth", police.id)
    after = desk.do(open_case, zoe)
    assert after.banner.birth == "03-Dec-2019"
    assert after.disagreements[0].settled
    births = next(row for row in after.table if row.code == "birth")
    assert not any(cell.differs for cell in births.cells)
    assert [(one.group, one.text, one.because) for one in after.settled] == [
        ("birth", "03-Dec-2019", "certificate seen")
    ]


def test_a_value_settled_by_hand_stands_before_what_agencies_say(desk: Desk, zoe: UUID) -> None:
    settle(desk, zoe, "birth", None, born(2019, 3, 21)[1])
    view = desk.do(open_case, zoe)
    assert view.banner.birth == "21-Mar-2019"
    known = case_json(view)["known"]["birth"]
    assert (known["value"]["date"]["day"], known["settled"]) == (21, True)


def test_the_chronology_is_one_list_of_all_agencies(desk: Desk, zoe: UUID) -> None:
    view = desk.do(open_case, zoe)
    assert [(one.iso, one.organisation) for one in view.chronology] == [
        ("2026-09", "POL"),
        ("2026-11-18", "EDU"),
        ("2026-11-20T02:10", "POL"),
    ]
    assert view.chronology[0].shown == "Sep-2026"
    assert view.chronology[2].shown == "20-Nov-2026 02:10"


def test_a_file_that_came_twice_tells_each_event_once_and_undoing_either_keeps_it(desk: Desk) -> None:
    first = _police(desk)
    zoe = a_child(desk, first.people["2219"])
    second = _police(desk)

    def told() -> list[str]:
        return [one.text for one in desk.do(open_case, zoe).chronology]

    assert told() == ["seen alone", "called to an argument"]
    undo_batch(desk, first.batch, because="the wrong day")
    assert second.batch != first.batch
    assert told() == ["seen alone", "called to an argument"]


def test_an_event_told_again_in_other_words_stands_beside_the_first(desk: Desk) -> None:
    first = _police(desk)
    zoe = a_child(desk, first.people["2219"])
    bring_in(desk, "POL", Row("2219", (), (Told("2026-09", "seen alone at night", tag="opinion"),)))
    texts = {one.text for one in desk.do(open_case, zoe).chronology}
    assert texts == {"seen alone", "seen alone at night", "called to an argument"}


def test_the_same_words_twice_in_one_file_are_two_events(desk: Desk) -> None:
    twice = (Told("2026-09", "seen alone"), Told("2026-09", "seen alone"))
    zoe = a_child(desk, bring_in(desk, "POL", Row("2219", (name("Zoe", "Bell"),), twice)).people["2219"])
    assert len(desk.do(open_case, zoe).chronology) == 2


def test_a_sibling_in_the_family_who_is_ours_has_a_reference(desk: Desk) -> None:
    rows = (
        Row("1", (name("Kit", "Tavener"), relation("2", "FAM"))),
        Row("2", (name("Bronte", "Tavener"),)),
    )
    school = bring_in(desk, "EDU", *rows)
    kit, bronte = a_child(desk, school.people["1"]), a_child(desk, school.people["2"])
    (member,) = desk.do(open_case, kit).family
    assert (member.name, member.relation) == ("Bronte TAVENER", "family member")
    assert member.reference == desk.do(open_case, bronte).reference


def test_persons_joined_are_one_child_from_either_side(desk: Desk, zoe: UUID) -> None:
    nurse = bring_in(desk, "SN", Row("N-5", (name("Zoe", "Bell"),), (Told("2026-10-01", "weighed"),)))
    other = a_child(desk, nurse.people["N-5"])
    join(desk, zoe, other)
    one, two = desk.do(open_case, zoe), desk.do(open_case, other)
    assert one.reference == two.reference
    assert len(one.columns) == len(two.columns) == 4
    assert one.other_references and "weighed" in repr(two.chronology)


def test_twins_keep_what_is_said_of_each(desk: Desk) -> None:
    address = home("3 Mill Lane", "QX1 2CD")
    school = bring_in(
        desk,
        "EDU",
        Row(
            "1", (name("Elifnaz", "Yildirim"), born(2016, 4, 12), address), (Told("2026-01-02", "cut knee"),)
        ),
        Row("2", (name("Elifnur", "Yildirim"), born(2016, 4, 12), address)),
    )
    first, second = (a_child(desk, school.people[one]) for one in ("1", "2"))
    assert "cut knee" in repr(desk.do(open_case, first))
    other = repr(desk.do(open_case, second))
    assert "cut knee" not in other and "Elifnaz" not in other


def test_decided_shares_are_listed_with_who_got_them(desk: Desk, zoe: UUID) -> None:
    reference = a_decided_share(desk, zoe, "HV")
    (share,) = desk.do(open_case, zoe).shares
    assert (share.reference, share.decision) == (reference, "SHARE")
    assert "ealth" in share.to


# --- the log, and who may --------------------------------------------------------------------------------------------


def _acts(desk: Desk, act: str) -> tuple[Any, ...]:
    return desk.do(look_through, LogQuestion(act=act)).entries


def test_opening_is_in_the_log_before_the_child_is_given(desk: Desk, zoe: UUID) -> None:
    before = desk.head().sequence
    view = desk.do(open_case, zoe)
    assert desk.head().sequence == before + 1
    (entry,) = _acts(desk, "open_child")
    assert entry.persons == (view.reference,)
    assert "Zo" not in repr(entry)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_may_not_open_a_child_is_refused_before_anything_is_read(
    desk: Desk, zoe: UUID, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_role(desk, role)
    read: list[object] = []
    monkeypatch.setattr("app.casefile.case_view.persons_of", lambda *given: read.append(given))
    with pytest.raises(NotAllowed):
        desk.do(open_case, zoe)
    with pytest.raises(NotAllowed):
        desk.do(show_withheld, zoe, "protect_child")
    assert read == []


def test_information_governance_opens_a_child_only_with_a_reason_of_the_list(desk: Desk, zoe: UUID) -> None:
    with_role(desk, Role.INFORMATION_GOVERNANCE)
    with pytest.raises(NotAllowed):
        desk.do(open_case, zoe)
    with pytest.raises(RefusedInput, match="complaint"):
        desk.do(open_case, zoe, reason="because Zo\u00eb's aunt rang")
    desk.do(open_case, zoe, reason="Complaint")
    assert [entry.reason_code for entry in _acts(desk, "open_child")] == ["complaint"]


def test_a_person_that_is_not_here_is_refused_and_not_logged(desk: Desk) -> None:
    before = desk.head().sequence
    with pytest.raises(NotFound):
        desk.do(open_case, new_key())
    assert desk.head().sequence == before


# --- as JSON ---------------------------------------------------------------------------------------------------------


def test_the_case_as_json_has_the_parts_of_its_schema(desk: Desk, zoe: UUID) -> None:
    a_decided_share(desk, zoe, "HV")
    value = json.loads(json.dumps(case_json(desk.do(open_case, zoe))))
    assert value["schema"] == "mash-desk/case/1"
    assert set(value) == {
        *("schema", "reference", "as_of", "known", "organisations"),
        *("disagreements", "family", "chronology", "shares"),
    }
    assert value["known"]["birth"]["value"]["date"]["day"] == 12
    assert value["known"]["birth"]["source"] == "EDU"
    assert [one["organisation"] for one in value["organisations"]] == ["EDU", "HV", "POL"]
    assert value["organisations"][2]["link"]["reasons"] == ["same name"]
    assert all(UUID(one["id"]) for each in value["organisations"] for one in each["statements"])
    assert value["family"][0]["parental_responsibility"] is True
    assert value["chronology"][0]["date"] == "2026-09"
    assert value["shares"][0]["decision"] == "SHARE"
    for each in value["known"]["names"]:
        assert {"value", "source", "said_on", "settled"} <= set(each)


def test_what_could_not_be_read_is_given_as_it_came(desk: Desk) -> None:
    school = bring_in(desk, "EDU", Row("1", (name("Ann", "Lee"),), unusable=(("birth", "31/02/2019"),)))
    view = desk.do(open_case, a_child(desk, school.people["1"]))
    assert _cells(view, "birth") == ["31/02/2019"]
    assert view.banner.birth == ""
    assert case_json(view)["known"]["birth"]["as_given"] == "31/02/2019"
    assert shown_day(view.as_of.date()) not in _cells(view, "birth")
