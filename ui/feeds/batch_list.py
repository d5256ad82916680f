"""The list of batches: from whom, how they stand, how much of each looks odd or was refused."""

from __future__ import annotations

from app.clock import shown
from app.feeds.previewing import BatchLine
from app.vocabulary import words
from ui.tables import Column, Table


def batch_list() -> Table:
    """Make the table of batches."""
    return Table(
        "Batches",
        (
            Column(
                "From", lambda row: row.organisation_name, width=0,
                second=lambda row: f"{row.reference} · read {shown(row.staged_at)}",
            ),
            Column("State", lambda row: words("batch_state", row.state), width=18),
            Column("People", lambda row: f"{row.people:,}", right=True, width=7),
            Column("Odd", lambda row: f"{row.flagged:,}", right=True, width=6),
            Column("Refused", lambda row: f"{row.refused:,}", right=True, width=8, tone=_refused_tone),
        ),
    )  # fmt: skip


def _refused_tone(row: BatchLine) -> str:
    return "red" if row.refused else ""
