"""Where does what a page writes out go? Into a file the officer names, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from app.errors import DeskError


def write_whole(path: Path, words: str, *, unharmed: str) -> str:
    """Write a file beside its place and put it there when it is whole; give its name.

    ``unharmed`` says, where it cannot be written, what is as it was.
    """
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(words, encoding="utf-8-sig", newline="")
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise DeskError(
            f"The file {path.name} could not be written.",
            kept=f"{unharmed}, and no half file is left.",
            next_step="Choose another folder, or make room, and save again.",
        ) from error
    return path.name
