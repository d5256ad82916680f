"""How an officer left the screen: kept in the store for each officer and view, outside the log by name."""

from __future__ import annotations

from app.access import Act, require
from app.unit_of_work import Reader, UnitOfWork
from models import desk


def view_setting(reader: Reader, view: str) -> str:
    """Give what one's own setting of a view holds; nothing where none was kept."""
    row = desk.view_setting(reader.session, reader.officer.id, view)
    return str(row.value) if row is not None else ""


def keep_view_setting(work: UnitOfWork, view: str, value: str) -> None:
    """Keep one's own setting of a view, instead of what it held."""
    require(work, Act.USE_OWN_DESK)
    row = desk.view_setting(work.session, work.officer.id, view)
    if row is None:
        row = desk.ViewSetting(officer_id=work.officer.id, view=view)
        work.session.add(row)
    row.value = value
    work.session.flush()
