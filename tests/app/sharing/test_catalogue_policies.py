"""Are prohibitions, refusals, codes and the policies of recipients whole, and is a malformed one refused by its line?"""

from __future__ import annotations

import pytest

import resources
from app.sharing.catalogue import FILES, read_catalogue, shipped_catalogue
from app.sharing.catalogue_entries import CatalogueRefused
from app.sharing.facts import Party
from app.sharing.parties import lets_tell
from app.sharing.share_file import CHANNELS, OTHER_FACTS
from tests.builders_sharing import CHILD, a_share, the

LAW = shipped_catalogue()
POLICIES = LAW.policies


@pytest.fixture
def texts() -> dict[str, str]:
    return {name: resources.text(f"law/{name}") for name in FILES}


def refusal(texts: dict[str, str], file: str, old: str, new: str) -> str:
    """Give what is said when a file holds ``new`` in the place of the first ``old``, ``{line}`` standing for its line."""
    line = texts[file][: texts[file].index(old)].count("\n") + 1
    with pytest.raises(CatalogueRefused) as refused:
        read_catalogue({**texts, file: texts[file].replace(old, new, 1)})
    return str(refused.value).replace(f"line {line},", "line HERE,")


@pytest.mark.parametrize(
    ("prohibition", "rules"),
    [
        ("X-FAM", "R01 R11"),
        ("X-ADOPT", "R02"),
        ("X-GRA", "R10"),
        ("X-DWP", "R03"),
        ("X-HMRC", "R03"),
        ("X-DEA", "R03"),
        ("X-SEXHEALTH", "R12"),
        ("X-PATIENT", "S09"),
        ("X-SOURCE", "R04"),
        ("X-ANON", "R11"),
        ("X-ADDR", "R05 R13"),
    ],
)
def test_a_prohibition_is_kept_by_the_rules_that_the_reference_names(prohibition: str, rules: str) -> None:
    assert POLICIES.prohibitions[prohibition].kept_by == tuple(rules.split())
    assert all(LAW.rules[rule].severity == "B" for rule in rules.split())
    assert len(POLICIES.prohibitions) == 11


def test_every_duty_that_cannot_simply_be_refused_names_its_grounds() -> None:
    by_when = {"always": "NOT_REFUSABLE", "on_request": "NOT_REFUSABLE_ON_REQUEST"}
    for when, name in {**by_when, "about_a_child": "NOT_REFUSABLE_FOR_CHILDREN"}.items():
        found = {gateway for gateway, refusal in POLICIES.refusals.items() if refusal.when == when}
        assert found == LAW.lists[name]
    assert all(refusal.grounds for refusal in POLICIES.refusals.values())


def test_the_statutes_that_want_written_reasons_are_those_of_two_requests() -> None:
    assert {key for key, refusal in POLICIES.refusals.items() if refusal.in_writing} == {
        "CFA14-31",
        "CA14-6-7",
    }


def test_the_codes_are_those_that_rules_and_files_read() -> None:
    codes = POLICIES.codes
    assert tuple(codes["channel"]) == CHANNELS
    assert set(codes["gra_exception"]) == LAW.lists["GRA_EXCEPTIONS"]
    assert tuple(codes["sg_limb"]) == OTHER_FACTS["sg_limb"]
    assert tuple(codes["ri_condition"]) == OTHER_FACTS["ri_condition"]
    assert set(codes["role"]) == {
        "MANAGER",
        "DATA_MANAGER",
        "REDACTION_SECOND",
        "ADDRESS_SECOND",
        "CALDICOTT",
        "LEGAL",
    }
    assert [f"5.2({number})" for number in range(1, 7)] == list(codes["not_asked"])
    assert set(codes["yss_policy"]) == {"CONSENT", "STATUTORY_S72"}


@pytest.mark.parametrize("code", POLICIES.recipients)
def test_each_sender_may_tell_a_recipient_under_one_of_its_usual_powers(code: str) -> None:
    policy = POLICIES.recipients[code]
    child = the(CHILD, pr_holders=("M1",))
    untold = []
    for sender in policy.senders:
        for body in policy.bodies:
            recipient = Party(body, party_class=policy.party_class, person_id="M1", organisation="Whoever")
            facts = a_share(
                sender=Party(sender, organisation="Sender"), recipient=recipient, subjects=(child,)
            )
            if not any(lets_tell(LAW.gateways[gateway], facts, LAW) for gateway in policy.gateways):
                untold.append((sender, body))
    assert untold == []


@pytest.mark.parametrize("code", POLICIES.recipients)
def test_each_usual_power_reaches_the_recipient_from_one_of_its_senders(code: str) -> None:
    policy = POLICIES.recipients[code]
    child = the(CHILD, pr_holders=("K1",))
    unreached = set(policy.gateways)
    for sender in policy.senders:
        for body in policy.bodies:
            recipient = Party(body, party_class=policy.party_class, person_id="K1", commissioned=True)
            facts = a_share(sender=Party(sender), recipient=recipient, subjects=(child,))
            unreached -= {key for key in policy.gateways if lets_tell(LAW.gateways[key], facts, LAW)}
    # The other bodies' own returns go from them to the council or the ministry, and the council sends them on.
    assert unreached == set()


