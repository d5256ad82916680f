"""Do the sentences of rules name whom and what they speak about?"""

from __future__ import annotations

import datetime as dt

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import Facts
from app.sharing.judging import judge
from tests.builders_sharing import CHARITY, CHILD, COUNCIL, HOSPITAL, SCHOOL, WORRY, a_share, the

LAW = shipped_catalogue()


def said(facts: Facts, rule: str) -> str:
    return next(result.sentence for result in judge(facts, LAW).results if result.id == rule)


def test_g03_names_both_sides_and_their_kind_where_no_name_is_given() -> None:
    named = a_share(gateways=("CA04-11",))
    assert (
        said(named, "G03")
        == "Children Act 2004 s11 (CA04-11) does not let Quay Lane Primary School share with Northmere Council."
    )
    nameless = a_share(
        gateways=("CA04-11",), sender=the(SCHOOL, organisation=""), recipient=the(COUNCIL, organisation="")
    )
    assert "does not let Maintained school share with Council" in said(nameless, "G03")


def test_g04_names_the_person_the_age_and_the_range() -> None:
    grown = the(CHILD, dob=dt.date(2000, 1, 1))
    facts = a_share(gateways=("CA04-11",), subjects=(grown,))
    assert said(facts, "G04").startswith(
        "Alice Marlowe is 26; Children Act 2004 s11 (CA04-11) covers children"
    )
    assert said(a_share(gateways=("CA04-11",), subjects=(the(grown, name=""),)), "G04").startswith("K1 is 26")


def test_d04_and_a08_name_the_recipient() -> None:
    assert said(a_share(recipient=CHARITY), "D04").startswith("Harbour Families is no listed body")
    assert said(a_share(recipient=the(CHARITY, organisation="")), "D04").startswith("Charity is no listed")
    to_hospital = a_share(gateways=("CDA98-115",), recipient=HOSPITAL)
    assert "Northmere Hospitals is not on it" in said(to_hospital, "A08")
    nameless = a_share(gateways=("CDA98-115",), recipient=the(HOSPITAL, organisation=""))
    assert "NHS trust is not on it" in said(nameless, "A08")


def test_d05_says_when_the_duty_starts_and_when_the_share_is() -> None:
    sentence = said(a_share(date=dt.date(2026, 9, 29)), "D05")
    assert sentence == "The duty to share starts on 30-Sep-2026; this share is of 29-Sep-2026."


def test_an_item_is_named_by_its_place_in_the_share() -> None:
    items = (WORRY, the(WORRY, relevant=False))
    assert "Item 2" in said(a_share(items=items), "D03")


def test_several_findings_of_one_rule_are_one_text_and_the_same_sentence_stands_once() -> None:
    twice = a_share(items=(the(WORRY, cat="HEALTH"), the(WORRY, cat="RELIGION")))
    assert said(twice, "S01").count("Special category") == 1
    early = a_share(date=dt.date(1989, 1, 1), gateways=("CA04-11", "CDA98-115"))
    assert "s11 (CA04-11) was not in force" in said(early, "G02")
    assert "s115 (CDA98-115) was not in force" in said(early, "G02")
