"""Is an answer about consent read from a file as it was written, and typed commands record, list and withdraw it?"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields
from pathlib import Path

import pytest

import resources
from app.cli.running import main
from app.clock import today
from app.errors import RefusedInput
from app.sharing.case_codes import ANSWERS
from app.sharing.consent_answers import KINDS, Answer
from app.sharing.consent_file import read_consent_file
from tests.app.sharing.children import a_child
from tests.builders import MANAGER_PASSPHRASE, a_desk

FILE = """schema = "mash-desk/consent/1"
kind = "CONFIDENTIALITY"
answer = "given"
answered_on = {day}
given_by = "self"
capacity = "self"
scope = ["IDENTITY"]
recipients = ["*"]
purpose = "So that the health visitor can call."
method = "written"
"""
WHOLE = FILE.format(day="2026-11-02")


def test_every_part_is_read_as_it_stands() -> None:
    key = "0192f0c0a1b27c3d8e4f5a6b7c8d9e0f"
    said = read_consent_file(WHOLE + f'expires_on = "2027-11-02"\nreplaces = "{key}"\n')
    assert (said.answered_on, said.expires_on) == (dt.date(2026, 11, 2), dt.date(2027, 11, 2))
    assert said.replaces is not None and said.replaces.hex == key
    assert (said.scope, said.recipients, said.gillick) == (("IDENTITY",), ("*",), "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("kind = ", "not readable as TOML"),
        (WHOLE.replace("consent/1", "consent/2"), "schema"),
        (WHOLE + 'colour = "red"\n', "key colour is unknown"),
        (WHOLE.replace('answer = "given"\n', ""), "has no answer"),
        (WHOLE.replace('["*"]', '"*"'), "recipients is a list"),
        (WHOLE.replace('["IDENTITY"]', "[1]"), "scope is a list"),
        (WHOLE.replace("2026-11-02", "7"), "answered_on is a day"),
        (WHOLE.replace("2026-11-02", '"2 November"'), "write it as"),
        (WHOLE.replace('"written"', "1"), "method is a text"),
        (WHOLE + 'replaces = "the last one"\n', "key of this store"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_naming_the_key(text: str, why: str) -> None:
    with pytest.raises(RefusedInput, match=why):
        read_consent_file(text)


def test_an_answer_is_recorded_listed_and_taken_back_by_typing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = a_desk(tmp_path)
    child = a_child(desk)
    store = desk.keeper.path
    desk.close()
    words, file = tmp_path / "words", tmp_path / "CONSENT.toml"
    words.write_text(MANAGER_PASSPHRASE + "\n", encoding="utf-8")
    file.write_text(FILE.format(day=today().isoformat()), encoding="utf-8")

    def run(name: str, *rest: str) -> tuple[int, str]:
        code = main([name, str(store), *rest, "--passphrase-file", str(words)], lambda _arguments: 9)
        return code, capsys.readouterr().out

    code, out = run("record-consent", child.reference, "--file", str(file))
    key = out.split()[-1]
    assert (code, out) == (0, f"recorded {key}\n")
    code, out = run("consents", child.reference)
    assert code == 0 and key in out and "responsibility" in out
    assert run("withdraw-consent", key, "--method", "verbal")[0] == 0
    code, out = run("consents", child.reference, "--json")
    assert [one["answer"] for one in json.loads(out)["answers"]] == ["given", "withdrawn"]
    assert run("withdraw-consent", "no-key", "--method", "verbal")[0] == 1
    file.unlink()
    assert run("record-consent", child.reference, "--file", str(file))[0] == 1


@pytest.mark.parametrize("key", ["schema", *(field.name for field in fields(Answer)), *KINDS, *ANSWERS])
def test_the_help_page_names(key: str) -> None:
    assert f"`{key}`" in resources.text("help/share-files.md")