def test_what_each_usual_power_is_for_is_a_purpose_of_the_policy() -> None:
    for policy in POLICIES.recipients.values():
        for gateway in policy.gateways:
            assert set(policy.purposes) & set(LAW.gateways[gateway].purposes), (policy.code, gateway)


def test_a_policy_of_an_unknown_rule_is_refused_with_its_line(texts: dict[str, str]) -> None:
    said = refusal(texts, "recipients.toml", 'kept_by = ["P01", "P02"]', 'kept_by = ["P01", "P99"]')
    assert "recipients.toml, line HERE, recipient POST16_PROVIDER: P99 stands for nothing" in said


def test_a_policy_of_a_body_outside_its_class_is_refused_with_its_line(texts: dict[str, str]) -> None:
    said = refusal(texts, "recipients.toml", 'bodies = ["DFE"]', 'bodies = ["OFSTED"]')
    assert "line HERE, recipient DFE: OFSTED stands for nothing" in said


def test_a_ground_for_a_duty_that_is_on_no_list_is_refused_with_its_line(texts: dict[str, str]) -> None:
    said = refusal(texts, "refusals.toml", 'gateway = "CA89-83"', 'gateway = "CA89-47"')
    assert "line HERE, refusal CA89-47: CA89-47 stands for nothing" in said


def test_a_prohibition_that_no_rule_keeps_is_refused_with_its_line(texts: dict[str, str]) -> None:
    said = refusal(texts, "prohibitions.toml", 'kept_by = ["R12"]', 'kept_by = ["R99"]')
    assert "line HERE, prohibition X-SEXHEALTH: R99 stands for nothing" in said


def test_a_code_that_stands_twice_is_refused_with_its_line(texts: dict[str, str]) -> None:
    said = refusal(texts, "codes.toml", 'code = "DATA_MANAGER"', 'code = "MANAGER"')
    assert "codes.toml, line HERE, code MANAGER: it stands there twice" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "gateways_youth.toml",
            "from = 16, to = 24, flag",
            "from = 16, to = 24, hat",
            "persons without a name: unknown key hat",
        ),
        ("gateways_youth.toml", 'school_age = "after"', 'school_age = "past"', "none of before, of, after"),
        ("gateways_youth.toml", "class POST16_PROVIDER", "class POST17", "class POST17 stands for nothing"),
        (
            "gateways_health.toml",
            'purposes = ["DIRECT_CARE"]',
            'purposes = ["CARE"]',
            "CARE stands for nothing",
        ),
        ("gateways_education.toml", 'ACADEMY = ["6e"]', 'ACADEMY = ["6a"]', "6a stands for nothing"),
        (
            "offering.toml",
            'gateways = ["CONS"]',
            'gateways = ["CONS", "EMERG"]',
            "EMERG stands in a step twice",
        ),
        ("offering.toml", 'gateways = ["CONS"]', 'gateways = ["CONSENT"]', "CONSENT stands for nothing"),
        ("conditions.toml", 'gateway = "CA89-17"', 'gateway = "CA89-18"', "CA89-18 stands for nothing"),
        ("packages.toml", 'sch1 = "para 18"', 'sch1 = "para 2"', "para 2 stands for nothing"),
        ("classes.toml", 'landlords = ["PROVIDER"', 'landlords = ["LANDLORD"', "LANDLORD stands for nothing"),
        ("lists.toml", 'WEAK = ["LA11-1"', 'WEAK = ["LA11-2"', "LA11-2 stands for nothing"),
    ],
)
def test_what_stands_for_nothing_is_refused_on_its_line(
    texts: dict[str, str], file: str, old: str, new: str, said: str
) -> None:
    found = refusal(texts, file, old, new)
    assert f"{file}, line HERE," in found
    assert said in found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "Youth activities"', 'title = " "', "title is empty"),
        ('purposes = ["YOUTH_ACTIVITIES"]', "purposes = [3]", "purposes holds something that is no text"),
        ('persons = [{ school_age = "after", under = 18 }]', "persons = [{}]", "it tests nothing"),
    ],
)
def test_an_entry_that_says_nothing_is_refused_on_its_line(
    texts: dict[str, str], old: str, new: str, said: str
) -> None:
    found = refusal(texts, "gateways_youth.toml", old, new)
    assert "gateways_youth.toml, line HERE," in found
    assert said in found


def test_a_power_that_stands_in_no_step_of_offering_is_refused(texts: dict[str, str]) -> None:
    with pytest.raises(CatalogueRefused, match=r"gateway CONS: it stands in no step of offering\.toml"):
        read_catalogue({**texts, "offering.toml": texts["offering.toml"].replace('["CONS"]', "[]")})


def test_a_kind_of_entry_that_is_no_list_is_refused(texts: dict[str, str]) -> None:
    with pytest.raises(CatalogueRefused, match=r"codes\.toml, line 2, the file: code is no list of tables"):
        read_catalogue({**texts, "codes.toml": 'schema = "mash-desk/law/1"\n[code]\nkind = "role"\n'})
