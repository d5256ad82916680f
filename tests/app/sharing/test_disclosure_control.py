"""Is every count of 1 to 5 that a table shows or betrays found, and no other cell called a weakness?"""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.sharing.disclosure_control import weaknesses
from app.sharing.facts import Table

#: No cell of the tables tried is larger. What is not fixed can be one more or one less, so the next number is tried too.
LARGEST = 7


def a_table(*rows: str, columns: str = "N1 N2 N3 Total", labels: str = "") -> Table:
    return Table(tuple(columns.split()), tuple(tuple(row.split()) for row in rows), tuple(labels.split()))


def weak(table: Table) -> list[tuple[int, int, str]]:
    return [(found.row, found.column, found.how) for found in weaknesses(table)]


# --- The examples of section 10.3 and what stands beside them -----------------------------------------------------------

FOUR = "N1 N2 N3 N4 Total"


def test_a_small_count_that_stands_there_is_found() -> None:
    assert weak(a_table("12 3 0 7 22", columns=FOUR)) == [(0, 1, "shown")]


def test_one_hidden_cell_under_a_shown_total_is_found() -> None:
    assert weak(a_table("12 c 0 7 22", columns=FOUR)) == [(0, 1, "alone")]


def test_two_hidden_cells_under_a_shown_total_keep_each_other() -> None:
    assert weak(a_table("12 c 0 c 22", columns=FOUR)) == []


def test_a_hidden_cell_among_zeros_needs_a_hidden_total() -> None:
    assert weak(a_table("c 0 0 c")) == []
    assert weak(a_table("c 0 0 7")) == [(0, 0, "alone")]


@pytest.mark.parametrize("edge", ["1", "5"])
def test_one_and_five_are_small(edge: str) -> None:
    assert weak(a_table(f"{edge} 20", columns="A B")) == [(0, 0, "shown")]


@pytest.mark.parametrize("edge", ["0", "6"])
def test_nought_and_six_are_not(edge: str) -> None:
    assert weak(a_table(f"{edge} 20", columns="A B")) == []


def test_a_small_total_is_a_small_count() -> None:
    assert weak(a_table("0 0 0 4")) == [(0, 3, "shown")]


def test_two_hidden_cells_that_must_both_be_one_are_found_and_three_that_leave_room_are_not() -> None:
    assert weak(a_table("c c 8 10")) == [(0, 0, "alone"), (0, 1, "alone")]
    assert weak(a_table("c c 8 11")) == []
    assert weak(a_table("c c c 6")) == []


def test_a_column_with_a_shown_total_is_read_as_a_row_is() -> None:
    table = a_table("9 c c", "14 20 34", "23 29 52", columns="Under5 5to10 Total", labels="East West Total")
    assert weak(table) == [(0, 1, "alone"), (0, 2, "alone")]


def test_without_totals_nothing_is_betrayed() -> None:
    assert weak(a_table("c 8 9", "7 8 9", columns="A B C")) == []
    assert weak(Table()) == []


def test_a_total_that_can_be_added_up_hides_nothing() -> None:
    assert weak(a_table("7 8 9 c")) == [(0, 3, "differences")]


def test_two_rows_together_betray_what_each_alone_keeps() -> None:
    """Both rows hide the same two columns and a third cell: their sum less the columns' totals is that cell."""
    table = a_table("c c c 30", "c c 9 30", "20 20 20 60", columns="A B C Total", labels="East West Total")
    assert (0, 2) in {(row, column) for row, column, _ in weak(table)}


def test_a_square_of_hidden_cells_keeps_itself() -> None:
    table = a_table("c c 9 30", "c c 9 30", "20 22 18 60", labels="East West Total")
    assert weak(table) == []


def test_a_bridge_between_two_squares_is_found_by_differences() -> None:
    table = a_table(
        "c c 7 7 c 40",
        "c c 7 7 7 40",
        "7 7 c c 7 40",
        "7 7 c c 7 40",
        "7 7 7 7 c 40",
        "40 40 40 40 40 200",
        columns="A B C D E Total",
        labels="1 2 3 4 5 Total",
    )
    assert {(0, 4), (4, 4)} <= {(row, column) for row, column, _ in weak(table)}


def test_cells_that_only_several_lines_together_force_to_one_are_found() -> None:
    """Both rows leave 42 for A, B and C, of which A and B take 40: the two hidden cells of C are one each."""
    table = a_table("c c c 21", "c c c 21", "20 20 c c", columns="A B C Total", labels="East West Total")
    assert {(row, column) for row, column, _ in weak(table)} == {(0, 2), (1, 2), (2, 2), (2, 3)}
    loose = a_table("c c c 22", "c c c 21", "20 20 c c", columns="A B C Total", labels="East West Total")
    assert {(row, column) for row, column, _ in weak(loose)} == {(2, 2), (2, 3)}


def test_a_row_or_label_too_few_or_too_many_is_borne() -> None:
    assert weak(a_table("c 8 9", "c 8 9 30")) == [(1, 0, "alone")]
    assert weak(a_table("c 8", "9 c", columns="A B", labels="East West Total")) == []


