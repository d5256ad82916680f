"""Commands that judge: a spreadsheet of cases, without a store; a decided share once more, on what is frozen in it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from app.cli.opening import add_command, opened, write_out
from app.errors import DeskError

#: How the command ends: every row judged; at least one ERROR; nothing judged and nothing written.
JUDGED, SOME_ERRORS, NOTHING_JUDGED = 0, 1, 2


def add_commands(commands: Any) -> None:
    """Add: judge, re-judge."""
    cases = add_command(
        commands, "judge", "Judge a spreadsheet of cases by every rule of sharing.", _judge, store=False
    )
    cases.add_argument("cases", metavar="CASES.csv", type=Path)
    cases.add_argument("--out", required=True, metavar="RESULTS.csv", type=Path)
    again = add_command(
        commands, "re-judge", "Judge a decided share again, under the law frozen in it.", _judge_again
    )
    again.add_argument("reference", metavar="SHARE")


def _judge(asked: argparse.Namespace) -> int:
    from app.sharing.case_file import CasesRefused
    from app.sharing.case_results import ERROR, judge_cases
    from app.sharing.catalogue import shipped_catalogue

    try:
        if asked.out.exists() and asked.out.samefile(asked.cases):
            return _nothing("The results cannot be written over the cases.")
        results = judge_cases(asked.cases.read_bytes(), shipped_catalogue())
    except OSError:
        return _nothing("The file of cases cannot be read: check its name and place.")
    except CasesRefused as refusal:
        return _nothing(refusal.happened)
    try:
        write_out(asked.out, results.text)
    except (DeskError, ValueError):
        return _nothing("The results cannot be written to that place.")
    if results.left_aside:
        print(
            f"Left aside, because no column has this name: {', '.join(results.left_aside)}", file=sys.stderr
        )
    counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(results.outcomes.items()))
    print(f"{results.outcomes.total()} cases: {counts}" if counts else "0 cases")
    return SOME_ERRORS if results.outcomes[ERROR] else JUDGED


def _judge_again(asked: argparse.Namespace) -> int:
    from app.sharing.rejudging import re_judge

    with opened(asked) as desk:
        again = desk.read(re_judge, asked.reference)
    for one in again.differences:
        print("\t".join((one.rule, one.then, one.now, "rewritten since" if one.rewritten else "")))
    answer = "the same" if again.same else f"{len(again.differences)} rules answer otherwise"
    words = (again.reference, again.decided_at, again.catalogue_version, f"{again.rules} rules", answer)
    print("\t".join(words))
    return 0 if again.same else 1


def _nothing(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return NOTHING_JUDGED
