"""The child process in which a letter is read: hardened like the one for agencies' files, it gets bytes and gives text."""

from __future__ import annotations

import base64
import json
import sys
from dataclasses import asdict

from app.errors import DeskError
from app.feeds.reading_child import harden, say, say_refusal
from app.people.letter_inside import read_inside


def main() -> None:
    """Read one letter from standard input, and write its kind and text as a line of JSON."""
    job = json.loads(sys.stdin.readline())
    data = base64.b64decode(job.pop("content"))
    harden(job["megabytes"], job["seconds"])
    try:
        say("letter", asdict(read_inside(data, job["name"])))
    except DeskError as error:
        say_refusal(error)
    except (MemoryError, RecursionError):
        say("died", {})


if __name__ == "__main__":
    main()
