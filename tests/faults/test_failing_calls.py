"""A full or failing disk is named, at whichever call it fails; nothing acknowledged is lost, and nothing is half done."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.failing import ACTS, ERRORS
from tests.faults.failing_calls import build
from tests.faults.kills import ROOT

#: The long run before an issue closes: with DESK_LONG_FAULTS every call of every act fails in turn, and otherwise one.
LONG = bool(os.environ.get("DESK_LONG_FAULTS"))
#: The one that fails in an ordinary run: no act has fewer calls that change a file, or that read one.
ONLY = 7
#: What may be said of a call that failed; "done" where the act does not depend on it, as on tidying up.
SAID = {
    "disk full": {"done", "disk_full"},
    "I/O error": {"done", "store_unreachable"},
    # SQLite takes a page that the disk cannot read for a damaged one, and does not tell the two apart.
    "read error": {"done", "store_unreachable", "pages_damaged", "copy_unsound"},
}
pytestmark = [
    pytest.mark.timeout(30_000 if LONG else 120),
    pytest.mark.skipif(
        not (sys.platform.startswith("linux") and shutil.which("gcc")), reason="no gcc, or not Linux"
    ),
]


def test_a_call_to_the_disk_that_fails_is_named_and_leaves_nothing_half_done(quick_folder: Path) -> None:
    command = [sys.executable, "-m", "tests.faults.failing", str(quick_folder), str(0 if LONG else ONLY)]
    surroundings = {**os.environ, "LD_PRELOAD": str(build(quick_folder))}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, check=True)
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    said = Counter((one["act"], one["error"], one["said"]) for one in outcomes)
    print(f"\n{len(outcomes)} calls failed in turn: {dict(said)}")
    assert [one for one in outcomes if one["faults"]] == []
    assert {(one["act"], one["error"]) for one in outcomes} == {
        (act, error) for act in ACTS for error in ERRORS
    }
    assert [one for one in outcomes if one["said"] not in SAID[one["error"]]] == []
