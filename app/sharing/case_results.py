"""How is every case of a file judged? One line of RESULTS.csv for each, in the order of the cases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.sharing.case_codes import codes_of
from app.sharing.case_file import Case, open_cases, read_cases
from app.sharing.facts import DEFER, DO_NOT_SHARE, SHARE, Facts
from app.sharing.judging import judge
from app.sharing.law import Catalogue

COLUMNS = ("id", "outcome", "blocks", "warnings", "infos", "later", "note")
ERROR = "ERROR"
TO_QUOTE = re.compile(r'[",\r\n]')


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one case: its outcome and the ids of the rules that spoke, or the sentence of an ERROR."""

    id: str
    outcome: str
    blocks: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    infos: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Results:
    """The text of RESULTS.csv, how many cases came to which outcome, and the columns that were left aside."""

    text: str
    outcomes: Counter[str]
    left_aside: tuple[str, ...]


def judge_cases(content: bytes, catalogue: Catalogue) -> Results:
    """Judge the bytes of a CASES.csv; a file that cannot be read at all is refused, a row that cannot is an ERROR."""
    file = open_cases(content)
    results = [judge_case(case, catalogue) for case in read_cases(file, codes_of(catalogue))]
    lines = [_line(COLUMNS), *(_line(_cells(result)) for result in results)]
    return Results("".join(lines), Counter(result.outcome for result in results), file.left_aside)


def judge_case(case: Case, catalogue: Catalogue) -> Result:
    """Judge one case; beside a refusal or deferral stands, as information, what would have stopped the share."""
    if case.facts is None:
        return Result(case.id, ERROR, note=case.wrong)
    found = judge(case.facts, catalogue)
    spoke = {*found.blocks, *found.warnings, *found.infos, *found.later}
    infos = {*found.infos, *(set(_would_stop(case.facts, catalogue)) - spoke)}
    return Result(
        case.id,
        found.outcome,
        blocks=tuple(sorted(found.blocks)),
        warnings=tuple(sorted(found.warnings)),
        infos=tuple(sorted(infos)),
        later=tuple(sorted(found.later)),
    )


def _would_stop(facts: Facts, catalogue: Catalogue) -> tuple[str, ...]:
    if facts.event != SHARE or facts.decision not in (DO_NOT_SHARE, DEFER):
        return ()
    return judge(replace(facts, decision=SHARE), catalogue).blocks


def _cells(result: Result) -> tuple[str, ...]:
    lists = (result.blocks, result.warnings, result.infos, result.later)
    return (result.id, result.outcome, *(";".join(ids) for ids in lists), result.note)


def _line(cells: Iterable[str]) -> str:
    """Write one line as RFC 4180 asks, ending in LF."""
    return ",".join(_quoted(cell) if TO_QUOTE.search(cell) else cell for cell in cells) + "\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
