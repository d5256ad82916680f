"""Does a frozen document stay what it is, byte for byte, and is a strange one refused?"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from uuid import UUID

import pytest

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import Facts
from app.sharing.freezing import Decided, FrozenRefused, fingerprint, freeze, unfreeze
from app.sharing.gathered import ChosenItem, Council, Gathered, PersonAbout, Recipient, Source
from app.sharing.judging import judge
from app.sharing.share_draft import EmergencyDraft, HeldBack, RequestDraft, ShareDraft
from tests.builders_sharing import AN_EMERGENCY, CHILD, a_share

LAW = shipped_catalogue()
KEY = UUID("0190a0a0-0000-7000-8000-000000000001")
NINE = dt.datetime(2026, 11, 3, 9, 0, tzinfo=dt.UTC)


def decided(facts: Facts, draft: ShareDraft) -> Decided:
    source = Source("Quay Lane Primary School", "A-17", "2026-10-01")
    item = ChosenItem(
        number=1,
        kind="statement",
        key=KEY,
        category="IDENTITY",
        tag="fact",
        about="K1",
        about_person=KEY,
        relates_to=(),
        source=source,
        group="name",
        value={"given": "Zoë", "family": "Marlowe"},
        text="Zoë Marlowe",
        date="2026-10-01",
    )
    recipient = Recipient(
        key=KEY,
        organisation="Northmere Council",
        code="LA",
        class_="COUNCIL",
        body="LA",
        person="Duty",
        channel="secure email",
        address="duty@council.example",
        secure=True,
    )
    council = Council("Northmere Council", "Town Hall", "dpo@council.example", "OFFICIAL-SENSITIVE")
    person = PersonAbout(KEY, "K1", CHILD, ())
    gathered = Gathered(draft, facts, (person,), recipient, (item,), council)
    return Decided("S-A00412-M", gathered, judge(facts, LAW), NINE, "Priya Nair", "Manager", ("manager",))


def test_the_same_decision_gives_the_same_bytes() -> None:
    first, second = (freeze(decided(a_share(), ShareDraft()), LAW) for _ in range(2))
    assert first == second
    assert fingerprint(first) == hashlib.sha256(first).hexdigest()


def test_the_bytes_are_sorted_json_without_blanks_in_utf_8() -> None:
    data = freeze(decided(a_share(), ShareDraft()), LAW)
    again = json.dumps(json.loads(data), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert data == again.encode("utf-8")
    assert "Zoë".encode() in data


def test_the_document_holds_exactly_the_parts_that_paper_and_views_read() -> None:
    document = unfreeze(freeze(decided(a_share(), ShareDraft()), LAW))
    assert set(document) == {
        "schema",
        "reference",
        "decision",
        "decided_at",
        "officer",
        "council",
        "catalogue_version",
        "about",
        "to",
        "request",
        "purpose",
        "law",
        "told",
        "proportionality",
        "reason",
        "review_at",
        "items",
        "held_back",
        "rules",
        "judged",
        "emergency",
        "second_person",
        "signatures",
    }
    assert document["about"][0]["statements"][0]["value"] == {"given": "Zoë", "family": "Marlowe"}
    assert document["catalogue_version"] == LAW.version
    assert {rule["outcome"] for rule in document["rules"]} == {"passed", "not_run"}


def test_an_emergency_the_request_and_what_was_held_back_are_kept() -> None:
    draft = ShareDraft(
        request=RequestDraft(asked_by="Police", due=NINE),
        held_back=(HeldBack("HEALTH", "Not needed for the visit."),),
        emergency=EmergencyDraft(AN_EMERGENCY.who, AN_EMERGENCY.danger, AN_EMERGENCY.why_now),
    )
    facts = a_share(emergency=AN_EMERGENCY, proportionality="")
    document = unfreeze(freeze(decided(facts, draft), LAW))
    assert document["request"]["due"] == "2026-11-03T09:00:00.000000Z"
    assert document["held_back"] == [{"category": "HEALTH", "why": "Not needed for the visit."}]
    assert document["emergency"]["danger"] == AN_EMERGENCY.danger
    later = [rule["id"] for rule in document["rules"] if rule["later"]]
    assert later == ["G12"]


def test_half_an_emergency_is_not_kept_as_one() -> None:
    draft = ShareDraft(emergency=EmergencyDraft("a girl", "", ""))
    assert unfreeze(freeze(decided(a_share(), draft), LAW))["emergency"] is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{", "it cannot be read"),
        (b"\xff", "it cannot be read"),
        (b"[]", "its schema is missing"),
        (b'{"schema":"mash-desk/frozen-share/9"}', "its schema is mash-desk/frozen-share/9"),
    ],
)
def test_a_document_that_is_none_of_ours_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(FrozenRefused, match=why):
        unfreeze(data)
