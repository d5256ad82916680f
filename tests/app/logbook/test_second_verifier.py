"""The stand-alone verifier and the program's own check agree on every tampering, and with an anchor both see it."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from app import log_chain
from app.desk import Desk
from app.directory import keeping
from app.log_chain import ChainEntry
from app.logbook.exporting import log_as_chain

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "packaging" / "verify" / "verify_log.py"
NAMES = [field.name for field in fields(ChainEntry)]
Entries = list[dict[str, Any]]


def _second() -> Any:
    spec = importlib.util.spec_from_file_location("verify_log", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SECOND = _second()


def a_log(length: int = 12) -> tuple[Entries, str]:
    """Give a sound log, as it is written out, and its head."""
    entries: Entries = []
    before = ""
    for number in range(1, length + 1):
        changes = [f"{number:064x}"] * (number % 3)
        entry = ChainEntry(
            sequence=number,
            at=f"2026-11-{number:02d}T10:00:00.000000Z",
            officer_id="018f",
            officer="Zoë Nair",
            device="A",
            act="open_child",
            persons=(f"p{number}",),
            things=("t1", "t2"),
            groups=("name",),
            counts={"rows": number},
            reason_code="",
            digest=log_chain.digest_of(changes),
            previous=before,
        )
        before = log_chain.hash_of(entry)
        entries.append({**entry.__dict__, "hash": before, "seal": "s" * 64, "changes": changes})
    return json.loads(json.dumps(entries)), log_chain.short_head(length, before)


def second_sees(entries: Entries, *heads: str) -> bool:
    lines = [json.dumps(entry, ensure_ascii=False) for entry in entries]
    return bool(SECOND.check(lines, heads))


def _entry(said: dict[str, Any]) -> ChainEntry:
    values: dict[str, Any] = {
        name: tuple(said[name]) if isinstance(said[name], list) else said[name] for name in NAMES
    }
    return ChainEntry(**values)


def ours_sees(entries: Entries, *heads: str) -> bool:
    """Ask the program's own check, which reads the same fields from the store."""
    plain = [_entry(said) for said in entries]
    hashes = {entry.sequence: entry.hash for entry in plain}
    return (
        any(log_chain.faults(plain))
        or any(log_chain.digest_of(entry["changes"]) != entry["digest"] for entry in entries)
        or any(log_chain.anchored(head, hashes) for head in heads)
    )


def _write_anew(entries: Entries, start: int) -> None:
    """Chain the log again from an entry on, as somebody would who knows how it is made."""
    before = entries[start - 1]["hash"] if start else ""
    for entry in entries[start:]:
        entry["previous"] = before
        entry["hash"] = before = log_chain.hash_of(_entry(entry))


def _edit(field: str, value: Any, *, at: int, anew: bool) -> Callable[[Entries], None]:
    def tamper(entries: Entries) -> None:
        entries[at][field] = value
        if anew:
            _write_anew(entries, at)

    return tamper


def _part(what: str, at: int) -> Callable[[Entries], None]:
    def tamper(entries: Entries) -> None:
        if what == "left out":
            entries.pop(at)
        elif what == "twice":
            entries.insert(at, entries[at])
        elif what == "emptied":
            entries[at].clear()
        elif what == "without its seal":
            entries[at].pop("seal")
        elif what == "the last that is left":
            del entries[at + 1 :]
        elif what == "the first that is left":
            del entries[:at]
        else:
            entries[at : at + 2] = entries[at : at + 2][::-1]

    return tamper


