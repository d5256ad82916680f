"""What an entry of the log is, how entries hang together, and what a broken chain looks like."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ChainEntry:
    """The fields of an entry that its hash covers, in that order, then the hash and the seal."""

    sequence: int
    at: str
    officer_id: str
    officer: str
    device: str
    act: str
    persons: tuple[str, ...]
    things: tuple[str, ...]
    groups: tuple[str, ...]
    counts: dict[str, int]
    reason_code: str
    digest: str
    previous: str
    hash: str = ""
    seal: str = ""


@dataclass(frozen=True)
class Fault:
    """Where the log is not as it was written, in words."""

    sequence: int
    words: str


def hash_of(entry: ChainEntry) -> str:
    """Give the SHA-256 over every field with its length in front, so that no two entries share a text."""
    fields = (
        str(entry.sequence),
        entry.at,
        entry.officer_id,
        entry.officer,
        entry.device,
        entry.act,
        _joined(entry.persons),
        _joined(entry.things),
        _joined(entry.groups),
        json.dumps(entry.counts, sort_keys=True, separators=(",", ":")),
        entry.reason_code,
        entry.digest,
        entry.previous,
    )
    running = hashlib.sha256()
    for field in fields:
        data = field.encode()
        running.update(len(data).to_bytes(8, "big"))
        running.update(data)
    return running.hexdigest()


def _joined(values: tuple[str, ...]) -> str:
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))


def seal_of(key: bytes, entry_hash: str) -> str:
    """Seal an entry's hash with the key of that moment."""
    return hmac.new(key, entry_hash.encode(), hashlib.sha256).hexdigest()


def next_seal_key(key: bytes) -> bytes:
    """Move the sealing key forward; the one before cannot be had from it."""
    return hashlib.sha256(b"next" + key).digest()


def row_digest(kind: str, thing: str, group: str, before: str | None, after: str | None, salt: bytes) -> str:
    """Give the salted digest of one change row, so that its content can be destroyed and the chain still holds."""
    running = hashlib.sha256(salt)
    for field in (kind, thing, group, before, after):
        data = b"\x00" if field is None else b"\x01" + field.encode()
        running.update(len(data).to_bytes(8, "big"))
        running.update(data)
    return running.hexdigest()


def digest_of(parts: Iterable[str]) -> str:
    """Give one digest over the digests of change rows and bulk rows; an empty text when there are none."""
    some = list(parts)
    return hashlib.sha256("\n".join(some).encode()).hexdigest() if some else ""


def faults(entries: Iterable[ChainEntry]) -> Iterator[Fault]:
    """Give every place where the chain is not whole: a gap, a wrong link, an altered entry."""
    expected, previous = 1, ""
    for entry in entries:
        if entry.sequence != expected:
            yield Fault(entry.sequence, f"Entry {expected} is missing: {entry.sequence} follows instead.")
            expected = entry.sequence
        if entry.previous != previous:
            yield Fault(entry.sequence, f"Entry {entry.sequence} does not follow from the one before it.")
        if hash_of(entry) != entry.hash:
            yield Fault(entry.sequence, f"Entry {entry.sequence} was altered after it was written.")
        expected, previous = expected + 1, entry.hash


def seal_faults(entries: Iterable[ChainEntry], first_key: bytes) -> Iterator[Fault]:
    """Give every entry whose seal is not the one made with the key of its moment."""
    key = first_key
    for entry in entries:
        if not hmac.compare_digest(seal_of(key, entry.hash), entry.seal):
            yield Fault(entry.sequence, f"The seal of entry {entry.sequence} does not hold.")
        key = next_seal_key(key)


def short_head(sequence: int, entry_hash: str) -> str:
    """Write a log head as it stands at the foot of a paper: ``412-9f3a0c77b1d2``."""
    return f"{sequence}-{entry_hash[:12]}"


def anchored(anchor: str, entries: dict[int, str]) -> str:
    """Say why an anchor does not agree with the log, or give an empty text when it does.

    ``anchor`` is what ``short_head`` wrote; ``entries`` maps sequence numbers to hashes.
    """
    number, _, beginning = anchor.strip().partition("-")
    if not number.isdigit() or len(beginning) < 12:
        return "This is not a log head: it looks like 412-9f3a0c77b1d2."
    found = entries.get(int(number))
    if found is None:
        return f"The log no longer has an entry {number}: it was cut short, or an older copy was put back."
    if not found.startswith(beginning.lower()):
        return f"Entry {number} is not the one that was there when the anchor was made."
    return ""


def chain_entry(row: Any, at: str) -> ChainEntry:
    """Make the plain entry of a kept row; ``at`` is its moment as the store keeps it."""
    return ChainEntry(
        sequence=row.sequence,
        at=at,
        officer_id=str(row.officer_id) if row.officer_id else "",
        officer=row.officer,
        device=row.device,
        act=row.act,
        persons=tuple(row.persons),
        things=tuple(row.things),
        groups=tuple(row.groups),
        counts=dict(row.counts),
        reason_code=row.reason_code,
        digest=row.digest,
        previous=row.previous,
        hash=row.hash,
        seal=row.seal,
    )
