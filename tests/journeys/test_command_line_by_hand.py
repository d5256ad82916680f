"""By hand on the command line: what the window writes down, withholds, settles and answers can be typed as well."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.cli.running import main
from app.clock import now_utc
from tests.builders import COLLEAGUE_PASSPHRASE, MANAGER, MANAGER_PASSPHRASE, a_store

Run = Callable[..., tuple[int, str, str]]
SECOND = "Tom Abara"
LATER = (now_utc().date() + timedelta(days=60)).isoformat()


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on the store of this test as one of its officers; give exit code, output and errors."""
    store = a_store(tmp_path)
    for name, words in ((MANAGER, MANAGER_PASSPHRASE), (SECOND, COLLEAGUE_PASSPHRASE)):
        (tmp_path / name).write_text(words + "\n", encoding="utf-8")

    def command(name: str, *rest: object, officer: str = MANAGER) -> tuple[int, str, str]:
        words = [name, str(store), *map(str, rest), "--passphrase-file", str(tmp_path / officer)]
        code = main([*words, "--officer", officer], lambda _arguments: 9)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def added(run: Run, *words: object) -> str:
    """Add somebody; give the reference."""
    code, out, err = run("add-person", *words)
    assert (code, err) == (0, ""), err
    return out.split()[1]


def a_girl(run: Run) -> str:
    return added(
        run, "--child", "--given", "Ivy", "--family", "Bell", "--birth", "2020-06-01", "--sex", "F",
        "--line", "3 Lock Row", "--postcode", "QX4 2AA",
    )  # fmt: skip


def known(run: Run, person: str) -> dict[str, Any]:
    """Give what is known of a person, as the command line tells a case."""
    code, out, err = run("case", person, "--json")
    assert code == 0, err
    told: dict[str, Any] = json.loads(out)
    return told


def test_a_family_is_added_and_related_and_a_namesake_is_looked_at_first(run: Run) -> None:
    mother = added(run, "--adult", "--given", "Ruth", "--family", "Bell")
    unborn = (
        "--unborn", "--expected", LATER[:7], "--relation", "mother", "--of", mother, "--parental-responsibility"
    )  # fmt: skip
    child = added(run, *unborn)
    (relative,) = known(run, child)["family"]
    assert (relative["relation"], relative["reference"]) == ("mother", mother)
    assert relative["parental_responsibility"] is True
    code, out, err = run("add-person", "--child", "--given", "Ruth", "--family", "Bell")
    assert code == 1 and mother in out and "--none-of-these" in err
    assert run("add-person", "--child", "--given", "Ruth", "--family", "Bell", "--none-of-these")[0] == 0
    assert run("relate", child, "PAF", "--of-given", "Sam", "--of-family", "Bell", "--lives-with")[0] == 0
    assert {each["relation"] for each in known(run, child)["family"]} == {"mother", "father"}
    today = now_utc().date().isoformat()
    assert run("record-birth", child, today, "--given", "Noah", "--sex", "M")[0] == 0
    assert known(run, child)["known"]["birth"]


def test_what_is_recorded_is_corrected_and_taken_back_and_a_flag_that_does_not_belong_is_refused(
    run: Run,
) -> None:
    child = a_girl(run)
    assert run("record", child, "warning", "Dog in the yard", "--review", LATER)[0] == 0
    assert run("record", child, "phone", "07700 900123", "--safe-to-call", "--no-safe-to-text")[0] == 0
    assert run("record", child, "note", "Likes trains")[0] == run("record", child, "note", "Shy")[0] == 0
    code, out, err = run("correct", child, "note", "Likes buses")
    assert code == 1 and "--was" in err and "Shy" in out
    assert run("correct", child, "note", "Likes buses", "--was", "trains")[0] == 0
    assert run("take-back", child, "note", "--was", "shy", "--because", "Said of her sister")[0] == 0
    told = known(run, child)["known"]
    said = json.dumps(told)
    assert "Likes buses" in said and "trains" not in said and "Shy" not in said
    assert '"safe_to_call": true' in said and '"safe_to_text": false' in said and LATER in said
    for words, sentence in (
        (("note", "Calm", "--safe-to-call"), "--safe-to-call cannot be said of this."),
        (("warning", "Dog"), "A warning needs a day"),
        (("birth", "June"), "2026-11-30"),
        (("sex", "girl"), "Codes: M male"),
    ):
        code, _out, err = run("record", child, *words)
        assert code == 1 and sentence in err


def test_a_withheld_address_is_lifted_by_two_here_or_later(run: Run, tmp_path: Path) -> None:
    child = a_girl(run)
    new = tmp_path / SECOND
    assert run("officers", "add", SECOND, "--role", "manager", "--new-passphrase-file", new)[0] == 0
    withhold = ("withhold", child, "--from", "Her father", "--why", "He looks for her", "--until", LATER)
    assert run(*withhold)[0] == 0
    assert "3 Lock Row" not in json.dumps(known(run, child))
    code, _out, err = run("lift", child, "--because", "Order ended")
    assert code == 1 and "Nobody has agreed" in err
    lift = ("lift", child, "--because", "Order ended", "--second", SECOND, "--second-passphrase-file")
    assert run(*lift, tmp_path / MANAGER)[0] == 1
    assert run(*lift, new)[:2] == (0, "lifted\n")
    assert "3 Lock Row" in json.dumps(known(run, child))
    assert run(*withhold)[0] == run("lift", child, "--because", "Order ended", "--ask")[0] == 0
    assert run("waiting", "list")[1] == ""
    (row,) = json.loads(run("waiting", "list", "--json", officer=SECOND)[1])
    assert "second person" in run("worklist", officer=SECOND)[1]
    assert run("waiting", "refuse", row["key"], officer=SECOND)[0] == 1
    assert run("waiting", "agree", row["key"], officer=SECOND)[:2] == (0, "agreed\n")
    assert run("lift", child, "--because", "Order ended")[0] == 0


def test_a_disagreement_is_settled_a_letter_attached_and_a_setting_set(run: Run, tmp_path: Path) -> None:
    child = a_girl(run)
    code, _out, err = run("settle", child, "birth", "--on", "POL", "--because", "Certificate seen")
    assert code == 1 and "Nobody says that" in err
    assert run("settle", child, "birth", "--on", "LA", "--because", "Certificate seen")[0] == 0
    assert run("settle", child, "birth", "--take-back", "--because", "It was a copy")[0] == 0
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear colleague, Ivy was absent.\n", encoding="utf-8")
    assert run("attach", child, letter, "--sender", "GP")[0] == 0
    assert "attached already" in run("attach", child, letter)[2]
    assert "Ivy was absent." in run("letters", child, "read", "LETTER")[1]
    assert "needs a reason" in run("letters", child, "remove")[2]
    assert run("letters", child, "remove", "--because", "Of another child")[0] == 0
    assert "Of another child" in run("letters", child, "list")[1]
    code, _out, err = run("letters", child, "remove", "--because", "Again")
    assert code == 1 and "No letter fits." in err
    assert run("settings", "set", "council_dpo", "dpo@tidewell.example")[0] == 0
    assert "dpo@tidewell.example" in run("settings", "list", "council_dpo")[1]
    code, _out, err = run("settings", "set", "idle_minutes", "90")
    assert code == 1 and "from 2 to 15" in err
    code, _out, err = run("after-share", "S-A00001-X", "sent", "--channel", "post")
    assert code == 1 and err
