"""The child process in which files are read: limited in memory and time, without network, saying what it found on stdout."""

from __future__ import annotations

import faulthandler
import gc
import json
import sys
import traceback
from datetime import date
from types import TracebackType
from typing import Any

from app.errors import DeskError
from app.feeds.headings import HeadingsRefused
from app.feeds.layouts import NoLayoutFits
from app.feeds.reading_inside import Job, read_here
from app.feeds.reading_wire import lines_of

_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ctypes.dlopen")


def main() -> None:
    """Read one job from standard input and write lines of JSON to standard output."""
    job = json.loads(sys.stdin.readline())
    harden(job["megabytes"], job["seconds"])
    gc.set_threshold(50_000, 20, 100)  # what is read is much and has no cycles
    try:
        reading = read_here(
            Job(
                tuple(job["paths"]),
                job["organisation"],
                date.fromisoformat(job["today"]),
                job["layout_name"],
                job["layout_text"],
                tuple((name, text) for name, text in job["kept"]),
                job["inline"],
            ),
            _progress,
        )
    except DeskError as error:
        say_refusal(error)
        return
    except (MemoryError, RecursionError):
        say("died", {})
        return
    for line in lines_of(reading):
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


def harden(megabytes: int, seconds: int) -> None:
    """Take from this process what reading a strange file does not need: memory, time, network, processes, writing."""
    sys.excepthook = _say_bug
    faulthandler.dump_traceback_later(seconds, exit=True, file=sys.stderr)
    _limit(megabytes, seconds)
    sys.addaudithook(_forbid)


def say_refusal(error: DeskError) -> None:
    """Tell the desk why a file is not taken."""
    teach = isinstance(error, NoLayoutFits | HeadingsRefused)
    said = {"happened": error.happened, "kept": error.kept, "next_step": error.next_step}
    say("refusal", {**said, "teach": teach})


def say(name: str, value: Any) -> None:
    """Write one line of JSON to the desk."""
    sys.stdout.write(json.dumps([name, value]) + "\n")
    sys.stdout.flush()


_done = 0


def _progress(rows: int) -> None:
    global _done
    before, _done = _done, _done + rows
    if before // 200 != _done // 200:
        say("progress", _done)


def _limit(megabytes: int, seconds: int) -> None:
    """Limit memory and processor time where the platform has limits; elsewhere the watchdog alone ends a long run."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, megabytes * 1_000_000), (resource.RLIMIT_CPU, seconds)):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError("the reading child may not do this")
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        raise PermissionError("the reading child may not write files")


def _say_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say where a fault of ours lies, without a word of what was being read."""
    if isinstance(error, MemoryError):
        say("died", {})
        return
    places = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(trace)[-6:]]
    say("bug", f"{kind.__name__} at {' > '.join(places)}")


if __name__ == "__main__":
    main()
