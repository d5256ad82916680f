"""Commands about children: find one, open a case, the links between agencies' records."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from app.cli import consents
from app.cli.opening import add_command, opened, write_out
from app.errors import NotFound
from app.unit_of_work import Reader
from models import directory, feeds, linking


def add_commands(commands: Any) -> None:
    """Add: find, case, links, rehearse-links, confirm-links, split, and those about consent."""
    find = add_command(commands, "find", "Find a child by what any agency calls them.", _find)
    find.add_argument("text", metavar="TEXT")
    find.add_argument("--json", action="store_true")
    case = add_command(commands, "case", "Open one child; the opening stands in the log.", _case)
    case.add_argument("person", metavar="PERSON")
    case.add_argument("--reason", default="", help="why, where the role needs one")
    case.add_argument("--json", action="store_true")
    links = add_command(commands, "links", "Write the links and the pairs that wait.", _links)
    links.add_argument("--csv", required=True, metavar="OUT", type=Path)
    rehearse = add_command(
        commands, "rehearse-links", "Which pairs would be proposed? Changes nothing.", _rehearse
    )
    rehearse.add_argument("--out", required=True, metavar="PAIRS.csv", type=Path)
    confirm = add_command(commands, "confirm-links", "Confirm all pairs that are certain.", _confirm)
    confirm.add_argument("--band", required=True, choices=("certain",))
    split = add_command(commands, "split", "Take a link back; nothing that was said is lost.", _split)
    split.add_argument("organisation", metavar="CODE")
    split.add_argument("reference", metavar="AGENCY-REFERENCE")
    split.add_argument("--because", required=True, metavar="WORDS")
    consents.add_commands(commands)


def _find(asked: argparse.Namespace) -> int:
    from app.casefile.finding import find, settle_search

    with opened(asked) as desk:
        page = desk.read(find, asked.text)
        desk.do(settle_search, page.hits)
    if asked.json:
        keys = ("person", "organisation", "agency_reference", "name", "birth", "why")
        rows = [{key: getattr(hit, key) for key in keys} for hit in page.hits]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for hit in page.hits:
        who = hit.person or f"- {hit.organisation} {hit.agency_reference}"
        print("\t".join((who, hit.name, hit.birth, ", ".join(hit.why))))
    if page.more:
        print("More were found than are shown: type more of the name.", file=sys.stderr)
    return 0


def _case(asked: argparse.Namespace) -> int:
    from app.casefile.case_json import case_json
    from app.casefile.case_view import open_case
    from app.casefile.finding import whose_reference

    with opened(asked) as desk:
        person = desk.read(whose_reference, asked.person)
        view = desk.do(open_case, person, reason=asked.reason)
    if asked.json:
        print(json.dumps(case_json(view), ensure_ascii=False, indent=1))
        return 0
    shown = view.banner
    print("\t".join((view.reference, shown.name, shown.birth or shown.expected, shown.age, shown.nhs_number)))
    for chip in shown.chips:
        print(f"  {chip.words}")
    for column in view.columns:
        print(f"{column.organisation_name}\t{column.agency_reference}\t{column.link_words}")
        for said in column.statements:
            print(f"  {said.group_words}: {said.text}")
    for each in view.disagreements:
        print(
            f"disagreement: {each.group_words}: "
            + "; ".join(f"{s.text} ({s.organisation})" for s in each.said)
        )
    return 0


def _links(asked: argparse.Namespace) -> int:
    from app.linking.listing import as_csv, export_links

    with opened(asked) as desk:
        rows = desk.do(export_links)
    write_out(asked.csv, as_csv(rows))
    print(f"{len(rows)} links and pairs written")
    return 0


def _rehearse(asked: argparse.Namespace) -> int:
    from app.linking.listing import as_csv, rehearse_links

    with opened(asked) as desk:
        rows = desk.read(rehearse_links)
    write_out(asked.out, as_csv(rows))
    print(f"{len(rows)} pairs would be proposed; nothing was changed")
    return 0


def _confirm(asked: argparse.Namespace) -> int:
    from app.linking.deciding import confirm_band

    with opened(asked) as desk:
        done = confirm_band(desk, asked.band)
    print(f"{done} links confirmed")
    return 0


def _split(asked: argparse.Namespace) -> int:
    from app.linking.splitting import split_link

    with opened(asked) as desk:
        link = desk.read(_link_of, asked.organisation, asked.reference)
        done = desk.do(split_link, link, because=asked.because)
    print(f"taken back: the record has left {done.from_reference} and is {done.to_reference} now")
    return 0


def _link_of(reader: Reader, code: str, reference: str) -> UUID:
    sender = directory.organisation_coded(reader.session, code)
    record = feeds.agency_person(reader.session, sender.id, reference) if sender else None
    link = linking.live_link(reader.session, record.id) if record else None
    if link is None:
        raise NotFound(
            "This organisation has no linked record with this reference.",
            kept="Nothing was changed.",
            next_step="'links' writes every link with its organisation and reference.",
        )
    return link.id
