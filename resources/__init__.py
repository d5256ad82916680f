"""Where the program's own data is read from: law, codes, layouts, fonts, help; nothing here imports anything of ours."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def text(name: str) -> str:
    """Read a data file as UTF-8 text; ``name`` is its path below this folder, with ``/``."""
    return (FOLDER / name).read_text(encoding="utf-8")


def data(name: str) -> bytes:
    """Read a data file as bytes; ``name`` is its path below this folder, with ``/``."""
    return (FOLDER / name).read_bytes()
