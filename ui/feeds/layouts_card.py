"""Which layouts of this sender are kept: each can be saved as a file or laid aside."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.feeds.kept_layouts import KeptLayout
from ui.parts import Card, FlowLayout, button, text


class LayoutsCard(Card):
    """The layouts of one sender.

    Signals: ``save_asked(object)`` a layout shall be saved as a file; ``forget_asked(object)`` it shall be laid aside.
    """

    save_asked = Signal(object)
    forget_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("Layouts of this sender")

    def show_layouts(self, kept: tuple[KeptLayout, ...]) -> None:
        """Show the layouts that are kept."""
        self.clear()
        for each in kept:
            line = QWidget()
            flow = FlowLayout(line, gap=10)
            form = "workbook" if each.form == "xlsx" else "CSV file"
            flow.addWidget(text(f"{each.name} ({form})", wrap=False))
            flow.addWidget(
                button(
                    "Save as a file", kind="quiet", on=partial(self.save_asked.emit, each),
                    accessible=f"Save the layout {each.name} as a file",
                )
            )  # fmt: skip
            flow.addWidget(
                button(
                    "Lay aside", kind="quiet", on=partial(self.forget_asked.emit, each),
                    accessible=f"Lay the layout {each.name} aside",
                )
            )  # fmt: skip
            self.add(line)
