"""Rows of a CSV text come back as they were written, and a broken one never takes others with it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feeds.checking import FileRefused, decoded
from app.feeds.reading_csv import read_csv, separator_of

CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00\x1a"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=4, max_size=4), min_size=1, max_size=8))
def test_what_a_writer_of_csv_wrote_is_read_back(rows: list[list[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([["a", "b", "c", "d"], *rows])
    filled = [tuple(row) for row in rows if any(cell.strip() for cell in row)]
    whole = text.getvalue()
    try:
        table = read_csv(whole, "file.csv", ",")
    except FileRefused:
        assert any(cell.count(",") >= 3 for row in rows for cell in row)
        return
    assert [row.cells for row in table.rows] == filled


@given(st.text(st.sampled_from('a,";\n\r \x1a\x00'), max_size=60))
def test_no_text_makes_the_reader_of_rows_fall(text: str) -> None:
    try:
        table = read_csv(text, "file.csv")
    except FileRefused as refusal:
        table = None
        said = refusal.happened
    else:
        said = "read"
    assert said
    assert table is None or all(row.broken or len(row.cells) == len(table.headings) for row in table.rows)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_told_by_the_headings(sign: str) -> None:
    assert separator_of(f'"a,b;c"{sign}d{sign}e\n') == sign


def test_rows_know_the_line_they_begin_on() -> None:
    table = read_csv('a,b\r\n"1\r\n2",x\r\n3,y\r\n', "file.csv")
    assert [(row.line, row.cells) for row in table.rows] == [(2, ("1\r\n2", "x")), (4, ("3", "y"))]


def test_lone_marks_inside_a_cell_stay_where_they_are() -> None:
    table = read_csv('a,b\n42" TV,5\'10"\n"The Annexe" 4,x\n', "file.csv")
    assert [row.cells for row in table.rows] == [('42" TV', "5'10\""), ('"The Annexe" 4', "x")]
    assert [bool(row.odd) for row in table.rows] == [False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_letters_survive_every_encoding(encoding: str) -> None:
    text = "name,rent\r\nZoë Müller,£120.00\r\n" * 20
    assert decoded(text.encode(encoding))[0] == text
