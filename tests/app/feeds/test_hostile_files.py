"""Files made to do harm are refused with a sentence, or come in with what is odd pointed out."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from app.errors import RefusedInput
from app.feeds.checking import check_workbook
from app.feeds.reading import Limits, ReadingStopped, Stop, read_files
from tests.builders_feeds import HOUSING, TODAY, ctf, housing_row, pupil, read, read_text, said

SCHOOL = "SCH-3089912"


def _ctf(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    path = folder / "file.xml"
    path.write_bytes(text.encode(encoding))
    return path


def _workbook(path: Path, *, extra: dict[str, bytes] | None = None, sheet: str = "") -> Path:
    """Write a small early-years workbook, then put other parts or another sheet into it."""
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("Headcount")
    page.write_row(0, 0, ["Child"])
    book.close()
    content = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    content.update(extra or {})
    if sheet:
        content["xl/worksheets/sheet1.xml"] = (
            '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{sheet}</sheetData></worksheet>"
        ).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in content.items():
            packed.writestr(name, data)
    return path


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    with pytest.raises(RefusedInput, match="DTD"):
        read(SCHOOL, _ctf(tmp_path, ctf(pupil(forename="&c;"), head=bomb)))


def test_an_external_entity_is_refused(tmp_path: Path) -> None:
    outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(RefusedInput, match="DTD"):
        read(SCHOOL, _ctf(tmp_path, ctf(pupil(forename="&f;"), head=outside)))


def test_two_hundred_thousand_nested_elements_are_refused_by_the_child(tmp_path: Path) -> None:
    deep = "<a>" * 200_000 + "</a>" * 200_000
    with pytest.raises(RefusedInput, match="nests its elements"):
        read_files([_ctf(tmp_path, ctf(pupil(deep)))], organisation=SCHOOL, today=TODAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_letters_survive_every_encoding_of_a_school_file(tmp_path: Path, encoding: str) -> None:
    text = ctf(pupil(surname="Müller", forename="Zoë"))
    reading = read(SCHOOL, _ctf(tmp_path, text, encoding=encoding))
    assert said(reading, reading.persons[0].key, "name") == [{"family": "Müller", "given": "Zoë"}]


def test_a_school_file_with_namespaces_and_other_case_is_read(tmp_path: Path) -> None:
    text = (
        ctf(pupil()).replace("<CTfile>", '<CTfile xmlns="urn:somebody">').replace("CTFversion", "CTFVersion")
    )
    assert read(SCHOOL, _ctf(tmp_path, text)).accepted == 1


@pytest.mark.parametrize("version", ["24.0", "27.0", "", "twelve"])
def test_another_version_is_pointed_out_and_read(tmp_path: Path, version: str) -> None:
    reading = read(SCHOOL, _ctf(tmp_path, ctf(pupil(), version=version)))
    assert reading.accepted == 1
    assert [f.field for f in reading.findings] == ["CTFversion"]


@pytest.mark.parametrize("version", ["26.0", "25.0"])
def test_the_current_and_the_previous_version_are_in_order(tmp_path: Path, version: str) -> None:
    assert not read(SCHOOL, _ctf(tmp_path, ctf(pupil(), version=version))).findings


def test_xml_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match="not a Common Transfer File"):
        read(SCHOOL, _ctf(tmp_path, "<CTF><Pupil/></CTF>"))


def test_a_workbook_that_unpacks_to_far_more_than_its_size_is_refused(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "bomb.xlsx", extra={"xl/media/big.bin": b"\0" * 30_000_000})
    with pytest.raises(RefusedInput, match="hundred times"):
        read("EY", path)


def test_a_workbook_of_thousands_of_parts_is_refused(tmp_path: Path) -> None:
    parts = {f"xl/media/{n}.bin": b"x" for n in range(2_001)}
    with pytest.raises(RefusedInput, match="parts"):
        read("EY", _workbook(tmp_path / "parts.xlsx", extra=parts))


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1"])
def test_a_cell_far_away_is_refused_before_the_library_sees_it(tmp_path: Path, cell: str) -> None:
    sheet = f'<row r="1"><c r="A1"><v>1</v></c><c r="{cell}"><v>1</v></c></row>'
    with pytest.raises(RefusedInput, match="far away"):
        read("EY", _workbook(tmp_path / "far.xlsx", sheet=sheet))


def test_formulas_without_results_and_errors_are_pointed_out() -> None:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as packed:
        packed.writestr(
            "xl/worksheets/sheet1.xml",
            '<worksheet><c r="A1"><f>1+1</f></c><c r="A2"><f>1+1</f><v></v></c><c r="A3"><f>1+1</f><v>2</v></c>'
            '<c r="A4" t="e"><f>NA()</f><v>#N/A</v></c></worksheet>',
        )
    remarks = check_workbook(book.getvalue())
    assert [remark.split()[0] for remark in remarks] == ["2", "1"]


def test_a_dtd_inside_a_sheet_is_refused(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "dtd.xlsx", extra={"xl/sharedStrings.xml": b"<!DOCTYPE a []><sst/>"})
    with pytest.raises(RefusedInput, match="DTD"):
        read("EY", path)


def test_the_death_of_the_child_is_a_sentence(tmp_path: Path) -> None:
    hidden = '<row r="1"><c r="A1"><v>1</v></c><c r="&#88;FD1048576"><v>1</v></c></row>'
    path = _workbook(tmp_path / "hidden.xlsx", sheet=hidden)
    with pytest.raises(RefusedInput, match=r"memory or time|reaches to row|missing|damaged|row of headings"):
        read_files([path], organisation="EY", today=TODAY)


def test_a_reading_that_takes_too_much_memory_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text(HOUSING + "\n" + "\n".join(housing_row(Person_Ref=f"P{n}") for n in range(20_000)))
    with pytest.raises(RefusedInput, match="memory or time"):
        read_files([path], organisation="HSG", today=TODAY, limits=Limits(megabytes=60))


def test_a_file_above_the_limit_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        os.truncate(file.fileno(), 1_000_000_000)
    with pytest.raises(RefusedInput, match="1,000 MB"):
        read_files([path], organisation="HSG", today=TODAY)


def test_a_reading_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text(HOUSING + "\n" + "\n".join(housing_row(Person_Ref=f"P{n}") for n in range(5_000)))
    stop = Stop()
    with pytest.raises(ReadingStopped):
        read_files([path], organisation="HSG", today=TODAY, stop=stop, progress=lambda _rows: stop.stop())


def test_a_quote_that_never_closes_is_refused_by_its_line(tmp_path: Path) -> None:
    rows = [housing_row(Person_Ref=f"P{n}").replace('"', "") for n in range(50)]
    rows[10] += '"to be seen'
    with pytest.raises(RefusedInput, match="line 12"):
        read_text(tmp_path, "HSG", "\n".join([HOUSING, *rows]))


def test_a_quote_that_closes_in_a_later_row_is_refused(tmp_path: Path) -> None:
    rows = [housing_row(Person_Ref=f"P{n}").replace('"', "") for n in range(20)]
    rows[5] += '"to be'
    rows[8] += 'seen"'
    with pytest.raises(RefusedInput, match="line 7"):
        read_text(tmp_path, "HSG", "\n".join([HOUSING, *rows]))


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7", b"<!DOCTYPE html><html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"]
)
def test_a_file_of_another_kind_is_named(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(start)
    with pytest.raises(RefusedInput, match=r"PDF|web page|Excel 2007"):
        read("HSG", path)


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", "x" * 500)
    path = tmp_path / "file.xlsx"
    path.write_bytes(packed.getvalue()[:80])
    with pytest.raises(RefusedInput, match="damaged"):
        read("EY", path)


def test_control_and_direction_marks_are_taken_out_of_names(tmp_path: Path) -> None:
    marked = "Or\u202ela\x07"
    reading = read_text(tmp_path, "HSG", f"{HOUSING}\n{housing_row(First_Name=marked)}")
    assert said(reading, "P1", "name") == [{"given": "Orla", "family": "Fenwick"}]


def test_a_child_that_dies_without_a_word_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file.csv"
    path.write_text(f"{HOUSING}\n{housing_row()}")
    monkeypatch.setattr("app.feeds.reading.CHILD", ("-c", "import os; os.abort()"))
    with pytest.raises(RefusedInput, match="memory or time"):
        read_files([path], organisation="HSG", today=TODAY)


def test_a_reading_that_takes_too_long_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text(HOUSING + "\n" + "\n".join(housing_row(Person_Ref=f"P{n}") for n in range(60_000)))
    with pytest.raises(RefusedInput, match="memory or time"):
        read_files([path], organisation="HSG", today=TODAY, limits=Limits(seconds=1))


def test_a_pupil_told_word_for_word_again_is_counted_once(tmp_path: Path) -> None:
    reading = read(SCHOOL, _ctf(tmp_path, ctf(pupil() + pupil())))
    assert (reading.rows_read, reading.accepted, reading.skipped) == (2, 1, 1)


def test_what_is_no_ordinary_file_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe, Path("/dev/zero"), tmp_path / "nowhere.csv"):
        with pytest.raises(RefusedInput, match="cannot be opened"):
            read_files([path], organisation="HSG", today=TODAY)
