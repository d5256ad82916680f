"""The backups that are there: the newest first, one made now, and where a store is made again from one."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.backup_rhythm import BackupState
from app.clock import shown
from ui.parts import Card, EmptyState, FlowLayout, ProgressStrip, button, text
from ui.tables import Column, Table

RESTORING = (
    "To make the store again from one of these, lock the desk and choose Restore from a backup. The store made so is a "
    "new file with a new device letter; this one stays as it is."
)
NOWHERE = "No backup folder is set: this store is in no backup that the desk makes by itself."
AWAY = "The backup folder is out of reach now. The desk tries again by itself as long as it is open."


class BackupsCard(Card):
    """How the backups stand.

    Signals: ``now_asked()`` a backup shall be made now.
    """

    now_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Backups of this store")
        self.words = text("")
        self.progress = ProgressStrip()
        self.now_button = button("Make a backup now", on=self.now_asked.emit)
        self.table = Table(
            "Backups of this store",
            (
                Column("Made", lambda row: shown(row.made_at), width=20),
                Column("Size", lambda row: size_words(row.size), right=True, width=10),
                Column("File", lambda row: row.path.name, width=40),
            ),
        )
        self.table.setMinimumHeight(150)
        self.empty = EmptyState(NOWHERE)
        acts = FlowLayout(gap=10)
        acts.addWidget(self.now_button)
        self.body.addWidget(self.words)
        self.body.addLayout(acts)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.table)
        self.body.addWidget(self.empty)
        self.body.addWidget(text(RESTORING, "second"))

    def show_state(self, state: BackupState, reason: str) -> None:
        """Show what is there; ``reason`` says why whoever looks may make none by hand."""
        last = state.last
        made = "every page of it was read and its log checked when it was made"
        self.words.setText(f"Last backup {shown(last)}: {made}." if last else "No backup was made yet.")
        self.words.setVisible(state.reachable)
        self.table.show_rows(state.files)
        self.table.setVisible(bool(state.files))
        self.empty.set_sentence(NOWHERE if state.plan.folder is None else AWAY)
        self.empty.setVisible(not state.reachable)
        nowhere = "" if state.reachable else "Set a backup folder that is in reach first."
        self.now_button.set_reason(reason or nowhere)


def size_words(size: int) -> str:
    """Write a size as people say it."""
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{max(1, size // 1000):,} KB"