def test_what_is_not_available_is_neither_hidden_nor_small() -> None:
    assert weak(a_table(": c 9 30")) == []
    assert weak(a_table(": 8 9 30")) == []
    assert weak(a_table("z 8 1,204 30")) == []


def test_hundreds_with_a_comma_are_counts() -> None:
    assert weak(a_table("1,204 c 9 1,220")) == [(0, 1, "alone")]


def test_a_table_that_does_not_add_up_is_read_as_far_as_it_goes() -> None:
    assert weak(a_table("c 8 9 30", "7 8 9 99")) == [(0, 0, "alone")]
    assert weak(a_table("c c 9 30", "7 8 9 99")) == []
    assert weak(a_table("c c 9 8")) == [(0, 0, "alone"), (0, 1, "alone")]


def test_heading_and_letter_are_read_in_either_case_and_a_short_row_is_borne() -> None:
    assert weak(a_table("C 8 9 30", columns="A B C total")) == [(0, 0, "alone")]
    fixed = {(row, column) for row, column, _ in weak(a_table("c 8", "c c 9 30", labels="a Total"))}
    assert fixed == {(0, 0), (1, 0), (1, 1)}


# --- Against counting out every table that fits -------------------------------------------------------------------------


def lines_of(rows: int, columns: int, row_totals: bool, column_totals: bool) -> list[list[tuple[int, int]]]:
    """The lines whose last cell is the sum of the others."""
    lines = [[(row, column) for column in range(columns)] for row in range(rows)] if row_totals else []
    if column_totals:
        lines += [[(row, column) for row in range(rows)] for column in range(columns)]
    return lines


def filled(inner: list[list[int]], row_totals: bool, column_totals: bool) -> list[list[int]]:
    rows = [[*row, sum(row)] if row_totals else list(row) for row in inner]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]] if column_totals else rows


def betrayed(
    cells: list[list[int]], hidden: set[tuple[int, int]], lines: list[list[tuple[int, int]]]
) -> set[tuple[int, int]]:
    """The hidden cells that have one value in every table of the same shown cells, by trying them all."""
    places = sorted(hidden)
    values: dict[tuple[int, int], set[int]] = {place: set() for place in places}
    free = [place for place in places if not any(line[-1] == place for line in lines)]
    totals = [place for place in places if place not in free]
    for guess in product(range(1, LARGEST + 2), repeat=len(free)):
        trial = {(r, c): n for r, row in enumerate(cells) for c, n in enumerate(row)} | dict(
            zip(free, guess, strict=True)
        )
        for place in totals:  # row totals stand before the corner, which adds them up
            line = next(line for line in lines if line[-1] == place)
            trial[place] = sum(trial[part] for part in line[:-1])
        if all(sum(trial[part] for part in line[:-1]) == trial[line[-1]] for line in lines):
            for place in places:
                values[place].add(trial[place])
    return {place for place in places if len(values[place]) == 1}


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[int]], set[tuple[int, int]], bool, bool]:
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    inner = draw(
        st.lists(
            st.lists(st.integers(0, LARGEST), min_size=columns, max_size=columns),
            min_size=rows,
            max_size=rows,
        )
    )
    row_totals, column_totals = draw(st.booleans()), draw(st.booleans())
    cells = filled(inner, row_totals, column_totals)
    may_hide = [(r, c) for r, row in enumerate(cells) for c, n in enumerate(row) if n]
    hidden = set(draw(st.lists(st.sampled_from(may_hide), max_size=4, unique=True))) if may_hide else set()
    return cells, hidden, row_totals, column_totals


@given(tables())
@example(([[2, 7, 9], [7, 7, 14], [9, 14, 23]], {(0, 0), (0, 2), (2, 0)}, True, True))
@settings(max_examples=50, deadline=None)
def test_what_differences_fix_is_found_and_nothing_else(
    drawn: tuple[list[list[int]], set[tuple[int, int]], bool, bool],
) -> None:
    cells, hidden, row_totals, column_totals = drawn
    columns = tuple(f"N{n}" for n in range(len(cells[0])))
    labels = tuple(f"R{n}" for n in range(len(cells)))
    if row_totals:
        columns = (*columns[:-1], "Total")
    if column_totals:
        labels = (*labels[:-1], "Total")
    rows = tuple(
        tuple("c" if (r, c) in hidden else str(n) for c, n in enumerate(row)) for r, row in enumerate(cells)
    )
    found = weaknesses(Table(columns, rows, labels))
    lines = lines_of(len(cells), len(cells[0]), row_totals, column_totals)
    assert {(one.row, one.column) for one in found if one.how != "shown"} == betrayed(cells, hidden, lines)
    small = {
        (r, c)
        for r, row in enumerate(cells)
        for c, n in enumerate(row)
        if 1 <= n <= 5 and (r, c) not in hidden
    }
    assert {(one.row, one.column) for one in found if one.how == "shown"} == small
