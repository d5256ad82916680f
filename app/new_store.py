"""What a new store begins with: its keyring, its tables, its first officer and the starter directory."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from uuid import uuid4

from app import clock, keyring, starter, store_checks
from app.access import OfficerNow
from app.desk import Head
from app.keyring import Keyring
from app.unit_of_work import UnitOfWork
from models import database, desk, directory, migrating, officers, tracking
from models.base import new_key
from models.codes import Role


def ring_for(recovery_public: bytes, first_seal: bytes, *, made: str) -> Keyring:
    """Give the keyring of a new store, without a way in as yet; its log's first seal key is sealed to the recovery key."""
    return Keyring(
        store_id=uuid4().hex,
        salt=os.urandom(16).hex(),
        slots=(),
        recovery_public=base64.b64encode(recovery_public).decode(),
        recovery_made=made,
        sealed_first_key=keyring.seal_to(recovery_public, first_seal, "first seal key"),
    )


def write_file(
    path: Path, ring: Keyring, key: bytes, first_seal: bytes, *, council: str, officer: str, post: str
) -> Head:
    """Write a new store's file with its first rows and the entry that covers them; give the log's head.

    Refused when the file turns out not to be encrypted; nothing of the council's stands in it then.
    """
    connection = database.connect(path, key, bytes.fromhex(ring.salt), guarded=False)
    try:
        store_checks.prove_unreadable(connection, path, ring)
        migrating.upgrade(connection)
    finally:
        connection.close()
    connection = database.connect(path, key, bytes.fromhex(ring.salt))
    session = database.session_over(connection)
    first = OfficerNow(new_key(), officer, post, frozenset({Role.MANAGER, Role.ADMINISTRATOR}))
    facts = {"store_id": ring.store_id, "device": "A", "device_id": uuid4().hex, "seal_key": first_seal.hex()}
    tracker = tracking.Tracker(session)
    tracking.write_meta(session, {**facts, "made_at": clock.moment_text(clock.now_utc())})
    work = UnitOfWork(session, tracker, first, clock.now_utc())
    _first_rows(work, council, first, ring.slots[0].id)
    last = work.settle()
    session.commit()
    session.close()
    database.checkpoint(connection)
    connection.close()
    return Head(last.sequence, last.hash) if last else Head(0, "")


def _first_rows(work: UnitOfWork, council: str, first: OfficerNow, slot: str) -> None:
    row = officers.Officer(
        id=first.id,
        name=first.name,
        post=first.post,
        roles=sorted(first.roles),
        slot=slot,
        added_at=work.at,
    )
    name = desk.Setting(name="council_name", value=council)
    work.session.add_all([row, name])
    work.session.flush()
    things = [row.id, name.id]
    for values in starter.organisations():
        organisation = directory.Organisation(**values)
        work.session.add(organisation)
        work.session.flush()
        things.append(organisation.id)
    work.record("make_store", things=things, counts={"organisations": len(things) - 2})
