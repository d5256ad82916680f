"""Which file of whom is meant: what the pages about agency files hand to one another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FileAsked:
    """Files of one sender, by its code."""

    agency: str
    paths: tuple[Path, ...]
