"""The page Same child? shows both sides of a pair, hides what is withheld, and its looking is logged."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from uuid import UUID

from app.desk import Desk
from app.linking.asking import WITHHELD, next_candidate, open_pair, queue
from app.linking.deciding import confirm_link, not_sure
from app.linking.listing import as_csv, export_links, links_table, rehearse_links
from app.people.withholding import withhold_address
from app.unit_of_work import Reader
from models import linking, logbook
from models.codes import Band, CandidateState
from tests.app.linking.store import Sent, bring_in

ADA = Sent("2", given="Ada", family="Marsh", address="2 Vintry Road", postcode="QX2 1GA")
IAN = Sent("3", given="Ian", family="Quist", address="3 Overy Street", postcode="QX7 6TS")


def _pair(reader: Reader, record: UUID) -> UUID:
    return linking.candidates_of(reader.session, record)[0].id


def test_both_sides_stand_field_by_field_with_a_verdict(desk: Desk) -> None:
    bring_in(desk, "HSG", Sent("1"))
    (record,) = bring_in(desk, "EY", Sent("E1", given="Zara", family="OKONKWO BELL", nhs="9991042202"))
    shown = desk.do(open_pair, desk.read(_pair, record))
    rows = {row.field: row for row in shown.rows}
    assert shown.band == Band.TWIN
    assert (rows["forename"].said, rows["forename"].known, rows["forename"].verdict) == (
        "Zara",
        "Zoë",
        "differs",
    )
    assert rows["surname"].verdict == "same"
    assert rows["birth"].said == rows["birth"].known == "12-Apr-2016"
    assert (rows["nhs_number"].said, rows["nhs_number"].known) == ("999 104 2202", "not given")
    assert rows["nhs_number"].verdict == "missing"
    assert shown.forename == "Zoë"
    assert shown.agency_reference == "E1"
    assert shown.person_reference.startswith("P-")
    assert "forename" in shown.why


def test_a_withheld_address_is_not_shown(desk: Desk) -> None:
    (ours,) = bring_in(desk, "HSG", Sent("1"))
    (record,) = bring_in(desk, "EY", Sent("E1"))
    person = desk.read(lambda reader: linking.live_links(reader.session, [ours])[ours].person_id)
    desk.do(withhold_address, person, from_whom="Her father", why="Order of the court")
    shown = desk.do(open_pair, desk.read(_pair, record))
    home = next(row for row in shown.rows if row.field == "home")
    assert home.known == WITHHELD
    assert "Alder" not in home.known + home.words


def test_an_address_that_one_side_withholds_is_shown_on_neither(desk: Desk) -> None:
    """Else the words "same address, withheld" beside an open one would give it away."""
    bring_in(desk, "HSG", Sent("1"))
    (record,) = bring_in(desk, "EY", Sent("E1", withheld=True))
    shown = desk.do(open_pair, desk.read(_pair, record))
    home = next(row for row in shown.rows if row.field == "home")
    assert (home.said, home.known) == (WITHHELD, WITHHELD)


def test_looking_at_a_pair_is_logged_before_it_is_shown(desk: Desk) -> None:
    bring_in(desk, "HSG", Sent("1"))
    (record,) = bring_in(desk, "EY", Sent("E1"))
    shown = desk.do(open_pair, desk.read(_pair, record))
    last = desk.read(lambda reader: logbook.head(reader.session))
    assert last is not None
    assert (last.act, last.reason_code) == ("open_child", "compare")
    assert str(shown.person) in last.persons


def test_the_queue_puts_risk_first_then_twins_and_the_unsure_last(desk: Desk) -> None:
    bring_in(desk, "HSG", Sent("1"), ADA, IAN)
    certain, twin, risky = bring_in(
        desk,
        "EY",
        Sent("E1"),
        replace(ADA, reference="E2", given="Una"),
        replace(IAN, reference="E3", warning="Dog"),
    )
    assert desk.read(lambda reader: [pair.risk for pair in queue(reader)]) == [True, False, False]
    first = desk.read(next_candidate)
    assert first == desk.read(_pair, risky)
    assert first is not None
    second = desk.read(next_candidate, first)
    assert second == desk.read(_pair, twin)
    desk.do(not_sure, first, note="Ask the nursery.")
    assert [pair.candidate for pair in desk.read(queue)][-1] == first
    assert desk.read(_pair, certain) in [pair.candidate for pair in desk.read(queue)]


def test_nothing_waits_in_an_empty_queue(desk: Desk) -> None:
    assert desk.read(next_candidate) is None
    assert desk.read(queue) == ()


def test_the_table_lists_links_and_pairs_in_the_columns_of_the_format(desk: Desk) -> None:
    bring_in(desk, "HSG", Sent("1"))
    (same,) = bring_in(desk, "EY", Sent("E1"))
    bring_in(desk, "POL", Sent("26 #1", given="Zara"))
    desk.do(confirm_link, desk.read(_pair, same))
    rows = desk.do(export_links)
    assert [(row.organisation, row.agency_reference, row.state) for row in rows] == [
        ("HSG", "1", "first"),
        ("EY", "E1", "confirmed"),
        ("POL", "26 #1", "open"),
    ]
    assert rows[2].band == "twin"
    assert set(rows[2].person_agency_references.split(";")) == {"1", "E1"}
    head = next(csv.reader(io.StringIO(as_csv(rows))))
    assert head == [
        *("organisation", "agency_reference", "person_reference", "person_agency_references"),
        *("band", "state", "score", "reasons"),
    ]


def test_rehearsing_lists_pairs_and_changes_nothing(desk: Desk) -> None:
    bring_in(desk, "HSG", Sent("1"), propose=False)
    bring_in(desk, "EY", Sent("E1"), Sent("E2", given="Zara"), propose=False)
    rows = desk.read(rehearse_links)
    assert sorted((row.agency_reference, row.person_agency_references, row.band) for row in rows) == [
        ("E1", "1", "certain"),
        ("E2", "1", "twin"),
    ]
    assert {row.state for row in rows} == {CandidateState.OPEN}
    assert desk.read(links_table) == ()
