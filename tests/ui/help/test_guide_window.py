"""Does F1 open the guide where one is, is it found and followed by keys, does it print, does nothing overflow?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.help import CONTENTS, contents, guide, page_called
from tests.ui.accessibility import LEAST_TARGET, nameless
from tests.ui.looking import pushed_wide
from tests.ui.pictures import cut_off, take_picture
from ui.help.guide_window import GuideWindow
from ui.help.printing import print_pages
from ui.main_window import MainWindow
from ui.operations import at_once
from ui.parts import KeyButton
from ui.places import places
from ui.theme import theme

UI = Path(__file__).parents[3] / "ui"


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, at_once(desk), "Hackbridge MASH")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


@pytest.fixture
def opened(window: MainWindow) -> GuideWindow:
    made = window.helper.show_guide()
    QApplication.processEvents()
    return made


def press(
    qtbot: QtBot, widget: object, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(widget, key, held)
    QApplication.processEvents()


# --- F1 ---------------------------------------------------------------------------------------------------------------


def test_every_place_has_a_page_of_the_guide() -> None:
    assert {place.key for place in places()} <= {page.key for page in guide()}


def test_f1_opens_the_page_of_every_place(window: MainWindow, qtbot: QtBot) -> None:
    for place in places():
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        window.go(place.key)
        press(qtbot, window, Qt.Key.Key_F1)
        opened = window.helper.guide
        assert opened is not None and opened.shown == place.key
        said = opened.browser.toPlainText()
        page = window.page
        assert page is not None and page.help_text in said, "the words of the place itself stand first"
        assert said.index(page.help_text) < 120


def test_the_guide_closes_with_esc_and_opens_again(
    window: MainWindow, opened: GuideWindow, qtbot: QtBot
) -> None:
    press(qtbot, opened, Qt.Key.Key_Escape)
    assert window.helper.guide is None
    assert window.helper.show_guide().isVisible()


def test_what_is_typed_in_the_guide_keeps_the_desk_open(
    window: MainWindow, opened: GuideWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    touched: list[bool] = []
    monkeypatch.setattr(window.idle, "touch", lambda: touched.append(True))
    press(qtbot, opened.windowHandle(), Qt.Key.Key_Down)
    assert touched


# --- finding and following --------------------------------------------------------------------------------------------


def test_a_word_is_found_by_keys_and_its_page_is_shown(opened: GuideWindow, qtbot: QtBot) -> None:
    press(qtbot, opened, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert opened.box.hasFocus()
    qtbot.keyClicks(opened.box, "RESTORE")
    assert opened.found.text() == f"{opened.list.count()} found"
    press(qtbot, opened.box, Qt.Key.Key_Down)
    assert opened.list.hasFocus()
    press(qtbot, opened.list, Qt.Key.Key_Return)
    assert (opened.shown, opened.browser.hasFocus()) == ("backups", True)


def test_a_hit_below_a_heading_turns_to_that_heading(opened: GuideWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(opened.box, "colleague leaves")
    press(qtbot, opened.box, Qt.Key.Key_Return)
    assert opened.shown == "unlock"
    assert opened.browser.textCursor().block().text() == "A colleague leaves"


def test_words_that_are_nowhere_say_so_and_an_empty_search_lists_all_pages(
    opened: GuideWindow, qtbot: QtBot
) -> None:
    qtbot.keyClicks(opened.box, "xylophone")
    assert (opened.found.text(), opened.list.count()) == ("Nothing in the guide holds these words.", 0)
    opened.box.clear()
    assert opened.list.count() == len(guide())


def test_a_link_is_followed_by_keys_and_alt_left_goes_back(opened: GuideWindow, qtbot: QtBot) -> None:
    opened.show_page(CONTENTS)
    opened.browser.setFocus()
    press(qtbot, opened.browser, Qt.Key.Key_Tab)
    press(qtbot, opened.browser, Qt.Key.Key_Return)
    assert opened.shown == guide()[0].key
    press(qtbot, opened.browser, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert opened.shown == CONTENTS


def test_tab_goes_through_the_links_and_on(opened: GuideWindow, qtbot: QtBot) -> None:
    opened.show_page("search")
    opened.browser.setFocus()
    for _step in range(12):
        press(qtbot, QApplication.focusWidget(), Qt.Key.Key_Tab)
        if not opened.browser.hasFocus():
            break
    assert isinstance(QApplication.focusWidget(), KeyButton)


# --- what is true of the text -----------------------------------------------------------------------------------------


def _keys_named() -> set[str]:
    whole = "\n".join(page.text for page in guide())
    found = set(re.findall(r"\b(?:Ctrl|Alt|Shift)\+(?:Shift\+)?(?:[A-Z][A-Za-z0-9]*|[0-9+-])|\bF\d\b", whole))
    return {key.replace("Enter", "Return") for key in found}


def test_every_key_that_the_guide_names_is_the_key_of_a_command(
    window: MainWindow, opened: GuideWindow
) -> None:
    handing_over = re.search(r'"hand_over",.*"(Ctrl[^"]*)"', (UI / "main.py").read_text(encoding="utf-8"))
    assert handing_over is not None
    known = {"Shift+Tab", "Ctrl+F", handing_over[1]}  # Qt's own, the guide's, the program's
    for place in places():
        window.go(place.key)
        known |= {command.keys for command in window.actions_of.commands()}
    assert _keys_named() - known == set()
    assert {"F1", "Ctrl+K", "Ctrl+Return"} <= _keys_named()


def test_every_button_and_field_that_the_guide_names_is_on_the_screen() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    shown = re.sub(r'"\s*f?"', "", sources)
    named = {
        " ".join(words.split()) for page in guide() for words in re.findall(r"\*\*([^*]+)\*\*", page.text)
    }
    assert {words for words in named if f'"{words}' not in shown} == set()


# --- how it looks -----------------------------------------------------------------------------------------------------


def test_everything_has_a_name_and_is_large_enough(opened: GuideWindow) -> None:
    assert nameless(opened) == []
    assert all(each.height() >= LEAST_TARGET for each in opened.findChildren(KeyButton))


@pytest.mark.parametrize("size", [(880, 640), (1300, 720)])
def test_nothing_is_cut_off_or_scrolls_sideways(opened: GuideWindow, size: tuple[int, int]) -> None:
    assert cut_off(opened, 1.0, size) == cut_off(opened, 2.0, (1300, 720)) == []
    assert pushed_wide(opened, opened) == []


def test_a_narrow_guide_puts_the_list_above_the_page(opened: GuideWindow) -> None:
    opened.resize(360, 640)
    QApplication.processEvents()
    assert opened.list.geometry().bottom() < opened.browser.mapTo(opened, opened.browser.rect().topLeft()).y()
    assert cut_off(opened, 1.0, (360, 640)) == []


@pytest.mark.parametrize(
    ("scheme", "scale"), [("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 2.0)]
)
def test_the_guide_can_be_drawn(window: MainWindow, opened: GuideWindow, scheme: str, scale: float) -> None:
    window.go("feeds")
    window.helper.show_guide()
    size = (theme().px(880), theme().px(640)) if scale == 1.0 else (1229, 691)
    take_picture(opened, "guide", scheme, scale, size)
    opened.box.set_value("passphrase")
    take_picture(opened, "guide-found", scheme, scale, size)
    assert opened.list.count() > 2


def test_the_guide_prints_on_paper(tmp_path: Path, qapp: QApplication) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "guide.pdf"))
    print_pages((contents(), *guide()), {"feeds": "What agencies send comes in here."}, printer)
    read = pypdfium2.PdfDocument(tmp_path / "guide.pdf")
    words = "\n".join(page.get_textpage().get_text_bounded() for page in read)
    assert len(read) > 5
    assert page_called("backups").title in words and "What agencies send comes in here." in words
    assert printer.docName() == "Guide to MASH Desk"
