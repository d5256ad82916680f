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

from tests.builders import a_store
from tests.faults.failing_calls import build
from tests.faults.kills import ROOT

#: Of the calls of each act at most so many fail in turn. The long run: DESK_LONG_FAULTS=1000, which is every one.
MOST = int(os.environ.get("DESK_LONG_FAULTS", "1"))
pytestmark = [
    pytest.mark.timeout(max(120, 60 * MOST)),
    pytest.mark.skipif(
        not (sys.platform.startswith("linux") and shutil.which("gcc")), reason="no gcc, or not Linux"
    ),
]


def test_a_call_to_the_disk_that_fails_is_named_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    path = a_store(tmp_path)
    command = [sys.executable, "-m", "tests.faults.failing", str(path), str(MOST)]
    surroundings = {**os.environ, "LD_PRELOAD": str(build(tmp_path))}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, check=True)
    outcomes = [json.loads(line) for line in done.stdout.splitlines()]
    said = Counter((one["act"], one["error"], one["said"]) for one in outcomes)
    print(f"\n{len(outcomes)} calls failed in turn: {dict(said)}")
    assert [one for one in outcomes if one["faults"]] == []
    assert {one["act"] for one in outcomes} == {
        "write",
        "import",
        "close",
        "unlock",
        "rekey",
        "backup",
        "restore",
    }
    assert {one["said"] for one in outcomes} <= {"done", "disk_full", "store_unreachable", "not_writable"}
