"""Does a screen reader find the fields by name, type and press through its own interface, and hear what happened?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import MANAGER, MANAGER_PASSPHRASE, a_store
from tests.journeys.assistive import listening, missing_here


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(bool(missing_here()), reason=f"No screen reader can listen here: {missing_here()}")
def test_a_screen_reader_unlocks_the_desk_hears_what_is_wrong_and_reads_the_worklist(tmp_path: Path) -> None:
    runtime = tmp_path / "r"
    runtime.mkdir(mode=0o700)
    with listening(runtime, "open", str(a_store(tmp_path))) as reader:
        reader.find("label", MANAGER)  # who works here is asked for while the window is drawn
        field = reader.find("text", "Passphrase")
        assert reader.labels_of(field) == ["Passphrase"]
        reader.press(reader.find("push button", "Unlock"))
        assert reader.hear("Type your passphrase.") == "Type your passphrase."
        reader.type_into(field, MANAGER_PASSPHRASE)
        reader.press(reader.find("push button", "Unlock"))
        assert reader.hear("Worklist")
        reader.find("list", "Places")
        reader.find("list item", "Worklist")
        reader.press(reader.find("push button", "Bring in a file"))
        assert reader.hear("From agencies")
        assert reader.find("push button", "Choose files").role == "push button"
