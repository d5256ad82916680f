"""What the desk put on the clipboard, and that it does not stay there."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, QTimer
from PySide6.QtGui import QGuiApplication

#: How long copied rows stay, in milliseconds (security-and-sync, section 11).
STAYS = 30_000
_OURS = "application/x-mash-desk"
#: Windows keeps no history of, and sends to no cloud, what carries this.
_NOT_KEPT = 'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"'


def copy_text(words: str) -> None:
    """Copy words; they are taken back after half a minute and at the lock."""
    data = QMimeData()
    data.setText(words)
    for kind in (_OURS, _NOT_KEPT):
        data.setData(kind, QByteArray(b"1"))
    board = QGuiApplication.clipboard()
    board.setMimeData(data)
    QTimer.singleShot(STAYS, board, forget)


def forget() -> None:
    """Empty the clipboard if what is on it came from the desk."""
    board = QGuiApplication.clipboard()
    held = board.mimeData()
    if not isinstance(held, QMimeData):  # an empty clipboard of some platforms
        return
    if held.hasFormat(_OURS):
        board.clear()
