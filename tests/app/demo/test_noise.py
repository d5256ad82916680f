"""That mistakes in the made-up borough come as often as the written table says, and only where they can."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from app.demo.lists import chances, communities
from app.demo.noise import GROUPS, draw, possible, seen_at
from app.demo.numbers import Numbers, temporary, with_wrong_check
from app.demo.persons import Household, Person, year_group
from app.demo.spelling import capitals, cut_short, windows, wrong_postcode
from app.demo.stories import told_households
from app.identifiers import nhs_number_holds, upn_holds, upn_is_temporary

if TYPE_CHECKING:
    from tests.app.demo.conftest import Read

AGENCIES = ("school", "health_visiting", "police", "housing", "school_nursing")
FILES = {
    "health_visiting": "health_visiting.xlsx", "police": "police_notices.csv", "housing": "housing.csv",
    "school_nursing": "school_nursing.csv",
}  # fmt: skip
ALWAYS_POSSIBLE = ("birth_missing", "nhs_missing", "nhs_with_blanks", "phone_missing")


def somebody(**of: Any) -> tuple[Person, Household]:
    fields: dict[str, Any] = {
        "key": "P1", "role": "child", "given": "Samuel", "middle": "Jo", "family": "Aldous", "sex": "M",
        "born": date(2015, 3, 8), "community": "british", "nhs": "9990000018",
    }  # fmt: skip
    person = Person(**{**fields, **of})
    home = Numbers(1).address("", "4", "Forge Lane")
    return person, Household(key="F1", community="british", people=[person], home=home)


@pytest.mark.parametrize("agency", AGENCIES)
def test_mistakes_come_as_often_as_the_table_says(agency: str) -> None:
    person, household = somebody()
    rng, names, times = Random(3), communities()["british"], 20_000
    counted = Counter(
        kind for _ in range(times) for kind in draw(rng.random, agency, person, household, names)
    )
    for kind, chance in chances()[agency].items():
        if possible(kind, person, household, names):
            spread = 5 * (chance * (1 - chance) / times) ** 0.5
            assert abs(counted[kind] / times - chance) < spread, kind
        else:
            assert not counted[kind], kind


@pytest.mark.parametrize("agency", sorted(FILES))
def test_shares_in_the_files_are_within_bounds_of_the_table(agency: str, large: Read) -> None:
    records = [
        row
        for row in large.truth
        if row["file"] == FILES[agency] and row["family"].startswith("F") and row["kind"] == "child"
        and row["sheet"] in ("", "Children")
    ]  # fmt: skip
    counted = Counter(kind for row in records for kind in row["noise"].split(";") if kind)
    assert set(counted) <= set(chances()[agency])
    for kind, chance in chances()[agency].items():
        if kind == "former_family":
            continue
        spread = 5 * (chance * (1 - chance) / len(records)) ** 0.5
        assert counted[kind] / len(records) < chance + spread, kind
        if kind in ALWAYS_POSSIBLE:
            assert counted[kind] / len(records) > chance - spread, kind


def test_of_one_group_one_thing_happens_to_a_record(large: Read) -> None:
    noisy = [set(row["noise"].split(";")) for row in large.truth if row["noise"]]
    assert len(noisy) > 1_000
    assert all(len(kinds & set(group)) <= 1 for kinds in noisy for group in GROUPS)


def test_told_mistakes_are_in_the_table_and_possible() -> None:
    for household in told_households(Numbers(1)):
        for person in household.people:
            for agency, kinds in person.noise.items():
                assert agency in person.known_to, (person.name, agency)
                assert set(kinds) <= set(chances()[agency]), (person.name, agency)
                told = [
                    kind for kind in kinds if kind != "address_old" and not _possible(kind, person, household)
                ]
                assert not told, (person.name, agency, told)


def _possible(kind: str, person: Person, household: Household) -> bool:
    return possible(kind, person, household, communities()[person.community])


def test_a_day_above_the_twelfth_is_never_taken_for_a_month() -> None:
    person, household = somebody(born=date(2015, 3, 13))
    assert not _possible("birth_swapped", person, household)
    person, household = somebody(born=date(2015, 3, 3))
    assert not _possible("birth_swapped", person, household)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("names_swapped", ("Aldous", "", "Samuel Jo")),
        ("name_split", ("Samuel", "", "Jo")),
        ("given_short", ("Sam", "", "Aldous")),
        ("former_family", ("Samuel", "Jo", "Dunstable")),
    ],
)
def test_a_name_is_written_as_the_mistake_says(kind: str, written: tuple[str, str, str]) -> None:
    person, household = somebody(former_family="Dunstable", noise={"police": (kind,)})
    seen = seen_at("police", person, household, communities()["british"])
    assert (seen.given, seen.middle, seen.family) == written


def test_a_typing_mistake_is_always_the_same_and_keeps_the_first_letter() -> None:
    person, household = somebody(noise={"police": ("given_typo",)})
    seen = [seen_at("police", person, household, communities()["british"]).given for _ in range(3)]
    assert len(set(seen)) == 1
    assert seen[0] != "Samuel"
    assert seen[0][0] == "S"


def test_a_temporary_number_holds_and_ends_with_a_letter() -> None:
    upn = Numbers(1).upn(0, 2022)
    assert upn_holds(upn)
    assert upn_holds(temporary(upn))
    assert upn_is_temporary(temporary(upn))


def test_a_changed_check_character_no_longer_holds() -> None:
    numbers = Numbers(2)
    for _ in range(50):
        assert not nhs_number_holds(with_wrong_check(numbers.nhs()))
        assert not upn_holds(with_wrong_check(numbers.upn(1, 2020)))


def test_nhs_numbers_do_not_come_twice() -> None:
    numbers = Numbers(3)
    given = [numbers.nhs() for _ in range(20_000)]
    assert len(set(given)) == len(given)


@pytest.mark.parametrize(
    ("born", "group"),
    [(date(2022, 3, 8), 0), (date(2021, 9, 1), 0), (date(2021, 8, 31), 1), (date(2011, 10, 29), 10)],
)
def test_a_year_group_turns_on_the_first_of_september(born: date, group: int) -> None:
    assert year_group(born, date(2026, 11, 24)) == group


def test_police_write_plain_capitals_and_housing_what_windows_has() -> None:
    assert capitals("Małgorzata Zielińska") == "MALGORZATA ZIELINSKA"
    assert windows("Małgorzata Dražić Müller") == "Malgorzata Dražic Müller"
    assert cut_short("31 Lanyard Street") == "31 LANYARD ST"


@pytest.mark.parametrize(("right", "wrong"), [("QN3 1WD", "QN3 1DW"), ("QN3 1AA", "QN3 1AB")])
def test_a_mistyped_postcode_keeps_its_shape(right: str, wrong: str) -> None:
    assert wrong_postcode(right) == wrong
