"""Does what the store says about the people of a share reach the rules as it is?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app.desk import Desk
from app.directory.keeping import add_channel, add_organisation
from app.errors import NotFound
from app.settings import change_setting
from app.sharing.deciding import Weighed, weigh_share
from app.sharing.facts import Subject
from app.sharing.share_draft import EmergencyDraft, ItemDraft, ShareDraft
from app.sharing.share_file import YES_OR_NO_FACTS
from app.unit_of_work import UnitOfWork
from models import desk as desk_rows
from models import feeds, people
from tests.app.sharing.children import Child, a_child
from tests.builders import a_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = a_desk(tmp_path)
    yield opened
    opened.close()


def say(desk: Desk, child: Child, group: str, value: dict[str, Any], *, settle: bool = False) -> None:
    """Let an officer say something more of the child's school record, and settle on it where asked."""

    def use_case(work: UnitOfWork) -> None:
        first = feeds.statement(work.session, UUID(child.said["name"]))
        assert first is not None
        row = feeds.Statement(
            agency_person_id=first.agency_person_id,
            officer_id=work.officer.id,
            group=group,
            value=value,
            heard_at=work.at,
            place="",
        )
        work.session.add(row)
        things = [row.id]
        if settle:
            settled = people.Settlement(
                person_id=child.key,
                group=group,
                statement_id=row.id,
                value=value,
                because="passport seen",
                settled_by=work.officer.id,
                settled_at=work.at,
            )
            work.session.add(settled)
            things.append(settled.id)
        work.record("record_statement", persons=[child.key], things=things)

    desk.do(use_case)


def set_one(desk: Desk, name: str, value: Any) -> None:
    def use_case(work: UnitOfWork) -> None:
        row = desk_rows.setting_row(work.session, name) or desk_rows.Setting(name=name)
        row.value = value
        work.session.add(row)
        work.record("change_setting", things=[row.id])

    desk.do(use_case)


def weighed(desk: Desk, child: Child, **changes: Any) -> Weighed:
    values: dict[str, Any] = {"about": (child.reference,), "organisation": "Police"}
    return desk.read(weigh_share, ShareDraft(**{**values, **changes}))


def subject(desk: Desk, child: Child) -> Subject:
    return weighed(desk, child).facts.subjects[0]


def born(year: int) -> dict[str, Any]:
    return {"date": {"year": year, "month": 3, "day": 12, "precision": "exact"}}


def test_a_child_comes_with_name_birth_and_as_whom_the_share_is_about(desk: Desk) -> None:
    found = subject(desk, a_child(desk))
    assert (found.name, found.dob, found.role, found.protected) == (
        "Alice Marlowe",
        dt.date(2019, 3, 12),
        "child",
        True,
    )


def test_births_that_disagree_about_childhood_make_the_age_uncertain(desk: Desk) -> None:
    child = a_child(desk)
    say(desk, child, "birth", born(1999))
    assert subject(desk, child).age_uncertain


def test_a_settled_birth_ends_the_doubt(desk: Desk) -> None:
    child = a_child(desk)
    say(desk, child, "birth", born(1999))
    say(desk, child, "birth", born(2018), settle=True)
    found = subject(desk, child)
    assert (found.dob, found.age_uncertain) == (dt.date(2018, 3, 12), False)


def test_special_educational_needs_are_known_but_no_provision_is_none(desk: Desk) -> None:
    child = a_child(desk)
    say(desk, child, "sen", {"provision": "N"})
    assert not subject(desk, child).send
    say(desk, child, "sen", {"provision": "E"})
    assert subject(desk, child).send


def test_an_address_that_an_agency_marked_withheld_is_hidden_from_somebody(desk: Desk) -> None:
    child = a_child(desk)
    say(desk, child, "address", {"lines": ["3 Elm Row"], "withheld": True})
    assert subject(desk, child).address_withheld_from == ("somebody",)


