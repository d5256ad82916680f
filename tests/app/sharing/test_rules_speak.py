"""When does each rule on duties, data, recipients and records speak, and when is it silent? One line a case."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from app.sharing.facts import Approval, Settings
from tests.app.sharing.cases import (
    ADDRESS,
    AT_RISK,
    CLUE,
    GROWN,
    HEALTH,
    HIDDEN,
    OFFENCE,
    SIGNED,
    SILENT,
    SPEAKS,
    a_consent,
    about_mother,
    check,
    spoke,
)
from tests.builders_sharing import (
    ATTENDANCE,
    CHARITY,
    CHILD,
    COUNCIL,
    FATHER,
    HOSPITAL,
    IDENTITY,
    MOTHER,
    POLICE,
    WORRY,
    a_deferral,
    a_refusal,
    a_share,
    an_edit,
    the,
)

# --- the duty ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SILENT),
        ({"detriment_considered": None}, SPEAKS),
        ({"detriment_considered": False}, SPEAKS),
        ({"detriment_considered": None, "date": dt.date(2026, 9, 30)}, SPEAKS),
        ({"detriment_considered": None, "date": dt.date(2026, 9, 29)}, SILENT),
        ({"detriment_considered": None, "recipient": CHARITY}, SILENT),
        ({"detriment_considered": None, "sender": CHARITY}, SILENT),
        ({"detriment_considered": None, "subjects": (GROWN,)}, SILENT),
        ({"detriment_considered": None, "subjects": (GROWN, the(CHILD, id="K2"))}, SPEAKS),
        ({"detriment_considered": None, "items": (the(WORRY, relevant=False),)}, SILENT),
        ({"detriment_considered": None, "items": (the(WORRY, relevant=False), WORRY)}, SPEAKS),
    ],
)
def test_d01_speaks_when_a_duty_is_refused_unweighed(changes: dict[str, Any], answer: bool) -> None:
    check("D01", a_refusal(**changes), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SILENT),
        ({"items": (WORRY, the(WORRY, relevant=False))}, SPEAKS),
        ({"subjects": (CHILD, MOTHER), "items": (about_mother(),)}, SPEAKS),
        ({"subjects": (CHILD, MOTHER), "items": (about_mother("K1"),)}, SILENT),
        ({"subjects": (CHILD, MOTHER), "items": (about_mother(),), "gateways": ("CA04-10",)}, SILENT),
        ({"subjects": (CHILD, the(CHILD, id="K2", protected=False)), "items": (WORRY,)}, SILENT),
        ({"items": (the(WORRY, relevant=False),), "mode": "ANONYMOUS"}, SILENT),
    ],
)
def test_d03_speaks_when_an_item_is_beyond_the_duty(changes: dict[str, Any], answer: bool) -> None:
    check("D03", a_share(**changes), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SILENT),
        ({"recipient": CHARITY}, SPEAKS),
        ({"recipient": the(CHARITY, commissioned=True)}, SILENT),
        ({"recipient": CHARITY, "gateways": ("CA04-10",)}, SILENT),
        ({"recipient": the(CHARITY, body="FIRE")}, SILENT),
        ({"recipient": the(CHARITY, body="ADOPTION_AGENCY")}, SPEAKS),
    ],
)
def test_d04_speaks_when_a_provider_is_not_commissioned(changes: dict[str, Any], answer: bool) -> None:
    check("D04", a_share(**changes), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"date": dt.date(2026, 9, 29)}, SPEAKS),
        ({"date": dt.date(2026, 9, 30)}, SILENT),
        ({"date": dt.date(2026, 10, 1)}, SILENT),
        ({"date": dt.date(2026, 9, 29), "gateways": ("CA04-10",)}, SILENT),
        ({"settings": Settings(s16la_start=dt.date(2026, 11, 4))}, SPEAKS),
        ({"settings": Settings(s16la_start=dt.date(2026, 11, 3))}, SILENT),
    ],
)
def test_d05_speaks_before_the_duty_starts(changes: dict[str, Any], answer: bool) -> None:
    check("D05", a_share(**changes), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SILENT),
        ({"gateways": ("CA89-47-9",)}, SPEAKS),
        ({"gateways": ("CA89-47-9",), "refusal_ground": " "}, SPEAKS),
        ({"gateways": ("CA89-47-9",), "refusal_ground": "unreasonable: s47(10)"}, SILENT),
        ({"gateways": ("CA89-47-9",), "date": dt.date(1990, 12, 31)}, SILENT),
        ({"gateways": ("CA89-47-9",), "date": dt.date(1991, 1, 1)}, SPEAKS),
    ],
)
def test_d06_speaks_when_a_binding_duty_is_simply_refused(changes: dict[str, Any], answer: bool) -> None:
    check("D06", a_refusal(**changes), answer)


# --- special category and offence -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SILENT),
        ({"items": (HEALTH,)}, SPEAKS),
        ({"items": (HEALTH,), "art9": ("9(2)(h)",)}, SILENT),
        ({"items": (the(HEALTH, cat="SEN"),)}, SILENT),
        ({"items": (the(HEALTH, cat="SEN", reveals_health=True),)}, SPEAKS),
        ({"items": (the(HEALTH, cat="SEN", used_to_identify=True),)}, SILENT),
        ({"items": (the(HEALTH, cat="BIOMETRIC_PHOTO"),)}, SILENT),
        ({"items": (the(HEALTH, cat="BIOMETRIC_PHOTO", used_to_identify=True),)}, SPEAKS),
        ({"items": (OFFENCE,)}, SILENT),
        ({"items": (HEALTH,), "mode": "AGGREGATE"}, SILENT),
    ],
)
def test_s01_speaks_when_special_category_data_has_no_condition(
    changes: dict[str, Any], answer: bool
) -> None:
    check("S01", a_share(**changes), answer)


@pytest.mark.parametrize("cat", ["SEXUAL_HEALTH", "DISABILITY", "ETHNICITY", "RELIGION", "SEX_LIFE"])
def test_s01_speaks_of_every_special_category(cat: str) -> None:
    assert spoke("S01", a_share(items=(the(HEALTH, cat=cat),)))


@pytest.mark.parametrize(
    ("art9", "sch1", "answer"),
    [
        ((), (), SILENT),
        (("9(2)(h)",), (), SPEAKS),
        (("9(2)(h)",), ("para 2",), SILENT),
        (("9(2)(h)",), ("para 18",), SPEAKS),
        (("9(2)(g)",), ("para 18",), SILENT),
        (("9(2)(g)",), ("para 2",), SPEAKS),
        (("9(2)(g)", "9(2)(h)"), ("para 18",), SPEAKS),
        (("9(2)(c)",), (), SILENT),
        (("9(2)(a)",), (), SILENT),
        (("9(2)(b)",), ("para 1",), SILENT),
        (("9(2)(i)",), ("para 3",), SILENT),
        (("9(2)(j)",), ("para 4",), SILENT),
    ],
)
def test_s02_speaks_when_the_paragraph_does_not_belong(
    art9: tuple[str, ...], sch1: tuple[str, ...], answer: bool
) -> None:
    check("S02", a_share(art9=art9, sch1=sch1), answer)


@pytest.mark.parametrize("para", ["para 1", "para 6", "para 8", "para 17", "para 18"])
def test_s03_wants_a_policy_document_that_is_valid_that_day(para: str) -> None:
    day = dt.date(2026, 11, 3)
    assert spoke("S03", a_share(sch1=(para,)))
    assert spoke("S03", a_share(sch1=(para,), apd_ref=" "))
    assert not spoke("S03", a_share(sch1=(para,), apd_ref="APD-1"))
    assert not spoke("S03", a_share(sch1=(para,), apd_ref="APD-1", apd_expires=day))
    assert spoke("S03", a_share(sch1=(para,), apd_ref="APD-1", apd_expires=day - dt.timedelta(days=1)))


@pytest.mark.parametrize("para", ["para 2", "para 3", "para 4", "para 10"])
def test_s03_asks_no_policy_document_for_the_others(para: str) -> None:
    assert not spoke("S03", a_share(sch1=(para,)))


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"items": (HEALTH,)}, SILENT),
        ({}, SPEAKS),
        ({"offence_basis": "Schedule 1 para 18"}, SILENT),
        ({"offence_basis": "Schedule 1 para 18", "sender": CHARITY}, SILENT),
        ({"offence_basis": "Official Authority: child protection"}, SILENT),
        ({"offence_basis": "official authority"}, SPEAKS),
        ({"offence_basis": "official authority: "}, SPEAKS),
        ({"offence_basis": "official authority: youth work", "sender": CHARITY}, SPEAKS),
        (
            {
                "offence_basis": "official authority: youth work",
                "sender": the(CHARITY, agent_of_council=True),
            },
            SILENT,
        ),
    ],
)
def test_s04_speaks_when_offence_data_has_no_record(changes: dict[str, Any], answer: bool) -> None:
    check("S04", a_share(**{"items": (OFFENCE,), **changes}), answer)


SAFEGUARDING = {"art9_packages": ("SG",)}


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        (SAFEGUARDING, SILENT),
        ({"subjects": (GROWN,)}, SILENT),
        ({**SAFEGUARDING, "subjects": (GROWN,)}, SPEAKS),
        ({**SAFEGUARDING, "subjects": (AT_RISK,)}, SILENT),
        ({**SAFEGUARDING, "subjects": (GROWN,), "protected_group": "the children at one address"}, SILENT),
        ({**SAFEGUARDING, "subjects": (GROWN,), "protected_group": " "}, SPEAKS),
        ({**SAFEGUARDING, "subjects": (GROWN, the(CHILD, id="K2", protected=False))}, SPEAKS),
    ],
)
def test_s06_speaks_when_nobody_is_protected(changes: dict[str, Any], answer: bool) -> None:
    check("S06", a_share(**changes), answer)


UNLAWFUL = {"sch1": ("para 10",)}


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SILENT),
        (UNLAWFUL, SPEAKS),
        ({**UNLAWFUL, "recipient": POLICE}, SILENT),
        ({**UNLAWFUL, "recipient": the(HOSPITAL, competent_authority=True)}, SILENT),
        ({**UNLAWFUL, "apd_ref": "APD-1"}, SILENT),
        ({**UNLAWFUL, "apd_ref": "APD-1", "apd_expires": dt.date(2026, 11, 2)}, SPEAKS),
        ({**UNLAWFUL, "apd_ref": "APD-1", "apd_expires": dt.date(2026, 11, 3)}, SILENT),
    ],
)
def test_s07_wants_a_policy_document_unless_the_law_enforcer_receives(
    changes: dict[str, Any], answer: bool
) -> None:
    check("S07", a_share(**changes), answer)


CRIME = {"art9_packages": ("CR",), "cr_reason": "He would move her.", "items": (HEALTH,)}
PARENT_HOLDS = (the(CHILD, pr_holders=("M1",)), MOTHER)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SILENT),
        ({"cr_reason": " "}, SPEAKS),
        ({"cr_reason": "", "art9_packages": ("HSC",)}, SILENT),
        ({"consents": (a_consent(),)}, SPEAKS),
        ({"consents": (a_consent(kind="SERVICE"),)}, SILENT),
        ({"consents": (a_consent(),), "art9_packages": ("HSC",)}, SILENT),
        ({"consents": (a_consent(),), "items": (HEALTH, IDENTITY)}, SPEAKS),
        ({"consents": (a_consent(),), "items": (HEALTH, OFFENCE)}, SILENT),
        ({"consents": (a_consent(scope_items=("HEALTH", "OFFENCE")),), "items": (HEALTH, OFFENCE)}, SPEAKS),
        ({"consents": (a_consent(scope_items=("OFFENCE",)),), "items": (OFFENCE, IDENTITY)}, SPEAKS),
        ({"consents": (a_consent(scope_items=("IDENTITY",)),), "items": (IDENTITY,)}, SPEAKS),
        ({"consents": (a_consent(),), "items": (IDENTITY,)}, SILENT),
    ],
)
def test_s12_speaks_without_a_reason_or_with_a_consent_for_all(changes: dict[str, Any], answer: bool) -> None:
    check("S12", a_share(**{**CRIME, "subjects": PARENT_HOLDS, **changes}), answer)


# --- recipients -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({"recipient": HOSPITAL}, SPEAKS),
        ({"recipient": the(HOSPITAL, acting_for_relevant_authority=True)}, SILENT),
        ({"recipient": the(CHARITY, registered_landlord=True)}, SILENT),
        ({"recipient": POLICE}, SILENT),
        ({"recipient": HOSPITAL, "gateways": ("CA04-16LA",)}, SILENT),
    ],
)
def test_a08_speaks_when_section_115_goes_the_wrong_way(changes: dict[str, Any], answer: bool) -> None:
    check("A08", a_share(**{"gateways": ("CDA98-115",), **changes}), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SPEAKS),
        ({"items": (CLUE,)}, SPEAKS),
        ({"items": (ATTENDANCE,)}, SILENT),
        ({"items": (the(ADDRESS, about="M1", relates_to=("K1",)),)}, SPEAKS),
        ({"items": (the(ADDRESS, about="M1"),)}, SILENT),
        ({"subjects": (CHILD, MOTHER)}, SILENT),
        ({"recipient": the(FATHER, person_id="X1")}, SILENT),
        ({"recipient": the(FATHER, person_id="", represents="F1")}, SPEAKS),
        ({"recipient": the(FATHER, person_id="", household_of="F1")}, SPEAKS),
        ({"recipient": COUNCIL}, SILENT),
        ({"approvals": SIGNED}, SPEAKS),
    ],
)
def test_r05_speaks_when_the_address_would_reach_whom_it_is_hidden_from(
    changes: dict[str, Any], answer: bool
) -> None:
    hidden = {"subjects": (HIDDEN, MOTHER), "items": (ADDRESS,), "recipient": FATHER}
    check("R05", a_share(**{**hidden, **changes}), answer)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SPEAKS),
        ({"items": (CLUE,)}, SPEAKS),
        ({"items": (ATTENDANCE,)}, SILENT),
        ({"items": (the(ADDRESS, about="M1", relates_to=("K1",)),)}, SPEAKS),
        ({"items": (the(ADDRESS, about="M1"),)}, SILENT),
        ({"subjects": (CHILD, MOTHER)}, SILENT),
        ({"approvals": SIGNED}, SILENT),
        ({"approvals": (Approval("Dana Brook", "MANAGER"),)}, SPEAKS),
    ],
)
def test_r13_speaks_when_a_hidden_address_leaves_unsigned(changes: dict[str, Any], answer: bool) -> None:
    check("R13", a_share(**{"subjects": (HIDDEN, MOTHER), "items": (ADDRESS,), **changes}), answer)


# --- records ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, SILENT),
        ({"told": None}, SPEAKS),
        ({"told": False}, SPEAKS),
        ({"told": False, "told_reason": " "}, SPEAKS),
        ({"told": False, "told_reason": "It would put her at risk."}, SILENT),
        ({"told": None, "recipient": FATHER}, SILENT),
        ({"told": None, "mode": "AGGREGATE"}, SILENT),
    ],
)
def test_c06_speaks_when_the_family_was_not_told(changes: dict[str, Any], answer: bool) -> None:
    check("C06", a_share(**changes), answer)


@pytest.mark.parametrize(("reason", "answer"), [("", SPEAKS), (" ", SPEAKS), ("It would harm her.", SILENT)])
def test_k01_speaks_of_a_refusal_without_a_reason(reason: str, answer: bool) -> None:
    check("K01", a_refusal(reason=reason), answer)
    check("K01", a_share(reason=reason), SILENT)


@pytest.mark.parametrize(
    ("changes", "answer"),
    [({}, SILENT), ({"review_at": None}, SPEAKS), ({"reason": " "}, SPEAKS)],
)
def test_k02_speaks_of_a_deferral_without_time_or_reason(changes: dict[str, Any], answer: bool) -> None:
    check("K02", a_deferral(**changes), answer)


def test_k06_speaks_of_every_edit_of_a_past_share_and_of_nothing_else() -> None:
    assert spoke("K06", an_edit())
    assert not spoke("K06", a_share())
