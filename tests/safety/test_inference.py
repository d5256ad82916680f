"""Who may not see something must not learn it from what is found, counted, sorted, offered, exported or refused either."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.casefile.case_view import open_case
from app.casefile.finding import find
from app.desk import Desk
from app.errors import DeskError, NotAllowed
from app.linking.listing import links_table
from app.logbook.searching import LogQuestion, look_through
from app.people.withholding import withhold_address
from models.codes import Role
from tests.builders import with_role
from tests.builders_case import Row, a_child, born, bring_in, home, name

REFUGE = "QX7 7SS"
WAYS_TO_ASK = (
    "QX7 7SS",
    "qx77ss",
    "QX7 7",
    "qx7",
    "qx",
    "sackey qx7 7ss",
    "sackey qx7",
    "1 lantern street qx77ss",
)


@pytest.fixture
def family(desk: Desk) -> UUID:
    """A child in a refuge that housing marks; the school knows the family there without a mark, and nobody linked it."""
    marked = home("1 Lantern Street", REFUGE, withheld=True, withheld_reason="refuge")
    housing = bring_in(desk, "HSG", Row("T-9", (name("Nhyira", "Sackey"), born(2018, 4, 2), marked)))
    open_home = home("Flat 2, 1 Lantern Street", "qx77ss")
    bring_in(
        desk,
        "EDU",
        Row("E-9", (name("Nhyira", "Sackey"), born(2018, 4, 2), open_home)),
        Row("E-10", (name("Kofi", "Sackey"), born(2020, 1, 9), open_home)),
        Row("C-1", (name("Adepa", "Sackey"), open_home), is_child=False),
    )
    bring_in(desk, "POL", Row("P-1", (name("Leo", "Ng"), home("2 Quern Close", "QX4 9ZZ"))))
    return a_child(desk, housing.people["T-9"])


def _found(desk: Desk, typed: str) -> list[str]:
    return [hit.name for hit in desk.read(find, typed).hits]


@pytest.mark.parametrize("typed", WAYS_TO_ASK)
def test_nobody_of_a_family_is_found_by_the_postcode_of_a_refuge(
    desk: Desk, family: UUID, typed: str
) -> None:
    names = _found(desk, typed)
    assert not [one for one in names if "SACKEY" in one]
    assert desk.read(find, typed).more is False, "that some are left out would tell as much"


@pytest.mark.parametrize("typed", WAYS_TO_ASK)
def test_no_answer_of_a_search_repeats_the_postcode(desk: Desk, family: UUID, typed: str) -> None:
    by_name = desk.read(find, "sackey")
    assert len(by_name.hits) == 4, "by name they are all found"
    assert "7ss" not in repr((by_name, desk.read(find, typed))).lower()


def test_another_postcode_still_finds_who_lives_there(desk: Desk, family: UUID) -> None:
    assert _found(desk, "qx4 9zz") == ["Leo NG"]


def test_an_officers_withholding_hides_the_records_that_nobody_linked(desk: Desk) -> None:
    school = bring_in(desk, "EDU", Row("1", (name("Ann", "Lee"), home("4 Old Row", "QX1 1AA"))))
    bring_in(desk, "HV", Row("2", (name("Bo", "Lee"), home("4 Old Row", "qx11aa"))))
    ann = a_child(desk, school.people["1"])
    assert sorted(_found(desk, "QX1 1AA")) == ["Ann LEE", "Bo LEE"]
    desk.do(withhold_address, ann, from_whom="Karl Bell", why="order of the court")
    assert _found(desk, "QX1 1AA") == []


def test_a_home_that_was_left_finds_the_others_who_live_there(desk: Desk) -> None:
    """The old home of a child in a refuge is no secret; only that child is not found by it."""
    refuge = home("1 Lantern Street", REFUGE, withheld=True)
    left = ("address", {"lines": ["4 Old Row"], "postcode": "QX1 1AA", "kind": "previous"})
    bring_in(desk, "HSG", Row("T-9", (name("Nhyira", "Sackey"), refuge, left)))
    bring_in(desk, "POL", Row("P-2", (name("Karl", "Bell"), home("4 Old Row", "QX1 1AA")), is_child=False))
    assert _found(desk, "QX1 1AA") == ["Karl BELL"]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_may_not_search_gets_the_same_words_whether_somebody_is_there_or_not(
    desk: Desk, family: UUID, role: Role
) -> None:
    with_role(desk, role)
    refusals = []
    for typed in ("sackey", "nobody of this name", REFUGE):
        with pytest.raises(NotAllowed) as refused:
            desk.read(find, typed)
        refusals.append(str(refused.value))
    with pytest.raises(NotAllowed):
        desk.read(links_table)
    assert len(set(refusals)) == 1 and "ackey" not in refusals[0]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE])
def test_a_refusal_to_open_says_nothing_of_whether_there_is_such_a_child(
    desk: Desk, family: UUID, role: Role
) -> None:
    with_role(desk, role)
    said = []
    for key in (family, UUID(int=7)):
        with pytest.raises(DeskError) as refused:
            desk.do(open_case, key)
        said.append((type(refused.value), str(refused.value)))
    assert said[0] == said[1]


def test_the_log_of_an_auditor_names_no_child_and_repeats_no_search(desk: Desk, family: UUID) -> None:
    desk.do(open_case, family)
    with_role(desk, Role.AUDITOR)
    shown = repr(desk.do(look_through, LogQuestion()))
    assert not [word for word in ("Sackey", "SACKEY", "Nhyira", "Lantern", "7SS", "7ss") if word in shown]
