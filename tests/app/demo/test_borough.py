"""What the files of a made-up borough hold, read back as anybody would read them."""

from __future__ import annotations

import ast
import csv
import hashlib
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from app.demo import BoroughMade, make_borough
from app.errors import RefusedInput
from app.identifiers import nhs_number_holds, postcode_tidied, upn_holds, upn_is_temporary

if TYPE_CHECKING:
    from tests.app.demo.conftest import Read, Row

ROOT = Path(__file__).parents[3]
DRAMA = re.compile(r"07700 ?900\d{3}|020 7946 0\d{3}")


def rows(path: Path, encoding: str) -> list[Row]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream))


def digests(made: BoroughMade) -> dict[str, str]:
    paths = [path for path in sorted(made.folder.rglob("*")) if path.is_file()]
    return {
        path.relative_to(made.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
    }


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = make_borough(tmp_path / "a", people=300, seed=5)
    again = make_borough(tmp_path / "b", people=300, seed=5)
    assert digests(first) == digests(again)
    assert len(digests(first)) == len(first.files) + 1


def test_another_seed_gives_other_people_after_the_told_families(tmp_path: Path) -> None:
    first = make_borough(tmp_path / "a", people=300, seed=5)
    other = make_borough(tmp_path / "b", people=300, seed=6)
    assert digests(first) != digests(other)
    names = [
        [row["true_name"] for row in rows(made.truth, "utf-8") if row["family"].startswith("N")]
        for made in (first, other)
    ]
    assert names[0] == names[1]


def test_a_second_borough_in_the_same_folder_replaces_the_first(tmp_path: Path) -> None:
    make_borough(tmp_path / "a", people=4_000, seed=5)
    again = make_borough(tmp_path / "a", seed=5)
    fresh = make_borough(tmp_path / "b", seed=5)
    assert digests(again) == digests(fresh)


@pytest.mark.parametrize("people", [0, 40, 41, 45, 300])
def test_there_are_as_many_people_as_were_asked_for(tmp_path: Path, people: int) -> None:
    made = make_borough(tmp_path, people=people)
    assert max(people, 40) <= made.people <= max(people, 40) + 1


def test_too_many_people_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput):
        make_borough(tmp_path / "out", people=200_001)
    assert not (tmp_path / "out").exists()


def test_the_demo_begins_with_forty_people_in_twelve_families(small: Read) -> None:
    assert (small.made.people, small.made.households) == (40, 12)


def test_every_nhs_number_is_in_the_test_range(large: Read) -> None:
    numbers = [row["NHS Number"] for row in large.nursing if row["NHS Number"]]
    children = large.visiting["Children"][1 : 1 + _records(large, "health_visiting")]
    numbers += [str(cells[column]) for cells in children for column in (1, 15) if cells[column]]
    assert len(numbers) > 500
    assert all(number.startswith("999") for number in numbers)


def test_true_nhs_numbers_hold_and_belong_to_one_person(large: Read) -> None:
    holders = defaultdict(set)
    for row in large.truth:
        if row["nhs_number"]:
            holders[row["nhs_number"]].add(row["person"])
    assert len(holders) > 1_000
    assert all(len(persons) == 1 for persons in holders.values())
    assert all(nhs_number_holds(number) for number in holders)


def test_an_nhs_number_is_wrong_exactly_where_the_truth_says_so(large: Read) -> None:
    seen: Counter[str] = Counter()
    for row in large.truth:
        if row["part"] != "child" or row["file"] not in ("school_nursing.csv", "health_visiting.xlsx"):
            continue
        if row["kind"] == "unborn":
            continue
        noise, number = set(row["noise"].split(";")), large.written(row)[1].replace(" ", "")
        own = number == row["nhs_number"]
        broken = noise & {"nhs_missing", "nhs_wrong_check", "nhs_of_sibling", "nhs_cut_short"}
        assert own == (not broken), row
        assert nhs_number_holds(number) == (not broken - {"nhs_of_sibling"}), row
        seen.update(broken)
    assert seen["nhs_missing"]
    assert seen["nhs_wrong_check"]


