"""What an open desk keeps to change the ways into its store: the keyring's place, and the key that the slots open."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app import keyring, passphrases
from app.keyring import Cost, Keyring
from app.verdicts import explained, verdict
from models import database


class Keeper:
    """What an open desk needs to change ways in: where the keyring is, and the key it wraps."""

    def __init__(self, path: Path, keys: Path, store_key: bytes) -> None:
        self.path = path
        self._keys = keys
        self._store_key = store_key

    def prove_passphrase(self, officer: str, passphrase: str) -> str:
        """Prove an officer's passphrase on this laptop and give their name as the keyring has it."""
        ring = keyring.read(self._keys)
        slot = ring.slot_of(officer)
        if slot is None:
            raise verdict("no_such_officer")
        keyring.open_passphrase_slot(ring.store_id, slot, passphrase)
        return slot.owner

    def add_slot(self, officer: str, passphrase: str, cost: Cost | None = None) -> str:
        """Give an officer a way in of their own, instead of the one they had; give the slot's id."""
        passphrases.require_good(passphrase)
        ring = keyring.read(self._keys)
        keyring.prove(ring, self._store_key)
        slot = keyring.passphrase_slot(
            ring.store_id, officer, passphrase, self._store_key, cost or keyring.calibrated()
        )
        old = ring.slot_of(officer)
        slots = (*(kept for kept in ring.slots if kept is not old), slot)
        keyring.write(self._keys, keyring.signed(replace(ring, slots=slots), self._store_key))
        return slot.id

    def renew_slot(self, old: keyring.Slot, passphrase: str) -> None:
        """Write a slot of the older form again in today's, under its own id, so that the store's row still names it."""
        ring = keyring.read(self._keys)
        cost = Cost(old.memory, old.times, old.lanes)
        slot = keyring.passphrase_slot(ring.store_id, old.owner, passphrase, self._store_key, cost, old.id)
        slots = tuple(slot if kept.id == old.id else kept for kept in ring.slots)
        keyring.write(self._keys, keyring.signed(replace(ring, slots=slots), self._store_key))

    def remove_slot(self, officer: str) -> None:
        """Take an officer's way in away; whoever kept a copy of the files could still know the store key."""
        ring = keyring.read(self._keys)
        keyring.prove(ring, self._store_key)
        old = ring.slot_of(officer)
        slots = tuple(kept for kept in ring.slots if kept is not old)
        keyring.write(self._keys, keyring.signed(replace(ring, slots=slots), self._store_key))

    def connect_for_checking(self) -> database.DoorConnection:
        """Open a further connection that only reads, for the full check beside the work."""
        salt = bytes.fromhex(keyring.read(self._keys).salt)
        with explained(self.path.parent):
            key = keyring.derived(self._store_key, "database")
            return database.connect(self.path, key, salt, readonly=True)

    @contextmanager
    def source(self) -> Iterator[tuple[database.DoorConnection, Keyring, bytes]]:
        """Give what a backup is made from: a further connection that only reads, the keyring, and the store's key."""
        connection = self.connect_for_checking()
        try:
            yield connection, keyring.read(self._keys), self._store_key
        finally:
            connection.close()

    def replace_recovery(self, private: bytes, public: bytes) -> None:
        """Let another recovery key open the store instead of the one until now, which is proved by its private half.

        The first key of the log's seal is carried over to the new one, so that whoever holds it can verify the whole log.
        """
        ring = keyring.read(self._keys)
        keyring.prove(ring, self._store_key)
        first = keyring.unseal(private, ring.sealed_first_key, "first seal key")
        slot = keyring.recovery_slot(ring.store_id, public, self._store_key)
        changed = replace(
            ring,
            slots=(*(kept for kept in ring.slots if kept.kind != "recovery"), slot),
            recovery_public=base64.b64encode(public).decode("ascii"),
            recovery_made="council",
            sealed_first_key=keyring.seal_to(public, first, "first seal key"),
        )
        keyring.write(self._keys, keyring.signed(changed, self._store_key))

    def recovery_made(self) -> str:
        """Say where the recovery key was made: ``here`` or by the ``council``."""
        return keyring.read(self._keys).recovery_made

    def mark(self) -> tuple[int, str]:
        """Give the log head that the keyring remembers from the last lock."""
        ring = keyring.read(self._keys)
        return ring.mark_sequence, ring.mark_hash

    def store_key(self) -> bytes:
        """Give the store's key, for changing it; nothing else may ask."""
        return self._store_key

    def first_seal_key(self, private: bytes) -> bytes:
        """Give the first sealing key of the log to whoever has the recovery key."""
        return keyring.unseal(private, keyring.read(self._keys).sealed_first_key, "first seal key")
