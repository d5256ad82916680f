"""Where does a report go? Into a file the officer names, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from app.errors import DeskError


def write_report(path: Path, words: str) -> str:
    """Write a report to a file; give the file's name. What stood there before is replaced only when all is written."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(words, encoding="utf-8-sig", newline="")
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise DeskError(
            f"The file {path.name} could not be written.",
            kept="The rows are kept in the store, and no half file is left.",
            next_step="Choose another folder, or make room, and save again.",
        ) from error
    return path.name
