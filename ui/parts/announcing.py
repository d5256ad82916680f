"""How a screen reader is told of something that happened away from the focus."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Say words to a screen reader; ``urgent`` ones interrupt what it is reading."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # its kinds take a moment to make

    event = QAccessibleAnnouncementEvent(widget, words)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
    QAccessible.updateAccessibility(event)
