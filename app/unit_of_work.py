"""One act from beginning to end: everything it writes is covered by a log entry, or none of it is kept."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from app import log_chain
from app.access import OfficerNow
from app.clock import moment_text
from app.references import make_reference
from models import desk, logbook, tracking
from models.base import Base, new_key
from models.codes import BatchState
from models.database import DERIVED, DoorSession
from models.feeds import Batch


class Uncovered(Exception):
    """Something was written that no entry names; always a bug, and nothing of it is kept."""


@dataclass
class Reader:
    """What a pure question gets: a session that cannot write, and who asks."""

    session: DoorSession
    officer: OfficerNow
    at: datetime


#: The kind of a change row that stands for many rows written at once: its ``after`` is the digest over them.
BULK = "bulk"


@dataclass
class _Entry:
    act: str
    persons: tuple[UUID, ...]
    things: tuple[UUID, ...]
    groups: tuple[str, ...]
    counts: dict[str, int]
    reason_code: str
    changes: list[tracking.GroupChange] = field(default_factory=list)

    @property
    def names(self) -> set[UUID]:
        return {*self.persons, *self.things}


class UnitOfWork:
    """A transaction with an officer, a time, a device, and the entries that cover what it writes.

    Made by ``Desk.do`` only. ``topics`` collects what was touched ("links", "batches"), for the pages that show it.
    """

    def __init__(
        self, session: DoorSession, tracker: tracking.Tracker, officer: OfficerNow, at: datetime
    ) -> None:
        self.session = session
        self.officer = officer
        self.at = at
        self.device = desk.meta(session, "device")
        self.topics: set[str] = set()
        self._tracker = tracker
        self._entries: list[_Entry] = []
        self._digests: list[str] = []
        self._references = 0

    def record(
        self,
        act: str,
        *,
        persons: Iterable[UUID] = (),
        things: Iterable[UUID] = (),
        groups: Iterable[str] = (),
        counts: dict[str, int] | None = None,
        reason_code: str = "",
    ) -> None:
        """Say which act this is: the log entry that covers what the work writes.

        ``persons`` and ``things`` are keys, ``groups`` names of field groups, ``counts`` whole numbers, ``reason_code`` a
        code: never content, never free text. A row is covered when an entry names its own key or one of the keys that
        its kind declares (``__covered_by__``).
        """
        entry = _Entry(
            act,
            tuple(dict.fromkeys(persons)),
            tuple(dict.fromkeys(things)),
            tuple(dict.fromkeys(groups)),
            dict(counts or {}),
            reason_code,
        )
        self._entries.append(entry)

    def new_reference(self, kind: str) -> str:
        """Give the next reference of a kind on this device, such as ``P-A00731-K``."""
        return self.new_references(kind, 1)[0]

    def new_references(self, kind: str, count: int) -> list[str]:
        """Give the next references of a kind, in order."""
        first = tracking.next_number(self.session, kind, self.device, count)
        self._references += 1
        return [make_reference(kind, self.device, number) for number in range(first, first + count)]

    def insert_many(self, table: type[Base], rows: list[dict[str, Any]]) -> None:
        """Write many rows at once; the work's last entry carries one change row with a digest over them.

        Every row needs its ``id`` (``models.base.new_key``) unless its kind makes one. Refused at the end when the work
        has recorded no entry.
        """
        if not rows:
            return
        digest = tracking.insert_rows(self.session, table, rows)
        if table.__tablename__ not in DERIVED:
            self._digests.append(digest)

    def change_many(self, table: type[Base], keys: Sequence[UUID], values: dict[str, Any]) -> None:
        """Give many rows the same new values at once; the work's last entry carries a digest over their keys and these.

        For what one act does to thousands of rows alike; what an officer edits keeps a change row of its own.
        """
        if keys:
            self._digests.append(tracking.update_rows(self.session, table, keys, values))

    def stage(self, batch: Batch, table: type[Base], rows: list[dict[str, Any]]) -> None:
        """Write rows of a batch that is still staged, and so invisible; no entry is needed for them.

        The batch's running digest takes them in, and the entry of its acceptance names the batch and that digest.
        """
        if batch.state != BatchState.STAGED:
            raise Uncovered("only a staged batch takes rows without an entry")
        if not rows:
            return
        digest = tracking.insert_rows(self.session, table, rows)
        batch.digest = log_chain.digest_of([batch.digest, digest])

    def settle(self) -> log_chain.ChainEntry | None:
        """Check that everything is covered and write the entries; give the last one. Called by ``Desk.do``."""
        self.session.flush()
        self._cover(self._tracker.take())
        if (self._digests or self._references) and not self._entries:
            raise Uncovered("rows or references were made and no entry covers them")
        if self._digests:
            last_entry = self._entries[-1]
            thing = next(iter((*last_entry.things, *last_entry.persons)), self.officer.id)
            last_entry.changes.extend(
                tracking.GroupChange(BULK, thing, "rows", None, f'"{digest}"') for digest in self._digests
            )
        if not self._entries and self.session.door.unsettled and not self._staged_only:
            raise Uncovered("derived rows were written and no entry covers them")
        last = None
        for entry in self._entries:
            last = self._write(entry)
        self.session.door.unsettled = False
        return last

    _staged_only = False

    def _cover(self, touched: list[tracking.Touched]) -> None:
        named = [(entry, entry.names) for entry in self._entries]
        for row in touched:
            holder = next((entry for entry, names in named if names & row.covers), None)
            if holder is None:
                if self._is_staging(row):
                    self._staged_only = True
                    continue
                raise Uncovered(f"a row of {row.kind} was written and no entry names it")
            holder.changes.extend(row.changes)

    def _is_staging(self, row: tracking.Touched) -> bool:
        if row.kind != "batch":
            return False
        only_counts = all(change.group == "counts" for change in row.changes)
        keys = list(row.covers)
        batch = self.session.get(Batch, keys[0]) if keys else None
        return bool(row.changes) and only_counts and batch is not None and batch.state == BatchState.STAGED

    def _write(self, entry: _Entry) -> log_chain.ChainEntry:
        last, last_hash = logbook.last_link(self.session)
        sequence = last + 1
        changes = self._change_rows(entry, sequence)
        plain = log_chain.ChainEntry(
            sequence=sequence,
            at=moment_text(self.at),
            officer_id=str(self.officer.id),
            officer=self.officer.name,
            device=self.device,
            act=entry.act,
            persons=tuple(str(key) for key in entry.persons),
            things=tuple(str(key) for key in entry.things),
            groups=tuple(sorted({*entry.groups, *(c["group"] for c in changes if c["kind"] != BULK)})),
            counts=entry.counts,
            reason_code=entry.reason_code,
            digest=log_chain.digest_of(change["row_digest"] for change in changes),
            previous=last_hash,
        )
        entry_hash = log_chain.hash_of(plain)
        key = bytes.fromhex(desk.meta(self.session, "seal_key"))
        seal = log_chain.seal_of(key, entry_hash)
        values = {
            **{
                name: getattr(plain, name) for name in ("sequence", "officer", "device", "act", "reason_code")
            },
            **{name: list(getattr(plain, name)) for name in ("persons", "things", "groups")},
            "at": self.at,
            "officer_id": self.officer.id,
            "counts": entry.counts,
            "digest": plain.digest,
            "previous": plain.previous,
            "hash": entry_hash,
            "seal": seal,
        }
        tracking.write_entry(self.session, values, {str(key) for key in entry.names}, changes)
        tracking.write_meta(self.session, {"seal_key": log_chain.next_seal_key(key).hex()})
        return log_chain.ChainEntry(**{**plain.__dict__, "hash": entry_hash, "seal": seal})

    def _change_rows(self, entry: _Entry, sequence: int) -> list[dict[str, Any]]:
        if not entry.changes:
            return []
        first = tracking.next_number(self.session, "change", self.device, len(entry.changes))
        rows = []
        for number, change in enumerate(entry.changes, start=first):
            salt = os.urandom(16)
            rows.append(
                {
                    "id": new_key(),
                    "entry": sequence,
                    "kind": change.kind,
                    "thing": change.thing,
                    "group": change.group,
                    "before": change.before,
                    "after": change.after,
                    "device": self.device,
                    "device_sequence": number,
                    "base_revision": None,
                    "value_schema": 1,
                    "salt": salt,
                    "row_digest": log_chain.row_digest(
                        change.kind, str(change.thing), change.group, change.before, change.after, salt
                    ),
                }
            )
        return rows
