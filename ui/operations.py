"""The one door off the screen's thread: acts in order on one thread, questions on another, answers back here."""

from __future__ import annotations

import queue
import threading
import time
import weakref
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from app.errors import DeskError
from ui.problems import bug

if TYPE_CHECKING:
    from app.desk import Desk

#: A long work tells how far it is at most this often, in seconds.
TELL_EVERY = 0.1


class Executor(Protocol):
    """Something that runs jobs one after another."""

    def submit(self, job: Callable[[], None]) -> None:
        """Take a job."""

    def close(self, *, wait: bool = True) -> None:
        """Finish what was taken and end."""


class InOrder:
    """Run jobs on one thread of its own, in the order in which they came."""

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[], None]) -> None:
        """Take a job; it runs after those taken before."""
        self._jobs.put(job)

    def close(self, *, wait: bool = True) -> None:
        """Run what was taken, then end the thread; without ``wait`` it ends by itself."""
        self._jobs.put(None)
        if wait:
            self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


class AtOnce:
    """Run each job in the caller's own turn: for tests."""

    def submit(self, job: Callable[[], None]) -> None:
        """Run the job now."""
        job()

    def close(self, *, wait: bool = True) -> None:
        """End; nothing waits."""


class Strip(Protocol):
    """What shows how far a long work is (``ui.parts.ProgressStrip``)."""

    def follow(self, watch: Watch) -> None:
        """Show the work that a watch belongs to, until it ends."""


class Watch(QObject):
    """What a long work is given: it says how far it is, and learns that it shall stop.

    Signals: ``told(int, int, str)`` done, total (0 when not known) and words; ``ended()`` the work is over.
    """

    told = Signal(int, int, str)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()
        self._told_at = 0.0

    def report(self, done: int, total: int = 0, words: str = "") -> None:
        """Say how far the work is; called from the work, as often as it likes."""
        now = time.monotonic()
        if now - self._told_at >= TELL_EVERY or (total and done >= total):
            self._told_at = now
            self.told.emit(done, total, words)

    def stop(self) -> None:
        """Ask the work to stop."""
        self._stop.set()

    def stopped(self) -> bool:
        """Say whether the work shall stop; a work asks this between its short transactions."""
        return self._stop.is_set()


class _Task:
    """One job with its answer and who waits for it."""

    def __init__(
        self,
        work: Callable[[], tuple[Any, Iterable[str]]],
        done: Callable[[Any], None] | None,
        failed: Callable[[DeskError], None] | None,
        page: QObject | None,
        watch: Watch | None = None,
    ) -> None:
        self.work = work
        self.done = done
        self.failed = failed
        self.page = weakref.ref(page) if page is not None else None
        self.watch = watch
        self.quiet = False
        self.result: Any = None
        self.topics: frozenset[str] = frozenset()
        self.error: DeskError | None = None

    def run(self) -> None:
        try:
            self.result, topics = self.work()
            self.topics = frozenset(topics)
        except DeskError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001  the door: whatever a use case raises reaches the officer in words
            self.error = bug(error)

    def awaited(self) -> bool:
        if self.page is None:
            return True
        page = self.page()
        return page is not None and shiboken6.isValid(page)


class Operations(QObject):
    """Run use cases and questions off the screen's thread and bring the answers back to it.

    An answer whose page has gone is dropped. An error goes to ``failed``, or to ``refused`` where none was given; a bug
    arrives as ``ui.problems.BugFound``.

    Signals: ``touched(frozenset)`` topics that a use case touched; ``refused(DeskError)`` an error for which nobody
    waits; ``busy_changed(bool)`` something runs, or nothing does.
    """

    touched = Signal(object)
    refused = Signal(object)
    busy_changed = Signal(bool)
    _ended = Signal(object)

    def __init__(
        self,
        desk: Desk | None,
        *,
        acting: Executor | None = None,
        asking: Executor | None = None,
        beside: Executor | None = None,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._acting = acting or InOrder("acts")
        self._asking = asking or InOrder("questions")
        self._beside = beside
        self._running = 0
        self._closed = False
        self._ended.connect(self._on_ended)

    def run(
        self,
        use_case: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
        page: QObject | None = None,
        **named: Any,
    ) -> None:
        """Run a use case through the desk's door, after those asked before it."""
        desk = self._open_desk()

        def work() -> tuple[Any, Iterable[str]]:
            answer = desk.run(use_case, *args, **named)
            return answer.result, answer.topics

        self._start(self._acting, _Task(work, done, failed, page))

    def ask(
        self,
        query: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
        page: QObject | None = None,
        **named: Any,
    ) -> None:
        """Answer a question on the connection that only reads."""
        desk = self._open_desk()
        self._start(self._asking, _Task(lambda: (desk.read(query, *args, **named), ()), done, failed, page))

    def long(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
        page: QObject | None = None,
        strip: Strip | None = None,
        topics: Iterable[str] = (),
        **named: Any,
    ) -> Watch:
        """Run long work as ``function(desk, watch, ...)``; ``topics`` are what it touches, ``strip`` shows how far it is."""
        desk = self._open_desk()
        watch = Watch()
        if strip is not None:
            strip.follow(watch)
        named_topics = frozenset(topics)
        task = _Task(lambda: (function(desk, watch, *args, **named), named_topics), done, failed, page, watch)
        self._start(self._acting, task)
        return watch

    def call(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
        page: QObject | None = None,
        **named: Any,
    ) -> None:
        """Call a plain function off the screen's thread: what is done before a desk is open."""
        self._start(self._acting, _Task(lambda: (function(*args, **named), ()), done, failed, page))

    def beside(
        self,
        function: Callable[..., Any],
        *args: Any,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[DeskError], None] | None = None,
        page: QObject | None = None,
    ) -> None:
        """Call a function beside acts and questions: what takes long and keeps to a connection of its own."""
        if self._beside is None:
            self._beside = InOrder("beside")
        self._start(self._beside, _Task(lambda: (function(*args), ()), done, failed, page), quiet=True)

    def close(self) -> None:
        """Finish the acts already asked for, drop the answers, and end the threads.

        What runs beside is not waited for: closing the desk breaks it off.
        """
        if not self._closed:
            self._closed = True
            self._acting.close()
            self._asking.close()
            if self._beside is not None:
                self._beside.close(wait=False)

    def _open_desk(self) -> Desk:
        if self.desk is None:
            raise RuntimeError("No desk is open.")
        return self.desk

    def _start(self, executor: Executor, task: _Task, *, quiet: bool = False) -> None:
        task.quiet = quiet
        if not quiet:
            self._running += 1
            if self._running == 1:
                self.busy_changed.emit(True)

        def job() -> None:
            task.run()
            if not self._closed:
                self._ended.emit(task)

        executor.submit(job)

    @Slot(object)
    def _on_ended(self, task: _Task) -> None:
        if not task.quiet:
            self._running -= 1
            if self._running == 0:
                self.busy_changed.emit(False)
        if task.watch is not None:
            task.watch.ended.emit()
        if self._closed:
            return
        if task.topics:
            self.touched.emit(task.topics)
        if task.error is not None:
            if task.failed is None or not task.awaited():
                self.refused.emit(task.error)
            else:
                task.failed(task.error)
        elif task.done is not None and task.awaited():
            task.done(task.result)


def at_once(desk: Desk | None) -> Operations:
    """Give operations that run everything in the caller's own turn: for tests and for pictures."""
    return Operations(desk, acting=AtOnce(), asking=AtOnce(), beside=AtOnce())
