"""Commands about the store itself: make it, its officers, its log."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app import officers, recovery, vault
from app.cli.opening import add_command, first_line, opened, passphrase, write_out
from app.vocabulary import role_words
from models.codes import Role


def add_commands(commands: Any) -> None:
    """Add: create, recovery-key, officers, log, verify."""
    create = add_command(commands, "create", "Make a new store.", _create, store=False)
    create.add_argument("store", metavar="STORE", type=Path)
    create.add_argument("--council", required=True, metavar="NAME")
    create.add_argument("--officer", required=True, metavar="NAME", help="the first officer")
    create.add_argument("--post", default="", metavar="WORDS", help="the first officer's post")
    create.add_argument(
        "--recovery-public", metavar="FILE", type=Path, help="the council's public recovery key"
    )
    create.add_argument("--passphrase-file", metavar="FILE", type=Path)
    pair = add_command(
        commands, "recovery-key", "Make the council's recovery key.", _recovery_key, store=False
    )
    pair.add_argument("--out", required=True, metavar="DIR", type=Path)
    _add_officers(commands)
    log = add_command(commands, "log", "Write the log out as CSV, or for a check without this program.", _log)
    form = log.add_mutually_exclusive_group(required=True)
    form.add_argument("--csv", metavar="OUT", type=Path)
    form.add_argument("--chain", metavar="OUT.jsonl", type=Path, help="for packaging/verify/verify_log.py")
    verify = add_command(commands, "verify", "Is the log as it was written?", _verify)
    verify.add_argument("--anchor", action="append", default=[], metavar="HEAD", help="a printed log head")
    verify.add_argument("--recovery-key", metavar="FILE", type=Path, help="file of the recovery words")
    verify.add_argument("--json", action="store_true")


def _add_officers(commands: Any) -> None:
    command = add_command(commands, "officers", "Who works at this desk.", _officers)
    command.add_argument("what", choices=("add", "remove", "role", "passphrase", "list"))
    command.add_argument("name", nargs="?", default="", metavar="NAME")
    command.add_argument("--role", action="append", default=[], choices=[role.value for role in Role])
    command.add_argument("--post", default="", metavar="WORDS")
    command.add_argument("--new-passphrase-file", metavar="FILE", type=Path)
    command.add_argument("--json", action="store_true")


def _create(asked: argparse.Namespace) -> int:
    public = recovery.read_public(asked.recovery_public) if asked.recovery_public else None
    made = vault.create_store(
        asked.store,
        council=asked.council,
        officer=asked.officer,
        post=asked.post,
        passphrase=passphrase(asked.passphrase_file, "New passphrase: "),
        recovery_public=public,
    )
    print(f"made {made.path}")
    print("The store and the file that ends in .mash.keys travel together: one without the other is lost.")
    if made.recovery_words:
        print("Recovery key, shown this once. Write the words down and keep them away from this laptop:")
        print(made.recovery_words)
    return 0


def _recovery_key(asked: argparse.Namespace) -> int:
    public, private = recovery.write_pair(asked.out)
    print(f"public half, for every laptop: {public}")
    print(f"private half, to be locked away: {private}")
    return 0


def _officers(asked: argparse.Namespace) -> int:
    from app.rekeying import change_store_key

    with opened(asked) as desk:
        if asked.what == "list":
            _print_officers(desk.read(officers.list_officers), asked.json)
            return 0
        if asked.what == "passphrase":
            old = passphrase(asked.passphrase_file, "Passphrase until now: ")
            officers.change_passphrase(desk, old, _new_passphrase(asked))
            print("The passphrase is changed.")
            return 0
        roles = tuple(Role(role) for role in asked.role)
        if asked.what == "add":
            shown = officers.add_officer(
                desk, asked.name, passphrase=_new_passphrase(asked), roles=roles, post=asked.post
            )
        elif asked.what == "role":
            shown = desk.do(officers.change_roles, asked.name, roles)
        else:
            shown = officers.remove_officer(desk, asked.name)
            change_store_key(desk)
        _print_officers((shown,), asked.json)
    return 0


def _new_passphrase(asked: argparse.Namespace) -> str:
    if asked.new_passphrase_file is not None:
        return first_line(asked.new_passphrase_file)
    return passphrase(None, "New passphrase: ")


def _print_officers(shown: tuple[officers.OfficerShown, ...], as_json: bool) -> None:
    if as_json:
        print(
            json.dumps([{**asdict(each), "id": str(each.id)} for each in shown], ensure_ascii=False, indent=1)
        )
        return
    for each in shown:
        roles = ", ".join(role_words(role) for role in each.roles)
        print(f"{each.name}\t{each.post}\t{roles}\t{'here' if each.here else 'left'}")


def _log(asked: argparse.Namespace) -> int:
    from app.logbook.exporting import log_as_chain
    from app.logbook.searching import log_as_csv

    with opened(asked) as desk:
        content = desk.do(log_as_csv if asked.csv else log_as_chain)
    write_out(asked.csv or asked.chain, content)
    print(f"{content.count(chr(10)) - (1 if asked.csv else 0)} entries written")
    return 0


def _verify(asked: argparse.Namespace) -> int:
    from app.logbook.verifying import verify

    private = recovery.read_private(asked.recovery_key) if asked.recovery_key else None
    with opened(asked, checked=False) as desk:
        fault = desk.check_whole()
        results = verify(desk, anchors=tuple(asked.anchor), recovery_private=private)
    if asked.json:
        print(json.dumps([asdict(result) for result in results], ensure_ascii=False, indent=1))
    else:
        for result in results:
            state = {True: "holds", False: "BROKEN", None: "not checked"}[result.holds]
            print(f"{result.name}\t{state}\t{result.words}")
    if fault is not None:
        raise fault
    return 0 if all(result.holds is not False for result in results) else 1