def test_a_pupil_number_is_wrong_exactly_where_the_truth_says_so(large: Read) -> None:
    seen: Counter[str] = Counter()
    for row in large.truth:
        if row["part"] != "pupil":
            continue
        noise, upn = set(row["noise"].split(";")), large.written(row)[1]
        if "upn_missing" in noise:
            assert upn == ""
        elif "upn_wrong_check" in noise:
            assert upn[1:] == row["upn"][1:]
            assert not upn_holds(upn)
        elif "upn_temporary" in noise:
            assert upn_holds(upn)
            assert upn_is_temporary(upn)
        else:
            assert upn.upper() == row["upn"]
            assert upn_holds(upn)
            assert upn.islower() == ("upn_lower" in noise) or upn.isupper()
        seen.update(noise)
    assert seen["upn_temporary"]
    assert seen["former_upn"]


def test_pupil_numbers_belong_to_one_child(large: Read) -> None:
    holders = defaultdict(set)
    for row in large.truth:
        if row["upn"]:
            holders[row["upn"]].add(row["person"])
    assert len(holders) > 500
    assert all(len(persons) == 1 for persons in holders.values())


def test_postcodes_have_the_shape_and_an_area_that_does_not_exist(large: Read) -> None:
    codes = {row["Postcode"] for row in (*large.police, *large.housing, *large.nursing) if row["Postcode"]}
    assert len(codes) > 100
    assert all(postcode_tidied(code) and code.startswith("Q") for code in codes)


def test_telephones_come_from_the_drama_ranges(large: Read) -> None:
    phones = [row["Telephone"] for row in (*large.police, *large.nursing) if row["Telephone"]]
    phones += [row["Phone"] for row in large.housing if row["Phone"]]
    assert len(phones) > 500
    assert all(DRAMA.fullmatch(phone) for phone in phones)


def test_twins_share_birth_date_and_family_and_name_each_other(large: Read) -> None:
    children = {row["person"]: row for row in large.truth if row["kind"] == "child"}
    twins = [row for row in children.values() if row["twin_of"]]
    assert len(twins) >= 4
    for row in twins:
        other = children.get(row["twin_of"])
        if other is not None:
            assert (other["born"], other["family"]) == (row["born"], row["family"])
            assert other["twin_of"] == row["person"]
            assert other["true_name"] != row["true_name"]


def test_half_siblings_are_no_full_siblings(large: Read) -> None:
    children = {row["person"]: row for row in large.truth if row["kind"] in ("child", "unborn")}
    halves = [row for row in children.values() if row["half_sibling_of"]]
    assert halves
    assert not any(
        set(row["half_sibling_of"].split(";")) & set(row["sibling_of"].split(";")) for row in halves
    )


def test_a_birth_date_differs_exactly_where_the_truth_says_so(large: Read) -> None:
    differing = {"birth_missing", "birth_swapped", "birth_year_off", "birth_new_year"}
    seen: Counter[str] = Counter()
    for row in large.truth:
        if row["file"] not in ("police_notices.csv", "housing.csv") and row["part"] != "pupil":
            continue
        if row["kind"] == "unborn" or (row["kind"] == "adult" and int(row["born"][:4]) < 1928):
            continue
        wrong = differing & set(row["noise"].split(";"))
        written = large.written(row)[0]
        if "birth_new_year" in wrong:
            assert written == f"{row['born'][:4]}-01-01"
        elif "birth_swapped" in wrong:
            year, month, day = row["born"].split("-")
            assert written == f"{year}-{day}-{month}"
            assert day != month
        else:
            assert (written == row["born"]) == (not wrong), row
        seen.update(wrong)
    assert seen["birth_swapped"]
    assert seen["birth_missing"]


def test_an_unborn_child_has_an_expected_date_and_no_birth_date_or_number(large: Read) -> None:
    unborn = [row for row in large.truth if row["kind"] == "unborn"]
    assert unborn
    assert all(row["expected"] and not row["born"] and not row["nhs_number"] for row in unborn)


def test_every_record_has_its_line_of_truth(large: Read) -> None:
    counted = Counter(
        row["file"]
        for row in large.truth
        if row["part"] not in ("contact", "Mother", "Father / partner", "Parent/Carer")
        and row["sheet"] in ("", "Children")
    )
    for file in large.made.files:
        assert counted[file.path.relative_to(large.made.folder).as_posix()] == file.records


def test_the_last_police_line_counts_the_records(large: Read) -> None:
    last = large.police[-1]["Occurrence"]
    assert len(large.police) - 1 == _records(large, "police")
    assert f"{_records(large, 'police')} PERSON RECORDS" in last