def _tamperings() -> dict[str, Callable[[Entries], None]]:
    other: dict[str, Any] = {
        "at": "2026-11-01T09:00:00.000000Z", "officer_id": "018e", "officer": "Tom Abara", "device": "B",
        "act": "search", "persons": ["p99"], "things": ["t1"], "groups": [], "counts": {"rows": 0},
        "reason_code": "other", "digest": "0" * 64, "changes": ["1" * 64, "2" * 64], "hash": "f" * 64, "previous": "e" * 64,
    }  # fmt: skip
    cases: dict[str, Callable[[Entries], None]] = {}
    for at in (0, 5, 10):
        for field, value in other.items():
            cases[f"{field} of {at}"] = _edit(field, value, at=at, anew=False)
            if field not in ("hash", "previous", "changes"):
                cases[f"{field} of {at}, chained anew"] = _edit(field, value, at=at, anew=True)
        for what in ("left out", "twice", "emptied", "without its seal", "changed over with the next"):
            cases[f"{at} {what}"] = _part(what, at)
        cases[f"{at} renumbered"] = _edit("sequence", at + 2, at=at, anew=True)
    for at in range(1, 11):
        cases[f"{at} the last that is left"] = _part("the last that is left", at)
        cases[f"{at} the first that is left"] = _part("the first that is left", at)
    return cases


TAMPERINGS = _tamperings()


def test_there_are_a_hundred_tamperings() -> None:
    assert len(TAMPERINGS) >= 100


def test_a_sound_log_is_sound_for_both() -> None:
    entries, head = a_log()
    assert not second_sees(entries, head)
    assert not ours_sees(entries, head)


@pytest.mark.parametrize("name", TAMPERINGS)
def test_both_see_a_tampering_when_an_anchor_is_given(name: str) -> None:
    entries, head = a_log()
    TAMPERINGS[name](entries)
    assert second_sees(entries, head)
    if all(set(entry) >= set(NAMES) for entry in entries):
        assert ours_sees(entries, head)
        assert second_sees(entries) == ours_sees(entries), "they agree without an anchor too"


def test_only_the_anchor_sees_a_log_that_was_chained_anew() -> None:
    entries, head = a_log()
    _edit("officer", "Tom Abara", at=3, anew=True)(entries)
    assert not second_sees(entries)
    assert second_sees(entries, head)


def test_a_thousand_random_edits_of_the_written_file_are_all_seen() -> None:
    """Any letter changed, put in or taken out: unless the entries still say the same, it is seen."""
    entries, head = a_log()
    sound = [json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries]
    chance, edits = random.Random(20261125), 0
    while edits < 1000:
        lines = list(sound)
        at = chance.randrange(len(lines))
        place = chance.randrange(len(lines[at]))
        put_in = chance.choice(["", "0", "f", "x", '"', ",", "é", "\\", "]", "}"])
        line = lines[at][:place] + put_in + lines[at][place + chance.randrange(2) :]
        if line == lines[at] or _same_but_for_the_seal(line, lines[at]):
            continue
        lines[at] = line
        edits += 1
        assert SECOND.check(lines, (head,)), f"not seen: {line}"


def _same_but_for_the_seal(line: str, sound: str) -> bool:
    """Tell whether a line says the same still; seals are beyond this check, which has no key."""
    try:
        read = json.loads(line)
    except ValueError:
        return False
    return (
        isinstance(read, dict)
        and read.keys() >= {"seal"}
        and {**read, "seal": ""}
        == {
            **json.loads(sound),
            "seal": "",
        }
        and isinstance(read["seal"], str)
    )


def test_what_the_desk_writes_out_is_read_by_the_script_alone(desk: Desk, tmp_path: Path) -> None:
    desk.do(keeping.add_post, "HV", "", "Duty health visitor")
    log = tmp_path / "log.jsonl"
    log.write_text(desk.do(log_as_chain), encoding="utf-8")
    lines = log.read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1])
    assert len(lines) == desk.head().sequence - 1, "that it was written out is logged after it"
    head = log_chain.short_head(last["sequence"], last["hash"])
    plain = [sys.executable, "-I", "-S", str(SCRIPT), str(log)]
    told = subprocess.run([*plain, head], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stdout) == (0, "No fault was found.\n")
    log.write_text("\n".join(lines[:-1]), encoding="utf-8")
    told = subprocess.run([*plain, head], capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert "cut short" in told.stdout
    assert subprocess.run(plain[:-1], capture_output=True, check=False).returncode == 2


def test_the_script_is_short_enough_to_be_read_by_an_auditor() -> None:
    assert len(SCRIPT.read_text(encoding="utf-8").splitlines()) <= 80