def test_the_address_never_reaches_whom_it_is_hidden_from(desk: Desk) -> None:
    child = a_child(desk, withheld=True)
    desk.do(lambda work: add_organisation(work, "FAM", "Family", "FAMILY", "PERSON"))
    address = ItemDraft(statement=child.said["address"], about=child.reference)
    found = weighed(desk, child, organisation="Family", person="Theo MARLOWE", items=(address,))
    assert "R05" in found.judgement.blocks
    other = weighed(desk, child, organisation="Family", person="Ann Reed", items=(address,))
    assert "R05" not in other.judgement.blocks
    assert "R13" in other.judgement.blocks


def test_a_record_about_the_mother_that_spells_the_childs_hidden_address_is_stopped(desk: Desk) -> None:
    child = a_child(desk, withheld=True)
    told = ItemDraft(text="She lives at 14 KESTREL Walk now.", about=child.mother, category="CONTACT")
    found = weighed(desk, child, items=(told,))
    assert "R13" in found.judgement.blocks
    assert found.items[0].relates_to == (child.reference,)


def test_the_channel_of_the_directory_says_where_and_whether_it_is_secure(desk: Desk) -> None:
    child = a_child(desk)
    desk.do(add_channel, "POL", "secure_email", "ppu@police.example", secure=True)
    found = weighed(desk, child, channel="secure email").recipient
    assert (found.address, found.secure) == ("ppu@police.example", True)
    assert weighed(desk, child, channel="post").recipient.secure is None


def test_e_mail_is_secure_by_the_councils_list_or_by_the_directory(desk: Desk) -> None:
    child = a_child(desk)

    def said(**changes: Any) -> bool:
        found = weighed(desk, child, channel="secure email", **changes)
        return "R08" in {question.rule for question in found.questions}

    assert said()
    desk.do(add_channel, "POL", "secure_email", "ppu@police.example", secure=False)
    assert said()
    desk.do(change_setting, "secure_domains", "nhs.example\nPolice.example")
    assert not said()
    desk.do(add_channel, "HV", "secure_email", "duty@hv.example", secure=True)
    assert not said(organisation="HV", person="Duty health visitor")


def test_what_a_register_says_is_proposed_as_fact_and_words_of_ones_own_are_not(desk: Desk) -> None:
    child = a_child(desk)
    items = (
        ItemDraft(statement=child.said["name"]),
        ItemDraft(text="He shouts.", category="SAFEGUARDING", about=child.reference, source="neighbour"),
    )
    assert [item.tag for item in weighed(desk, child, items=items).facts.items] == ["fact", ""]


def test_what_was_answered_about_the_things_sent_reaches_the_rules(desk: Desk) -> None:
    child = a_child(desk)
    plain = weighed(desk, child).facts
    assert not any(getattr(plain, name) for name in (*YES_OR_NO_FACTS, "gra_exception", "channel_stage"))
    for name in YES_OR_NO_FACTS:
        assert getattr(weighed(desk, child, facts=((name, "yes"),)).facts, name) is True
        assert getattr(weighed(desk, child, facts=((name, "no"),)).facts, name) is False
    told = weighed(desk, child, facts=(("gra_exception", "CRIME"), ("channel_stage", "REFERRAL"))).facts
    assert (told.gra_exception, told.channel_stage) == ("CRIME", "REFERRAL")


def test_the_start_of_the_duty_follows_the_councils_setting(desk: Desk) -> None:
    child = a_child(desk)
    assert weighed(desk, child).facts.settings.s16la_start == dt.date(2026, 9, 30)
    set_one(desk, "s16la_start", "2030-01-01")
    assert "D05" in weighed(desk, child, gateways=("CA04-16LA",)).judgement.blocks


def test_an_emergency_of_the_draft_is_one_for_the_rules(desk: Desk) -> None:
    child = a_child(desk)
    found = weighed(
        desk, child, gateways=("EMERG",), art6=("6d",), emergency=EmergencyDraft("a girl", "a fall", "now")
    )
    assert "G12" in found.judgement.later


def test_whom_the_store_does_not_know_is_refused(desk: Desk) -> None:
    child = a_child(desk)
    with pytest.raises(NotFound, match="a person who is not in this store"):
        weighed(desk, child, about=("P-A00999-" + "ABCDEFGHJKLMNPQRTUVWXYZ"[_check("PA00999")],))


def _check(body: str) -> int:
    return sum(place * int(letter, 36) for place, letter in enumerate(body, start=1)) % 23