def test_school_files_come_under_their_own_schools(large: Read) -> None:
    known = {organisation.code for organisation in large.made.organisations}
    schools = [file for file in large.made.files if file.layout == "ctf"]
    assert {file.agency for file in schools} == known
    assert {file.starter for file in schools} == {"EDU"}
    assert {file.agency for file in large.made.files} - known == {"POL", "HV", "HSG", "SN"}


def test_both_versions_and_both_kinds_of_transfer_file_are_there(small: Read) -> None:
    texts = [file.path.read_text(encoding="utf-8-sig") for file in small.made.files if file.layout == "ctf"]
    current = [text for text in texts if "<CTFversion>26.0<" in text]
    previous = [text for text in texts if "<CTFversion>25.0<" in text]
    assert all("<Sex>" in text for text in current)
    assert all("<Sex>" not in text and "<Gender>" in text for text in previous)
    assert previous
    assert sum("<DocumentQualifier>partial<" in text for text in current) == 1


def test_names_keep_letters_of_many_languages(large: Read) -> None:
    letters = {letter for row in large.truth for letter in row["true_name"] if not letter.isascii()}
    assert letters >= set("łńşğọȘễ")


def test_the_told_child_is_known_to_four_agencies_and_one_has_day_and_month_changed_over(small: Read) -> None:
    isla = [row for row in small.truth if row["true_name"] == "Isla Petherick"]
    assert {row["file"].split("/")[0] for row in isla} == {
        "ctf", "health_visiting.xlsx", "police_notices.csv", "housing.csv",
    }  # fmt: skip
    assert len({row["address_withheld_from"] for row in isla} - {""}) == 1
    dates = {row["file"]: small.written(row)[0] for row in isla if row["sheet"] in ("", "Children")}
    assert dates.pop("police_notices.csv") == "2022-08-03"
    assert set(dates.values()) == {"2022-03-08"}


def test_a_withheld_address_is_marked_by_health_visiting_housing_and_nurses(small: Read) -> None:
    alerts = [cells[11] for cells in small.visiting["Children"][1:] if cells[2] == "Petherick"]
    warnings = [row["Warning"] for row in small.housing if row["Tenure"] == "Refuge"]
    assert all(alerts)
    assert warnings[0].startswith("CONFIDENTIAL")
    assert any("not to be given to father" in row["Summary"] for row in small.nursing)


def test_headings_are_those_of_the_borough_that_somebody_else_made(small: Read, shared: Path) -> None:
    for name, encoding in (
        ("police_notices.csv", "utf-8"),
        ("housing.csv", "cp1252"),
        ("school_nursing.csv", "utf-8-sig"),
    ):
        theirs = (shared / name).read_text(encoding=encoding).splitlines()[0]
        assert (small.made.folder / name).read_text(encoding=encoding).splitlines()[0] == theirs
    book = load_workbook(shared / "health_visiting.xlsx")
    assert list(small.visiting) == book.sheetnames
    for title, line in (("Children", 1), ("Contacts", 1), ("Notes", 5)):
        assert list(small.visiting[title][line - 1]) == [cell.value for cell in book[title][line]]


def test_nobody_is_taken_from_the_borough_that_somebody_else_made(large: Read, shared: Path) -> None:
    with (shared / "truth.csv").open(encoding="utf-8", newline="") as stream:
        theirs = {row["true_name"] for row in csv.DictReader(stream)}
    ours = {row["true_name"] for row in large.truth}
    surnames = {name.split()[-1] for name in theirs if name != "unborn"}
    assert not (ours & theirs) - {"unborn"}
    assert not {name.split()[-1] for name in ours} & surnames


def test_linking_knows_nothing_of_the_made_up_borough() -> None:
    read = []
    paths = [*(ROOT / "app" / "linking").rglob("*.py"), ROOT / "models" / "linking.py"]
    for path in paths:
        text = path.read_text(encoding="utf-8")
        imported = [
            ast.unparse(n) for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Import | ast.ImportFrom)
        ]
        read += [path.name for line in imported if "app.demo" in line or "import demo" in line]
        read += [path.name] if re.search(r"[\"'](resources/)?demo/", text) else []
    assert not read, f"The matcher may not know how the made-up mistakes are made: {read}"


def _records(borough: Read, layout: str) -> int:
    return sum(file.records for file in borough.made.files if file.layout == layout)
