"""The judge command: what it writes, what it says on which output, and with which code it ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.running import main
from tests.app.sharing.case_rows import ROW, as_csv

Run = Callable[..., tuple[int, str, str]]
HEADER = "id,outcome,blocks,warnings,infos,later,note\n"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Judge a text (nothing: no such file); give exit code, what was said on errors, and the results, if any."""

    def command(content: str | None, out: Path | None = None) -> tuple[int, str, str]:
        cases, results = tmp_path / "CASES.csv", out or tmp_path / "RESULTS.csv"
        if content is not None:
            cases.write_bytes(content.encode())
        code = main(["judge", str(cases), "--out", str(results)], lambda _arguments: 9)
        said = capsys.readouterr().err
        return code, said, results.read_bytes().decode() if results.is_file() else ""

    return command


def test_every_row_judged_ends_with_0_whatever_the_outcomes(run: Run) -> None:
    code, said, results = run(as_csv(ROW))
    assert (code, said) == (0, "")
    assert results.startswith(HEADER + "A1,BLOCKED,")
    assert results.count("\n") == 2
    assert "\r" not in results


def test_one_error_ends_with_1_and_the_results_are_complete(run: Run) -> None:
    code, said, results = run(as_csv({**ROW, "mode": "x"}, {**ROW, "id": "A2"}))
    assert (code, said) == (1, "")
    lines = results.splitlines()
    assert lines[1] == "A1,ERROR,,,,,mode: unknown code"
    assert lines[2].startswith("A2,BLOCKED,")


@pytest.mark.parametrize("content", [None, "", "\ufeffid,event\n", 'id,event,date\n"A1'])
def test_what_cannot_be_read_ends_with_2_and_one_sentence_and_writes_nothing(
    run: Run, content: str | None
) -> None:
    code, said, results = run(content)
    assert (code, results) == (2, "")
    assert said.count("\n") == 1


def test_results_that_cannot_be_written_end_with_2_and_leave_nothing(run: Run, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    code, said, _ = run(as_csv(ROW), tmp_path / "nowhere" / "RESULTS.csv")
    assert (code, said.count("\n")) == (2, 1)
    assert {path.name for path in set(tmp_path.iterdir()) - before} == {"CASES.csv"}


def test_the_cases_are_never_written_over(run: Run, tmp_path: Path) -> None:
    code, said, left = run(as_csv(ROW), tmp_path / "CASES.csv")
    assert (code, left) == (2, as_csv(ROW))
    assert said == "The results cannot be written over the cases.\n"


def test_columns_that_nobody_knows_are_named_once(run: Run) -> None:
    code, said, _ = run(as_csv({**ROW, "colour": "red"}, {**ROW, "id": "A2", "colour": "red"}))
    assert (code, said.count("colour")) == (0, 1)


def test_the_results_replace_those_of_an_earlier_run(run: Run, tmp_path: Path) -> None:
    (tmp_path / "RESULTS.csv").write_text("what stood here before", encoding="utf-8")
    _, _, results = run("id,event,date\n")
    assert results == HEADER
