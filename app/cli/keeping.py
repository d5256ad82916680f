"""Commands that keep what must hold about a child: a disagreement settled, an address withheld and lifted by two."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from app.access import Act
from app.cli.opening import add_command, opened, passphrase
from app.cli.shares import day
from app.desk import Desk
from app.errors import NotFound, RefusedInput


def add_commands(commands: Any) -> None:
    """Add: settle, withhold, lift."""
    settle = add_command(commands, "settle", "Say what is gone by where agencies disagree.", _settle)
    settle.add_argument("person", metavar="PERSON")
    settle.add_argument("group", metavar="GROUP", help="what they disagree on, such as birth or name")
    settle.add_argument("--on", metavar="CODE", help="go by what this organisation says")
    settle.add_argument(
        "--says", default="", metavar="WORDS", help="which of its words, where it says several"
    )
    settle.add_argument("--take-back", action="store_true", help="show the disagreement again")
    settle.add_argument("--because", required=True, metavar="WORDS", help="what you know it from")
    withhold = add_command(commands, "withhold", "Withhold an address from somebody.", _withhold)
    withhold.add_argument("person", metavar="PERSON")
    withhold.add_argument("--from", dest="from_whom", required=True, metavar="WHOM")
    withhold.add_argument("--from-person", metavar="PERSON", help="their reference, where they are kept here")
    withhold.add_argument("--why", required=True, metavar="WORDS")
    withhold.add_argument("--until", metavar="DAY", type=day, help="default: until two people lift it")
    lift = add_command(commands, "lift", "Lift a withheld address: it takes two people.", _lift)
    lift.add_argument("person", metavar="PERSON")
    lift.add_argument("--because", required=True, metavar="WORDS")
    lift.add_argument(
        "--from", dest="from_whom", default="", metavar="WHOM", help="which, where several stand"
    )
    two = lift.add_mutually_exclusive_group()
    two.add_argument("--second", metavar="NAME", help="who agrees, here and now, with their own passphrase")
    two.add_argument("--ask", action="store_true", help="ask for a second person, who answers later")
    lift.add_argument("--second-passphrase-file", metavar="FILE", type=Path)


def _settle(asked: argparse.Namespace) -> int:
    from app.casefile.case_view import open_case
    from app.casefile.finding import whose_reference
    from app.people.settling import settle, unsettle

    with opened(asked) as desk:
        person = desk.read(whose_reference, asked.person)
        view = desk.do(open_case, person)
        if asked.take_back:
            key = next((each.key for each in view.settled if each.group == asked.group), None)
            if key is None:
                raise NotFound("Nothing was settled on that.", kept="Nothing was changed.")
            desk.do(unsettle, key, because=asked.because)
        else:
            desk.do(settle, person, asked.group, because=asked.because, statement=_said(view, asked))
    print("taken back; the disagreement is shown again" if asked.take_back else "settled")
    return 0


def _said(view: Any, asked: argparse.Namespace) -> UUID:
    """Give the statement of the organisation that is meant; refused for none and for several, which are shown."""
    code = (asked.on or "").casefold()
    said = [
        (column.organisation, each)
        for column in view.columns
        for each in column.statements
        if each.group == asked.group
        and (not code or column.organisation.casefold() == code)
        and asked.says.casefold() in each.text.casefold()
    ]
    if len({(organisation, each.text) for organisation, each in said}) == 1:
        key: UUID = said[0][1].id
        return key
    for organisation, each in said:
        print("\t".join((organisation, each.group_words, each.text, each.said_on)))
    raise RefusedInput(
        "Several versions fit." if said else "Nobody says that of this person.",
        kept="Nothing was changed.",
        next_step="Name one with --on and its organisation's code; --says tells two of its words apart.",
    )


def _withhold(asked: argparse.Namespace) -> int:
    from app.casefile.finding import whose_reference
    from app.people.withholding import withhold_address

    with opened(asked) as desk:
        person = desk.read(whose_reference, asked.person)
        other = desk.read(whose_reference, asked.from_person) if asked.from_person else None
        desk.do(
            withhold_address,
            person,
            from_whom=asked.from_whom,
            why=asked.why,
            until=asked.until.isoformat() if asked.until else None,
            from_person=other,
        )
    print("withheld")
    return 0


def _lift(asked: argparse.Namespace) -> int:
    from app.approvals import ask_second
    from app.casefile.finding import whose_reference
    from app.people.withholding import lift_agreed_address, lift_withheld_address

    with opened(asked) as desk:
        person = desk.read(whose_reference, asked.person)
        key = _withholding(desk, person, asked.from_whom)
        if asked.ask:
            desk.do(ask_second, Act.LIFT_WITHHELD_ADDRESS, key, asked.because, person=person)
            print("It waits on the worklist of those who may agree. The address stays withheld.")
            return 0
        if asked.second:
            words = passphrase_of_second(asked, "The address stays withheld.")
            lift_withheld_address(desk, key, because=asked.because, second=asked.second, passphrase=words)
        else:
            desk.do(lift_agreed_address, key, because=asked.because)
    print("lifted")
    return 0


def passphrase_of_second(asked: argparse.Namespace, kept: str) -> str:
    """Read the passphrase of the second person; ``kept`` says what stands when there is none."""
    if asked.second_passphrase_file is None and not sys.stdin.isatty():
        raise RefusedInput(
            "The passphrase of the second person was not given.",
            kept=kept,
            next_step="Name a file that holds it with --second-passphrase-file, or ask for later with --ask.",
        )
    return passphrase(asked.second_passphrase_file, f"Passphrase of {asked.second}: ")


def _withholding(desk: Desk, person: UUID, from_whom: str) -> UUID:
    from app.people.withholding import withholdings

    stand = [
        each for each in desk.read(withholdings, person) if from_whom.casefold() in each.from_whom.casefold()
    ]
    if len(stand) == 1:
        return stand[0].key
    for each in stand:
        print("\t".join((each.from_whom, each.why, each.until, "agreed" if each.agreed else "")))
    raise NotFound(
        "Several withholdings stand." if stand else "No address is withheld that fits.",
        kept="Nothing was changed.",
        next_step="Name one with --from." if stand else "'case' shows what is withheld.",
    )
