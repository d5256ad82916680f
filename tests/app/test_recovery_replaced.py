"""The council's own recovery key takes the place of the one made on the laptop, and nothing of the log's seal is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import officers, recovery, vault
from app.errors import DeskError, NotAllowed
from app.logbook.verifying import verify
from app.verdicts import StoreVerdict
from models.codes import Role
from tests.builders import with_role

OFFICER, PASSPHRASE = "Priya Nair", "five quiet otters swim home"


@pytest.fixture
def made(tmp_path: Path) -> vault.StoreMade:
    return vault.create_store(
        tmp_path / "own.mash", council="Hackbridge", officer=OFFICER, passphrase=PASSPHRASE
    )


def test_the_new_key_opens_verifies_the_whole_seal_and_the_old_words_open_nothing(
    made: vault.StoreMade, tmp_path: Path
) -> None:
    public, private = recovery.write_pair(tmp_path / "council")
    desk = vault.open_store(made.path, OFFICER, PASSPHRASE)
    assert desk.keeper.recovery_made() == "here"
    officers.replace_recovery(desk, made.recovery_words, public)
    assert desk.keeper.recovery_made() == "council"
    sealed = {each.name: each for each in verify(desk, recovery_private=recovery.read_private(private))}[
        "seal"
    ]
    assert sealed.holds is True
    desk.close()
    with pytest.raises(StoreVerdict):
        vault.open_with_recovery(made.path, recovery.from_words(made.recovery_words), OFFICER)
    vault.open_with_recovery(made.path, recovery.read_private(private), OFFICER).close()
    vault.open_store(made.path, OFFICER, PASSPHRASE).close()


def test_without_the_words_until_now_or_the_right_role_nothing_changes(
    made: vault.StoreMade, tmp_path: Path
) -> None:
    public, private = recovery.write_pair(tmp_path / "council")
    keys = vault.keys_path(made.path)
    desk = vault.open_store(made.path, OFFICER, PASSPHRASE)
    before = keys.read_bytes()
    others = recovery.as_words(recovery.make_pair().private)
    for words, file in ((others, public), ("a few words", public), (made.recovery_words, private)):
        with pytest.raises(DeskError):
            officers.replace_recovery(desk, words, file)
        assert keys.read_bytes() == before
    with_role(desk, Role.MANAGER)
    before = keys.read_bytes()
    with pytest.raises(NotAllowed):
        officers.replace_recovery(desk, made.recovery_words, public)
    assert keys.read_bytes() == before
    desk.close()
