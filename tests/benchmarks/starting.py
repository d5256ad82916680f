"""From the start of the process to the unlock window, beside a window of PySide6 alone with a field and a button."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.measuring import Measure, in_turn

ROOT = Path(__file__).resolve().parents[2]
#: Both say when their window is in sight, and end without tidying up.
BARE_WINDOW = """
import os, sys
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

app = QApplication(sys.argv)
window = QWidget()
layout = QVBoxLayout(window)
layout.addWidget(QLabel("Passphrase"))
field = QLineEdit()
field.setEchoMode(QLineEdit.EchoMode.Password)
layout.addWidget(field)
layout.addWidget(QPushButton("Unlock"))
window.show()
app.processEvents()
os._exit(0)
"""
OURS = """
import os, sys
from ui import main

main.Program.end = lambda program: os._exit(0)
main.run([sys.argv[1], "--stop-when-shown"])
"""


def starting(folder: Path, store: Path, size: str) -> Measure:
    """Measure whole processes, started in turn; each ends as soon as its window is drawn."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    around = {
        **os.environ,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "PYTHONPATH": str(ROOT),
    }
    if not around.get("DISPLAY") and not around.get("WAYLAND_DISPLAY"):
        around["QT_QPA_PLATFORM"] = "offscreen"
    _process(OURS, [str(store)], around)
    ours, plain = in_turn(lambda: _process(OURS, [str(store)], around), lambda: bare_window(around), runs=11)
    note = "processes, until the window is drawn" + (
        ", without a screen" if around.get("QT_QPA_PLATFORM") == "offscreen" else ""
    )
    return Measure("start", size, ours, plain, 1.8, note)


def bare_window(around: dict[str, str]) -> None:
    """Start a process that shows a field and a button with PySide6 alone (BARE_WINDOW), and wait for its end."""
    _process(BARE_WINDOW, [], around)


def _process(code: str, arguments: list[str], around: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        env=around,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
