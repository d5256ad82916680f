"""Does the desk judge every case of the folder ``cases`` as the law's own words say?

One file a group of rules. Beside the columns of a judging file stand ``must`` and ``must_not`` (the rules that speak or
do not, each behind the letter of its column: B, W, I or L for later), ``exact`` (yes: nobody else stops, warns, informs
or waits), ``outcome`` and ``why`` (the section from which the case was written).
"""

from __future__ import annotations

import csv
import functools
import io
from collections import Counter

import pytest

from app.sharing.case_results import judge_cases
from tests.app.sharing.case_rows import CASES, LAW

OUTSIDE = ("worked_examples",)
GROUPS = sorted(path.stem for path in CASES.glob("*.csv") if path.stem not in OUTSIDE)
COLUMNS = {"B": "blocks", "W": "warnings", "I": "infos", "L": "later"}
Row = dict[str, str]


def entries(cell: str) -> set[str]:
    return {entry for entry in cell.split(";") if entry}


@functools.cache
def group(name: str) -> list[tuple[Row, Row]]:
    """Give the rows of one file, each with its line of results; the file is judged once."""
    content = (CASES / f"{name}.csv").read_bytes()
    cases = csv.DictReader(io.StringIO(content.decode(), newline=""))
    lines = csv.DictReader(io.StringIO(judge_cases(content, LAW).text, newline=""))
    return list(zip(cases, lines, strict=True))


def spoken(line: Row) -> set[str]:
    return {f"{letter}:{rule}" for letter, column in COLUMNS.items() for rule in entries(line[column])}


def beside(case: Row, line: Row) -> set[str]:
    """Give what spoke although nobody asked it to; beside a refusal what would have stopped the share may inform."""
    extra = spoken(line) - entries(case["must"])
    free = case["event"] == "SHARE" and case.get("decision") != "SHARE"
    return {found for found in extra if not (free and found.startswith("I:"))}


def differences(case: Row, line: Row) -> list[str]:
    if line["note"] and case["outcome"] != "ERROR":
        return [line["note"]]
    said = spoken(line)
    wrong = [f"silent {rule}" for rule in sorted(entries(case["must"]) - said)]
    wrong += [f"unwanted {rule}" for rule in sorted(entries(case["must_not"]) & said)]
    if case["exact"]:
        wrong += [f"beside it {rule}" for rule in sorted(beside(case, line))]
    if case["outcome"] not in ("", line["outcome"]):
        wrong.append(f"{line['outcome']} instead of {case['outcome']}")
    return wrong


@pytest.mark.parametrize("name", GROUPS)
def test_every_case_of_a_file_is_judged_as_the_law_says(name: str) -> None:
    wrong = [
        f"{case['id']}: {', '.join(found)} ({case['why']})"
        for case, line in group(name)
        if (found := differences(case, line))
    ]
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("name", GROUPS)
def test_every_case_expects_something_says_why_and_has_its_own_id(name: str) -> None:
    cases = [case for case, _ in group(name)]
    times = Counter(case["id"] for case in cases)
    assert all(case["why"] and (case["must"] or case["must_not"] or case["outcome"]) for case in cases)
    assert {case for case, count in times.items() if count > 1} == ({"TWICE"} if name == "errors" else set())


def test_an_error_says_one_sentence_and_repeats_no_id_of_a_person() -> None:
    notes = [line["note"] for case, line in group("errors") if case["outcome"] == "ERROR"]
    assert notes
    assert all(note and "\n" not in note and "K1" not in note and "K9" not in note for note in notes)


def test_every_rule_speaks_in_some_case() -> None:
    exact = [case for name in GROUPS for case, _ in group(name) if case["exact"]]
    spoke = {entry.split(":")[1] for case in exact for entry in entries(case["must"])}
    assert spoke == set(LAW.rules)


def test_every_power_and_duty_is_stopped_in_one_case_and_fits_in_another() -> None:
    cases = [case for case, _ in group("gateways")]
    testable = {gateway.id for gateway in LAW.gateways.values() if gateway.effect in ("D", "P", "F")}
    stopped = {gateway for case in cases if case["must"] for gateway in entries(case["gateways"])}
    fitting = {gateway for case in cases if not case["must"] for gateway in entries(case["gateways"])}
    assert testable - stopped == set()
    assert testable - fitting == {"ESA08-10-12", "WFORCE", "IMA23-18"}
