"""Does the shipped catalogue say what the reference's tables say, row by row (domain-and-law, 4.2, 4.3, 4.6 to 4.8)?"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from app.sharing.catalogue import shipped_catalogue
from app.sharing.law import PersonTest

LAW = shipped_catalogue()
TABLES = Path(__file__).parent / "reference"
ONLY_CITED = {
    "CA04-12",
    "PCSCA22-44A",
    "DPA-S2-2",
    "DAA21-77",
    "CLDC",
    "HRA98-8",
    "UNCRC",
    "EQA10-149",
    "LASSA70-7",
    "CSWA17",
    "DAA21-3",
}
MARKS = {"V": "verified", "S": "secondary", "K": "known"}
# Compound words that are no plain age range.
PERSONS = {
    "any": PersonTest(anyone=True),
    "none": PersonTest(nobody=True),
    "child": PersonTest(child=True),
    "care leaver": PersonTest(flag="care_leaver"),
    "looked after child": PersonTest(child=True, flag="looked_after"),
    "girl under 18": PersonTest(under=18, sex="F"),
    "compulsory school age": PersonTest(school_age="of"),
    "under compulsory school age": PersonTest(school_age="before"),
    "over compulsory school age and under 18": PersonTest(school_age="after", under=18),
    "18 or over and at risk": PersonTest(from_age=18, flag="at_risk"),
    "academic age 16-17": PersonTest(from_age=16, to_age=17, academic=True),
}
FLAGS = {"with SEND": "send", "if disabled": "disabled", "care leaver": "care_leaver", "": ""}


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def a_person_test(words: str) -> PersonTest:
    if words in PERSONS:
        return PERSONS[words]
    if found := re.fullmatch(r"(\d+) or over", words):
        return PersonTest(from_age=int(found[1]))
    if found := re.fullmatch(r"(\d+)-(\d+) ?(with SEND|)", words):
        return PersonTest(from_age=int(found[1]), to_age=int(found[2]), flag=FLAGS[found[3]])
    found = re.fullmatch(r"under (\d+) ?(with SEND|if disabled|care leaver|)", words)
    assert found, words
    return PersonTest(under=int(found[1]), flag=FLAGS[found[2]])


def person_tests(words: str) -> set[PersonTest]:
    whole = {"16 or over", "18 or over", "18 or over and at risk"}
    return {a_person_test(one) for one in ([words] if words in whole else words.split(" or "))}


def pairs(words: str) -> list[tuple[set[str], set[str], bool]]:
    found = []
    for pair in words.split(";") if words != "none" else ():
        givers, sign, takers = re.split(r"(<>|>)", pair)
        found.append(
            ({w.strip() for w in givers.split(",")}, {w.strip() for w in takers.split(",")}, sign == "<>")
        )
    return found


@pytest.mark.parametrize("row", table("from_to_person_start.csv"), ids=lambda row: row["id"])
def test_a_gateway_says_between_whom_about_whom_and_since_when(row: dict[str, str]) -> None:
    gateway = LAW.gateways[row["id"]]
    assert [(set(p.givers), set(p.takers), p.both_ways) for p in gateway.between] == pairs(row["from_to"])
    assert set(gateway.persons) == person_tests(row["person"])
    start = row["start"]
    assert gateway.start == (f"{start}-01-01" if re.fullmatch(r"\d{4}", start) else start)


@pytest.mark.parametrize("row", table("bases_and_marks.csv"), ids=lambda row: row["id"])
def test_a_gateway_lists_its_effect_bases_packages_and_marks(row: dict[str, str]) -> None:
    gateway = LAW.gateways[row["id"]]
    assert gateway.effect == row["effect"]
    assert sorted(gateway.art6) == row["art6"].split()
    assert sorted(gateway.packages) == row["packages"].split()
    assert (gateway.offence, gateway.part3) == (row["offence"] == "A10", row["part3"])
    assert set(gateway.marks) == {MARKS[mark] for mark in row["marks"].split()}


def test_the_catalogue_holds_every_row_and_no_other() -> None:
    assert set(LAW.gateways) == {row["id"] for row in table("bases_and_marks.csv")}
    assert len(LAW.gateways) == 102
    assert {row["id"] for row in table("from_to_person_start.csv")} == set(LAW.gateways) - ONLY_CITED
    assert {key for key, gateway in LAW.gateways.items() if not gateway.permits} == ONLY_CITED


def test_as_many_rows_are_known_only_in_whole_or_in_part_as_the_reference_counts() -> None:
    known = [gateway for gateway in LAW.gateways.values() if "known" in gateway.marks]
    secondary = [gateway for gateway in LAW.gateways.values() if set(gateway.marks) == {"secondary"}]
    assert (len(known), len(secondary)) == (11 + 8, 5)


def test_a_row_of_several_marks_says_which_part_is_how_sure() -> None:
    assert all(gateway.mark_note for gateway in LAW.gateways.values() if len(gateway.marks) > 1)


def test_every_row_is_told_in_words_of_our_own_with_its_source() -> None:
    for gateway in LAW.gateways.values():
        assert gateway.summary.endswith(".")
        assert gateway.limits.endswith(".")
        assert all(source.startswith("https://") for source in gateway.source.split(" ; "))


def test_the_two_general_powers_take_any_package_and_no_other_power_does() -> None:
    assert {key for key, gateway in LAW.gateways.items() if gateway.any_package} == {"LA11-1", "LGA72-111"}


@pytest.mark.parametrize("row", table("conditions.csv"), ids=lambda row: row["id"])
def test_a_condition_is_asked_where_the_reference_asks_it(row: dict[str, str]) -> None:
    condition = LAW.conditions[row["id"]]
    assert (condition.gateway, condition.kind) == (row["gateway"], row["kind"])
    assert (condition.asked != "always") == (row["asked_only"] == "yes")
    assert condition.question.endswith(("?", "."))


def test_no_other_condition_is_asked() -> None:
    assert set(LAW.conditions) == {row["id"] for row in table("conditions.csv")}


@pytest.mark.parametrize(
    ("code", "art9", "sch1"),
    [
        ("SG", "9(2)(g)", "para 18"),
        ("HSC", "9(2)(h)", "para 2"),
        ("SP", "9(2)(b)", "para 1"),
        ("GOV", "9(2)(g)", "para 6"),
        ("CR", "9(2)(g)", "para 10"),
        ("EQ", "9(2)(g)", "para 8"),
        ("CO", "9(2)(g)", "para 17"),
        ("PH", "9(2)(i)", "para 3"),
        ("RS", "9(2)(j)", "para 4"),
        ("VI", "9(2)(c)", ""),
        ("LC", "9(2)(f)", ""),
        ("EC", "9(2)(a)", ""),
    ],
)
def test_a_package_stands_for_its_condition_and_paragraph(code: str, art9: str, sch1: str) -> None:
    package = LAW.packages[code]
    assert (package.art9, package.sch1) == (art9, sch1)
    assert len(LAW.packages) == 12


@pytest.mark.parametrize(
    ("paragraph", "policy"),
    [(f"para {number}", "yes") for number in (1, 6, 8, 17, 18)]
    + [(f"para {number}", "no") for number in (2, 3, 4)]
    + [("para 10", "unless the recipient is a competent authority")],
)
def test_a_paragraph_asks_for_a_policy_document_as_the_reference_says(paragraph: str, policy: str) -> None:
    assert LAW.paragraphs[paragraph].policy_document == policy


LISTED = {
    "a": "LA LA_OTHER HOUSING_AUTHORITY ICB NHS_ENGLAND NHS_TRUST AMBULANCE POLICE PROBATION YJS PRISON MASH CDR_PARTNERS",
    "designated": "SCHOOL_MAINTAINED ACADEMY ACADEMY_16_19 SCHOOL_INDEPENDENT COLLEGE AP_PROVIDER NURSERY",
    "c": "GP",
    "commissioned": "PROVIDER CHARITY YSS_PROVIDER TRAINING_PROVIDER ADOPTION_AGENCY",
    "no": "FIRE CHANNEL_PANEL MAPPA ADULTS_BOARD NATIONAL_PANEL DFE OFSTED REGULATOR HOME_OFFICE DBS DWP COURT REGISTRAR"
    " RESEARCH PERSON MEDIA",
}
PRIVATE = "CHARITY PROVIDER SCHOOL_INDEPENDENT NURSERY TRAINING_PROVIDER YSS_PROVIDER ADOPTION_AGENCY RESEARCH MEDIA PERSON"
SECTION_11 = "LA LA_OTHER HOUSING_AUTHORITY ICB NHS_ENGLAND NHS_TRUST AMBULANCE POLICE PROBATION YJS PRISON"
SECTION_115 = "POLICE LA LA_OTHER HOUSING_AUTHORITY PROBATION FIRE ICB NHS_ENGLAND"


def bodies_that(flag: str) -> set[str]:
    return {code for code, body in LAW.bodies.items() if getattr(body, flag)}


def test_a_body_stands_on_the_limb_of_the_duty_that_the_reference_gives_it() -> None:
    assert {code: body.s16la for code, body in LAW.bodies.items()} == {
        body: limb for limb, bodies in LISTED.items() for body in bodies.split()
    }


def test_what_follows_from_a_body_is_what_the_reference_says() -> None:
    assert bodies_that("public_authority") == set(LAW.bodies) - set(PRIVATE.split())
    assert bodies_that("competent_authority") == {"POLICE", "PROBATION", "PRISON", "COURT"}
    assert bodies_that("section_11") == set(SECTION_11.split())
    assert bodies_that("section_115") == set(SECTION_115.split())


@pytest.mark.parametrize(
    ("word", "stands_for"),
    [
        ("COUNCILS", "LA LA_OTHER HOUSING_AUTHORITY"),
        ("HEALTH", "ICB NHS_TRUST AMBULANCE GP NHS_ENGLAND"),
        ("SCHOOLS", "SCHOOL_MAINTAINED ACADEMY ACADEMY_16_19 SCHOOL_INDEPENDENT COLLEGE AP_PROVIDER"),
        (
            "PARTNERS_10",
            "POLICE PROBATION YJS ICB NHS_ENGLAND DWP HOUSING_AUTHORITY SCHOOL_MAINTAINED ACADEMY ACADEMY_16_19"
            " COLLEGE YSS_PROVIDER",
        ),
        ("RESPONSIBLE", "POLICE PROBATION PRISON MAPPA"),
        (
            "LISTED_325",
            "LA LA_OTHER HOUSING_AUTHORITY ICB NHS_ENGLAND NHS_TRUST AMBULANCE YJS DWP HOME_OFFICE",
        ),
    ],
)
def test_a_word_stands_for_the_bodies_of_the_reference(word: str, stands_for: str) -> None:
    assert set(LAW.words[word]) == set(stands_for.split())


def test_landlords_and_contractors_are_the_bodies_that_may_carry_those_flags() -> None:
    assert set(LAW.landlords) == {"PROVIDER", "CHARITY"}
    assert set(LAW.contractors) == {"PROVIDER", "CHARITY", "YSS_PROVIDER", "TRAINING_PROVIDER"}


def test_the_steps_of_offering_come_in_the_order_of_the_reference() -> None:
    assert [step.code for step in LAW.steps] == [
        "danger",
        "safety",
        "significant_harm",
        "help",
        "crime",
        "return",
        "made_for_it",
        "family",
        "consent",
        "weak",
        "never",
    ]
    first = [gateway for gateway in LAW.gateways if LAW.gateways[gateway].permits][:3]
    assert first == ["EMERG", "CA04-16LA", "CA04-11"]
    weak = next(step for step in LAW.steps if step.code == "weak")
    assert set(weak.gateways) == LAW.lists["WEAK"]
    returns = next(step for step in LAW.steps if step.code == "return")
    assert set(returns.gateways) == LAW.lists["RETURNS"]
