"""Dates that are partly known, numbers with check digits, references, folded names, drafts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.gb import nhs, upn

from app import dates, drafts, folding, identifiers, references
from app.dates import GivenDate
from app.desk import Desk
from app.errors import RefusedInput
from models.codes import Role
from tests.builders import with_role

# --- identifiers -----------------------------------------------------------------------------------------------------


@given(st.integers(0, 9_999_999_999))
def test_an_nhs_number_holds_exactly_when_the_reference_library_says_so(number: int) -> None:
    text = f"{number:010d}"
    assume(len(set(text)) > 1)
    assert identifiers.nhs_number_holds(text) == nhs.is_valid(text)


@pytest.mark.parametrize("text", ["9991042202", "999 104 2202", "999-104-2202", "999\u00a0104\u00a02202"])
def test_blanks_and_hyphens_in_an_nhs_number_do_not_matter(text: str) -> None:
    assert identifiers.nhs_number_holds(text)
    assert identifiers.nhs_number_shown(text) == "999 104 2202"


@pytest.mark.parametrize("text", ["", "999104220", "99910422020", "9991042203", "0000000000", "٩٩٩١٠٤٢٢٠٢"])
def test_a_number_that_is_short_long_wrong_or_not_in_figures_is_no_nhs_number(text: str) -> None:
    assert not identifiers.nhs_number_holds(text)


@pytest.mark.parametrize(
    ("rest", "letter"), [("201100018042", "R"), ("20110001804V", "T"), ("801200001001", "H")]
)
def test_the_check_letter_of_a_upn_is_that_of_the_published_examples(rest: str, letter: str) -> None:
    assert identifiers.upn_check_letter(rest) == letter


@given(st.integers(0, 99_999_999_999), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUVWXYZ"))
def test_a_upn_holds_only_with_its_own_check_letter(body: int, last: str) -> None:
    rest = f"{body:011d}{last}"
    right = identifiers.upn_check_letter(rest)
    for letter in identifiers.UPN_LETTERS:
        assert identifiers.upn_holds(letter + rest) == (letter == right)
    assert identifiers.upn_is_temporary(right + rest) == last.isalpha()


@given(st.sampled_from(["301", "308", "212"]), st.integers(0, 999_999_999))
def test_a_permanent_upn_of_a_real_council_agrees_with_the_reference_library(council: str, body: int) -> None:
    rest = f"{council}{body:09d}"
    assert upn.is_valid(identifiers.upn_check_letter(rest) + rest)


@pytest.mark.parametrize("last", ["I", "O", "S"])
def test_letters_that_are_left_out_never_end_a_upn(last: str) -> None:
    assert not identifiers.upn_holds(f"A20110001804{last}")


@pytest.mark.parametrize(
    ("given_text", "tidy"),
    [
        ("qx49ad", "QX4 9AD"),
        (" QX4  9AD ", "QX4 9AD"),
        ("EC1A1BB", "EC1A 1BB"),
        ("QX4", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_a_postcode_is_written_in_capitals_with_one_blank_or_not_taken(
    given_text: str, tidy: str | None
) -> None:
    assert identifiers.postcode_tidied(given_text) == tidy


# --- references ------------------------------------------------------------------------------------------------------

kinds = st.sampled_from("PSBCD")
devices = st.sampled_from(["A", "B", "Z", "AB"])
counters = st.integers(1, 9_999_999)


@given(kinds, devices, counters)
def test_a_reference_is_read_with_or_without_hyphens_in_any_case(
    kind: str, device: str, counter: int
) -> None:
    made = references.make_reference(kind, device, counter)
    for said in (made, made.lower(), made.replace("-", ""), made.replace("-", " ")):
        assert references.read_reference(said) == made


@given(kinds, devices, counters, st.integers(0, 4), st.integers(1, 9))
def test_one_misread_figure_is_always_noticed(
    kind: str, device: str, counter: int, back: int, more: int
) -> None:
    made = references.make_reference(kind, device, counter)
    at = len(made) - 3 - back
    wrong = made[:at] + str((int(made[at]) + more) % 10) + made[at + 1 :]
    with pytest.raises(RefusedInput):
        references.read_reference(wrong)


@given(counters)
def test_references_of_two_devices_are_never_the_same(counter: int) -> None:
    assert references.make_reference("P", "A", counter) != references.make_reference("P", "B", counter)


@pytest.mark.parametrize("text", ["", "Smith", "P-A00731", "X-A00731-K", "P-A731-K", "P-A00731-I"])
def test_a_text_without_the_shape_of_a_reference_is_refused(text: str) -> None:
    with pytest.raises(RefusedInput):
        references.read_reference(text)


# --- dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2026, 11, 24), 17), (date(2026, 11, 25), 18), (date(2026, 11, 26), 18)],
)
def test_somebody_is_eighteen_from_the_birthday_on(day: date, age: int) -> None:
    assert dates.age_on(date(2008, 11, 25), day) == age


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2025, 2, 28), 12), (date(2025, 3, 1), 13), (date(2028, 2, 28), 15), (date(2028, 2, 29), 16)],
)
def test_who_is_born_on_29_february_turns_a_year_older_on_1_march_in_common_years(
    day: date, age: int
) -> None:
    assert dates.age_on(date(2012, 2, 29), day) == age


given_dates = st.builds(
    GivenDate,
    year=st.integers(1900, 2100),
    month=st.none() | st.integers(1, 12),
    day=st.none() | st.integers(1, 28),
    precision=st.sampled_from(["exact", "estimated", "month", "year", "placeholder", "unreadable"]),
    as_given=st.text(max_size=20),
)


@given(given_dates)
def test_a_date_is_kept_exactly_as_it_was_given(value: GivenDate) -> None:
    assert dates.from_value(value.to_value()) == value


@pytest.mark.parametrize(
    ("value", "screen", "paper"),
    [
        (GivenDate(2019, 3, 12), "12-Mar-2019", "12 March 2019"),
        (GivenDate(2019, 3, 2), "02-Mar-2019", "2 March 2019"),
        (GivenDate(2019, 3, precision="month"), "Mar-2019", "March 2019"),
        (GivenDate(2019, precision="year"), "2019", "2019"),
        (GivenDate(1986, precision="estimated"), "about 1986", "about 1986"),
        (
            GivenDate(1900, 1, 1, "placeholder"),
            "01-Jan-1900 (stands for unknown)",
            "1 January 1900 (stands for unknown)",
        ),
        (GivenDate(precision="unreadable", as_given="31/02/2015"), "31/02/2015", "31/02/2015"),
        (GivenDate(precision="unreadable"), "unknown", "unknown"),
    ],
)
def test_a_partly_known_date_says_what_is_known_and_no_more(
    value: GivenDate, screen: str, paper: str
) -> None:
    assert value.shown() == screen
    assert value.on_paper() == paper


@pytest.mark.parametrize("precision", ["placeholder", "unreadable"])
def test_a_date_that_stands_for_unknown_is_no_day_of_the_calendar(precision: str) -> None:
    assert GivenDate(2019, 1, 1, precision).exact is None
    assert GivenDate(2019, 1, 1).exact == date(2019, 1, 1)


# --- folding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zoë O’Brien", "zoe obrien"),
        ("ŁUKASZ Świątek-Żak", "lukasz swiatek zak"),
        ("Sørensen", "sorensen"),
        ("Đặng Thị", "dang thi"),
        ("Işıl", "isil"),
        ("Strauß", "strauss"),
        ("D'Souza D`Souza D´Souza", "dsouza dsouza dsouza"),
        ("  Anna\u00a0Maria ", "anna maria"),
        ("Ngọ̀zí", "ngozi"),
        ("ＡＮＮＡ", "anna"),
        ("", ""),
    ],
)
def test_case_marks_and_apostrophes_are_folded_away(text: str, folded: str) -> None:
    assert folding.fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = folding.fold(text)
    assert folding.fold(once) == once


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèüłø '-", max_size=30))
def test_capitals_fold_like_small_letters(text: str) -> None:
    assert folding.fold(text.upper()) == folding.fold(text)


# --- drafts ----------------------------------------------------------------------------------------------------------


def test_a_draft_is_there_again_as_it_was_saved(desk: Desk) -> None:
    value: dict[str, Any] = {"why": "hungry at school", "items": [1, 2], "name": "Zoë"}
    desk.do(drafts.save_draft, "share", "P-A00001-X", "Share", value)
    desk.do(drafts.save_draft, "share", "P-A00001-X", "Share", {**value, "why": "hungry"})
    (kept,) = desk.read(drafts.my_drafts)
    assert kept.value == {**value, "why": "hungry"}


def test_a_finished_draft_is_erased(desk: Desk) -> None:
    desk.do(drafts.save_draft, "share", "", "Share", {})
    desk.do(drafts.finish_draft, "share", "")
    desk.do(drafts.finish_draft, "share", "")
    assert desk.read(drafts.my_drafts) == ()


def test_a_colleagues_draft_is_not_mine(desk: Desk) -> None:
    desk.do(drafts.save_draft, "share", "", "Share", {"mine": True})
    with_role(desk, Role.SOCIAL_WORKER)
    assert desk.read(drafts.my_drafts) == ()
    assert desk.read(drafts.my_draft, "share", "") is None
