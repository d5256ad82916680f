"""Commands about the desk itself: settings, what is to be done, what waits for a second person, what became of a share."""

from __future__ import annotations

import argparse
import base64
import json
from pathlib import Path
from typing import Any

from app.approvals import Waiting, answer_second, waiting_for_second
from app.cli.opening import add_command, opened
from app.clock import LONDON, moment_text, shown_day
from app.errors import NotFound, RefusedInput


def add_commands(commands: Any) -> None:
    """Add: settings, worklist, waiting, after-share."""
    settings = add_command(commands, "settings", "What the council has set.", _settings)
    settings.add_argument("what", choices=("list", "set"))
    settings.add_argument("name", nargs="?", metavar="NAME")
    settings.add_argument("value", nargs="?", metavar="VALUE", help="of the logo: its PNG file")
    settings.add_argument("--json", action="store_true")
    worklist = add_command(commands, "worklist", "What is to be done, what is due first.", _worklist)
    worklist.add_argument("--json", action="store_true")
    waiting = add_command(commands, "waiting", "What waits for you as second person.", _waiting)
    waiting.add_argument("what", choices=("list", "agree", "refuse"))
    waiting.add_argument("key", nargs="?", metavar="KEY", help="as the list shows it")
    waiting.add_argument("--words", default="", metavar="WORDS", help="a refusal says why")
    waiting.add_argument("--json", action="store_true")
    after = add_command(commands, "after-share", "Note what became of a decided share.", _after_share)
    after.add_argument("reference", metavar="SHARE")
    after.add_argument("what", choices=("list", "sent", "answered", "reviewed"))
    after.add_argument("--channel", default="", metavar="KIND", help="by which way it was sent")
    after.add_argument("--receipt", default="", metavar="WORDS")
    after.add_argument("--answer", default="", metavar="ANSWER", help="accepted, rejected or queried")
    after.add_argument("--words", default="", metavar="WORDS", help="what they objected to, asked, or found")
    after.add_argument(
        "--done", action="append", default=[], type=_rule_and_words, metavar="RULE=WORDS",
        help="of a review: what was done about a rule that was put off; once for each",
    )  # fmt: skip
    after.add_argument("--json", action="store_true")


def _settings(asked: argparse.Namespace) -> int:
    from app.settings import change_setting, list_settings

    with opened(asked) as desk:
        if asked.what == "set":
            if asked.name is None or asked.value is None:
                raise RefusedInput("A setting needs its name and its value.", kept="Nothing was changed.")
            desk.do(change_setting, asked.name, _setting_value(asked.name, asked.value))
            print(f"set {asked.name}")
            return 0
        shown = desk.read(list_settings)
    rows = [
        {"name": each.spec.name, "value": each.value, "words": each.spec.words, "who": each.spec.who}
        for each in shown
        if asked.name in (None, each.spec.name)
    ]
    if not rows:
        raise NotFound("There is no setting of this name.", next_step="'list' alone shows them all.")
    if asked.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        value = str(row["value"]).replace("\n", "; ")
        print("\t".join((str(row["name"]), value if len(value) <= 200 else "(set)", str(row["who"]))))
    return 0


def _setting_value(name: str, typed: str) -> str:
    """Give a value as the setting takes it: a picture is read from its file, lines are parted by ``\\n``."""
    from app.settings import specs

    spec = specs().get(name)
    if spec is None or not typed:
        return typed
    if spec.kind == "picture":
        try:
            with Path(typed).open("rb") as file:
                return base64.b64encode(file.read(spec.most + 1)).decode("ascii")
        except OSError:
            raise RefusedInput(
                "The picture cannot be opened.", kept="Nothing was changed.", next_step="Look where it is."
            ) from None
    return typed.replace("\\n", "\n") if spec.kind in ("lines", "names") else typed


def _worklist(asked: argparse.Namespace) -> int:
    from app.frontdoor.worklist import worklist

    with opened(asked) as desk:
        found = desk.read(worklist)
    if asked.json:
        rows = [
            {
                "kind": row.kind,
                "what": row.what,
                "second": row.second,
                "act": row.act,
                "due": moment_text(row.due) if row.due else None,
                "late": row.late,
                "key": row.key,
            }
            for row in found.rows
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for row in found.rows:
        due = shown_day(row.due.astimezone(LONDON).date()) if row.due else ""
        print("\t".join((f"late {due}" if row.late else due, row.act, row.what, row.second)))
    if not found.rows:
        print("Nothing waits for you.")
    return 0


def _waiting(asked: argparse.Namespace) -> int:
    with opened(asked) as desk:
        rows = desk.read(waiting_for_second)
        if asked.what != "list":
            row = _meant(rows, asked.key or "")
            desk.do(answer_second, row.key, given=asked.what == "agree", words=asked.words)
            print("agreed" if asked.what == "agree" else "refused")
            return 0
    if asked.json:
        shown = [
            {
                "key": _short(row),
                "act": row.words,
                "about": row.about,
                "why": row.why,
                "by": row.asked_by,
                "at": moment_text(row.asked_at),
            }
            for row in rows
        ]
        print(json.dumps(shown, ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        asked_on = shown_day(row.asked_at.astimezone(LONDON).date())
        print("\t".join((_short(row), row.words, row.about, row.why, row.asked_by, asked_on)))
    return 0


def _short(row: Waiting) -> str:
    """Give the end of a key, by which it is named: its beginning is the time, which several may share."""
    return row.key.hex[-12:]


def _meant(rows: tuple[Waiting, ...], key: str) -> Waiting:
    for row in rows:
        if _short(row) == key.strip().lower():
            return row
    raise NotFound(
        "Nothing waits for you under this key.",
        kept="Nothing was changed.",
        next_step="'waiting STORE list' shows what waits, each with its key.",
    )


def _rule_and_words(typed: str) -> tuple[str, str]:
    rule, equals, words = typed.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"“{typed}” has no = between the rule and what was done")
    return rule.strip(), words


def _after_share(asked: argparse.Namespace) -> int:
    from app.sharing import afterwards

    with opened(asked) as desk:
        if asked.what == "sent":
            desk.do(afterwards.mark_sent, asked.reference, channel=asked.channel, receipt=asked.receipt)
        elif asked.what == "answered":
            desk.do(afterwards.mark_answered, asked.reference, answer=asked.answer, words=asked.words)
        elif asked.what == "reviewed":
            desk.do(afterwards.review_emergency, asked.reference, dict(asked.done), asked.words)
        steps = desk.read(afterwards.afterwards, asked.reference)
        review = desk.read(afterwards.review_of, asked.reference)
    if asked.json:
        rows = [
            {"kind": step.kind, "at": moment_text(step.at), "officer": step.officer, "content": step.content}
            for step in steps
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for step in steps:
        said = "; ".join(str(part) for part in step.content.values() if part)
        print("\t".join((step.kind, shown_day(step.at.astimezone(LONDON).date()), step.officer, said)))
    if review is not None:
        for each in review.put_off:
            print(f"to be reviewed\t{each.rule}\t{each.sentence}")
    return 0
