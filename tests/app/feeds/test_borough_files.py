"""The files of a whole borough's agencies, made by somebody else, come in as those agencies meant them."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache

import pytest

from app.feeds.records import Reading
from tests.builders_feeds import DATA, others_data, read, said

FILES = {
    "police_notices.csv": ("POL", 150, 0),
    "school_nursing.csv": ("SN", 73, 0),
    "housing.csv": ("HSG", 160, 0),
    "health_visiting.xlsx": ("HV", 129, 1),
    "early_years.xlsx": ("EY", 29, 0),
}
PUPILS = {
    "3089912_CTF_3089936_001": 5,
    "3089912_CTF_308LLLL_014": 27,
    "3089912_CTF_308LLLL_015": 5,
    "3089916_CTF_308LLLL_003": 24,
    "3089924_CTF_308LLLL_007": 20,
    "3089936_CTF_308LLLL_022": 27,
    "3089944_CTF_308LLLL_001": 6,
    "3089952_CTF_308LLLL_009": 14,
    "2129918_CTF_3089916_033": 1,
    "3089936_CTF_XXXXXXX_004": 1,
    "308LLLL_CTF_3089936_001": 1,
    "3089916_CTF_MMMMMMM_001": 1,
}


@cache
def _read(name: str) -> Reading:
    sender = (
        FILES[name][0] if name in FILES else "LA-308" if name.startswith("308LLLL") else f"SCH-{name[:7]}"
    )
    path = name if name in FILES else f"ctf/{name}.xml"
    return read(sender, others_data(f"borough/{path}"))


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_an_agency_comes_in_or_is_refused_with_a_reason(name: str) -> None:
    reading = _read(name)
    _, rows, refused = FILES[name]
    assert (reading.rows_read, reading.refused_count) == (rows, refused)
    assert reading.accepted == rows - refused - reading.skipped


@pytest.mark.parametrize(("name", "pupils"), PUPILS.items())
def test_every_pupil_of_a_school_comes_in_with_contacts(name: str, pupils: int) -> None:
    reading = _read(name)
    twice = sum("stands in the file twice" in finding.what for finding in reading.findings)
    assert reading.accepted == reading.rows_read == pupils
    assert sum(person.is_child for person in reading.persons) == pupils - twice
    assert len(reading.relations) == sum(person.part == "contact" for person in reading.persons) > 0
    assert reading.partial is (name == "3089912_CTF_308LLLL_015")


def test_places_are_those_of_the_truth_file() -> None:
    places = Counter(
        (row["file"], row["place"], row["part"] in ("contact", "Parent/Carer"))
        for row in csv.DictReader(others_data("borough/truth.csv").read_text(encoding="utf-8").splitlines())
        if row["file"].startswith("ctf/")
    )
    for name in PUPILS:
        ours = {(f"ctf/{name}.xml", person.place, person.part == "contact") for person in _read(name).persons}
        missing = {place[1] for place in places if place[0] == f"ctf/{name}.xml" and place not in ours}
        twice = [f.place for f in _read(name).findings if "stands in the file twice" in f.what]
        assert all(place.startswith(tuple(twice)) for place in missing)


def test_a_pupil_registered_twice_is_one_child() -> None:
    reading = _read("3089912_CTF_308LLLL_014")
    twice = [finding for finding in reading.findings if "stands in the file twice" in finding.what]
    assert [finding.place for finding in twice] == ["pupil 3"]
    enrolments = [school["enrolment"] for school in said(reading, twice[0].agency_reference, "school")]
    assert enrolments == ["M", "S"]


def test_the_police_tell_one_event_of_several_people() -> None:
    reading = _read("police_notices.csv")
    assert len(reading.records) == 44
    fight = next(record for record in reading.records if record.reference == "TD/0396013/26")
    assert dict(fight.people)["TD/0396013/26 #5"] == "CHILD"
    assert fight.text.count("VIC ABENA FREMPONG") == 1
    assert "SEE ABOVE" not in "".join(record.text for record in reading.records)


def test_age_decides_who_is_a_child_among_victims_and_suspects() -> None:
    children = {person.key for person in _read("police_notices.csv").persons if person.is_child}
    assert "TD/0394408/26 #1" in children
    assert "TD/0396013/26 #2" not in children


def test_an_unborn_child_has_an_expected_date_and_no_number_of_its_own() -> None:
    unborn = next(p for p in _read("health_visiting.xlsx").persons if p.key == "HV200891")
    groups = {statement.group: statement for statement in unborn.statements}
    assert groups["expected"].value["date"]["year"] == 2027
    assert "birth" not in groups
    assert not groups["nhs_number"].usable
    assert groups["name"].value == {"family": "Farquharson"}
    assert said(_read("housing.csv"), "P2216039", "expected") == [
        {"date": {"year": 2027, "month": 1, "day": 22, "precision": "exact"}}
    ]


def test_a_withheld_address_is_withheld_for_the_whole_household() -> None:
    for key in ("P2203781", "P2204822", "P2205397", "P2205744"):
        homes = said(_read("housing.csv"), key, "address")
        assert [home.get("withheld", False) for home in homes] == [False, True]
        assert homes[1]["kind"] == "refuge"
    hidden = said(_read("health_visiting.xlsx"), "HV200260", "address")
    assert hidden[0]["withheld_reason"] == "NOT TO BE GIVEN TO FATHER - MARAC 14/03/26"


def test_dates_in_every_form_of_the_workbook_are_read() -> None:
    births = {
        key: said(_read("health_visiting.xlsx"), key, "birth")[0]["date"] for key in ("HV202156", "HV202965")
    }
    assert births["HV202156"] == {"year": 2022, "month": 11, "day": 19, "precision": "exact"}
    assert births["HV202965"] == {"year": 2025, "month": 3, "day": 2, "precision": "exact"}


def test_notes_under_a_merged_cell_belong_to_the_child_above() -> None:
    notes = [r for r in _read("health_visiting.xlsx").records if r.kind == "health_visiting_note"]
    assert sum(dict(note.people).get("HV200260") == "child" for note in notes) == 2
    assert not any("another trust" in note.text for note in notes)


def test_a_closed_record_of_a_life_before_adoption_says_not_to_link() -> None:
    assert said(_read("health_visiting.xlsx"), "HV201801", "warning") == [
        {"text": "CLOSED - ADOPTED - DO NOT LINK", "do_not_link": True}
    ]


def test_what_is_no_business_of_the_hub_is_left() -> None:
    everything = repr(_read("early_years.xlsx"))
    assert "QQ197252B" not in everything
    assert "752.31" not in everything
    assert said(_read("early_years.xlsx"), "EY26-0119", "name")[0]["preferred_given"] == "Kitty"


def test_school_files_in_every_writing_keep_their_letters() -> None:
    families = {
        str(statement.value.get("family"))
        for name in ("3089916_CTF_308LLLL_003", "3089924_CTF_308LLLL_007")
        for person in _read(name).persons
        for statement in person.statements
        if statement.group == "name"
    }
    assert any("ã" in family or "é" in family or "ê" in family for family in families)
    said_so = [finding.what for finding in _read("3089924_CTF_308LLLL_007").findings]
    assert any("is Windows-1252" in what for what in said_so)


def test_a_wrong_upn_is_reported_and_the_pupil_comes_in() -> None:
    findings = _read("3089912_CTF_308LLLL_014").findings
    assert [f.place for f in findings if "UPN fails" in f.what] == ["pupil 7"]
    assert [f.place for f in findings if "no UPN" in f.what] == ["pupil 18"]


def test_one_former_upn_carries_two_schools() -> None:
    reading = _read("3089936_CTF_308LLLL_022")
    former = [s.value["value"] for p in reading.persons for s in p.statements if s.group == "former_upn"]
    assert former == ["N30899122407G", "H308991216044"]


def test_a_school_sees_the_same_child_under_one_reference_in_every_file() -> None:
    full, partial = _read("3089912_CTF_308LLLL_014"), _read("3089912_CTF_308LLLL_015")
    assert {p.key for p in partial.persons if p.is_child} <= {p.key for p in full.persons}
    assert DATA.name == "data"


def test_a_group_said_otherwise_and_then_as_before_stands_as_it_was_said_last() -> None:
    reading = read(
        "SCH-3089912",
        others_data("borough/ctf/3089912_CTF_308LLLL_014.xml"),
        others_data("borough/ctf/3089912_CTF_308LLLL_015.xml"),
    )
    moved = next(
        person
        for person in reading.persons
        if any(statement.value.get("value") == "N308991224018" for statement in person.statements)
    )
    homes = [(s.place, s.value["postcode"]) for s in moved.statements if s.group == "address"]
    assert [postcode for _, postcode in homes] == ["QX8 5LP", "QX2 1GA"]
    assert homes[1][0] == "3089912_CTF_308LLLL_015.xml: pupil 1"
    assert "school_history" not in {
        s.group for s in moved.statements if s.place.startswith("3089912_CTF_308LLLL_015")
    }
