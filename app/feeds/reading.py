"""What do an agency's files say? Read in a child process, so that no file can harm the desk or its store.

The child has limits of memory and time (memory is limited where the platform can, time everywhere), no network, and may not
write. Its death is a refusal with a sentence. What comes back is plain data.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

import app
from app.cycles import seldom_swept
from app.errors import RefusedInput
from app.feeds.checking import LARGEST_FILE
from app.feeds.layouts import NoLayoutFits, load_layout
from app.feeds.reading_inside import refuse_unreadable
from app.feeds.reading_wire import Collected
from app.feeds.records import Reading

_ROOT = Path(app.__file__).resolve().parents[1]
#: How the child is started, after the interpreter.
CHILD = ("-m", "app.feeds.reading_child")


@dataclass(frozen=True)
class Limits:
    """How much a reading may take: megabytes of memory, seconds of time, bytes of one file."""

    megabytes: int = 3_000
    seconds: int = 600
    largest_file: int = LARGEST_FILE


class ReadingStopped(RefusedInput):
    """The officer stopped the reading."""


class Stop:
    """A handle by which another thread can stop a reading at any time."""

    def __init__(self) -> None:
        self.stopped = False
        self._process: subprocess.Popen[str] | None = None

    def stop(self) -> None:
        """Stop the reading; ``read_files`` then raises ``ReadingStopped``."""
        self.stopped = True
        if self._process is not None:
            self._process.kill()

    def watch(self, process: subprocess.Popen[str] | None) -> None:
        """Remember the child that is to be stopped."""
        self._process = process
        if self.stopped and process is not None:
            process.kill()


def read_files(
    paths: Sequence[Path | str],
    layout: Path | str | None = None,
    *,
    organisation: str,
    today: date,
    progress: Callable[[int], None] | None = None,
    stop: Stop | None = None,
    limits: Limits = Limits(),
    kept: Sequence[tuple[str, str]] = (),
) -> Reading:
    """Read files of one organisation (its code) into a reading.

    ``layout`` is the path of a layout file; without it one is chosen by organisation and form, a layout that was taught
    (``kept``: name and text) before ours. ``progress`` is called with the rows read so far. Refused as a whole when a file
    cannot be taken, with ``NoLayoutFits`` where somebody may say which column is which; nothing is kept here either way.
    """
    named = tuple(str(Path(path).resolve()) for path in paths)
    if not named:
        raise RefusedInput("No file was named.", next_step="Name at least one file.")
    refuse_unreadable(named, limits.largest_file)
    job = {
        "paths": named,
        "organisation": organisation.upper(),
        "today": today.isoformat(),
        "megabytes": limits.megabytes,
        "seconds": limits.seconds,
        "kept": [list(each) for each in kept],
        "inline": "",
        **_layout(layout),
    }
    return _run(job, progress, stop or Stop())


def read_rows(
    name: str, text: str, *, organisation: str, today: date, kept: Sequence[tuple[str, str]] = ()
) -> Reading:
    """Read mended rows under their headings (CSV); they go to the child through its pipe and stand in no file."""
    limits = Limits(seconds=60)
    job = {
        "paths": [name],
        "organisation": organisation.upper(),
        "today": today.isoformat(),
        "megabytes": limits.megabytes,
        "seconds": limits.seconds,
        "kept": [list(each) for each in kept],
        "inline": text,
        **_layout(None),
    }
    return _run(job, None, Stop())


def _layout(layout: Path | str | None) -> dict[str, str]:
    if layout is None:
        return {"layout_name": "", "layout_text": ""}
    path = Path(layout)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedInput(
            "The layout file cannot be read.", kept="Nothing was brought in.", next_step="Look where it is."
        ) from error
    load_layout(path.name, text)
    return {"layout_name": path.name, "layout_text": text}


def start_child(arguments: Sequence[str]) -> subprocess.Popen[str]:
    """Start a child process of this program's Python that speaks lines of text over its pipes."""
    environment = {**os.environ, "PYTHONPATH": str(_ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": ""}
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=environment,
        text=True,
        encoding="utf-8",
    )


def _run(job: dict[str, Any], progress: Callable[[int], None] | None, stop: Stop) -> Reading:
    with start_child(CHILD) as child:
        stop.watch(child)
        try:
            with seldom_swept():
                return _listen(child, job, progress, stop)
        finally:
            stop.watch(None)
            child.kill()


def _listen(
    child: subprocess.Popen[str], job: dict[str, Any], progress: Callable[[int], None] | None, stop: Stop
) -> Reading:
    collected = Collected()
    try:
        _pipe(child.stdin).write(json.dumps(job) + "\n")
        _pipe(child.stdin).close()
        for line in _pipe(child.stdout):
            name, value = json.loads(line)
            if name == "progress":
                if progress is not None:
                    progress(value)
            elif name == "refusal":
                refusal = NoLayoutFits if value["teach"] else RefusedInput
                raise refusal(value["happened"], kept=value["kept"], next_step=value["next_step"])
            elif name == "died":
                raise _died()
            elif name == "bug":
                raise RuntimeError(f"reading failed: {value}")
            else:
                collected.add(name, value)
    except (BrokenPipeError, json.JSONDecodeError) as error:
        raise (_stopped() if stop.stopped else _died()) from error
    if stop.stopped:
        raise _stopped()
    if collected.reading is None:
        raise _died()
    return collected.reading


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise RuntimeError("the child was started without pipes")
    return pipe


def _died() -> RefusedInput:
    return RefusedInput(
        "The file could not be read: reading it took more memory or time than a file of records may take.",
        kept="Nothing of it was brought in, and the store was not touched.",
        next_step="Ask the sender for a smaller file, or for the same records as CSV.",
    )


def _stopped() -> ReadingStopped:
    return ReadingStopped("Reading was stopped.", kept="Nothing was brought in.")
