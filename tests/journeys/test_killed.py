"""A process that is killed while somebody types: what was typed is in the store within a second, and on the page again."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from app import vault
from app.cli.demonstration import OFFICER, PASSPHRASE
from tests.journeys.keys import tab_to
from tests.journeys.typist import WORDS
from tests.journeys.walking import shown, to_the_share
from tests.ui.borough import made_up_store
from ui.drafts import AFTER

ROOT = Path(__file__).resolve().parents[2]


def test_what_was_typed_a_second_before_kill_9_is_on_the_page_again(qtbot: QtBot, tmp_path: Path) -> None:
    made, store = made_up_store(), tmp_path / "typed.mash"
    shutil.copyfile(made, store)
    shutil.copyfile(vault.keys_path(made), vault.keys_path(store))
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.typist", str(store)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    with child.stdout as said:
        kept = next((line.split()[1] for line in said if line.startswith("kept")), "never")
        child.kill()
    assert child.wait() == -signal.SIGKILL, "it was killed, and closed nothing"
    assert kept != "never"
    assert AFTER < 1000, (
        "it waits less than a second after the last key, however long a busy machine then takes"
    )
    again = vault.open_store(store, OFFICER, PASSPHRASE)
    after = shown(again, qtbot)
    to_the_share(after, qtbot)
    assert tab_to("Why this much").property("plainText") == WORDS
    after.leave()
    again.close()
