"""What each kind of widget looks like, written from the tokens and the size of the text."""

from __future__ import annotations

from string import Template

from resources import FOLDER
from ui.tokens import TONES, Tokens, contrast

_SHEET = Template("""
* { font-size: ${body}pt; }
QWidget { color: $text; }
QMainWindow, QDialog, #window, #page, #page_body { background: $page; }
QToolTip { background: $surface; color: $text; border: 1px solid $control; padding: 4px; }

QLabel { background: transparent; }
QLabel[kind="second"] { color: $second; font-size: ${small}pt; }
QLabel[kind="label"] { color: $second; }
QLabel[kind="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[kind="section"], QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="problem"] { color: $red; font-weight: 600; }
QLabel[kind="words"] { font-size: ${title}pt; }

#card { background: $surface; border: 1px solid $line; border-radius: 6px; }
#bar { background: $surface; border: none; border-bottom: 1px solid $line; }
#status { background: $surface; border: none; border-top: 1px solid $line; }
#side { background: $surface; border: none; border-left: 1px solid $line; }
#rule { background: $line; border: none; }
#rail { background: $rail; border: none; border-right: 1px solid $rail_line; }
#rail QLabel { color: $rail_second; font-size: ${small}pt; }
#rail QLabel[kind="brand"] { color: $rail_text; font-size: ${brand}pt; font-weight: 600; }
#rail QListWidget { background: $rail; border: none; outline: none; color: $rail_text; }
#rail_foot { background: $rail; border: none; border-top: 1px solid $rail_line; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {
  background: $surface; color: $text; border: 1px solid $control; border-radius: 5px; padding: 5px 8px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $second; }
QPlainTextEdit, QTextEdit { padding: 3px 5px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus {
  border: 2px solid $accent; padding: 4px 7px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 2px 4px; }
QLineEdit[faulty="true"], QPlainTextEdit[faulty="true"] { border: 2px solid $red; padding: 4px 7px; }
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {
  background: $page; color: $second; }
QComboBox QLineEdit, QComboBox QLineEdit:focus, QComboBox QLineEdit:read-only {
  border: none; padding: 0; margin: 0; background: transparent; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url($down); width: ${mark}px; height: ${mark}px; }
QComboBox QAbstractItemView { background: $surface; color: $text; border: 1px solid $control;
  selection-background-color: $accent; selection-color: $on_accent; outline: none; }

QCheckBox, QRadioButton { spacing: 8px; padding: 2px; border: 2px solid transparent; border-radius: 4px; }
QCheckBox::indicator { width: ${box}px; height: ${box}px; background: $surface; border: 1px solid $control;
  border-radius: 3px; }
QCheckBox::indicator:checked { background: $accent; border: 1px solid $accent; image: url($tick); }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; }

QMenuBar { background: $surface; border-bottom: 1px solid $line; padding: 1px 8px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $accent; color: $on_accent; }
QMenu { background: $surface; border: 1px solid $control; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 14px; border-radius: 4px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $second; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }

QTableView { background: $surface; border: 1px solid $line; gridline-color: $line; outline: none;
  selection-background-color: $accent_ground; selection-color: $text; }
QTableView:focus { border: 2px solid $accent; }
QHeaderView { background: $header; border: none; }
QHeaderView::section { background: $header; color: $text; font-weight: 600; border: none;
  border-bottom: 1px solid $line; padding: 8px 12px; }
QTableCornerButton::section { background: $header; border: none; }
QListView { background: $surface; border: 1px solid $control; outline: none; }
QListView::item { padding: 6px 10px; color: $text; }
QListView::item:selected { background: $accent_ground; color: $text; }
QListView#found, QListView#found:focus { border: none; }
QListView:focus { border: 2px solid $accent; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget#page_body { background: $page; }
QScrollArea#scrolled:focus { border: 2px solid $accent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $control; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; }
QProgressBar { background: $plain_ground; border: 1px solid $control; border-radius: 4px; text-align: center;
  color: $text; min-height: 12px; max-height: 12px; font-size: 1pt; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")

_TONE = Template("""
QLabel[chip="$tone"] { color: $ink; background: $ground; border: 1px solid $edge; border-radius: 4px;
  padding: 1px 8px 2px 8px; font-size: ${small}pt; font-weight: 600; }
QFrame[notice="$tone"] { background: $ground; border: 1px solid $edge; border-radius: 6px; }
QFrame[notice="$tone"] QLabel[kind="strong"] { color: $ink; }
QLabel[tone="$tone"] { color: $ink; }
""")


def _icon(name: str, shade: str) -> str:
    return (FOLDER / "icons" / f"{name}-{shade}.svg").as_posix()


def sheet(ink: Tokens, body: float, second: float, title: float) -> str:
    """Write the style sheet; ``body`` is in points, ``second`` and ``title`` are shares of it."""
    sizes = {
        "body": f"{body:.2f}",
        "small": f"{body * second:.2f}",
        "title": f"{body * title:.2f}",
        "brand": f"{body * 1.08:.2f}",
        "box": str(round(body * 1.5)),
        "mark": str(round(body * 1.1)),
        "tick": _icon("tick", "white" if contrast(ink.on_accent, "#000000") > 5 else "dark"),
        "down": _icon("down", "light" if contrast(ink.second, "#ffffff") > 4 else "dark"),
    }
    parts = [_SHEET.substitute(ink.all_values(), **sizes)]
    for tone in TONES:
        parts.append(
            _TONE.substitute(
                tone=tone, ink=ink.tone(tone), ground=ink.ground(tone), edge=ink.edge(tone), **sizes
            )
        )
    return "".join(parts)
