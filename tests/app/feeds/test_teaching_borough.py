"""Every table of the borough taught from nothing, guessed and settled by hand, reads as by its shipped layout."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest

from app.feeds.guessing import guess, leave_rest
from app.feeds.layout_writing import layout_text
from app.feeds.layouts import load_layout
from app.feeds.records import Reading
from app.feeds.sampling import Sample, look
from app.feeds.taught import (
    LEFT,
    NOTHING,
    ColumnTaught,
    Taught,
    Use,
    from_value,
    missing,
    to_value,
)
from app.feeds.trying import try_layout
from tests.builders_feeds import TODAY, others_data, read

#: Sender, columns that nobody can guess and that are placed by hand, and what the shipped layout says otherwise.
TAUGHT: dict[str, tuple[str, dict[str, str], dict[str, int]]] = {
    # the shipped layout writes "As an officer saw it" before the code
    "police_notices.csv": ("POL", {}, {"ethnicity": 148}),
    "school_nursing.csv": ("SN", {"Telephone": "contact.1.phone"}, {}),
    "housing.csv": ("HSG", {}, {}),
    # the shipped layout writes the state of the record and "Caseload" into the note
    "health_visiting.xlsx": ("HV", {}, {"note": 37}),
    # the shipped layout says "Disability access fund" for Y; by hand the column is left, and the office's note read
    "early_years.xlsx": ("EY", {}, {"note": 2}),
}


def sample_of(name: str) -> Sample:
    path = others_data(f"borough/{name}")
    return look(path.read_bytes(), path.name)


def taught_by_hand(name: str) -> Taught:
    sender, by_hand, _ = TAUGHT[name]
    first = guess(sample_of(name), sender, "Taught from nothing")
    sheets = []
    for sheet in first.sheets:
        columns = tuple(
            ColumnTaught(c.heading, (Use(by_hand[c.heading]),)) if c.heading in by_hand else c
            for c in sheet.columns
        )
        sheets.append(leave_rest(replace(sheet, columns=columns)) if sheet.holds != NOTHING else sheet)
    return replace(first, sheets=tuple(sheets))


def _said(reading: Reading, key: str) -> Counter[tuple[str, str, str, bool]]:
    return Counter(
        (s.group, json.dumps(s.value, sort_keys=True), s.said_on, s.usable)
        for p in reading.persons
        if p.key == key
        for s in p.statements
    )


@pytest.mark.parametrize("name", TAUGHT)
def test_a_file_taught_from_nothing_says_what_the_shipped_layout_reads(name: str) -> None:
    sender, _, otherwise = TAUGHT[name]
    path = others_data(f"borough/{name}")
    ours, shipped = read(sender, path, layout=layout_text(taught_by_hand(name))), read(sender, path)
    assert {(p.key, p.is_child) for p in ours.persons} == {(p.key, p.is_child) for p in shipped.persons}
    assert (ours.rows_read, ours.refused_count) == (shipped.rows_read, shipped.refused_count)
    assert ours.tells_people_apart is shipped.tells_people_apart
    assert {(r.from_key, r.to_key) for r in ours.relations} == {
        (r.from_key, r.to_key) for r in shipped.relations
    }
    assert Counter((r.kind, str(r.date), r.people) for r in ours.records) == Counter(
        (r.kind, str(r.date), r.people) for r in shipped.records
    )
    differing: Counter[str] = Counter()
    for person in shipped.persons:
        lacking = _said(shipped, person.key) - _said(ours, person.key)
        more = _said(ours, person.key) - _said(shipped, person.key)
        differing.update({group: 1 for group, *_rest in (*lacking, *more)})
    assert differing == otherwise


@pytest.mark.parametrize("name", TAUGHT)
def test_what_was_taught_is_a_layout_in_order_and_comes_back_as_it_was_kept(name: str) -> None:
    taught = taught_by_hand(name)
    assert missing(taught) == ()
    assert from_value(json.loads(json.dumps(to_value(taught)))) == taught
    layout = load_layout("taught", layout_text(taught))
    assert layout.organisations == (TAUGHT[name][0],) and layout.name == "Taught from nothing"


def test_a_column_that_nobody_knows_is_neither_placed_nor_left_in_silence() -> None:
    first = guess(sample_of("housing.csv"), "HSG", "Housing")
    open_columns = [column.heading for column in first.people.columns if not column.uses]
    assert "Weekly Rent" in open_columns
    assert [m.heading for m in missing(first)] == open_columns
    assert leave_rest(first.people).headings(LEFT) == open_columns


@pytest.mark.parametrize("name", TAUGHT)
def test_the_first_rows_are_tried_without_the_whole_file(name: str) -> None:
    tried = try_layout(sample_of(name), layout_text(taught_by_hand(name)), TODAY)
    assert tried.problem == "" and len(tried.people) > 20
    assert bool(tried.events) is (TAUGHT[name][0] in ("POL", "SN", "HV"))
