"""Does special category and offence data leave only with its condition, its paragraph and a valid policy document?"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import Facts, Item
from tests.app.sharing.rules.hearing import (
    ADULT,
    CHILDREN,
    DAY,
    DAY_OF_18,
    EVE_OF_18,
    HEALTH,
    OFFENCE,
    a_party,
    by_section_115,
    content,
    ruled,
    stops,
    with_health,
)
from tests.builders_sharing import (
    AN_EMERGENCY,
    CHARITY,
    CHILD,
    COUNCIL,
    HOSPITAL,
    MOTHER,
    POLICE,
    SCHOOL,
    WORRY,
    a_share,
    the,
)

# --- S01: which items are special category data (6.1) -------------------------------------------------------------------

ALWAYS_SPECIAL = ["HEALTH", "SEXUAL_HEALTH", "DISABILITY", "ETHNICITY", "RELIGION", "SEX_LIFE"]
NEVER_SPECIAL = [
    "IDENTITY",
    "DOB",
    "ADDRESS",
    "CONTACT",
    "PARENT_ID",
    "EDUCATION",
    "ATTENDANCE",
    "DESTINATION",
    "GENDER_HISTORY",
    "SOCIAL_CARE",
    "SAFEGUARDING",
    "OFFENCE",
    "IMMIGRATION",
    "FINANCE",
    "THIRD_PARTY",
    "COURT_RESTRICTED",
    "ADOPTION_PROTECTED",
    "CONFIDENTIAL_SOURCE",
    "DWP_SS",
    "HMRC",
    "WORKFORCE",
]


@pytest.mark.parametrize("category", ALWAYS_SPECIAL)
def test_s01_special_category_data_needs_a_condition_of_article_9(category: str) -> None:
    item = the(HEALTH, cat=category)
    assert stops("S01", a_share(items=(WORRY, item)))
    assert content("S01", with_health(items=(WORRY, item)))


@pytest.mark.parametrize("category", NEVER_SPECIAL)
def test_s01_other_data_needs_none(category: str) -> None:
    item = the(HEALTH, cat=category, reveals_health=True, used_to_identify=True)
    assert content("S01", a_share(items=(item,)))


def test_s01_special_needs_count_when_they_reveal_health_and_a_photograph_when_it_identifies() -> None:
    needs, photo = the(HEALTH, cat="SEN"), the(HEALTH, cat="BIOMETRIC_PHOTO")
    assert content("S01", a_share(items=(needs, photo)))
    assert stops("S01", a_share(items=(the(needs, reveals_health=True),)))
    assert content("S01", a_share(items=(the(needs, used_to_identify=True),)))
    assert stops("S01", a_share(items=(the(photo, used_to_identify=True),)))
    assert content("S01", a_share(items=(the(photo, reveals_health=True),)))


def test_s01_the_condition_decides_and_the_package_alone_is_none() -> None:
    assert stops("S01", with_health(art9=()))
    assert content("S01", a_share(items=(HEALTH,), art9=("9(2)(a)",)))


# --- S02: the paragraph that belongs to a condition (4.2) ---------------------------------------------------------------

BELONG = {
    "9(2)(b)": {"para 1"},
    "9(2)(g)": {"para 6", "para 8", "para 10", "para 17", "para 18"},
    "9(2)(h)": {"para 2"},
    "9(2)(i)": {"para 3"},
    "9(2)(j)": {"para 4"},
}
PARAGRAPHS = ["para 1", "para 2", "para 3", "para 4", "para 6", "para 8", "para 10", "para 17", "para 18"]


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
@pytest.mark.parametrize("condition", BELONG)
def test_s02_a_condition_needs_a_paragraph_of_its_own(condition: str, paragraph: str) -> None:
    facts = with_health(art9=(condition,), sch1=(paragraph,))
    assert (content if paragraph in BELONG[condition] else stops)("S02", facts)


@pytest.mark.parametrize("condition", BELONG)
def test_s02_without_any_paragraph_the_condition_does_not_stand(condition: str) -> None:
    assert stops("S02", with_health(art9=(condition,), sch1=()))
    assert stops("S02", a_share(art9=(condition,)))


@pytest.mark.parametrize("condition", ["9(2)(a)", "9(2)(c)", "9(2)(f)"])
def test_s02_consent_vital_interests_and_legal_claims_need_no_paragraph(condition: str) -> None:
    assert content("S02", with_health(art9=(condition,), sch1=()))


def test_s02_each_chosen_condition_needs_its_own() -> None:
    both = ("9(2)(h)", "9(2)(g)")
    assert stops("S02", with_health(art9=both, sch1=("para 2",)))
    assert stops("S02", with_health(art9=both, sch1=("para 18",)))
    assert content("S02", with_health(art9=both, sch1=("para 2", "para 18"), apd_ref="APD 4"))
    assert content("S02", with_health(art9=("9(2)(h)",), sch1=("para 18", "para 2"), apd_ref="APD 4"))


# --- S03 and S07: the policy document (Schedule 1 paras 10, 39) ---------------------------------------------------------


def under(*paragraphs: str, **changes: Any) -> Facts:
    """Give the ordinary share with these paragraphs, to the council: no competent authority."""
    return a_share(sch1=paragraphs, **changes)


@pytest.mark.parametrize("paragraph", ["para 1", "para 6", "para 8", "para 17", "para 18"])
def test_s03_these_paragraphs_need_a_policy_document(paragraph: str) -> None:
    assert stops("S03", under(paragraph))
    assert content("S03", under(paragraph, apd_ref="APD 4"))


@pytest.mark.parametrize("paragraph", ["para 2", "para 3", "para 4"])
def test_s03_health_and_research_need_no_policy_document(paragraph: str) -> None:
    assert content("S03", under(paragraph))
    assert content("S07", under(paragraph))


@pytest.mark.parametrize(("rule", "paragraph"), [("S03", "para 18"), ("S07", "para 10")])
def test_s03_s07_a_policy_document_is_valid_through_its_last_day(rule: str, paragraph: str) -> None:
    assert content(rule, under(paragraph, apd_ref="APD 4", apd_expires=DAY))
    assert stops(rule, under(paragraph, apd_ref="APD 4", apd_expires=DAY - dt.timedelta(days=1)))
    assert content(rule, under(paragraph, apd_ref="APD 4", apd_expires=None))
    assert stops(rule, under(paragraph, apd_ref="  ", apd_expires=DAY))
    assert stops(rule, under(paragraph, apd_ref="", apd_expires=None))


def test_s03_one_paragraph_that_needs_it_is_enough() -> None:
    assert stops("S03", under("para 2", "para 18"))
    assert stops("S03", under("para 18", "para 2"))


@pytest.mark.parametrize("body", ["LA", "NHS_TRUST", "SCHOOL_MAINTAINED", "MAPPA", "YJS", "FIRE", "CHARITY"])
def test_s07_para_10_to_no_competent_authority_needs_a_policy_document(body: str) -> None:
    assert stops("S07", under("para 10", recipient=a_party(body)))
    assert content("S07", under("para 10", recipient=a_party(body), apd_ref="APD 4"))


@pytest.mark.parametrize("body", ["POLICE", "PROBATION", "PRISON", "COURT"])
def test_s07_para_10_to_a_competent_authority_needs_none(body: str) -> None:
    assert content("S07", under("para 10", recipient=a_party(body)))
    assert content("S03", under("para 10", recipient=a_party(body)))


def test_s07_a_flag_somebody_set_decides_who_is_a_competent_authority() -> None:
    assert stops("S07", under("para 10", recipient=the(POLICE, competent_authority=False)))
    assert content("S07", under("para 10", recipient=the(COUNCIL, competent_authority=True)))
    assert stops("S07", under("para 10", sender=POLICE, recipient=COUNCIL))


def test_s03_is_silent_where_s07_speaks() -> None:
    """6.0 d."""
    both = under("para 10", "para 18")
    assert stops("S07", both)
    assert content("S03", both)
    to_the_police = under("para 10", "para 18", recipient=POLICE)
    assert content("S07", to_the_police)
    assert stops("S03", to_the_police)


# --- S04: the record under Article 10 (DPA 2018 s10(4), (5)) ------------------------------------------------------------


def offence(basis: str, **changes: Any) -> Facts:
    """Give the ordinary share with one item about an offence and this record."""
    return a_share(items=(WORRY, OFFENCE), offence_basis=basis, **changes)


@pytest.mark.parametrize(
    "basis", ["", "   ", "official authority", "official authority:", "official authority:  "]
)
def test_s04_offence_data_without_a_full_record_is_stopped(basis: str) -> None:
    assert stops("S04", offence(basis))


@pytest.mark.parametrize("basis", ["OFFICIAL AUTHORITY: ", "Official authority"])
def test_s04_the_record_is_read_without_regard_to_case(basis: str) -> None:
    assert stops("S04", offence(basis))
    assert content("S04", offence("Official Authority: education of its pupils"))


@pytest.mark.parametrize(
    "basis", ["official authority: education of its pupils", "para 18", "Part 3: prevention"]
)
def test_s04_a_function_or_a_paragraph_is_a_record(basis: str) -> None:
    assert content("S04", offence(basis))


def test_s04_only_an_offence_item_asks_for_the_record() -> None:
    assert content("S04", a_share(offence_basis=""))
    assert content("S04", with_health(offence_basis=""))


def test_s04_official_authority_belongs_to_a_public_authority_or_an_agent_of_the_council() -> None:
    named = "official authority: family help"
    assert stops("S04", offence(named, sender=CHARITY))
    assert content("S04", offence(named, sender=the(CHARITY, agent_of_council=True)))
    assert content("S04", offence(named, sender=the(CHARITY, public_authority=True)))
    assert stops("S04", offence(named, sender=the(SCHOOL, public_authority=False)))
    assert content("S04", offence("para 18", sender=CHARITY))
    assert stops("S04", offence("official authority:", sender=the(CHARITY, agent_of_council=True)))


# --- S06: who is protected (para 18(1), (4)) ----------------------------------------------------------------------------


def protecting(*subjects: Any, **changes: Any) -> Facts:
    """Give the ordinary share on the safeguarding package, its policy document named, with these people."""
    right: dict[str, Any] = {"art9_packages": ("SG",), "art9": ("9(2)(g)",), "sch1": ("para 18",)}
    return by_section_115(**{**right, "apd_ref": "APD 4", "subjects": subjects, **changes})


def test_s06_a_child_on_the_eve_of_18_is_protected_and_on_the_birthday_is_not() -> None:
    assert content("S06", protecting(EVE_OF_18))
    assert stops("S06", protecting(DAY_OF_18))


@pytest.mark.parametrize("who", CHILDREN)
def test_s06_who_may_be_under_18_is_protected(who: str) -> None:
    assert content("S06", protecting(CHILDREN[who]))


def test_s06_an_adult_is_protected_only_when_at_risk() -> None:
    assert stops("S06", protecting(ADULT))
    assert content("S06", protecting(the(ADULT, at_risk=True)))


def test_s06_a_group_that_is_written_down_is_protected() -> None:
    assert content("S06", protecting(ADULT, protected_group="the children at 4 Mill Row"))
    assert stops("S06", protecting(ADULT, protected_group="  "))


def test_s06_asks_whom_the_share_is_about_and_one_of_them_is_enough() -> None:
    bystander = the(CHILD, id="K2", protected=False)
    assert stops("S06", protecting(ADULT, bystander))
    assert stops("S06", protecting(ADULT, the(MOTHER, at_risk=True)))
    assert content("S06", protecting(ADULT, the(bystander, protected=True)))
    assert content("S06", protecting(the(ADULT, id="A9", protected=False), bystander))


def test_s06_whose_data_it_is_does_not_matter() -> None:
    """A suspect's data may protect a child."""
    suspect = the(MOTHER, id="A9", name="Cal Reeve")
    his = Item("OFFENCE", about="A9", relates_to=("K1",), tag="fact", source="police notice")
    assert content("S06", protecting(CHILD, suspect, items=(his,), offence_basis="para 18"))


def test_s06_is_asked_of_the_safeguarding_package_only() -> None:
    assert content("S06", protecting(ADULT, art9_packages=("GOV",), sch1=("para 6",)))
    assert content("S06", protecting(ADULT, art9_packages=()))
    assert stops("S06", protecting(ADULT, art9_packages=("GOV", "SG")))


# --- all of them in the other modes and in an emergency (6.0 c, i) ------------------------------------------------------


@pytest.mark.parametrize("emergency", [None, AN_EMERGENCY])
@pytest.mark.parametrize("mode", ["IDENTIFIABLE", "PSEUDONYMISED"])
def test_pseudonymised_data_is_personal_data_and_no_emergency_lifts_these(mode: str, emergency: Any) -> None:
    facts = protecting(ADULT, items=(HEALTH, OFFENCE), apd_ref="", mode=mode, emergency=emergency)
    assert ruled(facts).blocks == ("S03", "S04", "S06")
    bare = a_share(items=(HEALTH,), recipient=HOSPITAL, mode=mode, emergency=emergency)
    assert ruled(bare).blocks == ("S01",)
    torn = with_health(art9=("9(2)(g)",), sch1=("para 10",), mode=mode, emergency=emergency)
    assert ruled(torn).blocks == ("S07",)
