"""A withheld address is nowhere in what is shown, until it is asked for with a reason."""

from __future__ import annotations

import json
from uuid import UUID

import pytest

from app.casefile.case_json import case_json
from app.casefile.case_view import open_case, show_withheld
from app.desk import Desk
from app.errors import NotAllowed, RefusedInput
from app.logbook.searching import LogQuestion, look_through
from models.codes import Role
from tests.builders import with_role
from tests.builders_case import Row, Told, a_child, bring_in, home, name, relation, withhold

SECRETS = ("Lantern", "lantern", "QX7", "qx7", "7SS", "7ss")


@pytest.fixture
def nhyira(desk: Desk) -> UUID:
    """A child in a refuge: housing marks the address, school and police have it without any mark, in fields and words."""
    told = (
        Told("2026-08-09", "Mother moved to 1 LANTERN STREET, QX77SS, after the incident"),
        Told("2026-08-10", "Seen at Lantern St. Postcode qx7  7ss. Calm."),
        Told("2026-08-11", "Nothing to add"),
    )
    housing = bring_in(
        desk,
        "HSG",
        Row(
            "T-9",
            (
                name("Nhyira", "Sackey"),
                home("1 Lantern Street", "QX7 7SS", withheld=True, withheld_reason="refuge"),
            ),
        ),
    )
    school = bring_in(
        desk,
        "EDU",
        Row(
            "E-9",
            (
                name("Nhyira", "Sackey"),
                home("Flat 2, 1 Lantern St", "qx77ss", uprn="100QX7"),
                ("note", {"text": "lives at 1 Lantern-Street now"}),
                ("address", {"lines": ["4 Old Row"], "postcode": "QX1 1AA", "kind": "previous"}),
                ("address", {"lines": ["1 Lantern Street"], "postcode": "QX7 7SS", "kind": "previous"}),
                relation("C-1", "PAF", responsible=True),
            ),
            unusable=(("address", "Lantern St 1 (refuge)"),),
        ),
        Row("C-1", (name("Desmond", "Sackey"),), is_child=False),
    )
    police = bring_in(
        desk, "POL", Row("P-9", (name("NHYIRA", "SACKEY"), home("LANTERN ST", "QX7 7SS")), told)
    )
    return a_child(desk, housing.people["T-9"], school.people["E-9"], police.people["P-9"])


def _leaks(text: str) -> list[str]:
    return [secret for secret in SECRETS if secret in text]


def test_the_address_is_nowhere_in_the_view_or_its_json(desk: Desk, nhyira: UUID) -> None:
    view = desk.do(open_case, nhyira)
    assert _leaks(repr(view)) == []
    assert _leaks(json.dumps(case_json(view))) == []
    assert view.address_withheld


def test_every_column_says_withheld_where_the_address_would_stand(desk: Desk, nhyira: UUID) -> None:
    view = desk.do(open_case, nhyira)
    lives = next(row for row in view.table if row.code == "address")
    assert {cell.text for cell in lives.cells} == {"withheld"}
    assert all(cell.withheld for cell in lives.cells)
    values = [one["value"] for one in case_json(view)["known"]["addresses"]]
    assert {"withheld": True, "reason": "refuge"} in values
    assert view.banner.chips[0].kind == "withheld"


def test_an_older_home_that_is_no_clue_stays(desk: Desk, nhyira: UUID) -> None:
    assert "4 Old Row" in repr(desk.do(open_case, nhyira))


def test_records_keep_their_words_without_the_clue(desk: Desk, nhyira: UUID) -> None:
    first, second, third = desk.do(open_case, nhyira).chronology
    assert first.text == "Mother moved to [address withheld], [address withheld], after the incident"
    assert second.text == "Seen at [address withheld]. Postcode [address withheld]. Calm."
    assert (third.text, third.has_clue) == ("Nothing to add", False)
    assert first.has_clue and second.has_clue


def test_an_officers_withholding_masks_what_no_agency_marked(desk: Desk) -> None:
    school = bring_in(desk, "EDU", Row("1", (name("Ann", "Lee"), home("1 Lantern Street", "QX7 7SS"))))
    ann = a_child(desk, school.people["1"])
    assert _leaks(repr(desk.do(open_case, ann)))
    withhold(desk, ann, why="he must not learn of Lantern Street", from_whom="Karl Bell")
    view = desk.do(open_case, ann)
    assert _leaks(repr(view)) == []
    assert view.banner.chips[0].words == "Address withheld from Karl Bell"


def test_a_newer_file_without_the_mark_does_not_lift_it(desk: Desk, nhyira: UUID) -> None:
    again = Row("T-9", (home("1 Lantern Street", "QX7 7SS"),))
    bring_in(desk, "HSG", again, days=5)
    assert _leaks(repr(desk.do(open_case, nhyira))) == []


def test_a_sibling_elsewhere_is_not_masked(desk: Desk, nhyira: UUID) -> None:
    school = bring_in(desk, "EDU", Row("7", (name("Kofi", "Sackey"), home("5 Open Road", "QX2 2QQ"))))
    view = desk.do(open_case, a_child(desk, school.people["7"]))
    assert not view.address_withheld
    assert "5 Open Road" in repr(view)


def test_asking_with_a_reason_shows_it_and_is_logged_without_it(desk: Desk, nhyira: UUID) -> None:
    shown = desk.do(show_withheld, nhyira, "to visit or write to the family")
    texts = [text for _, text, _ in shown.addresses]
    assert "1 Lantern Street, Tidewell, QX7 7SS" in texts
    assert "Lantern St 1 (refuge)" in texts
    assert len(shown.records) == 2 and "LANTERN STREET" in shown.records[0][1]
    (entry,) = desk.do(look_through, LogQuestion(act="show_withheld_address")).entries
    assert (entry.reason_code, entry.groups) == ("visit", ("address",))
    assert _leaks(repr(entry)) == []


@pytest.mark.parametrize("reason", ["", "  ", "she asked"])
def test_asking_without_a_reason_of_the_list_shows_nothing(desk: Desk, nhyira: UUID, reason: str) -> None:
    before = desk.head().sequence
    with pytest.raises(RefusedInput):
        desk.do(show_withheld, nhyira, reason)
    assert desk.head().sequence == before


def test_who_may_not_open_a_child_is_not_shown_its_address(desk: Desk, nhyira: UUID) -> None:
    with_role(desk, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        desk.do(show_withheld, nhyira, "protect_child")
