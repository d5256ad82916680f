"""The made-up borough in a store, made once in a run by the very steps of ``demo``; each test gets a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

if TYPE_CHECKING:
    from app.desk import Desk


@cache
def made_up_store() -> Path:
    """Fill a store as ``demo`` does: four agencies' files in, links confirmed, one share decided, one copy saved."""
    from app.cli.demonstration import OFFICER, demonstrate
    from tests import builders

    assert builders.MANAGER == OFFICER, "importing the builders lets keys be stretched at the least cost"
    folder = Path(mkdtemp(prefix="desk-borough-"))
    demonstrate(folder, None)
    return folder / "made-up.mash"


def a_borough(folder: Path) -> Desk:
    """Open a copy of the made-up store as its manager. Close it at the end."""
    from app import vault
    from app.cli.demonstration import OFFICER, PASSPHRASE

    made, path = made_up_store(), folder / "borough.mash"
    shutil.copyfile(made, path)
    shutil.copyfile(vault.keys_path(made), vault.keys_path(path))
    return vault.open_store(path, OFFICER, PASSPHRASE)


def the_child(desk: Desk) -> UUID:
    """Give the key of the made-up child whom four agencies know, whose address is withheld."""
    from app.casefile.finding import find
    from app.cli.demonstration import CHILD

    return next(hit.person_id for hit in desk.read(find, CHILD).hits if hit.person_id is not None)


@pytest.fixture
def borough(tmp_path: Path) -> Iterator[Desk]:
    """Give the made-up borough, opened by its manager; closed at the end."""
    desk = a_borough(tmp_path)
    yield desk
    desk.close()
