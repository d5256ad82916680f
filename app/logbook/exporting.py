"""The log written out entry by entry, as its chain needs it, for whoever checks it without this program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from app import log_chain
from app.access import Act, require
from app.clock import moment_text
from app.unit_of_work import UnitOfWork
from models import logbook


def log_as_chain(work: UnitOfWork) -> str:
    """Write every entry as a line of JSON: the fields its hash covers, hash, seal, and the digests of its change rows.

    No content of a change is written. ``packaging/verify/verify_log.py`` reads it. That it was written out is logged,
    after the last line.
    """
    require(work, Act.READ_WHOLE_LOG)
    lines = list(_lines(work))
    work.record("export_log", counts={"entries": len(lines)})
    return "".join(f"{line}\n" for line in lines)


def _lines(work: UnitOfWork) -> Iterator[str]:
    digests: dict[int, list[str]] = {}
    for row in logbook.change_rows(work.session):
        digests.setdefault(row.entry, []).append(row.row_digest)
    for entry in logbook.entries_in_order(work.session):
        plain = log_chain.chain_entry(entry, moment_text(entry.at))
        said = {**asdict(plain), "changes": digests.get(entry.sequence, [])}
        yield json.dumps(said, ensure_ascii=False, separators=(",", ":"))
