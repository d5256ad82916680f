"""How the whole screen is dressed: palette, style sheet and sizes, all from the system's scheme and the application font."""

from __future__ import annotations

import sys
from weakref import WeakKeyDictionary

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui import typefaces
from ui.style_sheet import sheet
from ui.tokens import DARK, LIGHT, Tokens, contrast_tokens

SCHEMES = ("system", "light", "dark", "contrast")
#: Body text in points when the system's text is at its usual size.
BODY = 10.5
SECOND, TITLE = 9.5 / BODY, 15 / BODY
#: The usual size of a system's own text in points; larger means that the officer asked for larger text.
_USUAL = {"win32": 9.0, "darwin": 13.0}
LARGEST, SMALLEST = 2.5, 0.8
#: The property of an application that was made in Fusion: to ask for its style would first make all its Python names.
STYLED = "made_in_fusion"


class Theme(QObject):
    """The one theme of the program.

    Signals: ``changed()`` colours or sizes are others now; whoever paints by hand paints again.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._system_font = QFont(app.font())
        self.system_palette = QPalette(app.palette())
        self._scheme = "system"
        self._factor = 1.0
        self._dressing = False
        self.tokens = LIGHT
        if not app.property(STYLED):
            app.setStyle("Fusion")
        typefaces.load_first()
        self._dress_font()
        self.dress()
        self._probe = _Probe(self)
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._on_system_changed)

    @property
    def scheme(self) -> str:
        """The scheme that was asked for: system, light, dark or contrast."""
        return self._scheme

    @property
    def factor(self) -> float:
        """How many times its usual size the text has."""
        return self._factor

    def choose(self, scheme: str) -> None:
        """Dress in a scheme: system, light, dark or contrast."""
        self.wear(scheme, self._factor)

    def enlarge(self, factor: float) -> None:
        """Set the size of all text, 1 being the system's own."""
        self.wear(self._scheme, factor)

    def wear(self, scheme: str, factor: float, palette: QPalette | None = None) -> None:
        """Dress in a scheme and a size of text; ``palette`` stands for the system's in high contrast."""
        asked = min(LARGEST, max(SMALLEST, round(factor, 2)))
        if palette is None and (scheme, asked) == (self._scheme, self._factor) and self._app.styleSheet():
            return
        if palette is not None:
            self.system_palette = QPalette(palette)
        self._scheme = scheme
        if asked != self._factor:
            self._factor = asked
            self._dress_font()
        self.dress()

    def size(self, kind: str = "body") -> float:
        """Give a size of type in points, from the application font: body, second or title."""
        body = self._app.font().pointSizeF()
        return body * {"second": SECOND, "title": TITLE}.get(kind, 1.0)

    def px(self, pixels: float) -> int:
        """Give a length that grows with the text, from what it is at the usual size."""
        return round(pixels * self._app.font().pointSizeF() / BODY)

    def dress(self) -> None:
        """Set palette and style sheet again from scheme and font."""
        self._dressing = True
        try:
            self.tokens = self._tokens()
            self._app.setPalette(_palette(self.tokens))
            self._app.setStyleSheet(sheet(self.tokens, self._app.font().pointSizeF(), SECOND, TITLE))
        finally:
            self._dressing = False
        self.changed.emit()

    def _dress_font(self) -> None:
        usual = _USUAL.get(sys.platform, 11.0)
        asked = max(1.0, self._system_font.pointSizeF() / usual)
        self._dressing = True
        try:
            self._app.setFont(typefaces.screen_font(self._system_font, BODY * asked * self._factor))
        finally:
            self._dressing = False

    def _tokens(self) -> Tokens:
        hints = self._app.styleHints()
        more = hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
        if self._scheme == "contrast" or (self._scheme == "system" and more):
            return contrast_tokens(self.system_palette)
        if self._scheme == "system":
            return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._scheme == "dark" else LIGHT

    def on_font_changed(self) -> None:
        """Dress again when somebody else changed the application's font."""
        if not self._dressing:
            self.dress()

    def _on_system_changed(self) -> None:
        self.dress()


class _Probe(QWidget):
    """A widget that is never shown and hears when the application's font changes."""

    def __init__(self, dresser: Theme) -> None:
        super().__init__()
        self._dresser = dresser

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ApplicationFontChange:
            self._dresser.on_font_changed()
        return super().event(event)


_WORN: WeakKeyDictionary[QApplication, Theme] = WeakKeyDictionary()


def theme() -> Theme:
    """Give the program's theme; it is made when it is first asked for, and lives as long as the application."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("The theme needs a running QApplication.")
    if app not in _WORN:
        _WORN[app] = Theme(app)
    return _WORN[app]


def tokens() -> Tokens:
    """Give the colours of this moment."""
    return theme().tokens


def _palette(ink: Tokens) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: ink.page,
        role.WindowText: ink.text,
        role.Base: ink.surface,
        role.AlternateBase: ink.header,
        role.Text: ink.text,
        role.Button: ink.surface,
        role.ButtonText: ink.text,
        role.ToolTipBase: ink.surface,
        role.ToolTipText: ink.text,
        role.PlaceholderText: ink.second,
        role.Highlight: ink.accent,
        role.HighlightedText: ink.on_accent,
        role.Link: ink.accent,
        role.LinkVisited: ink.accent,
        role.Accent: ink.accent,
    }
    for which, colour in colours.items():
        made.setColor(which, colour)
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, ink.second)
    return made
