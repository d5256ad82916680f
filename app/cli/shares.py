"""Commands about shares and papers: decide one from a file, list a period, make a paper, trace a copy."""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import resources
from app.cli.opening import add_command, opened, write_out
from app.clock import moment_text
from app.errors import RefusedInput


def add_commands(commands: Any) -> None:
    """Add: share, shares, paper, trace."""
    share = add_command(commands, "share", "Weigh and decide a share from a file.", _share)
    share.add_argument("--from", dest="source", required=True, metavar="SHARE.toml", type=Path)
    share.add_argument("--explain", action="store_true", help="print every rule's result and why")
    listing = add_command(commands, "shares", "List what was shared from one day to another.", _shares)
    listing.add_argument(
        "--from", dest="first_day", required=True, metavar="DAY", type=day, help="2026-11-01"
    )
    listing.add_argument("--to", dest="last_day", required=True, metavar="DAY", type=day, help="2026-11-30")
    listing.add_argument("--csv", metavar="OUT", type=Path, help="write the list there")
    paper = add_command(commands, "paper", "Make a copy of a decided share on paper.", _paper)
    paper.add_argument("reference", metavar="SHARE")
    paper.add_argument("--out", required=True, metavar="FILE.pdf", type=Path)
    trace = add_command(
        commands, "trace", "Which copy is this? By reference, fingerprint or file hash.", _trace
    )
    trace.add_argument("text", metavar="TEXT")
    trace.add_argument("--json", action="store_true")


def _share(asked: argparse.Namespace) -> int:
    from app.sharing.catalogue import shipped_catalogue
    from app.sharing.deciding import decide_share, weigh_share
    from app.sharing.share_file import read_share_file

    draft = read_share_file(_text(asked.source), shipped_catalogue())
    with opened(asked) as desk:
        weighed = desk.read(weigh_share, draft)
        if asked.explain:
            for result in weighed.judgement.results:
                outcome = "later" if result.later else result.outcome
                print("\t".join((result.id, result.severity, outcome, result.sentence)))
        if weighed.questions:
            print("open")
            keys = tomllib.loads(resources.text("law/share_file_keys.toml"))["keys"]
            for question in weighed.questions:
                settles = f"{question.settles} ({keys.get(question.rule, 'reason')})"
                print("\t".join((question.rule, question.severity, question.sentence, settles)))
            print(
                "The share was not decided: questions are open. Nothing was changed. Answer them in the file.",
                file=sys.stderr,
            )
            return 1
        made = desk.do(decide_share, draft)
    print(f"decided {made.reference}")
    return 0


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise RefusedInput(
            "The share's file cannot be read as UTF-8 text.",
            kept="Nothing was decided.",
            next_step="Check its name and place.",
        ) from None


def day(words: str) -> date:
    """Read a day of the command line, written as 2026-11-30."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{words}” is not a day; write it as 2026-11-30") from None


def _shares(asked: argparse.Namespace) -> int:
    from app.sharing.share_list import list_shares, shares_as_csv

    with opened(asked) as desk:
        if asked.csv is not None:
            content, count = desk.do(shares_as_csv, asked.first_day, asked.last_day)
            write_out(asked.csv, content)
            print(f"{count} shares written")
            return 0
        rows = desk.do(list_shares, asked.first_day, asked.last_day)
    for row in rows:
        gateways = ";".join(gateway.id for gateway in row.gateways)
        warned = f"warnings passed: {';'.join(row.warnings)}" if row.warnings else ""
        emergency = "emergency" if row.emergency else ""
        said = (row.reference, moment_text(row.decided_at), row.decision, row.recipient, row.officer)
        print("\t".join((*said, gateways, warned, emergency)))
    print(f"{len(rows)} shares", file=sys.stderr)
    return 0


def _paper(asked: argparse.Namespace) -> int:
    from app.papers.issuing import issue_and_save

    replaced = asked.out.exists()
    with opened(asked) as desk:
        issued = desk.do(issue_and_save, asked.reference, asked.out)
    if replaced:
        print("The file of that name was replaced.", file=sys.stderr)
    print(f"{issued.reference}\t{issued.pages} pages\t{asked.out}")
    return 0


def _trace(asked: argparse.Namespace) -> int:
    from app.papers.printing_register import trace

    with opened(asked) as desk:
        found = desk.read(trace, asked.text)
    if asked.json:
        print(json.dumps([asdict(each) for each in found], default=str, ensure_ascii=False, indent=1))
    else:
        for each in found:
            print(
                f"{each.reference}\t{each.share}\tcopy {each.number}\t{each.document}\t{each.recipient}\t{each.log_head}"
            )
    if not found:
        print("No copy has this reference, fingerprint or file hash.", file=sys.stderr)
    return 0 if found else 1
