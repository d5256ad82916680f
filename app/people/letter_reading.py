"""A letter from a file: read in a child process, so that nothing in it can harm the desk or its store."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from app.errors import RefusedInput
from app.feeds.reading import start_child
from app.people.letter_kinds import LARGEST_LETTER, LetterRefused, name_shown

#: How the child is started, after the interpreter; how much memory (MB) and time (s) it may take.
CHILD = ("-m", "app.people.letter_child")
MEGABYTES, SECONDS = 900, 30


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter as it came, and what it says: kept whole in ``content``, shown as ``text`` only."""

    name: str
    kind: str
    sha256: str
    size: int
    content: bytes
    text: str
    remarks: tuple[str, ...] = ()


def read_letter_file(path: Path | str) -> ReadLetter:
    """Read a letter from a file; refused before it is opened when it is no ordinary file or too large."""
    where = Path(path)
    try:
        found = os.stat(where)
        if not stat.S_ISREG(found.st_mode):
            raise FileNotFoundError
        if found.st_size > LARGEST_LETTER:
            raise LetterRefused(
                f"The file has {found.st_size / 1e6:,.0f} MB, more than {LARGEST_LETTER / 1e6:,.0f} MB, the most that "
                "is attached.",
                "Ask the sender for it in parts, or without pictures.",
            )
        with where.open("rb") as file:
            data = file.read(LARGEST_LETTER + 1)
    except (OSError, ValueError) as error:
        raise RefusedInput(
            "The file cannot be opened.",
            kept="Nothing was attached.",
            next_step="Look where it is, and choose a file, not a folder.",
        ) from error
    return read_letter(data, where.name)


def read_letter(data: bytes, name: str) -> ReadLetter:
    """Read a letter from its bytes and its name."""
    if len(data) > LARGEST_LETTER:
        raise LetterRefused("The file is too large to be attached.", "Ask the sender for it in parts.")
    job = {
        "name": name,
        "megabytes": MEGABYTES,
        "seconds": SECONDS,
        "content": base64.b64encode(data).decode("ascii"),
    }
    with start_child(CHILD) as child:
        said, _ = child.communicate(json.dumps(job) + "\n")
    try:
        what, value = json.loads(said)
    except ValueError as error:
        raise _died() from error
    if what == "refusal":
        raise RefusedInput(value["happened"], kept="Nothing was attached.", next_step=value["next_step"])
    if what == "bug":
        raise RuntimeError(f"reading a letter failed: {value}")
    if what != "letter":
        raise _died()
    digest = hashlib.sha256(data).hexdigest()
    return ReadLetter(
        name_shown(name), value["kind"], digest, len(data), data, value["text"], tuple(value["remarks"])
    )


def _died() -> RefusedInput:
    return RefusedInput(
        "The file could not be read: reading it took more memory or time than a letter may take.",
        kept="Nothing was attached, and the store was not touched.",
        next_step="Ask the sender for it as a plain PDF.",
    )
