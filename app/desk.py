"""The unlocked desk: the one door for every write, and the one window for every question."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from app import clock, log_chain
from app.access import OfficerNow
from app.errors import DeskError, RefusedInput
from app.unit_of_work import Reader, UnitOfWork
from app.verdicts import StoreVerdict, explained
from models import database, desk, logbook, tracking

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Done(Generic[T]):
    """What a use case gave, and the topics it touched."""

    result: T
    topics: frozenset[str]


@dataclass(frozen=True)
class Head:
    """The last entry of the log: its number and hash."""

    sequence: int
    hash: str

    @property
    def short(self) -> str:
        """The head as it stands at the foot of a paper."""
        return log_chain.short_head(self.sequence, self.hash)


@contextmanager
def whole_letters() -> Iterator[None]:
    """Refuse a text with half of a letter in it (a lone surrogate): no store and no paper can hold one."""
    try:
        yield
    except UnicodeEncodeError:
        raise RefusedInput(
            "A text holds half of a letter, which cannot be kept or looked for.",
            kept="Nothing was changed.",
            next_step="Take the odd sign out of what was typed or pasted.",
        ) from None


class Desk:
    """A store that has been opened by an officer. Made by ``vault.open_store``; ``close`` ends it.

    ``do`` runs one act at a time, in the order asked, on the writing connection; ``read`` answers a question on the
    reading one, which cannot write.
    """

    def __init__(
        self,
        writing: database.DoorConnection,
        reading: database.DoorConnection,
        officer: OfficerNow,
        on_close: Callable[[Head], None],
        let_go: Callable[[], None],
    ) -> None:
        self.officer = officer
        self._writing = writing
        self._reading = reading
        self._session = database.session_over(writing)
        self._tracker = tracking.Tracker(self._session)
        self._read_session = database.session_over(reading)
        self._write_turn = threading.RLock()
        self._read_turn = threading.RLock()
        self._on_close = on_close
        self._let_go = let_go
        self._closed = False
        self._checking: database.DoorConnection | None = None
        self.verdict: DeskError | None = None
        self.keeper: Any = None

    def do(self, use_case: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Run a use case in a unit of work; all of it is kept and logged, or none of it."""
        return self.run(use_case, *args, **named).result

    def run(
        self, use_case: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **named: P.kwargs
    ) -> Done[T]:
        """Run a use case as ``do`` does, and also say which topics it touched."""
        with self._write_turn, self._explained(), whole_letters(), self._work() as work:
            result = use_case(work, *args, **named)
            work.settle()
            self._session.commit()
            return Done(result, frozenset(work.topics))

    @contextmanager
    def _work(self) -> Iterator[UnitOfWork]:
        self._check_open()
        if self.verdict is not None:
            raise self.verdict
        try:
            yield UnitOfWork(self._session, self._tracker, self.officer, clock.now_utc())
        except BaseException:
            self._session.rollback()
            self._writing.rollback()
            raise
        finally:
            self._tracker.take()
            self._session.expunge_all()
            self._session.close()

    def read(self, query: Callable[Concatenate[Reader, P], T], *args: P.args, **named: P.kwargs) -> T:
        """Answer a question that needs no log entry, on the connection that cannot write."""
        with self._read_turn, self._explained(), whole_letters():
            self._check_open()
            try:
                return query(Reader(self._read_session, self.officer, clock.now_utc()), *args, **named)
            finally:
                self._read_session.close()  # forgets what was read and ends the transaction

    def head(self) -> Head:
        """Give the last entry of the log."""
        return self.read(_head)

    def act_as(self, officer: OfficerNow) -> None:
        """Let another officer, whose passphrase the vault has proved, act from here on."""
        with self._write_turn:
            self.officer = officer

    def check_whole(self) -> DeskError | None:
        """Check every page of the store and the whole log; a fault is remembered and no further write is taken.

        It reads on a connection of its own, so that acts and questions go on meanwhile; ``close`` breaks it off.
        """
        try:
            with self._explained():
                with self._write_turn:
                    self._check_open()
                    database.checkpoint(self._writing)
                    checking = self._checking = self.keeper.connect_for_checking()
                try:
                    self.verdict = _fault_in(checking) or self.verdict
                finally:
                    self._checking = None
                    checking.close()
        except StoreVerdict as found:
            if not self._closed:
                self.verdict = found
        return self.verdict

    def close(self) -> None:
        """Empty the write-ahead log into the store, note the log's head in the keyring, and let go of the keys."""
        with self._write_turn, self._read_turn:
            if self._closed:
                return
            if self.verdict is not None:
                self.abandon()
                return
            try:
                head = self.head()
                with self._explained():
                    database.checkpoint(self._writing)
            except StoreVerdict as found:
                self.verdict = found
                self.abandon()
                raise
            self._let_go_of_connections()
            try:
                self._on_close(head)
            finally:
                self._let_go()

    @property
    def is_open(self) -> bool:
        """Whether the store is still open."""
        return not self._closed

    def end_with(self, work: Callable[[database.DoorConnection], Callable[[], None]]) -> None:
        """Let ``work`` read the whole store, close the desk, and run what it gave before anybody else can open the store.

        Where ``work`` fails, the desk stays open as it was.
        """
        with self._write_turn, self._read_turn:
            self._check_open()
            if self.verdict is not None:
                raise self.verdict
            with self._explained():
                database.checkpoint(self._writing)
                finish = work(self._writing)
            self._let_go_of_connections()
            try:
                finish()
            finally:
                self._let_go()

    def abandon(self) -> None:
        """Let go of a store in which a fault was found, writing nothing more into it, not even the head's mark."""
        with self._write_turn, self._read_turn:
            if not self._closed:
                self._let_go_of_connections()
                self._let_go()

    def _let_go_of_connections(self) -> None:
        self._closed = True
        if self._checking is not None:
            self._checking.interrupt()
        self._session.close()
        self._read_session.close()
        self._reading.close()
        self._writing.close()

    def _explained(self) -> AbstractContextManager[None]:
        return explained(self.keeper.path.parent if self.keeper is not None else None)

    def _check_open(self) -> None:
        if self._closed:
            raise DeskError("The desk is locked.", kept="Nothing was lost.", next_step="Unlock it and go on.")

    def writing_connection(self) -> Any:
        """Give the writing connection, for making a backup; nothing else may use it."""
        return self._writing


def _head(reader: Reader) -> Head:
    last = logbook.head(reader.session)
    return Head(last.sequence, last.hash) if last else Head(0, "")


def _fault_in(checking: database.DoorConnection) -> DeskError | None:
    if database.damaged_pages(checking):
        return DeskError(
            "Pages of the store are damaged.",
            kept="What was read until now is kept; no further change is taken.",
            next_step="Lock the desk and restore the last good backup.",
        )
    with database.session_over(checking) as session:
        entries = (
            log_chain.chain_entry(row, clock.moment_text(row.at)) for row in logbook.entries_in_order(session)
        )
        fault = next(log_chain.faults(entries), None)
    if fault is None:
        return None
    return DeskError(
        f"The log is not as it was written. {fault.words}",
        kept="No further change is taken.",
        next_step="Tell your information-governance lead; do not go on working in this store.",
    )


def store_facts(reader: Reader) -> Mapping[str, str]:
    """Give the store's own facts: its id, device letter and council."""
    names = ("store_id", "device", "made_at")
    facts = {name: desk.meta(reader.session, name) for name in names}
    facts["council"] = str(desk.settings(reader.session).get("council_name", ""))
    return facts
