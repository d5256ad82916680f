"""Commands about the directory: whom we work with, listed, added, changed, brought in and written out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from app.cli.opening import add_command, opened, write_out
from app.desk import Desk
from app.directory.bringing_in import export_organisations, import_organisations, preview_import, text_of_file
from app.directory.classes import bodies, classes
from app.directory.keeping import add_organisation, change_organisation
from app.directory.organisations import OrganisationShown, list_organisations, organisation
from app.directory.values import ChannelValues, OrganisationValues, PostValues
from app.errors import DeskError
from app.vocabulary import codes

FLAGS = ("tells_people_apart", "commissioned", "competent_authority", "registered_landlord")


def add_commands(commands: Any) -> None:
    """Add: organisations."""
    command = add_command(commands, "organisations", "Who we work with.", _organisations)
    command.add_argument("what", choices=("list", "add", "change", "import", "export"))
    command.add_argument("file", nargs="?", metavar="FILE.csv", type=Path)
    command.add_argument(
        "--code", metavar="CODE", help="for a school: SCH- and its LA and establishment number"
    )
    command.add_argument("--name", metavar="WORDS")
    command.add_argument("--class", dest="class_", metavar="CLASS", help=f"one of: {', '.join(classes())}")
    command.add_argument(
        "--body", metavar="BODY", help=f"needed where a class has several: {', '.join(bodies())}"
    )
    command.add_argument("--parent", metavar="CODE", help="the organisation of which it is a part")
    yes_or_no = argparse.BooleanOptionalAction
    for flag in ("tells-people-apart", "s16la-listed", "commissioned", "competent-authority"):
        command.add_argument(f"--{flag}", action=yes_or_no, default=None)
    command.add_argument("--registered-landlord", action=yes_or_no, default=None)
    kinds = ", ".join(code for code, _words in codes("channel"))
    command.add_argument("--channel", metavar="KIND", help=f"one of: {kinds}")
    command.add_argument("--address", metavar="ADDRESS", help="where the channel leads")
    command.add_argument("--secure", action="store_true", help="the channel is secure")
    command.add_argument(
        "--post", action="append", default=[], metavar="WORDS", help='a role, or "name, role"; once for each'
    )
    command.add_argument("--json", action="store_true")
    command.add_argument("--dry-run", action="store_true", help="say what an import would do, and do nothing")


def _organisations(asked: argparse.Namespace) -> int:
    with opened(asked) as desk:
        if asked.what == "import":
            return _import(desk, asked)
        if asked.what == "export":
            write_out(_file(asked), desk.do(export_organisations))
            return 0
        if asked.what == "add":
            _add(desk, asked)
        elif asked.what == "change":
            _change(desk, asked)
        rows = desk.read(list_organisations)
    if asked.json:
        print(json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=1))
        return 0
    for row in rows:
        channels = "; ".join(f"{c.words}{' (secure)' if c.secure else ''}" for c in row.channels)
        posts = "; ".join(post.words for post in row.posts)
        print(f"{row.code}\t{row.name}\t{row.class_}\t{row.body}\t{channels}\t{posts}")
    return 0


def _plain(row: OrganisationShown) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "class": row.class_,
        "class_": row.class_,
        "body": row.body,
        "parent": row.parent,
        "s16la_listed": row.s16la_listed,
        **{flag: getattr(row, flag) for flag in FLAGS},
        "channels": [{"kind": c.kind, "address": c.address, "secure": c.secure} for c in row.channels],
        "posts": [{"name": post.name, "title": post.title} for post in row.posts],
    }


def _add(desk: Desk, asked: argparse.Namespace) -> None:
    if not (asked.code and asked.name):
        raise DeskError("An organisation needs --code and --name.", kept="Nothing was changed.")
    flags = {flag: value for flag in FLAGS if (value := getattr(asked, flag)) is not None}
    desk.do(
        add_organisation,
        asked.code,
        asked.name,
        asked.class_ or "",
        asked.body or "",
        {**flags, "s16la_listed": asked.s16la_listed},
        parent=asked.parent or "",
        channels=_channels(asked),
        posts=_posts(asked),
    )


def _change(desk: Desk, asked: argparse.Namespace) -> None:
    """Change what is named and leave the rest; a channel and posts are added."""
    if not asked.code:
        raise DeskError("The organisation to change was not named.", next_step="Add --code.")
    known = desk.read(organisation, asked.code)
    names = ("name", "class_", "body", "parent", "s16la_listed", *FLAGS)
    given = {name: value for name in names if (value := getattr(asked, name)) is not None}
    values = {name: getattr(known, name) for name in names} | given
    if "class_" in given and "body" not in given and given["class_"].upper() != known.class_:
        values["body"] = ""
    new = OrganisationValues(code=known.code, **values)
    desk.do(change_organisation, new, channels=_channels(asked), posts=_posts(asked))


def _channels(asked: argparse.Namespace) -> list[ChannelValues]:
    if not (asked.channel or asked.address or asked.secure):
        return []
    return [ChannelValues(asked.channel or "", asked.address or "", asked.secure)]


def _posts(asked: argparse.Namespace) -> list[PostValues]:
    posts = []
    for words in asked.post:
        name, comma, title = words.partition(",")
        posts.append(PostValues(name if comma else "", title if comma else words))
    return posts


def _import(desk: Desk, asked: argparse.Namespace) -> int:
    content = text_of_file(_file(asked))
    preview = desk.read(preview_import, content)
    if preview.not_read:
        print(f"Columns that were not read: {', '.join(preview.not_read)}.", file=sys.stderr)
    if asked.dry_run:
        for row in preview.rows:
            print(f"{row.row}\t{row.outcome}\t{row.code}\t{row.name}\t{row.what}")
        return 0
    added, changed = desk.do(import_organisations, content)
    print(f"{added} added, {changed} changed")
    return 0


def _file(asked: argparse.Namespace) -> Path:
    if asked.file is None:
        raise DeskError("The file was not named.", next_step=f"Add it after '{asked.what}'.")
    file: Path = asked.file
    return file
