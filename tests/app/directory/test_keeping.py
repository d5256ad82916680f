"""The directory holds only what the law files know, every change of it is logged, and roles are asked first."""

from __future__ import annotations

from typing import Any

import pytest

from app.access import Act, table
from app.desk import Desk
from app.directory.classes import bodies, class_words, classes, first_class, flags, listed_words, only_body
from app.directory.keeping import (
    add_channel,
    add_organisation,
    add_post,
    change_organisation,
    end_channel,
    end_post,
)
from app.directory.organisations import OrganisationShown, list_organisations, matching, organisation
from app.directory.schools import add_school, add_sending_school, ensure_schools, school_bodies, school_named
from app.directory.values import ChannelValues, FaultyValues, OrganisationValues, PostValues
from app.errors import NotAllowed, NotFound
from app.logbook.searching import EntryShown, LogQuestion, window
from app.officers import act_as
from app.sharing.catalogue import shipped_catalogue
from models.codes import Role
from tests.builders import MANAGER, MANAGER_PASSPHRASE, every_role, with_role


def entries(desk: Desk) -> tuple[EntryShown, ...]:
    """Give the log's entries of the directory, the newest first."""
    return desk.read(window, LogQuestion(act="keep_directory"), 0).entries


def add(desk: Desk, code: str = "OAK", name: str = "Oak Lane Centre", **more: Any) -> OrganisationShown:
    given = {"class_": "VOLUNTARY", "body": "CHARITY", **more}
    desk.do(add_organisation, code, name, given.pop("class_"), given.pop("body"), **given)
    return desk.read(organisation, code)


def values(row: OrganisationShown, **changes: Any) -> OrganisationValues:
    same = {name: getattr(row, name) for name in OrganisationValues.__dataclass_fields__}
    return OrganisationValues(**{**same, **changes})


def columns(caught: pytest.ExceptionInfo[FaultyValues]) -> list[str]:
    return [fault.column for fault in caught.value.faults]


# --- class and body -------------------------------------------------------------------------------------------------


def test_every_class_and_body_of_the_law_can_be_kept(desk: Desk) -> None:
    pairs = [(each.code, body) for each in classes().values() for body in each.bodies]
    for number, (class_, body) in enumerate(pairs):
        shown = add(desk, f"X{number}", f"Number {number}", class_=class_, body=body)
        assert (shown.class_, shown.body) == (class_, body)


def test_the_directory_reads_the_same_bodies_as_the_rules_of_sharing() -> None:
    assert set(bodies()) == set(shipped_catalogue().bodies)
    assert {body for each in classes().values() for body in each.bodies} == set(bodies())


@pytest.mark.parametrize(
    ("class_", "body", "column", "named"),
    [
        ("SCHOOL", "ACADEMY", "class", "EDUCATION_AGENCY"),
        ("", "", "class", "POLICE"),
        ("EDUCATION_AGENCY", "POLICE", "body", "SCHOOL_MAINTAINED"),
        ("EDUCATION_AGENCY", "", "body", "NURSERY"),
        ("VOLUNTARY", "XYZ", "body", "CHARITY"),
    ],
)
def test_what_is_no_class_or_body_is_refused_with_the_list(
    desk: Desk, class_: str, body: str, column: str, named: str
) -> None:
    with pytest.raises(FaultyValues) as caught:
        add(desk, class_=class_, body=body)
    assert columns(caught) == [column]
    assert named in caught.value.happened
    assert not entries(desk)


def test_a_class_of_one_body_needs_no_second_choice_and_a_body_alone_gives_its_class(desk: Desk) -> None:
    assert only_body("POLICE") == "POLICE" and only_body("VOLUNTARY") == ""
    assert first_class("ACADEMY") == "EDUCATION_AGENCY"
    assert add(desk, class_="GP", body="").body == "GP"
    assert add(desk, "ACA", "Academy", class_="", body="academy").class_ == "EDUCATION_AGENCY"


def test_every_flag_says_in_one_sentence_what_it_means_and_every_body_what_follows_from_it() -> None:
    assert len(flags()) == 5
    assert all(flag.meaning.endswith(".") and flag.title and flag.short for flag in flags().values())
    assert "section 11" in listed_words("POLICE") and listed_words("MEDIA") == "not listed"
    assert class_words("EDUCATION_AGENCY") == "School, college or early years"
    assert class_words("NONE_OF_OURS") == "NONE_OF_OURS"


# --- adding and changing --------------------------------------------------------------------------------------------


def test_an_organisation_is_added_with_flags_channels_and_posts_in_one_entry(desk: Desk) -> None:
    shown = add(
        desk,
        flags={"commissioned": True, "s16la_listed": False},
        parent="LA",
        channels=[ChannelValues("secure_email", "duty@oak.example", True)],
        posts=[PostValues("Ms R. Shah", "Safeguarding lead"), PostValues("", "Duty worker")],
    )
    assert (shown.commissioned, shown.s16la_listed, shown.parent) == (True, False, "LA")
    assert [(one.kind, one.address, one.secure) for one in shown.channels] == [
        ("secure_email", "duty@oak.example", True)
    ]
    assert {post.words for post in shown.posts} == {"Ms R. Shah, Safeguarding lead", "Duty worker"}
    assert [dict(entry.counts) for entry in entries(desk)] == [{"added": 1, "channels": 1, "posts": 2}]


