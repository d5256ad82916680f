"""Commands about consent: who may answer and what was answered, record an answer, take a yes back."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from app.cli.opening import add_command, opened
from app.errors import RefusedInput


def add_commands(commands: Any) -> None:
    """Add: consents, record-consent, withdraw-consent."""
    listing = add_command(
        commands, "consents", "Who may agree for a child, and what was answered.", _consents
    )
    listing.add_argument("person", metavar="CHILD")
    listing.add_argument("--reason", default="", help="why, where the role needs one")
    listing.add_argument("--json", action="store_true")
    record = add_command(commands, "record-consent", "Record an answer about consent from a file.", _record)
    record.add_argument("person", metavar="CHILD", help="a person's reference, or CODE:reference")
    record.add_argument("--file", required=True, metavar="CONSENT.toml", type=Path)
    back = add_command(
        commands, "withdraw-consent", "Take a yes back; shares that rest on it are named.", _back
    )
    back.add_argument("key", metavar="KEY", help="as 'consents' writes it")
    back.add_argument("--method", required=True, choices=("written", "verbal", "electronic"))
    back.add_argument(
        "--by", default="", metavar="WHO", help="self, LA or a reference (default: who gave it)"
    )
    back.add_argument("--capacity", default="", choices=("", "self", "PR", "LA", "deputy"))


def _consents(asked: argparse.Namespace) -> int:
    from app.casefile.finding import whose_reference
    from app.casefile.looking import look_at_child
    from app.sharing.consent_list import consents_about

    with opened(asked) as desk:
        desk.read(whose_reference, asked.person)
        desk.do(look_at_child, asked.person, reason=asked.reason)
        about = desk.read(consents_about, asked.person, reason=asked.reason)
    if asked.json:
        print(json.dumps(asdict(about), default=str, ensure_ascii=False, indent=1))
        return 0
    print(about.who_may_answer)
    for one in about.answers:
        said = (one.key.hex, one.answered_on, one.kind, one.answer, one.given_by, one.capacity)
        print("\t".join((*said, ", ".join(one.scope), ", ".join(one.recipients), one.state)))
    return 0


def _record(asked: argparse.Namespace) -> int:
    from app.sharing.consent_file import read_consent_file
    from app.sharing.consenting import record_consent

    said = read_consent_file(_text(asked.file))
    with opened(asked) as desk:
        key = desk.do(record_consent, asked.person, said)
    print(f"recorded {key.hex}")
    return 0


def _back(asked: argparse.Namespace) -> int:
    from app.sharing.consenting import withdraw_consent

    try:
        key = UUID(hex=asked.key)
    except ValueError:
        raise RefusedInput("This is no key of an answer.", next_step="'consents' writes the keys.") from None
    with opened(asked) as desk:
        done = desk.do(withdraw_consent, key, method=asked.method, given_by=asked.by, capacity=asked.capacity)
    print(f"recorded {done.key.hex}")
    for reference in done.shares:
        print(f"rests on it\t{reference}")
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RefusedInput(
            "The file of the answer cannot be read as UTF-8 text.",
            kept="Nothing was recorded.",
            next_step="Check its name and place.",
        ) from None
