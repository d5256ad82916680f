"""Stores and people for tests: made through the program's own doors, never by writing rows past them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy import Engine, create_engine

from app import keyring, officers, vault
from app.desk import Desk
from app.keyring import FLOOR
from models import database
from models.codes import Role

# Stretching the same passphrase with the same salt gives the same bytes: a run of tests need not do it twice.
keyring._stretched = cache(keyring._stretched)
# Nor need it measure this machine for every officer: tests use the least cost that the program allows.
keyring.calibrated = lambda aim_seconds=0.5: FLOOR

# And statements are compiled once in a run, not once for every store that is opened.
_first_engine: list[Engine] = []


def _engine_that_shares(*arguments: Any, **named: Any) -> Engine:
    engine = create_engine(*arguments, **named)
    if _first_engine:
        engine.dialect = _first_engine[0].dialect
        engine._compiled_cache = _first_engine[0]._compiled_cache
    else:
        _first_engine.append(engine)
    return engine


vars(database)["create_engine"] = _engine_that_shares

COUNCIL = "London Borough of Tidewell"
MANAGER, MANAGER_PASSPHRASE = "Priya Nair", "five quiet otters swim home"
COLLEAGUE_PASSPHRASE = "seven loud geese fly north again"


@cache
def _template() -> Path:
    folder = Path(mkdtemp(prefix="desk-template-"))
    path = folder / "desk.mash"
    vault.create_store(
        path, council=COUNCIL, officer=MANAGER, post="MASH manager", passphrase=MANAGER_PASSPHRASE, cost=FLOOR
    )
    return path


def a_store(folder: Path) -> Path:
    """Give a new store in a folder: a copy of one that was made once in this run (it has the first officer only)."""
    template = _template()
    path = folder / "desk.mash"
    shutil.copyfile(template, path)
    shutil.copyfile(vault.keys_path(template), vault.keys_path(path))
    return path


def a_desk(folder: Path) -> Desk:
    """Open a new store as its first officer, who is manager and administrator. Close it at the end."""
    return vault.open_store(a_store(folder), MANAGER, MANAGER_PASSPHRASE)


def with_role(desk: Desk, *roles: Role, name: str = "Tom Abara") -> Desk:
    """Hand an open desk to a new colleague who has just these roles."""
    shown = officers.add_officer(desk, name, passphrase=COLLEAGUE_PASSPHRASE, roles=roles)
    officers.act_as(desk, shown.name, COLLEAGUE_PASSPHRASE)
    return desk


def every_role() -> Iterable[Role]:
    """Give all roles, in the order of the table of acts."""
    return tuple(Role)
