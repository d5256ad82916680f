"""Commands about the law that this council uses: which powers it approved, from when, and which no longer."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cli.keeping import passphrase_of_second
from app.cli.opening import add_command, opened
from app.errors import RefusedInput


def add_commands(commands: Any) -> None:
    """Add: law."""
    law = add_command(commands, "law", "Which powers the council has approved.", _law)
    law.add_argument("what", choices=("list", "approve", "retire", "export", "compare"))
    law.add_argument("power", nargs="?", metavar="POWER", help="the id of a power; of compare: the file")
    law.add_argument("--because", default="", metavar="WORDS")
    law.add_argument("--from", dest="start", default="", metavar="DAY", help="from when it holds here")
    two = law.add_mutually_exclusive_group()
    two.add_argument("--second", metavar="NAME", help="who agrees, here and now, with their own passphrase")
    two.add_argument("--ask", action="store_true", help="ask for a second person, who answers later")
    law.add_argument("--second-passphrase-file", metavar="FILE", type=Path)
    law.add_argument("--json", action="store_true")


def _law(asked: argparse.Namespace) -> int:
    from app.sharing import law_choices

    if asked.what not in ("list", "export") and not asked.power:
        raise RefusedInput("Name the power, or the file to compare.", kept="Nothing was changed.")
    with opened(asked) as desk:
        if asked.what == "retire":
            desk.do(law_choices.retire, asked.power, why=asked.because)
        elif asked.what == "approve":
            return _approve(desk, asked)
        elif asked.what == "export":
            print(desk.read(law_choices.choices_as_file), end="")
            return 0
        elif asked.what == "compare":
            for one in desk.read(law_choices.differences, _text_of(Path(asked.power))):
                print("\t".join((one.gateway, _said(one.now), _said(one.then))))
            return 0
        rows = desk.read(law_choices.choices)
    if asked.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        print("\t".join((row.gateway, _said(row), row.why)))
    if not rows:
        print("The council has chosen nothing yet: every power stands as it came.")
    return 0


def _approve(desk: Any, asked: argparse.Namespace) -> int:
    from app.sharing import law_choices

    why, start = asked.because, asked.start
    if asked.ask:
        desk.do(law_choices.ask_to_approve, asked.power, why=why, local_start=start)
        print("It waits on the worklist of those who may agree. The power stands as before.")
        return 0
    if asked.second:
        words = passphrase_of_second(asked, "The power stands as before.")
        law_choices.approve(
            desk, asked.power, why=why, second=asked.second, passphrase=words, local_start=start
        )
    else:
        desk.do(law_choices.approve_agreed, asked.power, why=why, local_start=start)
    print("approved")
    return 0


def _said(choice: Any) -> str:
    if choice is None:
        return "as it came"
    days = [f"from {choice.local_start}" if choice.local_start else ""]
    days.append(f"out of use since {choice.retired_on}" if choice.retired_on else "")
    return " ".join(part for part in ("approved" if choice.approved else "not approved", *days) if part)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise RefusedInput(
            "The file of choices cannot be read.", kept="Nothing was changed.", next_step="Look where it is."
        ) from None
