"""Commands that write down by hand: somebody who is added, what is known of them, and who is family of whom."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from app.cli.opening import add_command, opened
from app.cli.typed import YES_OR_NO, given_date, said_value, says_safe
from app.desk import Desk
from app.errors import DeskError, RefusedInput
from app.people.adding import ADULT, CHILD, UNBORN, Added, NewPerson, Relation
from app.vocabulary import codes

#: What is recorded by its words, its number, its day or its code.
RECORDED = (
    *("warning", "note", "alias", "phone", "email", "address", "interpreter", "gender", "religion"),
    *("nhs_number", "upn", "former_upn", "uln", "birth", "death", "expected", "sex"),
)


def add_commands(commands: Any) -> None:
    """Add: add-person, record, correct, take-back, relate, record-birth, attach, letters."""
    _add_person_command(commands)
    record = add_command(commands, "record", "Record what you know of somebody.", _record)
    _say_what(record)
    record.add_argument("text", metavar="TEXT", help="the words, number, day (2026-11-30) or code")
    _add_facts(record)
    record.add_argument("--said-on", metavar="DAY", type=given_date, help="when it was said (default: today)")
    correct = add_command(
        commands, "correct", "Say what holds instead of what an officer recorded.", _correct
    )
    _say_what(correct)
    correct.add_argument("text", metavar="TEXT")
    _add_facts(correct)
    correct.add_argument("--was", default="", metavar="WORDS", help="which, where several stand: words of it")
    back = add_command(commands, "take-back", "Say that something recorded no longer holds.", _take_back)
    _say_what(back, "relation")
    back.add_argument("--because", required=True, metavar="WORDS")
    back.add_argument("--was", default="", metavar="WORDS", help="which, where several stand: words of it")
    relate = add_command(commands, "relate", "Say who somebody is to a person.", _relate)
    relate.add_argument("person", metavar="PERSON")
    _add_relative(relate, "relation", _relation, "RELATION")
    birth = add_command(commands, "record-birth", "Record that an unborn child was born.", _birth)
    birth.add_argument("person", metavar="CHILD")
    birth.add_argument("day", metavar="DAY", type=given_date)
    for name in ("given", "family", "sex", "nhs-number"):
        birth.add_argument(f"--{name}", default="", metavar="WORDS")
    attach = add_command(commands, "attach", "Keep a letter or mail that came in about somebody.", _attach)
    attach.add_argument("person", metavar="PERSON")
    attach.add_argument("file", metavar="FILE", type=Path)
    attach.add_argument("--sender", default="", metavar="CODE", help="who sent it, by code of the directory")
    attach.add_argument("--received", metavar="DAY", type=given_date)
    letters = add_command(commands, "letters", "The letters kept about somebody.", _letters)
    letters.add_argument("person", metavar="PERSON")
    letters.add_argument("what", choices=("list", "read", "remove"))
    letters.add_argument("name", nargs="?", default="", metavar="NAME", help="words of its name")
    letters.add_argument("--because", default="", metavar="WORDS", help="a removal needs a reason")
    letters.add_argument("--reason", default="", help="why, where the role needs one")


def _add_person_command(commands: Any) -> None:
    add = add_command(commands, "add-person", "Add a child, an adult or an unborn child by hand.", _add)
    kind = add.add_mutually_exclusive_group(required=True)
    for each in (CHILD, ADULT, UNBORN):
        kind.add_argument(f"--{each}", dest="kind", action="store_const", const=each)
    for name in ("given", "middle", "family", "known-as", "nhs-number", "postcode"):
        add.add_argument(f"--{name}", default="", metavar="WORDS")
    for name in ("birth", "expected"):
        add.add_argument(f"--{name}", metavar="DAY", type=given_date, help="2019-03-12, 2019-03 or 2019")
    add.add_argument("--sex", default="", choices=[code for code, _ in codes("sex")])
    add.add_argument("--line", action="append", default=[], metavar="WORDS", help="of the address; once each")
    _add_relative(add, "--relation", _relation, "RELATION")
    add.add_argument("--none-of-these", action="store_true", help="none of those found is meant")


def _say_what(command: argparse.ArgumentParser, *also: str) -> None:
    command.add_argument("person", metavar="PERSON")
    command.add_argument(
        "what", choices=(*RECORDED, *also), metavar="WHAT", help=", ".join((*RECORDED, *also))
    )


def _add_facts(command: argparse.ArgumentParser) -> None:
    """Add what may be said with a warning, a way to reach somebody, or an address."""
    command.add_argument("--review", metavar="DAY", type=given_date, help="of a warning: looked at again by")
    command.add_argument("--kind", default="", metavar="KIND", help="of a telephone or address")
    command.add_argument("--postcode", default="", metavar="POSTCODE")
    for name in says_safe():
        command.add_argument(f"--{name.replace('_', '-')}", action=YES_OR_NO, default=None)


def _add_relative(command: argparse.ArgumentParser, name: str, type_: Any, metavar: str) -> None:
    known = ", ".join(f"{code} {words}" for code, words in codes("relation"))
    command.add_argument(name, type=type_, metavar=metavar, help=f"who they are to the person: {known}")
    command.add_argument("--of", metavar="PERSON", help="who it is, where they are here")
    command.add_argument(
        "--of-given", default="", metavar="WORDS", help="first name, where they are not here"
    )
    command.add_argument("--of-family", default="", metavar="WORDS", help="their family name")
    command.add_argument("--parental-responsibility", action=YES_OR_NO, default=None)
    command.add_argument("--lives-with", action=YES_OR_NO, default=None)


def _relation(words: str) -> str:
    """Read a relation by its code or its words."""
    for code, said in codes("relation"):
        if words.casefold() in (code.casefold(), said.casefold()):
            return code
    raise argparse.ArgumentTypeError(f"“{words}” is no relation; write a code such as PAM, or its words")


def _relative(desk: Desk, asked: argparse.Namespace) -> Relation:
    from app.casefile.finding import whose_reference

    person = desk.read(whose_reference, asked.of) if asked.of else None
    name = {"given": asked.of_given.strip(), "family": asked.of_family.strip()}
    return Relation(
        asked.relation,
        person,
        None,
        {} if person else {key: part for key, part in name.items() if part},
        asked.parental_responsibility,
        asked.lives_with,
    )


def _add(asked: argparse.Namespace) -> int:
    from app.linking.candidates import propose_links
    from app.people.adding import add_person

    with opened(asked) as desk:
        new = NewPerson(
            kind=asked.kind,
            given=asked.given,
            middle=asked.middle,
            family=asked.family,
            known_as=asked.known_as,
            birth=asked.birth,
            expected=asked.expected,
            sex=asked.sex,
            nhs_number=asked.nhs_number,
            lines=tuple(asked.line),
            postcode=asked.postcode,
            relations=(_relative(desk, asked),) if asked.relation else (),
        )
        if not asked.none_of_these:
            _look_who_is_here(desk, new)
        _print_added(desk.do(add_person, new, place=propose_links))
    return 0


def _look_who_is_here(desk: Desk, new: NewPerson) -> None:
    """Show who has this name here, and refuse to add another before somebody said that none of them is meant."""
    from app.casefile.finding import find, settle_search

    name = " ".join(part.strip() for part in (new.given, new.family) if part.strip())
    page = desk.read(find, name) if name else None
    if page is None or not page.hits:
        return
    desk.do(settle_search, page.hits)
    for hit in page.hits:
        who = hit.person or f"- {hit.organisation} {hit.agency_reference}"
        print("\t".join((who, hit.name, hit.birth, ", ".join(hit.why))))
    raise DeskError(
        "Somebody of this name may be here already.",
        kept="Nobody was added.",
        next_step="Look at those shown; where none of them is meant, add --none-of-these.",
    )


def _print_added(added: Added) -> None:
    if added.person is not None:
        print(f"added {added.reference}")
    else:
        print("added; it waits to be decided whether it is a child who is here already")
        print("'worklist' shows the pair.", file=sys.stderr)


def _record(asked: argparse.Namespace) -> int:
    from app.casefile.finding import whose_reference
    from app.people.saying import record_statement

    value = said_value(asked)
    said_on = asked.said_on.iso() if asked.said_on else None
    with opened(asked) as desk:
        person = desk.read(whose_reference, asked.person)
        desk.do(record_statement, person, asked.what, value, said_on=said_on)
    print(f"recorded: {dict(codes('group'))[asked.what]}")
    return 0


def _correct(asked: argparse.Namespace) -> int:
    from app.people.saying import correct_statement

    value = said_value(asked)
    with opened(asked) as desk:
        desk.do(correct_statement, _standing(desk, asked), value)
    print("corrected; what stood before is kept")
    return 0


def _take_back(asked: argparse.Namespace) -> int:
    from app.people.saying import take_back_statement

    with opened(asked) as desk:
        desk.do(take_back_statement, _standing(desk, asked), because=asked.because)
    print("taken back; what was recorded is kept")
    return 0


def _standing(desk: Desk, asked: argparse.Namespace) -> Any:
    """Give the one statement of an officer that is meant; refused for none, and for several, which are shown."""
    from app.casefile.finding import whose_reference
    from app.casefile.own_record import open_own_record

    own = desk.do(open_own_record, desk.read(whose_reference, asked.person))
    wanted = asked.was.casefold()
    stand = [
        one
        for one in own.statements
        if one.group == asked.what and not one.ended and wanted in one.text.casefold()
    ]
    if len(stand) == 1:
        return stand[0].key
    for one in stand:
        print("\t".join((one.group_words, one.text, one.by, one.said_on)))
    raise RefusedInput(
        "Several things that officers recorded fit." if stand else "No officer recorded anything that fits.",
        kept="Nothing was changed.",
        next_step="Add --was with words of the one that is meant." if stand else "'case' shows what is said.",
    )


def _relate(asked: argparse.Namespace) -> int:
    from app.casefile.finding import whose_reference
    from app.people.adding import relate_new

    with opened(asked) as desk:
        person = desk.read(whose_reference, asked.person)
        desk.do(relate_new, person, _relative(desk, asked))
    print(f"recorded: {dict(codes('relation'))[asked.relation]}")
    return 0


def _birth(asked: argparse.Namespace) -> int:
    from app.casefile.finding import whose_reference
    from app.people.births import record_birth

    known = {name: getattr(asked, name) for name in ("given", "family", "sex", "nhs_number")}
    with opened(asked) as desk:
        desk.do(record_birth, desk.read(whose_reference, asked.person), asked.day, **known)
    print(f"recorded: born {asked.day.shown()}")
    return 0


def _attach(asked: argparse.Namespace) -> int:
    from app.casefile.finding import whose_reference
    from app.people.letter_reading import read_letter_file
    from app.people.letters import attach_letter

    letter = read_letter_file(asked.file)
    with opened(asked) as desk:
        person = desk.read(whose_reference, asked.person)
        desk.do(attach_letter, person, letter, organisation=asked.sender, received=asked.received)
    print(f"attached: {letter.name}, {letter.kind}, {letter.size:,} bytes")
    for remark in letter.remarks:
        print(remark, file=sys.stderr)
    return 0


def _letters(asked: argparse.Namespace) -> int:
    from app.casefile.finding import whose_reference
    from app.casefile.own_record import open_letter, open_own_record
    from app.people.letters import remove_letter

    wanted = asked.name.casefold()
    with opened(asked) as desk:
        own = desk.do(open_own_record, desk.read(whose_reference, asked.person), reason=asked.reason)
        kept = [
            each
            for each in own.letters
            if wanted in each.name.casefold() and not (asked.what == "remove" and each.ended_because)
        ]
        if asked.what != "list" and len(kept) == 1:
            if asked.what == "read":
                print(desk.do(open_letter, kept[0].key, reason=asked.reason).text)
            else:
                desk.do(remove_letter, kept[0].key, because=asked.because)
                print("removed; nothing of it is destroyed")
            return 0
    for each in kept:
        print(
            "\t".join((each.name, each.kind, each.sender, each.received_on, each.added, each.ended_because))
        )
    if asked.what != "list":
        raise RefusedInput(
            "Several letters fit." if kept else "No letter fits.",
            kept="Nothing was changed.",
            next_step="Add words of the name of one: 'letters STORE PERSON list' shows them.",
        )
    return 0
