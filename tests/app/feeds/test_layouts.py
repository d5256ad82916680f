"""A layout is data, and one that is wrong is refused naming its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import RefusedInput
from app.feeds.codes import code_words, list_names
from app.feeds.layouts import choose_layouts, load_layout, shipped_layouts
from tests.builders_feeds import read_text, said

OWN = """schema = "mash-desk/layout/1"
name = "Northmere Police, safeguarding notices"
format = "csv"
separator = "auto"
row_is = "person_in_event"

[reference]
made_from = ["Surname", "Forenames", "DOB"]
tells_people_apart = false

[person]
family_name = "Surname"
given_names = { column = "Forenames", split = "first_and_middle" }
birth_date = { column = "DOB", forms = ["dd/mm/yyyy"], placeholders = ["01/01/1900"] }
sex = { column = "Sex", codes = { M = "M", F = "F", U = "U" } }
address = { lines = ["Address"], postcode = "Postcode", withheld_when = { column = "Access", equals = "WITHHELD" } }

[role]
column = "Role"
child = ["CHILD", "VICTIM CHILD"]

[event]
reference = "Occurrence No"
kind = "police_notice"
date = { column = "Date", forms = ["dd/mm/yyyy HH:MM"] }
text = "Narrative"

[[join]]
file = "second"
on = "key"
event = { kind = "exclusion", date = "startdate", text = ["category", "reason"] }

[ignore]
columns = ["Printed By"]
"""
HEADINGS = "Surname,Forenames,DOB,Sex,Address,Postcode,Access,Role,Occurrence No,Date,Narrative,Printed By"


def test_a_layout_of_ones_own_reads_a_file(tmp_path: Path) -> None:
    row = "FENWICK,ORLA MAY,01/01/1900,F,3 Galleon Road,QX4 9AD,WITHHELD,CHILD,N1,05/11/2026 18:20,Seen.,me"
    reading = read_text(tmp_path, "XYZ", f"{HEADINGS}\n{row}\n", layout=OWN)
    key = reading.persons[0].key
    assert said(reading, key, "name") == [{"family": "FENWICK", "given": "ORLA", "middle": "MAY"}]
    assert said(reading, key, "birth")[0]["date"] == {
        "year": 1900,
        "month": 1,
        "day": 1,
        "precision": "placeholder",
        "as_given": "01/01/1900",
    }
    assert said(reading, key, "address")[0]["withheld"] is True
    assert reading.persons[0].reference_made_by_us
    assert reading.records[0].people == ((key, "CHILD"),)


FAULTS = [
    ('family_name = "Surname"', 'surname = "Surname"', "Line 12 .* field surname"),
    ('forms = ["dd/mm/yyyy"]', 'forms = ["dd-of-mm"]', "Line 14 .* date form dd-of-mm"),
    ('split = "first_and_middle"', 'split = "somehow"', "Line 13 .* somehow"),
    ('sex = { column = "Sex",', 'sex = { colum = "Sex",', "Line 15 .* colum"),
    ('format = "csv"', 'format = "doc"', "Line 3 .* formats"),
    ('layout/1"', 'layout/9"', "Line 1 .* schema"),
    ('row_is = "person_in_event"', 'row_is = "pet"', "Line 5 .* pet"),
    ('kind = "police_notice"\n', "", "event without a kind"),
    ("[ignore]", "[ignored]", "unknown key ignored"),
    ('codes = { M = "M", F = "F", U = "U" }', 'codes = "no_such_list"', "Line 15 .* no_such_list"),
]


@pytest.mark.parametrize(("said_before", "said_now", "sentence"), FAULTS, ids=[fault[2] for fault in FAULTS])
def test_a_fault_in_a_layout_is_named_with_its_line(said_before: str, said_now: str, sentence: str) -> None:
    assert said_before in OWN
    with pytest.raises(RefusedInput, match=sentence):
        load_layout("own.toml", OWN.replace(said_before, said_now, 1))


def test_a_column_that_is_missing_is_named_with_the_line_that_needs_it(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match=r"Sex \(line 15 of the layout\)"):
        read_text(tmp_path, "XYZ", HEADINGS.replace("Sex", "Gender") + "\nA,B,,,,,,,,,,\n", layout=OWN)


def test_a_text_that_is_no_toml_is_refused() -> None:
    with pytest.raises(RefusedInput, match="at line 1"):
        load_layout("own.toml", "schema = \nname = 1")


def test_every_layout_that_ships_is_in_order() -> None:
    names = [layout.name for layout in shipped_layouts()]
    assert len(names) == len(set(names)) == 7
    assert all(layout.version for layout in shipped_layouts())


@pytest.mark.parametrize(
    ("code", "form", "count"),
    [("POL", "csv", 1), ("HV", "xlsx", 1), ("SCH-3089912", "ctf", 1), ("EDU", "ctf", 1)],
)
def test_a_sender_and_a_form_have_their_layout(code: str, form: str, count: int) -> None:
    assert len(choose_layouts(code, form)) == count


def test_no_fitting_layout_is_a_sentence() -> None:
    with pytest.raises(RefusedInput, match="No layout fits an Excel workbook from POL"):
        choose_layouts("POL", "xlsx")


def test_code_lists_have_codes_and_words() -> None:
    assert len(list_names()) == 13
    assert code_words("ctf_relationship")["PAM"] == "Mother"
    assert all(code for name in list_names() for code in code_words(name))
