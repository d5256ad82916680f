"""One act, one entry: what is written is covered by the log or is not kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, insert, text, update

from app.desk import Desk
from app.errors import DeskError
from app.unit_of_work import Reader, Uncovered, UnitOfWork
from models import desk as store
from models import logbook, officers
from models.base import new_key
from models.database import WriteOutsideTheDoor
from models.feeds import SearchWord


def _setting(work: UnitOfWork, value: str, *, cover: bool = True) -> None:
    row = store.setting_row(work.session, "council_name")
    assert row is not None
    row.value = value
    if cover:
        work.record("change_setting", things=[row.id])


def _council(reader: Reader) -> str:
    return str(store.settings(reader.session)["council_name"])


def _entries(reader: Reader) -> list[logbook.Entry]:
    return list(logbook.entries_in_order(reader.session))


# --- ten ways past the door ------------------------------------------------------------------------------------------


def _add_a_row(work: UnitOfWork) -> None:
    work.session.add(store.Setting(name="x", value="y"))


def _alter_a_row(work: UnitOfWork) -> None:
    _setting(work, "elsewhere", cover=False)


def _delete_a_row(work: UnitOfWork) -> None:
    work.session.delete(store.setting_row(work.session, "council_name"))


def _bulk_update(work: UnitOfWork) -> None:
    work.session.execute(update(store.Setting).values(value="elsewhere"))


def _bulk_insert(work: UnitOfWork) -> None:
    work.session.execute(insert(store.Setting), [{"id": new_key(), "name": "x", "value": "y"}])


def _bulk_delete(work: UnitOfWork) -> None:
    work.session.execute(delete(store.Setting))


def _plain_sql(work: UnitOfWork) -> None:
    work.session.execute(text("UPDATE setting SET value = 'elsewhere'"))


def _own_commit(work: UnitOfWork) -> None:
    _setting(work, "elsewhere", cover=False)
    work.session.commit()


def _raw_cursor(work: UnitOfWork) -> None:
    raw = work.session.connection().connection.cursor()
    raw.execute("UPDATE setting SET value = 'elsewhere'")


def _commit_by_statement(work: UnitOfWork) -> None:
    _setting(work, "elsewhere", cover=False)
    work.session.flush()
    work.session.execute(text("COMMIT"))


def _bulk_save(work: UnitOfWork) -> None:
    work.session.bulk_save_objects([store.Setting(name="x", value="y")])


def _with_before_insert(work: UnitOfWork) -> None:
    work.session.execute(text("WITH x AS (SELECT 1) DELETE FROM setting"))


def _script(work: UnitOfWork) -> None:
    raw: Any = work.session.connection().connection.dbapi_connection
    raw.executescript("DELETE FROM setting; COMMIT;")


def _entry_for_another_thing(work: UnitOfWork) -> None:
    _setting(work, "elsewhere", cover=False)
    work.record("change_setting", things=[new_key()])


def _many_rows_without_entry(work: UnitOfWork) -> None:
    work.insert_many(store.Setting, [{"id": new_key(), "name": "x", "value": "y"}])


def _derived_without_entry(work: UnitOfWork) -> None:
    work.session.execute(delete(SearchWord))


def _reference_without_entry(work: UnitOfWork) -> None:
    work.new_reference("P")


WAYS = [
    _add_a_row,
    _alter_a_row,
    _delete_a_row,
    _bulk_update,
    _bulk_insert,
    _bulk_delete,
    _plain_sql,
    _own_commit,
    _raw_cursor,
    _commit_by_statement,
    _bulk_save,
    _with_before_insert,
    _script,
    _entry_for_another_thing,
    _many_rows_without_entry,
    _derived_without_entry,
    _reference_without_entry,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_a_change_that_no_entry_covers_is_refused_and_nothing_of_it_is_kept(
    desk: Desk, way: Callable[[UnitOfWork], None]
) -> None:
    before = desk.read(_council), desk.head()
    with pytest.raises((Uncovered, WriteOutsideTheDoor)):
        desk.do(way)
    assert (desk.read(_council), desk.head()) == before


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__.strip("_"))
def test_the_desk_goes_on_after_a_refused_change(desk: Desk, way: Callable[[UnitOfWork], None]) -> None:
    with pytest.raises((Uncovered, WriteOutsideTheDoor)):
        desk.do(way)
    desk.do(_setting, "London Borough of Northmere")
    assert desk.read(_council) == "London Borough of Northmere"


GUARDED = [
    "UPDATE entry SET act = 'nothing' WHERE sequence = 1",
    "DELETE FROM entry WHERE sequence = 1",
    "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE sequence = 1",
    "DROP TRIGGER entry_no_update",
    "DROP TABLE entry",
    "ALTER TABLE entry RENAME TO old",
    "ATTACH DATABASE ':memory:' AS other",
    "PRAGMA writable_schema = ON",
    "PRAGMA recursive_triggers = OFF",
    "PRAGMA trusted_schema = ON",
    "PRAGMA rekey = 'x'",
    "SELECT load_extension('x')",
    "SELECT sqlcipher_export('main')",
]


@pytest.mark.parametrize("statement", GUARDED)
@pytest.mark.parametrize("door", ["closed", "bulk", "flush", "open"])
def test_the_guards_of_the_log_cannot_be_lifted_on_an_open_desk(
    desk: Desk, statement: str, door: str
) -> None:
    head = desk.head()

    def try_it(work: UnitOfWork) -> None:
        with work.session.door.lets(door):
            work.session.execute(text(statement))

    with pytest.raises(Exception, match=r"not authorized|refused|never|follows|prohibited"):
        desk.do(try_it)
    assert desk.head() == head


# --- what an entry holds ---------------------------------------------------------------------------------------------


def test_an_entry_names_what_changed_and_holds_none_of_it(desk: Desk) -> None:
    desk.do(_setting, "Secretborough")
    entry = desk.read(_entries)[-1]
    assert entry.groups == ["setting"]
    shown = " ".join(str(getattr(entry, column.key)) for column in logbook.Entry.__table__.columns)
    assert "Secretborough" not in shown


def test_a_change_row_holds_before_and_after_with_its_own_salt(desk: Desk) -> None:
    desk.do(_setting, "First")
    desk.do(_setting, "Second")

    def changes(reader: Reader) -> list[logbook.Change]:
        return list(logbook.change_rows(reader.session))

    first, second = desk.read(changes)[-2:]
    assert (second.before, second.after) == ('{"value":"First"}', '{"value":"Second"}')
    assert first.salt is not None
    assert first.salt != second.salt
    assert first.device_sequence + 1 == second.device_sequence


def test_an_act_that_fails_in_the_middle_leaves_nothing(desk: Desk) -> None:
    head = desk.head()

    def half(work: UnitOfWork) -> None:
        _setting(work, "Halfway")
        work.session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        desk.do(half)
    assert desk.read(_council) != "Halfway"
    assert desk.head() == head


def test_the_reading_connection_cannot_write(desk: Desk) -> None:
    def write(reader: Reader) -> None:
        with reader.session.door.lets("open"):
            reader.session.execute(text("UPDATE setting SET value = 'x'"))

    council = desk.read(_council)
    with pytest.raises(DeskError, match="was not kept"):
        desk.read(write)
    assert desk.read(_council) == council


def test_only_drafts_and_view_settings_are_written_without_an_entry(desk: Desk) -> None:
    head = desk.head()

    def draft(work: UnitOfWork) -> None:
        work.session.add(
            store.Draft(officer_id=work.officer.id, form="f", about="", title="", value={}, saved_at=work.at)
        )

    def view(work: UnitOfWork) -> None:
        work.session.add(store.ViewSetting(officer_id=work.officer.id, view="v", value={}))

    desk.do(draft)
    desk.do(view)
    assert desk.head() == head


def test_references_of_one_device_never_repeat(desk: Desk) -> None:
    def some(work: UnitOfWork) -> list[str]:
        work.record("begin_share")
        return [work.new_reference("S"), *work.new_references("S", 3)]

    made = desk.do(some) + desk.do(some)
    assert len(set(made)) == 8
    assert made[0].startswith("S-A00001-")


def test_one_act_may_have_several_entries_each_covering_its_own(desk: Desk) -> None:
    def two(work: UnitOfWork) -> None:
        _setting(work, "Two acts")
        row = officers.officer(work.session, work.officer.id)
        assert row is not None
        row.post = "another post"
        work.record("change_roles", things=[row.id])

    before = desk.head().sequence
    desk.do(two)
    last = desk.read(_entries)[-2:]
    assert desk.head().sequence == before + 2
    assert [entry.groups for entry in last] == [["setting"], ["post"]]