def test_a_faulty_channel_keeps_the_whole_organisation_out(desk: Desk) -> None:
    with pytest.raises(FaultyValues) as caught:
        add(desk, channels=[ChannelValues("pigeon", "")])
    assert columns(caught) == ["channel", "address"]
    assert "OAK" not in {row.code for row in desk.read(list_organisations)}


@pytest.mark.parametrize("code", ["", "A B", "SCH-12", "SCH-ABCDEFG", "Ü1", "X" * 41, "=1+1"])
def test_a_code_that_could_not_be_typed_or_sorted_is_refused(desk: Desk, code: str) -> None:
    with pytest.raises(FaultyValues) as caught:
        add(desk, code)
    assert columns(caught) == ["code"]


def test_a_code_or_a_name_that_another_has_is_refused(desk: Desk) -> None:
    add(desk)
    with pytest.raises(FaultyValues) as caught:
        add(desk, "oak", "Another")
    assert columns(caught) == ["code"]
    with pytest.raises(FaultyValues, match="OAK has this name already"):
        add(desk, "OAK2", "  oak  LANE centre")


def test_name_class_and_flags_change_and_each_change_is_a_group_of_the_log(desk: Desk) -> None:
    row = add(desk)
    new = values(row, name="Oak Lane Trust", class_="CONTRACTED_PROVIDER", commissioned=True, parent="LA")
    assert desk.do(change_organisation, new)
    shown = desk.read(organisation, "OAK")
    assert (shown.name, shown.class_, shown.commissioned, shown.parent) == (
        "Oak Lane Trust", "CONTRACTED_PROVIDER", True, "LA",
    )  # fmt: skip
    assert {"name", "law", "parent"} <= set(entries(desk)[0].groups)


def test_a_change_that_changes_nothing_writes_no_entry(desk: Desk) -> None:
    row = add(desk)
    before = len(entries(desk))
    assert not desk.do(change_organisation, values(row))
    assert len(entries(desk)) == before


def test_the_flag_for_the_duty_can_be_set_and_left_to_the_body_again(desk: Desk) -> None:
    row = add(desk)
    for listed in (True, False, None):
        desk.do(change_organisation, values(row, s16la_listed=listed))
        assert desk.read(organisation, "OAK").s16la_listed is listed


def test_no_organisation_is_a_part_of_its_own_part(desk: Desk) -> None:
    row = add(desk)
    add(desk, "LEAF", "Leaf", parent="OAK")
    for parent in ("OAK", "LEAF", "NOBODY"):
        with pytest.raises(FaultyValues) as caught:
            desk.do(change_organisation, values(row, parent=parent))
        assert set(columns(caught)) == {"parent"}


def test_an_unknown_code_is_refused_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(NotFound) as caught:
        desk.do(change_organisation, OrganisationValues("NONE", "None", "GP", "GP"))
    assert "POL" in caught.value.next_step


# --- channels and posts ---------------------------------------------------------------------------------------------


def test_an_ended_channel_and_post_are_offered_no_more_and_the_log_knows(desk: Desk) -> None:
    channel = desk.do(add_channel, "HV", "secure_email", "duty@hv.example", secure=True)
    post = desk.do(add_post, "HV", "", "Duty health visitor")
    desk.do(end_channel, channel)
    desk.do(end_post, post)
    shown = desk.read(organisation, "HV")
    assert shown.channels == () and shown.posts == ()
    assert [set(entry.counts) for entry in entries(desk)[:2]] == [{"posts_ended"}, {"channels_ended"}]
    for end, key in ((end_channel, channel), (end_post, post)):
        with pytest.raises(NotFound, match="ended already"):
            desk.do(end, key)


@pytest.mark.parametrize(
    ("kind", "address", "column"),
    [
        ("pigeon", "x", "channel"),
        ("secure_email", "nobody at home", "address"),
        ("telephone", "  ", "address"),
        ("post", "x" * 300, "address"),
    ],
)
def test_a_channel_needs_a_known_kind_and_an_address_of_it(
    desk: Desk, kind: str, address: str, column: str
) -> None:
    with pytest.raises(FaultyValues) as caught:
        desk.do(add_channel, "HV", kind, address, secure=False)
    assert columns(caught) == [column]


def test_the_same_channel_or_post_is_not_kept_twice(desk: Desk) -> None:
    desk.do(add_channel, "HV", "email", "duty@hv.example", secure=False)
    desk.do(add_post, "HV", "Ann", "Nurse")
    with pytest.raises(FaultyValues, match="this channel already"):
        desk.do(add_channel, "HV", "email", "duty@hv.example ", secure=False)
    with pytest.raises(FaultyValues, match="this post already"):
        desk.do(add_post, "HV", " Ann", "Nurse ")
    desk.do(add_channel, "HV", "email", "duty@hv.example", secure=True)
    assert [one.secure for one in desk.read(organisation, "HV").channels] == [True]


