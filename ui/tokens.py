"""Which colours the desk is drawn in: light, dark, and high contrast taken from the system's own palette."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette

TONES = ("plain", "red", "amber", "green", "violet", "accent")


class Tokens(NamedTuple):
    """Every colour that anything on screen may have, as ``#rrggbb``; a ``_ground`` is the pale ground of its tone."""

    page: str
    surface: str
    header: str
    line: str
    control: str
    text: str
    second: str
    accent: str
    on_accent: str
    accent_ground: str
    plain_ground: str
    red: str
    red_ground: str
    amber: str
    amber_ground: str
    green: str
    green_ground: str
    violet: str
    violet_ground: str
    rail: str
    rail_line: str
    rail_text: str
    rail_second: str
    rail_chosen: str
    rail_ring: str
    badge: str
    badge_text: str
    late: str
    late_text: str

    def tone(self, name: str) -> str:
        """Give the colour of a tone's text."""
        return self.text if name == "plain" else str(getattr(self, name))

    def ground(self, name: str) -> str:
        """Give the pale ground of a tone."""
        return str(getattr(self, f"{name}_ground"))

    def edge(self, name: str) -> str:
        """Give the line round a tone's ground: the tone itself, thinned into its ground."""
        if name == "plain":
            return self.line
        return mixed(self.tone(name), self.ground(name), 0.35)

    def all_values(self) -> dict[str, str]:
        """Give every colour by its name."""
        return self._asdict()


LIGHT = Tokens(
    page="#f4f5f7",
    surface="#ffffff",
    header="#eef1f4",
    line="#d5dae0",
    control="#7d8791",
    text="#14181d",
    second="#4c5761",
    accent="#125b83",
    on_accent="#ffffff",
    accent_ground="#e8eff7",
    plain_ground="#edf0f3",
    red="#b3261e",
    red_ground="#fdeceb",
    amber="#8a4b00",
    amber_ground="#fdf1e0",
    green="#0b6b3a",
    green_ground="#e4f4ea",
    violet="#5b3e96",
    violet_ground="#eee8f8",
    rail="#10293a",
    rail_line="#24455c",
    rail_text="#e8eef3",
    rail_second="#a9bccb",
    rail_chosen="#1d4763",
    rail_ring="#7cc0ee",
    badge="#2f5f80",
    badge_text="#ffffff",
    late="#b3261e",
    late_text="#ffffff",
)

DARK = Tokens(
    page="#14181d",
    surface="#1c2228",
    header="#232b33",
    line="#36404a",
    control="#7d8a96",
    text="#eef1f4",
    second="#b4bfc9",
    accent="#7cc0ee",
    on_accent="#0c1a24",
    accent_ground="#1d3547",
    plain_ground="#2a323a",
    red="#ff9a8f",
    red_ground="#431c1a",
    amber="#f5bd6b",
    amber_ground="#3a2a12",
    green="#79d39c",
    green_ground="#143524",
    violet="#c6b3f2",
    violet_ground="#2f2547",
    rail="#0c1a24",
    rail_line="#1d3547",
    rail_text="#e8eef3",
    rail_second="#a9bccb",
    rail_chosen="#173a52",
    rail_ring="#7cc0ee",
    badge="#2f5f80",
    badge_text="#ffffff",
    late="#b3261e",
    late_text="#ffffff",
)


def contrast_tokens(palette: QPalette) -> Tokens:
    """Make the tokens of high contrast from the system's palette alone: no colour of ours is in them.

    Tones have no colour of their own there: their sign and their words carry them, as they do everywhere.
    """
    role = QPalette.ColorRole
    window = palette.color(role.Window).name()
    base = palette.color(role.Base).name()
    words = palette.color(role.WindowText).name()
    accent = palette.color(role.Highlight).name()
    on_accent = palette.color(role.HighlightedText).name()
    tones = dict.fromkeys(("red", "amber", "green", "violet"), words)
    grounds = {f"{name}_ground": base for name in TONES}
    return Tokens(
        page=window,
        surface=base,
        header=window,
        line=words,
        control=words,
        text=words,
        second=words,
        accent=words if contrast(accent, base) < 3 else accent,
        on_accent=base if contrast(accent, base) < 3 else on_accent,
        rail=window,
        rail_line=words,
        rail_text=words,
        rail_second=words,
        rail_chosen=window,
        rail_ring=words if contrast(accent, window) < 3 else accent,
        badge=window,
        badge_text=words,
        late=words,
        late_text=window,
        **tones,
        **grounds,
    )


def contrast(one: str, other: str) -> float:
    """Compute the contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    shown = QColor(colour)
    return 0.2126 * _linear(shown.redF()) + 0.7152 * _linear(shown.greenF()) + 0.0722 * _linear(shown.blueF())


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def mixed(colour: str, ground: str, share: float) -> str:
    """Mix a share (0 to 1) of a colour into a ground."""
    top, under = QColor(colour), QColor(ground)
    rest = 1 - share
    return QColor(
        round(top.red() * share + under.red() * rest),
        round(top.green() * share + under.green() * rest),
        round(top.blue() * share + under.blue() * rest),
    ).name()


#: Which colour stands on which, and the least contrast between them: 4.5 for text, 3 for what is not text.
TEXT_PAIRS = (
    *((ink, ground) for ink in ("text", "second") for ground in ("page", "surface", "header")),
    *(("text", f"{tone}_ground") for tone in TONES),
    *((tone, f"{tone}_ground") for tone in TONES if tone != "plain"),
    *((tone, ground) for tone in TONES if tone != "plain" for ground in ("surface", "page")),
    ("second", "plain_ground"),
    ("second", "accent_ground"),
    ("on_accent", "accent"),
    ("rail_text", "rail"),
    ("rail_second", "rail"),
    ("rail_text", "rail_chosen"),
    ("badge_text", "badge"),
    ("late_text", "late"),
)
SHAPE_PAIRS = (
    *(("control", ground) for ground in ("page", "surface")),
    *(("accent", ground) for ground in ("page", "surface")),
    ("rail_ring", "rail"),
    ("rail_ring", "rail_chosen"),
)
