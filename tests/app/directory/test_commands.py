"""The command line keeps the directory as the window does: everything of an organisation, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli.running import main
from tests.builders import MANAGER_PASSPHRASE, a_store

Run = Callable[..., tuple[int, str, str]]
ADD = ("add", "--code", "OAK", "--name", "Oak Lane Centre", "--class", "VOLUNTARY", "--body", "CHARITY")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``organisations`` on the store of this test; give exit code, output and errors."""
    store, passphrase = a_store(tmp_path), tmp_path / "passphrase"
    passphrase.write_text(MANAGER_PASSPHRASE + "\n", encoding="utf-8")

    def command(*words: object) -> tuple[int, str, str]:
        given = ["organisations", str(store), *map(str, words), "--passphrase-file", str(passphrase)]
        code = main(given, lambda _arguments: 9)
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def listed(run: Run, code: str) -> dict[str, Any]:
    return next(row for row in json.loads(run("list", "--json")[1]) if row["code"] == code)


def test_everything_of_an_organisation_is_given_in_one_command(run: Run) -> None:
    flags = ("--tells-people-apart", "--s16la-listed", "--commissioned", "--competent-authority")
    code, _out, err = run(
        *ADD, "--parent", "LA", *flags, "--registered-landlord",
        "--channel", "secure_email", "--address", "duty@oak.example", "--secure",
        "--post", "Ms R. Shah, Safeguarding lead", "--post", "Duty worker",
    )  # fmt: skip
    assert (code, err) == (0, "")
    row = listed(run, "OAK")
    assert {row[name] for name in ("commissioned", "competent_authority", "registered_landlord")} == {True}
    assert (row["parent"], row["s16la_listed"], row["tells_people_apart"]) == ("LA", True, True)
    assert row["channels"] == [{"kind": "secure_email", "address": "duty@oak.example", "secure": True}]
    assert {(post["name"], post["title"]) for post in row["posts"]} == {
        ("Ms R. Shah", "Safeguarding lead"), ("", "Duty worker"),
    }  # fmt: skip
    line = next(line for line in run("list")[1].splitlines() if line.startswith("OAK\t"))
    assert "secure email duty@oak.example (secure)" in line and "Duty worker" in line


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--class", "SCHOOL"), "Classes: COUNCIL"),
        (("--body", "POLICE"), "Bodies: PROVIDER, CHARITY"),
        (("--parent", "NOBODY"), "NOBODY"),
        (("--channel", "pigeon", "--address", "x"), "Channels: secure_email"),
        (("--channel", "email"), "no address"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_list_and_nothing_is_added(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    code, _out, err = run(*ADD, *words)
    assert code == 1 and sentence in err
    assert "OAK" not in run("list")[1]


def test_a_change_leaves_what_was_not_named_and_a_refused_one_changes_nothing(run: Run) -> None:
    run(*ADD, "--commissioned", "--post", "Duty worker")
    assert run("change", "--code", "oak", "--name", "Oak Lane Trust", "--no-commissioned")[0] == 0
    row = listed(run, "OAK")
    assert (row["name"], row["class"], row["commissioned"]) == ("Oak Lane Trust", "VOLUNTARY", False)
    code, _out, err = run("change", "--code", "OAK", "--name", "Other", "--channel", "email")
    assert code == 1 and "no address" in err
    assert listed(run, "OAK")["name"] == "Oak Lane Trust"
    assert run("change", "--code", "OAK", "--class", "GP")[0] == 0
    assert listed(run, "OAK")["body"] == "GP"


def test_a_file_is_tried_before_it_is_brought_in_and_a_wrong_row_stops_all_of_it(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "directory.csv"
    path.write_text("code,name,class,body,notes\nA1,A,GP,GP,x\nB1,B,SCHOOL,,\n", encoding="utf-8")
    code, out, err = run("import", path, "--dry-run")
    assert code == 0 and "notes" in err
    assert [line.split("\t")[1] for line in out.splitlines()] == ["added", "refused"]
    code, _out, err = run("import", path)
    assert code == 1 and "Row 3, column class" in err
    assert "A1" not in run("list")[1]


def test_what_is_exported_is_imported_again_without_a_change(run: Run, tmp_path: Path) -> None:
    run(*ADD)
    path = tmp_path / "out.csv"
    assert run("export", path)[0] == 0
    assert run("import", path)[:2] == (0, "0 added, 0 changed\n")
    assert run("export")[0] == 1


def test_a_file_in_another_encoding_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "directory.csv"
    path.write_bytes("code,name,class\nA1,Zoë,GP\n".encode("utf-16"))
    code, _out, err = run("import", path)
    assert code == 1 and "UTF-8" in err
