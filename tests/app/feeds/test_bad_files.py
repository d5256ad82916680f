"""Every broken file gets the answer that an officer should get."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from app.errors import DeskError
from app.feeds.records import Reading
from tests.builders_feeds import DATA, others_data, read

SENDERS = {
    "police_notices": "POL",
    "housing": "HSG",
    "school_nursing": "SN",
    "ctf": "SCH-3089912",
    "health_visiting": "HV",
}


def _expected() -> list[dict[str, str]]:
    path = DATA / "bad" / "expected.csv"
    if not path.exists():
        return [{"file": "bad/expected.csv"}]
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def _answer(reading: Reading | None) -> set[str]:
    """Say which answers of the list were given."""
    if reading is None:
        return {"refused whole"}
    given = set()
    if reading.refused:
        given.add("rows refused")
    if reading.accepted and reading.findings:
        given.add("accepted with flags")
    return given


@pytest.mark.parametrize("row", _expected(), ids=lambda row: row["file"])
def test_a_broken_file_gets_its_right_answer(row: dict[str, str]) -> None:
    path = others_data(f"bad/{row['file']}")
    try:
        reading = read(SENDERS[row["read_as"]], path)
    except DeskError as error:
        reading, sentences = None, (error.happened, error.next_step)
    else:
        sentences = ("came in", "")
    assert sentences[0]
    right = {row["right_answer"], *(part.strip() for part in row["also_right"].split(";") if part.strip())}
    assert _answer(reading) & right, f"{row['gist_of_the_sentence']} was not said"
    if reading is not None:
        assert reading.rows_read == reading.accepted + reading.refused_count + reading.skipped
        if row["right_answer"] in _answer(reading):
            assert reading.accepted == int(row["records_that_come_in"])


SENTENCES = [
    ("01_police_zero_bytes.csv", "POL", "0 bytes"),
    ("03_police_cut_off.csv", "POL", "line 4"),
    ("06_police_is_a_workbook.csv", "POL", "Excel workbook"),
    ("07_school_nursing_commas_in_rows.csv", "SN", "1 cell where 18 are expected"),
    ("17_ctf_with_dtd.xml", "SCH-3089912", "DTD"),
    ("18_ctf_is_a_zip.xml", "SCH-3089912", "zip archive"),
    ("19_health_visiting_password.xlsx", "HV", "password"),
    ("20_ctf_bare_ampersand.xml", "SCH-3089912", "a bare & in line 36"),
    ("24_housing_renamed_columns.csv", "HSG", "First Name"),
]


@pytest.mark.parametrize(("name", "sender", "words"), SENTENCES, ids=[name for name, _, _ in SENTENCES])
def test_the_sentence_names_what_is_wrong(name: str, sender: str, words: str) -> None:
    with pytest.raises(DeskError, match=words):
        read(sender, others_data(f"bad/{name}"))


def _birth_dates(name: str, sender: str) -> dict[str, Any]:
    reading = read(sender, others_data(f"bad/{name}"))
    return {
        statement.place: statement
        for person in reading.persons
        for statement in person.statements
        if statement.group == "birth"
    }


def test_a_date_that_may_mean_two_days_is_kept_and_not_used() -> None:
    births = _birth_dates("10_housing_three_date_forms.csv", "HSG")
    unsure = {place for place, birth in births.items() if not birth.usable}
    assert unsure == {"record 1", "record 3", "record 5", "record 7"}
    assert births["record 3"].as_given == "7/4/2015"
    assert births["record 8"].value["date"] == {"year": 2019, "month": 1, "day": 13, "precision": "exact"}


def test_days_that_do_not_exist_are_kept_as_given() -> None:
    births = _birth_dates("12_school_nursing_31_february.csv", "SN")
    assert [birth.usable for birth in births.values()] == [False, False, True, True]
    assert births["record 1"].as_given == "Tue 31 Feb 2015"


def test_a_reference_that_lost_its_digits_makes_nobody_one() -> None:
    reading = read("HSG", others_data("bad/14_housing_scientific.csv"))
    made = [person.key for person in reading.persons if person.reference_made_by_us]
    assert len(set(made)) == 2
    assert len(reading.persons) == 3
    assert not reading.relations


def test_the_same_row_twice_is_counted_once_and_the_two_namesakes_stay_two() -> None:
    reading = read("HSG", others_data("bad/08_housing_same_rows_again.csv"))
    assert {person.key for person in reading.persons} == {"P2900301", "P2900302", "P2900303", "P2900304"}
    assert reading.skipped == 3


def test_a_cell_of_any_length_comes_in_whole() -> None:
    reading = read("SN", others_data("bad/16_school_nursing_long_cell.csv"))
    assert (
        len(max(record.text for record in reading.records))
        < 160_000
        <= max(len(r.text) for r in reading.records)
    )


def test_formula_signs_are_kept_letter_for_letter() -> None:
    reading = read("POL", others_data("bad/13_police_formulas.csv"))
    names = {
        statement.value["family"]
        for p in reading.persons
        for statement in p.statements
        if statement.group == "name"
    }
    assert names == {"=1+1", "@MENTION", "-SMYTHE"}
