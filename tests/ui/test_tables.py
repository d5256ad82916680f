"""Does the table show a window of many rows, sorted by the store, and keep names off the clipboard?"""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.unit_of_work import Reader
from tests.ui.accessibility import accessible_name
from tests.ui.pictures import take_picture
from ui.clipboard import forget
from ui.operations import Operations, at_once
from ui.tables import BLOCK, Column, Table, TableModel

MANY = 100_000
COLUMNS = (
    Column("Child", lambda row: row.name, sort="name", names=True, second=lambda row: row.note, width=0),
    Column("Due", lambda row: row.due, right=True, tone=lambda row: "red" if row.number % 7 == 0 else ""),
)


@dataclass(frozen=True)
class Row:
    number: int
    name: str
    due: str
    note: str = "P-A00731-K"


class Asked:
    """Counts what is asked of the store."""

    def __init__(self, many: int = MANY) -> None:
        self.many = many
        self.windows: list[tuple[int, str, bool]] = []

    def count(self, reader: Reader) -> int:
        return self.many

    def window(
        self, reader: Reader, *, offset: int, limit: int, sort: str, descending: bool
    ) -> tuple[Row, ...]:
        self.windows.append((offset, sort, descending))
        numbers = range(offset, min(offset + limit, self.many))
        if descending:
            numbers = range(self.many - 1 - offset, max(-1, self.many - 1 - offset - limit), -1)
        return tuple(Row(number, f"Child {number}", f"late by {number} h") for number in numbers)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def table(qtbot: QtBot, desk: Desk, asked: Asked) -> Table:
    made = Table("What to do next", COLUMNS)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show_query(at_once(desk), asked.count, asked.window)
    return made


def test_the_model_keeps_to_the_rules_of_the_toolkit(desk: Desk, qtbot: QtBot) -> None:
    asked = Asked(450)
    model = TableModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_query(at_once(desk), asked.count, asked.window)
    model.sort(0, Qt.SortOrder.DescendingOrder)
    model.show_rows((Row(1, "Zoë", "14:20"),))
    assert tester.model() is model and model.rowCount() == 1


def test_a_table_of_many_rows_reads_only_what_is_in_sight(table: Table, asked: Asked) -> None:
    table.show()
    take_picture(table, "table", size=(600, 400))
    table.select(77_777)
    take_picture(table, "table-far", "dark", size=(600, 400))
    assert table.selected().name == "Child 77777"
    assert len({offset for offset, _sort, _down in asked.windows}) <= 4
    assert all(offset % BLOCK == 0 for offset, _sort, _down in asked.windows)


def test_the_store_sorts(table: Table, asked: Asked) -> None:
    table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert table.rows.row(0).number == MANY - 1
    assert asked.windows[-1] == (0, "name", True)


def test_a_column_without_a_name_to_sort_by_is_left_alone(table: Table, asked: Asked) -> None:
    table.rows.row(0)
    before = list(asked.windows)
    table.rows.sort(1)
    assert asked.windows == before


def test_copied_rows_leave_names_behind(table: Table, qapp: QApplication) -> None:
    table.select(3)
    table.copy()
    assert qapp.clipboard().text() == "Due\nlate by 3 h"
    table.copy(with_names=True)
    assert qapp.clipboard().text() == "Child\tDue\nChild 3\tlate by 3 h"
    forget()
    assert qapp.clipboard().text() == ""


def test_what_others_copied_stays_when_the_desk_is_locked(qapp: QApplication) -> None:
    qapp.clipboard().setText("from elsewhere")
    forget()
    assert qapp.clipboard().text() == "from elsewhere"


def test_enter_chooses_the_row_in_focus(table: Table, qtbot: QtBot) -> None:
    table.show()
    table.select(0)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.row_chosen) as chosen:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert chosen.args[0].number == 1


def test_a_cell_says_its_column_and_both_lines(table: Table) -> None:
    index = table.rows.index(5, 0)
    assert table.rows.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Child, Child 5, P-A00731-K"
    assert accessible_name(table) == "What to do next"


def test_rows_that_come_late_do_not_mix_with_newer_ones(qtbot: QtBot, desk: Desk, asked: Asked) -> None:
    operations = Operations(desk)
    model = TableModel(COLUMNS)
    model.show_query(operations, asked.count, asked.window)
    qtbot.waitUntil(lambda: model.rowCount() == MANY)
    assert model.row(0) is None
    model.show_rows((Row(9, "Ben", "16:30"),))
    operations.close()
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert model.row(0).name == "Ben"


def test_ready_rows_are_sorted_by_what_they_show(qtbot: QtBot) -> None:
    model = TableModel(COLUMNS)
    model.show_rows((Row(1, "Zoë", ""), Row(2, "ada", "")))
    model.sort(0)
    assert [model.row(at).name for at in range(2)] == ["ada", "Zoë"]
