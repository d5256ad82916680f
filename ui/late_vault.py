"""How the first windows reach the vault without waiting for it: what it needs is imported when it is first asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.desk import Desk

MADE_UP = "made-up.mash"


class Vault(Protocol):
    """What the first windows ask of the vault; every refusal is a ``DeskError``."""

    def officers_of(self, path: Path) -> tuple[str, ...]:
        """Give the names of those who can open a store."""

    def open_store(self, path: Path, officer: str, passphrase: str) -> Desk:
        """Open a store with an officer's passphrase."""

    def open_with_words(self, path: Path, officer: str, words: str) -> Desk:
        """Open a store with the words of the recovery key."""

    def repair(self, path: Path, officer: str, passphrase: str) -> None:
        """Write the first bytes of a store again from its keyring."""

    def create_store(
        self, path: Path, *, council: str, officer: str, post: str, passphrase: str, key_file: Path | None
    ) -> str:
        """Make a store; give the words of the recovery key when it was made here."""

    def look_into(self, container: Path) -> tuple[str, str, tuple[str, ...]]:
        """Say of a backup when it was made, at which log head, and who has a way into it."""

    def restore(self, container: Path, to: Path, officer: str, typed: str, *, by_words: bool) -> str:
        """Make a store again from a backup; give its new device letters."""

    def made_up(self, folder: Path) -> Desk:
        """Make a store of made-up people in a folder, if it is not there yet, and open it."""


class LateVault:
    """The vault itself, imported at the first question."""

    def officers_of(self, path: Path) -> tuple[str, ...]:
        """Give the names of those who can open a store."""
        from app import vault

        return vault.officers_of(path)

    def open_store(self, path: Path, officer: str, passphrase: str) -> Desk:
        """Open a store with an officer's passphrase."""
        from app import vault

        return vault.open_store(path, officer, passphrase)

    def open_with_words(self, path: Path, officer: str, words: str) -> Desk:
        """Open a store with the words of the recovery key."""
        from app import recovery, vault

        return vault.open_with_recovery(path, recovery.from_words(words), officer)

    def repair(self, path: Path, officer: str, passphrase: str) -> None:
        """Write the first bytes of a store again from its keyring."""
        from app import vault

        vault.repair_salt(path, officer, passphrase)

    def create_store(
        self, path: Path, *, council: str, officer: str, post: str, passphrase: str, key_file: Path | None
    ) -> str:
        """Make a store; give the words of the recovery key when it was made here."""
        from app import recovery, vault

        public = recovery.read_public(key_file) if key_file is not None else None
        made = vault.create_store(
            path, council=council, officer=officer, post=post, passphrase=passphrase, recovery_public=public
        )
        return made.recovery_words

    def made_up(self, folder: Path) -> Desk:
        """Make a store of made-up people in a folder, if it is not there yet, and open it."""
        from app import vault
        from app.cli import demonstration

        demonstration.demonstrate(folder, None)
        return vault.open_store(folder / MADE_UP, demonstration.OFFICER, demonstration.PASSPHRASE)

    def look_into(self, container: Path) -> tuple[str, str, tuple[str, ...]]:
        """Say of a backup when it was made, at which log head, and who has a way into it."""
        from app import backups, clock

        manifest = backups.read_manifest(container)
        ring, _bytes = backups.read_keyring(container, manifest)
        return clock.shown(clock.moment(manifest.made_at)), manifest.head, ring.owners

    def restore(self, container: Path, to: Path, officer: str, typed: str, *, by_words: bool) -> str:
        """Make a store again from a backup; give its new device letters."""
        from app import recovery, restoring

        private = recovery.from_words(typed) if by_words else None
        made = restoring.restore(
            container, to, officer, passphrase="" if by_words else typed, recovery_private=private
        )
        return made.device
