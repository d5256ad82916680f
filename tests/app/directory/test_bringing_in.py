"""A directory file comes in whole or not at all, and what is written out comes in again as it was."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access import Act, table
from app.desk import Desk
from app.directory.bringing_in import (
    RowsRefused,
    export_organisations,
    import_organisations,
    preview_import,
)
from app.directory.csv_rows import COLUMNS, read_rows
from app.directory.keeping import add_channel
from app.directory.organisations import list_organisations, organisation
from app.errors import DeskError, NotAllowed, RefusedInput
from app.logbook.searching import LogQuestion, window
from models.codes import Role
from resources import text
from tests.builders import with_role

HEAD = "code,name,class,body,parent,tells_people_apart,s16LA_listed,commissioned,channel,address,secure"  # formats
OAK = "OAK,Oak Lane Centre,VOLUNTARY,CHARITY,,no,,yes,secure_email,duty@oak.example,yes"


def file(*rows: str, head: str = HEAD) -> str:
    return "\n".join((head, *rows)) + "\n"


def outcomes(desk: Desk, content: str) -> list[tuple[str, str]]:
    return [(row.code, row.outcome) for row in desk.read(preview_import, content).rows]


def test_new_codes_are_added_and_known_ones_changed(desk: Desk) -> None:
    content = file(OAK, "HV,Northmere health visiting,NHS_PROVIDER,NHS_TRUST,,no,yes,,,,")
    assert outcomes(desk, content) == [("OAK", "added"), ("HV", "changed")]
    assert desk.do(import_organisations, content) == (1, 1)
    oak, visiting = desk.read(organisation, "OAK"), desk.read(organisation, "HV")
    assert (oak.commissioned, oak.s16la_listed) == (True, None)
    assert [(c.kind, c.address, c.secure) for c in oak.channels] == [
        ("secure_email", "duty@oak.example", True)
    ]
    assert (visiting.name, visiting.s16la_listed) == ("Northmere health visiting", True)
    assert outcomes(desk, content) == [("OAK", "same"), ("HV", "same")]
    assert desk.do(import_organisations, content) == (0, 0)


def test_the_entry_counts_what_came_in_and_a_file_without_news_writes_none(desk: Desk) -> None:
    desk.do(import_organisations, file(OAK))
    desk.do(import_organisations, file(OAK))
    found = desk.read(window, LogQuestion(act="keep_directory"), 0).entries
    assert [dict(entry.counts) for entry in found] == [{"added": 1, "changed": 0}]


@pytest.mark.parametrize(
    ("row", "column", "named"),
    [
        ("X1,Some school,SCHOOL,ACADEMY,,,,,,,", "class", "EDUCATION_AGENCY"),
        ("X1,Some school,EDUCATION_AGENCY,,,,,,,,", "body", "SCHOOL_MAINTAINED"),
        ("X1,Some school,EDUCATION_AGENCY,POLICE,,,,,,,", "body", "NURSERY"),
        (",Some school,GP,GP,,,,,,,", "code", "needs a code"),
        ("X1,,GP,GP,,,,,,,", "name", "needs a name"),
        ("X1,Some school,GP,GP,NOBODY,,,,,,", "parent", "NOBODY"),
        ("X1,Some school,GP,GP,X1,,,,,,", "parent", "part of itself"),
        ("X1,Some school,GP,GP,,perhaps,,,,,", "tells_people_apart", "neither yes nor no"),
        ("X1,Some school,GP,GP,,,maybe,,,,", "s16LA_listed", "neither yes nor no"),
        ("X1,Some school,GP,GP,,,,,pigeon,coop,", "channel", "secure_email"),
        ("X1,Some school,GP,GP,,,,,email,,", "address", "no address"),
        ("X1,Some school,GP,GP,,,,,post,1 Elm Row,if so", "secure", "neither yes nor no"),
        ("X1,Police,GP,GP,,,,,,,", "name", "POL has this name"),
        ("X1,Some,school,GP,GP,,,,,,,,,more", "12", "cells"),
    ],
)
def test_one_wrong_row_is_named_with_its_column_and_nothing_comes_in(
    desk: Desk, row: str, column: str, named: str
) -> None:
    before = desk.read(list_organisations)
    content = file(OAK, row, "HV,Renamed,NHS_PROVIDER,NHS_TRUST,,,,,,,")
    shown = desk.read(preview_import, content).rows[1]
    assert (shown.row, shown.outcome) == (3, "refused")
    with pytest.raises(RowsRefused) as caught:
        desk.do(import_organisations, content)
    assert f"Row 3, column {column}: " in caught.value.happened and named in caught.value.happened
    assert caught.value.kept == "Nothing was brought in."
    assert desk.read(list_organisations) == before


def test_how_many_more_rows_are_refused_is_said(desk: Desk) -> None:
    with pytest.raises(RowsRefused, match=r"Row 2, .* 2 more rows are refused"):
        desk.do(import_organisations, file("A1,A,NO,NO", "B1,B,NO,NO", "C1,C,NO,NO"))


def test_a_part_may_stand_before_its_whole_but_no_ring_is_taken(desk: Desk) -> None:
    desk.do(import_organisations, file("TEAM,Team,GP,GP,HEAD,,,,,,", "HEAD,Head,GP,GP,LA,,,,,,"))
    assert desk.read(organisation, "TEAM").parent == "HEAD"
    with pytest.raises(RowsRefused, match="would be a part of itself"):
        desk.do(import_organisations, file("HEAD,Head,GP,GP,TEAM,,,,,,"))


def test_a_column_that_the_file_does_not_have_leaves_what_is_known(desk: Desk) -> None:
    desk.do(import_organisations, file(OAK))
    desk.do(import_organisations, "code,name\noak,Oak Lane Trust\n")
    oak = desk.read(organisation, "OAK")
    assert (oak.name, oak.class_, oak.commissioned, len(oak.channels)) == (
        "Oak Lane Trust", "VOLUNTARY", True, 1,
    )  # fmt: skip


def test_a_code_in_several_rows_gets_several_channels_and_must_say_the_same(desk: Desk) -> None:
    second = OAK.replace("secure_email,duty@oak.example,yes", "telephone,+44 1632 960000,no")
    desk.do(import_organisations, file(OAK, second))
    assert [c.address for c in desk.read(organisation, "OAK").channels] == [
        "duty@oak.example", "+44 1632 960000",
    ]  # fmt: skip
    with pytest.raises(RowsRefused, match="says something else of OAK than row 2"):
        desk.do(import_organisations, file(OAK, second.replace("Centre", "Trust")))


def test_headings_that_are_none_of_ours_are_named(desk: Desk) -> None:
    content = "Code,NAME,class,Notes,Phone\nX1,X,GP,secret,1\n"
    preview = desk.read(preview_import, content)
    assert preview.not_read == ("Notes", "Phone")
    assert [row.outcome for row in preview.rows] == ["added"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("", "no column code"),
        ("name,class\nX,GP\n", "no column code"),
        ("code,name,Code\nX,Y,Z\n", "column code twice"),
        ("code,name\n", "no row"),
        ('code,name\n"X,Y\n', "cannot be read as CSV"),
        ("code,name\n" + "x" * 10_000_001, "too long"),
    ],
)
def test_what_is_no_directory_file_is_refused_with_a_sentence(
    desk: Desk, content: str, sentence: str
) -> None:
    with pytest.raises(RefusedInput, match=sentence):
        desk.do(import_organisations, content)


def test_a_cell_that_looks_like_a_formula_is_kept_as_text_and_never_runs_when_written_out(desk: Desk) -> None:
    desk.do(import_organisations, file('X1,"=cmd|calc",GP,GP,,,,,telephone,+44 1632 960000,'))
    shown = desk.read(organisation, "X1")
    assert (shown.name, shown.channels[0].address) == ("=cmd|calc", "+44 1632 960000")
    written = desk.do(export_organisations)
    cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
    assert "'=cmd|calc" in cells and "'+44 1632 960000" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-"))]
    assert desk.do(import_organisations, written) == (0, 0)


def test_what_is_written_out_comes_into_another_store_as_it_was(desk: Desk) -> None:
    desk.do(
        import_organisations, file(OAK, "NN,Nöra's, Ltd,X"[:3] + '"Nöra\'s, ""N"" Ltd",GP,GP,OAK,yes,no,,,,')
    )
    desk.do(add_channel, "OAK", "post", "1 Elm Row, QX1 1AA", secure=False)
    before = desk.read(list_organisations)
    written = desk.do(export_organisations)
    assert written.splitlines()[0] == ",".join(COLUMNS)
    assert {row.outcome for row in desk.read(preview_import, written).rows} == {"same"}
    assert desk.do(import_organisations, written) == (0, 0)
    assert desk.read(list_organisations) == before
    assert desk.read(window, LogQuestion(act="export_directory"), 0).total == 1


def test_the_starter_set_is_a_directory_file_that_changes_nothing(desk: Desk) -> None:
    starter = text("directory/starter.csv")
    assert {row.outcome for row in desk.read(preview_import, starter).rows} == {"same"}
    codes = {row.code for row in desk.read(list_organisations)}
    assert {"POL", "EDU", "HV", "SN", "GP", "HSG", "EY", "PRO", "YJS", "LA"} <= codes


@pytest.mark.parametrize("role", [Role.CONTACT_OFFICER, Role.SOCIAL_WORKER, Role.AUDITOR])
def test_who_does_not_keep_the_directory_cannot_bring_in_or_write_out(desk: Desk, role: Role) -> None:
    assert role not in table()[Act.KEEP_DIRECTORY]
    with_role(desk, role)
    with pytest.raises(NotAllowed):
        desk.do(import_organisations, file(OAK))
    with pytest.raises(NotAllowed):
        desk.read(preview_import, file(OAK))
    with pytest.raises(NotAllowed):
        desk.do(export_organisations)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_in_words(content: str) -> None:
    assert read_or_refused(f"code,name,class,body\n{content}").endswith((".", " rows"))


def read_or_refused(content: str) -> str:
    try:
        return f"{len(read_rows(content).rows)} rows"
    except DeskError as refusal:
        return refusal.happened
