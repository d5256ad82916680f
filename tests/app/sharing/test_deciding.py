"""Can a share be begun, weighed, decided and frozen, and do the rows beside it equal the frozen document?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.desk import Desk
from app.errors import DeskError, NotAllowed, NotFound, RefusedInput
from app.sharing.deciding import (
    OpenQuestions,
    ShareMade,
    begin_share,
    decide_share,
    drop_share,
    save_share_draft,
    weigh_share,
)
from app.sharing.freezing import unfreeze
from app.sharing.listing import open_share, shares_in_state, shares_of_person, things_to_choose
from app.sharing.share_draft import ItemDraft, ShareDraft
from app.unit_of_work import Reader, UnitOfWork
from models import directory, feeds, logbook, people, share_life, sharing
from models.codes import BatchState, Role
from tests.app.sharing.children import POSTCODE, Child, a_child
from tests.builders import COUNCIL, MANAGER, a_desk, with_role


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = a_desk(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def child(desk: Desk) -> Child:
    return a_child(desk)


def a_draft(child: Child, **changes: Any) -> ShareDraft:
    """A share with the police that can be decided: the name, the date of birth and the record."""
    items = (
        ItemDraft(statement=child.said["name"], category="IDENTITY", about=child.reference, tag="fact"),
        ItemDraft(statement=child.said["birth"], category="DOB", about=child.reference, tag="fact"),
        ItemDraft(record=child.record, category="SAFEGUARDING", about=child.reference, tag="fact"),
    )
    ready = ShareDraft(
        decision="SHARE",
        about=(child.reference,),
        organisation="Health visiting",
        person="Duty health visitor",
        channel="secure file transfer",
        purpose_code="SAFEGUARD",
        purpose="So that the health visitor can see her at home this week.",
        gateways=("CA04-16LA",),
        art6=("6c",),
        told=True,
        proportionality="Only what the visit needs; not the address of the grandmother.",
        items=items,
    )
    return replace(ready, **changes)


def document_of(desk: Desk, made: ShareMade) -> dict[str, Any]:
    def read(reader: Reader) -> bytes:
        row = sharing.share_referenced(reader.session, made.reference)
        assert row is not None
        assert row.frozen is not None
        return row.frozen

    return dict(unfreeze(desk.read(read)))


# --- deciding and freezing --------------------------------------------------------------------------------------------


def test_the_rows_beside_a_share_equal_the_frozen_document(desk: Desk, child: Child) -> None:
    made = desk.do(decide_share, a_draft(child))
    document = document_of(desk, made)

    def compare(reader: Reader) -> None:
        to = sharing.recipients_of(reader.session, made.id)
        organisation = directory.organisation(reader.session, to[0].organisation_id)
        assert organisation is not None
        assert [(organisation.name, row.person, row.channel) for row in to] == [
            (document["to"]["organisation"], document["to"]["person"], document["to"]["channel"])
        ]
        rows = sharing.items_of(reader.session, made.id)
        assert [
            (
                row.number,
                row.kind,
                str(row.statement_id or row.record_id),
                row.category,
                row.tag,
                row.text,
            )
            for row in rows
        ] == [
            (item["number"], item["kind"], item["id"], item["category"], item["tag"], item["text"])
            for item in document["items"]
        ]
        assert {row.about_person_id for row in rows} == {child.key}
        rests = [(row.kind, row.code) for row in share_life.law_of(reader.session, made.id)]
        assert rests == sorted(("gateway", each["id"]) for each in document["law"]["gateways"])
        results = sharing.results_of(reader.session, made.id)
        assert [(row.rule, row.version, row.severity, row.outcome) for row in results] == [
            (rule["id"], str(rule["version"]), rule["severity"], rule["outcome"])
            for rule in document["rules"]
        ]
        about = sharing.about_of(reader.session, made.id)
        references = [people.persons(reader.session, [row.person_id])[0].reference for row in about]
        assert references == [one["reference"] for one in document["about"]]

    desk.read(compare)


def test_the_fingerprint_is_the_hash_of_the_frozen_bytes(desk: Desk, child: Child) -> None:
    made = desk.do(decide_share, a_draft(child))

    def stored(reader: Reader) -> bytes:
        row = sharing.share(reader.session, made.id)
        assert row is not None
        return row.frozen or b""

    assert made.fingerprint == hashlib.sha256(desk.read(stored)).hexdigest()


def test_the_document_says_who_decided_under_which_law_and_what_leaves(desk: Desk, child: Child) -> None:
    document = document_of(desk, desk.do(decide_share, a_draft(child)))
    assert document["schema"] == "mash-desk/frozen-share/1"
    assert document["officer"]["name"] == MANAGER
    assert document["council"]["name"] == COUNCIL
    assert document["law"]["gateways"][0]["section"] == "Children Act 2004 s16LA"
    assert document["law"]["limbs"] == {"sender": "a", "recipient": "a"}
    assert [item["text"] for item in document["items"]] == [
        "Alice Marlowe",
        "12-Mar-2019",
        "Raised voices heard; the girl was asleep.",
    ]
    assert document["items"][0]["source"]["organisation"] == "Schools and the education system"


def test_nothing_that_was_not_chosen_is_in_the_document(desk: Desk, child: Child) -> None:
    text = str(document_of(desk, desk.do(decide_share, a_draft(child))))
    assert "Kestrel" not in text
    assert POSTCODE not in text
    assert "hearing loss" not in text


def test_an_open_question_stops_the_decision_and_nothing_is_kept(desk: Desk, child: Child) -> None:
    with pytest.raises(OpenQuestions) as raised:
        desk.do(decide_share, a_draft(child, proportionality="", told=None))
    assert [question.rule for question in raised.value.questions] == ["C06", "G12"]
    assert desk.read(shares_in_state) == ()


def test_a_warning_is_settled_by_its_own_reason_or_by_that_of_the_share(desk: Desk, child: Child) -> None:
    with pytest.raises(OpenQuestions):
        desk.do(decide_share, a_draft(child, purpose="help"))
    made = desk.do(decide_share, a_draft(child, purpose="help", reason="The line broke; she knows why."))
    rules = {rule["id"]: rule for rule in document_of(desk, made)["rules"]}
    assert rules["G11"]["reason"] == "The line broke; she knows why."
    own = desk.do(decide_share, a_draft(child, purpose="help", reasons=(("G11", "Said by telephone."),)))
    rules = {rule["id"]: rule for rule in document_of(desk, own)["rules"]}
    assert rules["G11"]["reason"] == "Said by telephone."


def test_weighing_counts_the_reason_of_the_share_too(desk: Desk, child: Child) -> None:
    short = a_draft(child, purpose="help")
    assert [question.rule for question in desk.read(weigh_share, short).questions] == ["G11"]
    assert desk.read(weigh_share, replace(short, reason="Said by telephone.")).questions == ()


def test_a_refusal_and_a_deferral_are_frozen_like_a_share(desk: Desk, child: Child) -> None:
    refusal = a_draft(
        child,
        decision="DO_NOT_SHARE",
        reason="It would show where she is.",
        facts=(("detriment_considered", "yes"),),
    )
    assert document_of(desk, desk.do(decide_share, refusal))["decision"] == "DO_NOT_SHARE"
    bare = a_draft(child, decision="DEFER", reason="Her wishes are asked tomorrow.")
    with pytest.raises(OpenQuestions):
        desk.do(decide_share, bare)
    when = replace(bare, review_at=desk.read(lambda reader: reader.at))
    document = document_of(desk, desk.do(decide_share, when))
    assert (document["decision"], document["review_at"] is None) == ("DEFER", False)


def test_a_decided_share_is_never_changed_nor_decided_again(desk: Desk, child: Child) -> None:
    made = desk.do(decide_share, a_draft(child))
    with pytest.raises(DeskError, match="cannot be edited"):
        desk.do(save_share_draft, made.reference, a_draft(child))
    with pytest.raises(DeskError, match="cannot be edited"):
        desk.do(drop_share, made.reference)
    with pytest.raises(DeskError, match="cannot be edited"):
        desk.do(decide_share, a_draft(child), made.reference)


def test_nothing_is_decided_until_somebody_chooses(desk: Desk, child: Child) -> None:
    with pytest.raises(DeskError, match="Nothing is decided yet"):
        desk.do(decide_share, a_draft(child, decision=""))


def test_special_category_data_needs_its_package(desk: Desk, child: Child) -> None:
    deaf = ItemDraft(statement=child.said["disability"], about=child.reference, tag="fact")
    draft = a_draft(child, items=(deaf,))
    assert [question.rule for question in desk.read(weigh_share, draft).questions] == ["S01"]
    made = desk.do(decide_share, replace(draft, packages=("HSC",)))
    document = document_of(desk, made)
    assert (document["law"]["art9"], document["law"]["sch1"]) == (["9(2)(h)"], ["para 2"])
    assert document["items"][0]["category"] == "DISABILITY"


def test_a_contact_officer_may_draft_but_not_decide(desk: Desk, child: Child) -> None:
    with_role(desk, Role.CONTACT_OFFICER)
    made = desk.do(begin_share, a_draft(child))
    assert made.state == "draft"
    with pytest.raises(NotAllowed):
        desk.do(decide_share, a_draft(child), made.reference)


def test_the_log_names_the_share_and_the_child_and_holds_no_content(desk: Desk, child: Child) -> None:
    made = desk.do(decide_share, a_draft(child))

    def last(reader: Reader) -> tuple[str, list[str], list[str], str, dict[str, int]]:
        entry = logbook.head(reader.session)
        assert entry is not None
        return entry.act, entry.persons, entry.things, entry.reason_code, entry.counts

    assert desk.read(last) == ("decide_share", [str(child.key)], [str(made.id)], "SHARE", {"items": 3})


# --- what is refused --------------------------------------------------------------------------------------------------


def test_an_item_of_an_undone_batch_cannot_leave(desk: Desk, child: Child) -> None:
    def undo(work: UnitOfWork) -> None:
        batch = feeds.batch(work.session, child.batch)
        assert batch is not None
        batch.state = BatchState.UNDONE
        work.record("undo_batch", things=[batch.id])

    desk.do(undo)
    with pytest.raises(RefusedInput, match="Item 1 is no longer said"):
        desk.do(decide_share, a_draft(child))


def test_an_item_about_somebody_else_than_it_says_is_refused(desk: Desk, child: Child) -> None:
    wrong = ItemDraft(statement=child.said["mother's name"], category="PARENT_ID", about=child.reference)
    with pytest.raises(RefusedInput, match="Item 1 is about somebody else"):
        desk.read(weigh_share, a_draft(child, items=(wrong,)))


def test_a_mother_comes_only_as_far_as_she_relates_to_the_child(desk: Desk, child: Child) -> None:
    alone = ItemDraft(statement=child.said["mother's name"], category="PARENT_ID", about=child.mother)
    found = desk.read(weigh_share, a_draft(child, items=(alone,)))
    assert [question.rule for question in found.questions] == ["D03"]
    related = replace(alone, relates_to=(child.reference,))
    assert desk.read(weigh_share, a_draft(child, items=(related,))).questions == ()


def test_what_is_not_in_the_store_is_refused_in_words(desk: Desk, child: Child) -> None:
    with pytest.raises(NotFound, match="not in the directory"):
        desk.read(weigh_share, a_draft(child, organisation="Nobody Ltd"))
    with pytest.raises(NotFound, match="Item 1 names something"):
        desk.read(weigh_share, a_draft(child, items=(ItemDraft(statement="no key", about=child.reference),)))
    with pytest.raises(NotFound, match="whom no organisation"):
        desk.read(weigh_share, a_draft(child, items=(ItemDraft(text="x", category="DOB", about="EDU:0"),)))


# --- the hidden address -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", ["address", "school"])
def test_a_hidden_address_and_its_clues_stop_the_share(desk: Desk, group: str) -> None:
    child = a_child(desk, withheld=True)
    item = ItemDraft(statement=child.said[group], about=child.reference, category="EDUCATION", tag="fact")
    assert [
        question.rule for question in desk.read(weigh_share, a_draft(child, items=(item,))).questions
    ] == ["R13"]


def test_a_text_that_spells_the_hidden_postcode_stops_the_share(desk: Desk) -> None:
    child = a_child(desk, withheld=True)
    told = ItemDraft(
        text="Visit her at qq17zz.",
        about=child.reference,
        category="SAFEGUARDING",
        tag="fact",
        source="Duty desk",
    )
    assert [
        question.rule for question in desk.read(weigh_share, a_draft(child, items=(told,))).questions
    ] == ["R13"]


def test_an_address_that_nobody_hides_may_leave(desk: Desk, child: Child) -> None:
    item = ItemDraft(statement=child.said["address"], about=child.reference, tag="fact")
    assert desk.read(weigh_share, a_draft(child, items=(item,))).questions == ()


# --- drafts and lists -------------------------------------------------------------------------------------------------


def test_a_draft_is_kept_opened_again_and_decided_under_its_reference(desk: Desk, child: Child) -> None:
    begun = desk.do(begin_share, ShareDraft(about=(child.reference,)))
    kept = a_draft(child)
    desk.do(save_share_draft, begun.reference, kept)
    opened = desk.do(open_share, begun.reference)
    assert opened.draft == kept
    assert [shown.state for shown in desk.read(shares_of_person, child.reference)] == ["draft"]
    decided = desk.do(decide_share, kept, begun.reference)
    assert (decided.reference, decided.state) == (begun.reference, "decided")
    listed = desk.read(shares_of_person, child.reference)
    assert [(shown.decision, shown.to) for shown in listed] == [("SHARE", "Health visiting")]
    assert desk.do(open_share, begun.reference).document == document_of(desk, decided)


def test_a_dropped_draft_leaves_the_lists(desk: Desk, child: Child) -> None:
    begun = desk.do(begin_share, a_draft(child))
    desk.do(drop_share, begun.reference)
    assert desk.read(shares_of_person, child.reference) == ()


def test_what_can_be_chosen_is_shown_with_a_category_and_nothing_is_chosen(desk: Desk) -> None:
    child = a_child(desk, withheld=True)
    found = {one.group: one for one in desk.read(things_to_choose, child.reference)}
    assert found["disability"].category == "DISABILITY"
    assert found["police_notice"].category == "OFFENCE"
    assert (found["address"].hidden, found["birth"].hidden) == (True, False)


def test_weighing_names_the_powers_that_fit_and_why_others_do_not(desk: Desk, child: Child) -> None:
    offers = {offer.gateway: offer for offer in desk.read(weigh_share, a_draft(child)).offers}
    assert offers["CA04-16LA"].fits
    assert not offers["CDA98-115"].fits
    assert "Section 115" in offers["CDA98-115"].why_not[0]


def test_beside_a_refusal_stand_the_rules_that_would_have_stopped_the_share(desk: Desk, child: Child) -> None:
    refusal = a_draft(child, decision="DO_NOT_SHARE", gateways=(), reason="Nothing allows it.")
    assert [question.rule for question in desk.read(weigh_share, refusal).beside] == ["G01"]
