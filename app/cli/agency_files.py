"""Commands about what agencies send: bring files in, take a batch back, rebuild what is derived."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any
from uuid import UUID

from app.cli.opening import add_command, opened, write_out
from app.clock import today
from app.errors import NotFound
from app.feeds.records import Reading
from app.references import read_reference
from app.unit_of_work import Reader
from models import feeds


def add_commands(commands: Any) -> None:
    """Add: import, undo-import, batches, rebuild."""
    bring = add_command(commands, "import", "Bring in the files of one agency.", _import)
    bring.add_argument("files", metavar="FILE", nargs="+", type=Path)
    bring.add_argument("--agency", required=True, metavar="CODE")
    bring.add_argument("--layout", metavar="FILE", type=Path)
    bring.add_argument("--dry-run", action="store_true", help="say what would come in, and keep nothing")
    bring.add_argument("--report", metavar="OUT.csv", type=Path)
    undo = add_command(commands, "undo-import", "Take an accepted batch back.", _undo)
    undo.add_argument("batch", metavar="BATCH")
    undo.add_argument("--because", default="", metavar="WORDS")
    add_command(commands, "batches", "Which batches there are, and how they stand.", _batches)
    add_command(commands, "rebuild", "Make again what is derived from statements.", _rebuild)


def _import(asked: argparse.Namespace) -> int:
    from app.feeds.importing import accept_batch, check_sender, stage_reading, tidy_after_break
    from app.feeds.kept_layouts import layouts_to_read_by
    from app.feeds.previewing import import_report
    from app.feeds.reading import read_files
    from app.linking.candidates import propose_all

    with opened(asked) as desk:
        desk.read(check_sender, asked.agency)
        kept = () if asked.layout else desk.read(layouts_to_read_by, asked.agency)
        reading = read_files(asked.files, asked.layout, organisation=asked.agency, today=today(), kept=kept)
        if asked.report:
            write_out(asked.report, import_report(reading))
        if asked.dry_run:
            print(f"dry run: {_counts(reading)}; nothing was kept")
            return 0
        tidy_after_break(desk)
        staged = stage_reading(desk, reading, organisation=asked.agency)
        for before in staged.again:
            print(before.words)
        print(f"{staged.reference}: {_counts(reading)}")
        accept_batch(desk, staged.key)
        proposed = propose_all(desk, staged.key)
    print(f"{proposed.new_persons} new children, {proposed.waiting} to be compared, {proposed.pairs} pairs")
    return 0


def _counts(reading: Reading) -> str:
    accepted = reading.rows_read - reading.refused_count - reading.skipped
    return (
        f"{reading.rows_read} rows read, {accepted} accepted, of them {reading.flagged} flagged, "
        f"{reading.refused_count} refused, {reading.skipped} skipped; {len(reading.persons)} people, "
        f"{len(reading.records)} records"
    )


def _undo(asked: argparse.Namespace) -> int:
    from app.feeds.importing import tidy_after_break
    from app.feeds.undoing import undo_batch
    from app.linking.candidates import propose_all

    with opened(asked) as desk:
        tidy_after_break(desk)
        done = undo_batch(desk, desk.read(_batch_named, asked.batch), because=asked.because)
        propose_all(desk)
    print(f"{done.reference} is undone: {done.people} people, {done.people_leaving} known from it alone")
    if done.shares:
        print(f"{len(done.shares)} decided shares used this batch: {', '.join(done.shares)}")
    return 0


def _batch_named(reader: Reader, reference: str) -> UUID:
    row = feeds.batch_referenced(reader.session, read_reference(reference))
    if row is None:
        raise NotFound("There is no batch with this reference.", next_step="'batches' lists them.")
    return row.id


def _batches(asked: argparse.Namespace) -> int:
    from app.feeds.previewing import list_batches

    with opened(asked) as desk:
        for row in desk.read(list_batches):
            print(
                f"{row.reference}\t{row.organisation}\t{row.state}\t{row.people} people\t{row.refused} refused"
            )
    return 0


def _rebuild(asked: argparse.Namespace) -> int:
    from app.feeds.derived_rows import rebuild

    with opened(asked) as desk:
        done = rebuild(desk)
    print(f"rebuilt for {done} people")
    return 0
