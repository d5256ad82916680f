"""Is the log as it was written: the chain, the anchors kept outside it, and the seal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app import log_chain
from app.access import Act, require
from app.clock import moment_text
from app.desk import Desk
from app.log_chain import ChainEntry
from app.unit_of_work import Reader
from models import logbook


@dataclass(frozen=True)
class Verified:
    """One of the three results: ``holds`` is None where it was not checked."""

    name: str
    holds: bool | None
    words: str


def verify(
    desk: Desk, *, anchors: tuple[str, ...] = (), recovery_private: bytes | None = None
) -> tuple[Verified, ...]:
    """Check the chain, then the anchors (keyring and printed feet), then the seal.

    ``anchors`` are log heads as printed at a paper's foot. The seal needs the recovery key; without it the third result
    says *not checked*.
    """
    keyring_mark = desk.keeper.mark()
    first_key = desk.keeper.first_seal_key(recovery_private) if recovery_private is not None else None
    return desk.read(_three_results, keyring_mark, anchors, first_key)


def _three_results(
    reader: Reader, mark: tuple[int, str], anchors: tuple[str, ...], first_key: bytes | None
) -> tuple[Verified, ...]:
    require(reader, Act.READ_WHOLE_LOG)
    return (
        _chain(reader),
        _anchors(reader, mark, anchors),
        _seal(reader, first_key),
    )


def _entries(reader: Reader) -> Iterator[ChainEntry]:
    for row in logbook.entries_in_order(reader.session):
        yield log_chain.chain_entry(row, moment_text(row.at))


def _chain(reader: Reader) -> Verified:
    fault = next(log_chain.faults(_entries(reader)), None) or _first_change_fault(reader)
    if fault is not None:
        return Verified("chain", False, fault.words)
    head = logbook.head(reader.session)
    count = head.sequence if head else 0
    return Verified("chain", True, f"The chain is whole: {count} entries, each follows from the one before.")


def _first_change_fault(reader: Reader) -> log_chain.Fault | None:
    """Compare each change row with its own digest, and the digests of an entry's rows with the entry."""
    rows = iter(logbook.change_rows(reader.session))
    row = next(rows, None)
    for entry in logbook.entries_in_order(reader.session):
        digests = []
        while row is not None and row.entry == entry.sequence:
            if not _as_digested(row):
                return log_chain.Fault(
                    row.entry, f"A change kept with entry {row.entry} was altered afterwards."
                )
            digests.append(row.row_digest)
            row = next(rows, None)
        if log_chain.digest_of(digests) != entry.digest:
            return log_chain.Fault(
                entry.sequence,
                f"The changes kept with entry {entry.sequence} are not the ones it was written with.",
            )
    return (
        None
        if row is None
        else log_chain.Fault(row.entry, f"A change is kept for entry {row.entry}, which is not there.")
    )


def _as_digested(row: logbook.Change) -> bool:
    """Tell whether a change row is as it was digested; without salt it was destroyed on purpose, and its digest is left."""
    if row.salt is None:
        return True
    digest = log_chain.row_digest(row.kind, str(row.thing), row.group, row.before, row.after, row.salt)
    return digest == row.row_digest


def _anchors(reader: Reader, mark: tuple[int, str], anchors: tuple[str, ...]) -> Verified:
    wanted = [log_chain.short_head(*mark)] if mark[0] else []
    wanted += [anchor.strip() for anchor in anchors]
    if not wanted:
        return Verified("anchors", None, "Not checked: there is no anchor yet.")
    hashes = {row.sequence: row.hash for row in logbook.entries_in_order(reader.session)}
    for anchor in wanted:
        why_not = log_chain.anchored(anchor, hashes)
        if why_not:
            return Verified("anchors", False, why_not)
    plural = "anchor agrees" if len(wanted) == 1 else "anchors agree"
    return Verified("anchors", True, f"{len(wanted)} {plural} with the log.")


def _seal(reader: Reader, first_key: bytes | None) -> Verified:
    if first_key is None:
        return Verified("seal", None, "Not checked: the recovery key is needed for it.")
    fault = next(log_chain.seal_faults(_entries(reader), first_key), None)
    if fault is not None:
        return Verified("seal", False, fault.words)
    return Verified("seal", True, "Every seal holds.")
