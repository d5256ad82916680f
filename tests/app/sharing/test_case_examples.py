"""Do the twelve worked examples of the judging file come out as its table says?"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from app.sharing.case_results import judge_cases
from app.sharing.catalogue import shipped_catalogue

EXAMPLES = Path(__file__).parent / "cases" / "worked_examples.csv"
# id: outcome, blocks, warnings, infos, later. "..." where other rules may stand beside a refusal or deferral.
EXPECTED = {
    "EX01": ("ALLOWED", "", "", "I03", ""),
    "EX02": ("WARNED", "", "G11;K04", "", ""),
    "EX03": ("BLOCKED", "C06;G14;S01", "", "", ""),
    "EX04": ("ALLOWED", "", "", "", "C06;G11;G12;I03"),
    "EX05": ("ALLOWED", "", "", "...", ""),
    "EX06": ("WARNED", "", "D07", "...", ""),
    "EX07": ("ALLOWED", "", "", "", ""),
    "EX08": ("BLOCKED", "T02", "", "", ""),
    "EX09": ("ALLOWED", "", "", "", ""),
    "EX10": ("ERROR", "", "", "", ""),
    "EX11": ("BLOCKED", "R13", "", "I03", ""),
    "EX12": ("BLOCKED", "T08", "", "", ""),
}


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, str]]:
    results = judge_cases(EXAMPLES.read_bytes(), shipped_catalogue())
    return {row["id"]: row for row in csv.DictReader(io.StringIO(results.text))}


@pytest.mark.parametrize("case", EXPECTED)
def test_each_example_is_answered_as_written(case: str, answers: dict[str, dict[str, str]]) -> None:
    row, expected = answers[case], EXPECTED[case]
    found = tuple(row[column] for column in ("outcome", "blocks", "warnings", "infos", "later"))
    if expected[3] == "...":
        expected = (*expected[:3], row["infos"], expected[4])
    assert found == expected


def test_the_one_that_cannot_be_read_says_which_key_nobody_knows(answers: dict[str, dict[str, str]]) -> None:
    notes = {case: row["note"] for case, row in answers.items() if row["note"]}
    assert notes == {"EX10": "subjects: unknown key wears_glasses"}


def test_a_refusal_shows_what_would_have_stopped_the_share(answers: dict[str, dict[str, str]]) -> None:
    assert {"G08", "G12"} <= set(answers["EX05"]["infos"].split(";"))
