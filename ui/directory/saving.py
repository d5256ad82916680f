"""Where does the written directory go, and what does a chosen file say? Whole, or a sentence why not."""

from __future__ import annotations

import os
from pathlib import Path

from app.errors import DeskError


def write_file(path: Path, words: str) -> str:
    """Write a file beside its place and put it there when it is whole; give its name."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(words, encoding="utf-8-sig", newline="")
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise DeskError(
            f"The file {path.name} could not be written.",
            kept="The directory is as it was, and no half file is left.",
            next_step="Choose another folder, or make room, and save again.",
        ) from error
    return path.name
