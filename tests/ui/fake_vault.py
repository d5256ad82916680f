"""A vault for tests of the first windows: it remembers what it was asked, and opens at once."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from app.desk import Desk
from app.errors import DeskError
from app.verdicts import verdict


class FakeVault:
    """A vault with one store whose passphrase is known."""

    PASSPHRASE = "five quiet otters swim home"
    WORDS = "dusik fapod bilor hanus jovak lizim mupar nogid rasob suvik tahol vizan zodur bafil dojak gunim hazos"

    def __init__(
        self,
        *,
        officers: tuple[str, ...] = ("Priya Nair",),
        refusal: DeskError | None = None,
        refusal_at_opening: DeskError | None = None,
    ) -> None:
        self.officers = officers
        self.refusal = refusal
        self.refusal_at_opening = refusal_at_opening
        self.tried: list[str] = []
        self.made: list[dict[str, object]] = []
        self.repaired = False

    def officers_of(self, path: Path) -> tuple[str, ...]:
        """Give the officers, or refuse."""
        if self.refusal is not None:
            raise self.refusal
        return self.officers

    def open_store(self, path: Path, officer: str, passphrase: str) -> Desk:
        """Open with the known passphrase only."""
        self.tried.append(passphrase)
        if self.refusal_at_opening is not None:
            raise self.refusal_at_opening
        if passphrase != self.PASSPHRASE:
            raise verdict("wrong_passphrase")
        return cast(Desk, ("desk", path.name, officer))

    def open_with_words(self, path: Path, officer: str, words: str) -> Desk:
        """Open with the known words only."""
        if words != self.WORDS:
            raise verdict("wrong_recovery_key")
        return cast(Desk, ("desk", path.name, officer))

    def repair(self, path: Path, officer: str, passphrase: str) -> None:
        """Remember that it was asked."""
        self.repaired = True

    def create_store(
        self, path: Path, *, council: str, officer: str, post: str, passphrase: str, key_file: Path | None
    ) -> str:
        """Remember what was asked; give words unless the council has a key."""
        if self.refusal is not None:
            raise self.refusal
        self.made.append(
            {"path": path, "council": council, "officer": officer, "post": post, "key_file": key_file}
        )
        return "" if key_file is not None else self.WORDS

    def made_up(self, folder: Path) -> Desk:
        """Open the made-up borough."""
        return cast(Desk, ("made up", folder.name))

    def look_into(self, container: Path) -> tuple[str, str, tuple[str, ...]]:
        """Say of any backup the same, or refuse."""
        if self.refusal is not None:
            raise self.refusal
        return "25-Nov-2026 09:12", "000412-abcd", self.officers

    def restore(self, container: Path, to: Path, officer: str, typed: str, *, by_words: bool) -> str:
        """Take the known passphrase or words only."""
        self.tried.append(typed)
        if typed != (self.WORDS if by_words else self.PASSPHRASE):
            raise verdict("wrong_recovery_key" if by_words else "wrong_passphrase")
        return "BK"
