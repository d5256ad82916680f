"""Would the tests of this folder notice a wrong rule? A sample in every run; all of them with ``DESK_LONG_RULES=1``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("mutants.py")


def run_mutants(*arguments: str) -> str:
    line = [sys.executable, str(SCRIPT), *arguments]
    done = subprocess.run(line, capture_output=True, text=True, check=False, cwd=SCRIPT.parents[3])
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_sample_of_broken_rules_is_caught() -> None:
    caught, _, tried = run_mutants("--sample", "1", "--every", "12").split()[:3]
    assert caught == tried
    assert int(tried) > 15


@pytest.mark.skipif(
    "DESK_LONG_RULES" not in os.environ, reason="long: run with DESK_LONG_RULES=1 before an issue is closed"
)
@pytest.mark.timeout(1800)
def test_every_broken_rule_is_caught() -> None:
    caught, _, tried = run_mutants().split()[:3]
    assert caught == tried
    assert int(tried) > 1000
