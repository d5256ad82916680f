"""Can everything be read in every scheme, and does all of it grow with the text?"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.pictures import black_palette, dressed
from ui import typefaces
from ui.parts import Chip, button, text
from ui.theme import theme
from ui.tokens import DARK, LIGHT, SHAPE_PAIRS, TEXT_PAIRS, TONES, Tokens, contrast, contrast_tokens

SCHEMES = {"light": LIGHT, "dark": DARK, "contrast": contrast_tokens(black_palette())}


def colour(ink: Tokens, name: str) -> str:
    return ink.tone(name) if name in TONES else str(getattr(ink, name))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids=" on ".join)
def test_text_stands_out_from_its_ground(scheme: str, pair: tuple[str, str]) -> None:
    ink = SCHEMES[scheme]
    assert contrast(colour(ink, pair[0]), colour(ink, pair[1])) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", SHAPE_PAIRS, ids=" on ".join)
def test_controls_and_focus_stand_out_from_their_ground(scheme: str, pair: tuple[str, str]) -> None:
    ink = SCHEMES[scheme]
    assert contrast(colour(ink, pair[0]), colour(ink, pair[1])) >= 3


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_high_contrast_has_no_colour_but_the_systems_own() -> None:
    ours = set(contrast_tokens(black_palette()).all_values().values())
    assert ours <= {"#000000", "#ffffff", "#ffff00"}


def test_all_sizes_come_from_the_application_font(qapp: QApplication) -> None:
    label, title, made = (
        text("Chronology"),
        text("Chronology", "title"),
        button("Keep what stands here as a draft"),
    )
    before = [widget.sizeHint().width() for widget in _polished(label, title, made)]
    with dressed("light", 2.0):
        after = [widget.sizeHint().width() for widget in _polished(label, title, made)]
        assert theme().size("title") == pytest.approx(30, abs=0.1)
    assert all(new > 1.6 * old for old, new in zip(before, after, strict=True))


def _polished(*widgets: QWidget) -> list[QWidget]:
    for widget in widgets:
        widget.ensurePolished()
    return list(widgets)


def test_a_change_of_the_systems_text_size_dresses_everything_again(qapp: QApplication) -> None:
    before, kept = theme().size("title"), qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(kept.pointSizeF() * 1.5)
    heard: list[bool] = []
    theme().changed.connect(lambda: heard.append(True))
    qapp.setFont(larger)
    qapp.processEvents()
    assert heard and theme().size("title") == pytest.approx(before * 1.5, abs=0.1)
    assert f"{theme().size('title'):.2f}pt" in qapp.styleSheet()
    qapp.setFont(kept)
    qapp.processEvents()


def test_a_tone_never_speaks_alone() -> None:
    for words, tone in (("▲ Red", "red"), ("◆ Amber", "amber"), ("● Green", "green")):
        assert Chip(words, tone).accessibleName() == words


def test_names_with_free_marks_are_set_where_all_marks_are() -> None:
    assert typefaces.has_free_mark("Adéọ̀lá")
    assert not typefaces.has_free_mark("Zoë Łukasz Nguyễn")
    assert typefaces.load_rest() > 30
