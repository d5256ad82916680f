"""What was typed is taken apart into references, numbers, postcodes and words."""

from __future__ import annotations

import pytest

from app.casefile.asked import what_was_asked
from app.references import make_reference


def _ways(text: str) -> list[tuple[str, ...]]:
    return [piece.ways for piece in what_was_asked(text).pieces]


@pytest.mark.parametrize("typed", ["QX4 1AB", "qx41ab", "QX4  1ab", " qx4 1AB "])
def test_a_postcode_is_one_piece_with_or_without_blank(typed: str) -> None:
    assert _ways(typed) == [("qx41ab", "qx4 1ab")]


@pytest.mark.parametrize("typed", ["9991042202", "999 104 2202", "999-104-2202"])
def test_a_number_of_ten_digits_is_one_piece_however_it_is_spaced(typed: str) -> None:
    assert _ways(typed)[0][0] == "9991042202"
    assert len(_ways(typed)) == 1


def test_a_upn_is_one_piece_in_any_case() -> None:
    assert _ways("h801 2000 01001")[0][0] == "h801200001001"


def test_half_a_postcode_beside_a_name_is_a_word_of_its_own() -> None:
    assert _ways("nowak QX4") == [("nowak",), ("qx4",)]


def test_a_postcode_cut_in_its_second_half_is_one_piece() -> None:
    assert ("qx41", "qx4 1") in _ways("nowak qx4 1")


def test_a_reference_of_ours_is_read_with_its_hyphens_left_out() -> None:
    reference = make_reference("P", "A", 731)
    asked = what_was_asked(reference.replace("-", "").lower())
    assert asked.references == (reference,)
    assert asked.pieces == ()


def test_what_only_looks_like_a_reference_is_looked_for_as_a_word() -> None:
    wrong = make_reference("P", "A", 731)[:-1] + ("B" if make_reference("P", "A", 731)[-1] == "A" else "A")
    asked = what_was_asked(wrong)
    assert asked.references == ()
    assert asked.pieces


def test_marks_and_quotes_reach_the_index_as_plain_letters_only() -> None:
    asked = what_was_asked('Zo\u00eb "O\u2019Brien* OR (\u0141ukasz)')
    assert [piece.ways for piece in asked.pieces] == [("zoe",), ("obrien",), ("or",), ("lukasz",)]
    assert all(set(piece.beginning) <= set('abcdefghijklmnopqrstuvwxyz"*') for piece in asked.pieces)


@pytest.mark.parametrize("typed", ["", "   ", "-", "\u201c\u201d", "*"])
def test_nothing_typed_asks_for_nothing(typed: str) -> None:
    asked = what_was_asked(typed)
    assert (asked.references, asked.pieces) == ((), ())