def test_a_text_that_a_spreadsheet_would_run_is_kept_as_text(desk: Desk) -> None:
    name = '=HYPERLINK("http://x.example","Oak")'
    assert add(desk, name=name).name == name
    desk.do(add_channel, "OAK", "telephone", "+44 1632 960000", secure=False)
    assert desk.read(organisation, "OAK").channels[0].address == "+44 1632 960000"


# --- schools --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["9991234", "999 1234", "999/1234", "SCH-9991234", "sch-999-1234"])
def test_a_school_is_added_by_its_authority_and_its_own_number(desk: Desk, number: str) -> None:
    desk.do(add_school, number, "Oak Lane Primary", "ACADEMY")
    shown = desk.read(organisation, "SCH-9991234")
    assert (shown.class_, shown.body, shown.parent) == ("EDUCATION_AGENCY", "ACADEMY", "EDU")
    assert shown.tells_people_apart
    assert shown.body in school_bodies()


@pytest.mark.parametrize("number", ["", "999123", "99912345", "ABCDEFG", "９９９1234x"])
def test_what_is_no_school_number_is_refused(desk: Desk, number: str) -> None:
    assert desk.read(school_named, number, "Oak") is None
    with pytest.raises(FaultyValues, match="seven figures"):
        desk.do(add_school, number, "Oak Lane Primary")


def test_the_school_of_a_file_becomes_a_sender_by_one_act_of_whoever_brings_files_in(desk: Desk) -> None:
    with_role(desk, Role.CONTACT_OFFICER)
    before = desk.read(school_named, "9991234", " Oak  Lane Primary")
    assert before is not None and (before.code, before.name, before.known) == (
        "SCH-9991234", "Oak Lane Primary", False,
    )  # fmt: skip
    assert desk.do(add_sending_school, "9991234", "Oak Lane Primary") == "SCH-9991234"
    after = desk.read(school_named, "9991234", "called otherwise")
    assert after is not None and after.known and after.name == "Oak Lane Primary"
    assert desk.do(add_sending_school, "9991234", "again") == "SCH-9991234"
    act_as(desk, MANAGER, MANAGER_PASSPHRASE)
    assert len(entries(desk)) == 1


def test_two_schools_of_one_name_are_told_apart_by_number(desk: Desk) -> None:
    desk.do(add_sending_school, "9991234", "St Mary's")
    desk.do(add_sending_school, "9995678", "St Mary's")
    desk.do(add_sending_school, "9990000", "")
    names = {row.code: row.name for row in desk.read(list_organisations)}
    assert names["SCH-9995678"] == "St Mary's (SCH-9995678)"
    assert names["SCH-9990000"] == "SCH-9990000"


def test_schools_of_a_borough_are_added_once(desk: Desk) -> None:
    assert desk.do(ensure_schools, [("SCH-9991234", "Oak"), ("SCH-9991235", "Elm")]) == (
        "SCH-9991234", "SCH-9991235",
    )  # fmt: skip
    assert desk.do(ensure_schools, [("SCH-9991234", "Oak")]) == ()


# --- finding, and who may -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("oak", True),
        ("OAK", True),
        ("volunt charity", True),
        ("duty@oak", True),
        ("shah", True),
        ("arranged", False),
        ("commissioned oak", True),
        ("oak police", False),
    ],
)
def test_type_ahead_looks_at_name_code_class_flags_channels_and_posts(
    desk: Desk, typed: str, found: bool
) -> None:
    add(
        desk,
        flags={"commissioned": True},
        channels=[ChannelValues("email", "duty@oak.example")],
        posts=[PostValues("Ms R. Shah", "Lead")],
    )
    rows = desk.read(list_organisations)
    assert ("OAK" in {row.code for row in matching(rows, typed)}) is found
    assert matching(rows, "") == rows


@pytest.mark.parametrize("role", list(every_role()))
def test_only_the_roles_of_the_table_keep_the_directory(desk: Desk, role: Role) -> None:
    channel = desk.do(add_channel, "HV", "email", "duty@hv.example", secure=False)
    post = desk.do(add_post, "HV", "", "Duty")
    row = desk.read(organisation, "HV")
    with_role(desk, role)
    acts: tuple[tuple[Any, ...], ...] = (
        (add_organisation, "X1", "X", "GP", "GP"),
        (change_organisation, values(row, name="HV of the borough")),
        (add_post, "HV", "", "Other"),
        (end_post, post),
        (end_channel, channel),
        (add_school, "9991234", "Oak"),
    )
    for act, *given in acts:
        if role in table()[Act.KEEP_DIRECTORY]:
            desk.do(act, *given)
        else:
            with pytest.raises(NotAllowed):
                desk.do(act, *given)
    assert any(each.code == "X1" for each in desk.read(list_organisations)) is (
        role in table()[Act.KEEP_DIRECTORY]
    )
