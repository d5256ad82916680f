"""When is a gateway in force, and which bases does it list for this sender?"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.sharing.catalogue import shipped_catalogue
from app.sharing.facts import Emergency, Party, Settings
from app.sharing.powers import bases_of, basis_in_force, in_force, is_emergency, permitting
from tests.builders_sharing import AN_EMERGENCY, CHARITY, a_share

LAW = shipped_catalogue()
DUTY = LAW.gateways["CA04-16LA"]
SECTION_11 = LAW.gateways["CA04-11"]
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "holds"),
    [(dt.date(2004, 12, 31), False), (dt.date(2005, 1, 1), True), (dt.date(2026, 11, 3), True)],
)
def test_a_gateway_is_in_force_from_its_first_day(day: dt.date, holds: bool) -> None:
    assert in_force(SECTION_11, day, Settings()) is holds


def test_the_duty_starts_when_the_council_says() -> None:
    later = Settings(s16la_start=dt.date(2026, 12, 1))
    assert in_force(DUTY, dt.date(2026, 9, 30), Settings())
    assert not in_force(DUTY, dt.date(2026, 9, 29), Settings())
    assert not in_force(DUTY, dt.date(2026, 11, 30), later)
    assert in_force(DUTY, dt.date(2026, 12, 1), later)


def test_a_gateway_is_in_force_through_its_last_day() -> None:
    last = dt.date(2026, 11, 3)
    repealed = replace(SECTION_11, until=last)
    assert in_force(repealed, last, Settings())
    assert not in_force(repealed, last + DAY, Settings())


def test_an_unknown_start_waits_for_the_local_one() -> None:
    unknown = replace(SECTION_11, start="unknown")
    local = Settings(local_start=(("CA04-11", dt.date(2026, 11, 3)),))
    assert not in_force(unknown, dt.date(2026, 11, 3), Settings())
    assert not in_force(unknown, dt.date(2026, 11, 2), local)
    assert in_force(unknown, dt.date(2026, 11, 3), local)


def test_what_is_ended_is_never_in_force_and_what_is_always_so_ever_is() -> None:
    local = Settings(local_start=(("CA04-11", dt.date(1990, 1, 1)),))
    assert not in_force(replace(SECTION_11, start="ended"), dt.date(2026, 11, 3), local)
    assert in_force(replace(SECTION_11, start="always"), dt.date(1900, 1, 1), Settings())
    assert in_force(replace(SECTION_11, start="in force"), dt.date(1900, 1, 1), Settings())


def test_recognised_legitimate_interest_began_on_5_february_2026() -> None:
    assert not basis_in_force(LAW.bases["6ea"], dt.date(2026, 2, 4))
    assert basis_in_force(LAW.bases["6ea"], dt.date(2026, 2, 5))
    assert basis_in_force(LAW.bases["6c"], dt.date(1999, 1, 1))


def test_section_115_lists_recognised_interest_only_for_those_who_are_no_public_authority() -> None:
    gateway = LAW.gateways["CDA98-115"]
    assert bases_of(gateway, a_share(), LAW) == ("6e",)
    assert bases_of(gateway, a_share(sender=CHARITY), LAW) == ("6e", "6ea")


@pytest.mark.parametrize(("body", "bases"), [("ACADEMY", ("6e",)), ("SCHOOL_INDEPENDENT", ("6f", "6ea"))])
def test_an_academy_rests_on_its_task_and_an_independent_school_on_an_interest(
    body: str, bases: tuple[str, ...]
) -> None:
    sender = Party(body, party_class="EDUCATION_AGENCY", organisation="Quay Lane School")
    assert bases_of(LAW.gateways["EA02-157"], a_share(sender=sender), LAW) == bases


def test_what_only_regulates_is_cited_but_not_tested() -> None:
    assert [gateway.id for gateway in permitting(a_share(gateways=("CLDC", "CA04-16LA")), LAW)] == [
        "CA04-16LA"
    ]


def test_an_emergency_needs_all_three_answers() -> None:
    assert is_emergency(a_share(emergency=AN_EMERGENCY))
    assert not is_emergency(a_share())
    assert not is_emergency(a_share(emergency=Emergency("a girl", " ", "now")))
