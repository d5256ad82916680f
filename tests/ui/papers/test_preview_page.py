"""Does the preview show the very pages that leave, does each leaving stand in the register, and is a refusal said?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.papers.issuing import issue_copy
from app.papers.printing_register import copies_of_share, print_register
from app.people.withholding import withhold_address
from app.sharing.deciding import decide_share
from app.sharing.share_draft import ItemDraft
from tests.app.frontdoor.waiting import put_off, share_with
from tests.app.sharing.children import POSTCODE, Child, a_child
from tests.ui.accessibility import assert_accessible, press_called
from tests.ui.looking import faults, out_of_order
from tests.ui.pictures import dressed, take_picture
from ui.main_window import MainWindow
from ui.operations import at_once
from ui.papers.pages_view import all_pages
from ui.papers.preview_page import PreviewPage


@pytest.fixture
def child(desk: Desk) -> Child:
    return a_child(desk)


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, at_once(desk), "Hackbridge MASH")
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def decided(desk: Desk, child: Child, **changes: Any) -> str:
    return desk.do(decide_share, share_with(child, **changes)).reference


def page_of(window: MainWindow, share: str | None = None) -> PreviewPage:
    """Go to the papers, of a share if one is named."""
    window.go("papers", share)
    QApplication.processEvents()
    page = window.page
    assert isinstance(page, PreviewPage)
    return page


@pytest.fixture
def page(window: MainWindow, desk: Desk, child: Child) -> PreviewPage:
    """Give the page with the first copy of a share in sight."""
    made = page_of(window, decided(desk, child))
    made.copy_button.click()
    QApplication.processEvents()
    return made


def said(page: PreviewPage) -> str:
    """Give the words beside the pages."""
    QApplication.processEvents()
    return " | ".join(
        label.text() for label in page.card.findChildren(QLabel) if label.isVisibleTo(page.card)
    )


def issued(page: PreviewPage) -> bytes:
    """Give the bytes of the copy in sight."""
    assert page._issued is not None
    return page._issued.pdf


def unlike(one: QImage, other: QImage) -> float:
    """Give the part of grey by which two pictures of a page differ, from 0 to 1, seen from afar."""
    small = [
        image.convertToFormat(QImage.Format.Format_Grayscale8).scaled(
            60, 85, mode=Qt.TransformationMode.SmoothTransformation
        )
        for image in (one, other)
    ]
    places = [(x, y) for x in range(60) for y in range(85)]
    greys = [[image.pixelColor(x, y).value() for x, y in places] for image in small]
    return float(sum(abs(a - b) for a, b in zip(*greys, strict=True))) / 255 / len(places)


# --- what is seen -----------------------------------------------------------------------------------------------------


def test_each_page_of_the_copy_is_drawn_and_can_be_heard(page: PreviewPage) -> None:
    drawn = all_pages(issued(page), 126.0)
    assert len(drawn) == len(page.pages.sheets) > 1
    for sheet, truth in zip(page.pages.sheets, drawn, strict=True):
        assert sheet.image == truth.image
        assert sheet.accessibleDescription() == truth.words
    assert page.pages.sheets[0].accessibleName() == f"Page 1 of {len(drawn)}"
    assert "Alice Marlowe" in " ".join(sheet.accessibleDescription() for sheet in page.pages.sheets)


def test_a_page_is_as_wide_as_its_place_at_most_and_keeps_its_shape(page: PreviewPage) -> None:
    sheet = page.pages.sheets[0]
    for width in (300, 500):
        assert sheet.heightForWidth(width) == pytest.approx(width * 297 / 210, abs=2)
    with dressed("light", 2.0):
        assert sheet.sizeHint().width() > 1300


def test_beside_the_pages_stands_who_gets_them_and_what_was_left_out(
    window: MainWindow, desk: Desk, child: Child
) -> None:
    address = ItemDraft(
        statement=child.said["address"], category="ADDRESS", about=child.reference, tag="fact"
    )
    name = ItemDraft(statement=child.said["name"], category="IDENTITY", about=child.reference, tag="fact")
    share = decided(desk, child, items=(name, address))
    desk.do(withhold_address, child.key, from_whom="Theo Marlowe", why="a court order")
    page = page_of(window, share)
    page.copy_button.click()
    words = said(page)
    assert "For Health visiting." in words and "■ address: " in words
    assert "The paper does not say that anything was left out." in words
    assert POSTCODE not in " ".join(sheet.accessibleDescription() for sheet in page.pages.sheets)


def test_drawing_the_pages_does_not_hold_the_screen_up(
    window: MainWindow, desk: Desk, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []
    monkeypatch.setattr(
        window.operations, "call", lambda function, *_, **__: called.append(function.__name__)
    )
    page = page_of(window, decided(desk, child))
    page.copy_button.click()
    page.print_on(QPrinter())
    assert called == ["all_pages", "draw_on"]


def test_making_a_copy_is_one_act_and_one_entry_of_the_log(
    window: MainWindow, desk: Desk, child: Child
) -> None:
    page = page_of(window, decided(desk, child))
    before = desk.head().sequence
    page.copy_button.click()
    assert desk.head().sequence == before + 1


def test_enter_on_a_decided_share_shows_its_papers_and_the_way_back_is_one_press(
    window: MainWindow, desk: Desk, child: Child, qtbot: QtBot
) -> None:
    share = decided(desk, child)
    page = page_of(window)
    page.table.setFocus()
    page.table.select(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page._title.text() == "Papers" and page._note.text() == share
    assert not page.table.isVisible() and page.copy_button.isVisible()
    page.back_button.click()
    assert page.table.isVisible() and not page.copy_button.isVisible()


def test_without_a_decided_share_the_page_says_what_will_be_here(window: MainWindow) -> None:
    page = page_of(window)
    assert page.empty.isVisible() and not page.table.isVisible()


# --- what leaves ------------------------------------------------------------------------------------------------------


def test_before_there_is_a_copy_print_and_save_say_why_they_wait(
    window: MainWindow, desk: Desk, child: Child
) -> None:
    page = page_of(window, decided(desk, child))
    for each in (page.print_button, page.save_button):
        assert not each.isEnabled() and "Make a copy first" in each.accessibleDescription()
    assert "None. Make a copy to see its pages." in said(page)


def test_a_second_copy_has_its_own_number_and_the_first_can_be_seen_again(page: PreviewPage) -> None:
    first = issued(page)
    page.copy_button.click()
    assert issued(page) != first and "copy 2" in page._note.text()
    press_called(page.window(), "Show copy 1")
    assert issued(page) == first and "copy 1" in page._note.text()
    assert "Show copy 2" in [found.text() for found in page.card.findChildren(type(page.copy_button))]


def test_what_is_saved_is_what_is_seen_and_it_stands_in_the_register(
    page: PreviewPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, offered = tmp_path / "referral.pdf", list[str]()

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        offered.append(name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.save_button.click()
    assert path.read_bytes() == issued(page)
    ((printed, copy),) = desk.read(print_register)
    assert (printed.how, printed.where, copy.number) == ("saved", str(path), 1)
    assert offered == [f"{copy.reference}.pdf"], "no name of a child is proposed for the file"
    assert f"by Priya Nair: {path}" in said(page), "the card shows the register without being asked again"


def pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setDocName("Alice Marlowe")
    return printer


def test_what_is_printed_is_what_is_seen_on_whole_sheets_of_a4(page: PreviewPage, tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    page.print_on(pdf_printer(path))
    seen, printed = all_pages(issued(page), 50.0), all_pages(path.read_bytes(), 50.0)
    assert len(printed) == len(seen)
    for one, other in zip(printed, seen, strict=True):
        assert (one.image.width(), one.image.height()) == pytest.approx(
            (other.image.width(), other.image.height()), abs=2
        )
        assert unlike(one.image, other.image) < 0.01
    assert unlike(printed[0].image, seen[1].image) > 0.01, "another page would be told apart"


def test_the_job_is_called_by_the_reference_and_never_by_a_name(
    page: PreviewPage, desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "printed.pdf"
    printer = pdf_printer(path)
    page.print_on(printer)
    ((_printed, copy),) = desk.read(print_register)
    assert printer.docName() == copy.reference
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Title"]) == copy.reference
    assert b"Marlowe" not in path.read_bytes()


def test_each_printing_is_a_row_of_the_register(page: PreviewPage, desk: Desk, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        page.print_on(pdf_printer(tmp_path / name))
    rows = desk.read(print_register)
    assert [printed.how for printed, _ in rows] == ["printed", "printed"]
    assert said(page).count("Printed ") == 2


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_said_and_the_register_is_not_denied(
    page: PreviewPage, tmp_path: Path
) -> None:
    page.print_on(pdf_printer(tmp_path / "no such folder" / "printed.pdf"))
    assert "The printer did not take the pages." in page.notice.words()
    assert "register already says" in page.notice.words()


def test_our_own_record_of_a_share_is_a_copy_of_its_own(page: PreviewPage, desk: Desk) -> None:
    page.record_button.click()
    assert page._title.text() == "Record of the decision for our file"
    assert [copy.document for copy in desk.read(copies_of_share, page._share)] == ["referral", "share_record"]


def test_a_decision_put_off_can_be_decided_again_from_its_paper(
    window: MainWindow, desk: Desk, child: Child
) -> None:
    page = page_of(window, desk.do(decide_share, put_off(child)).reference)
    assert page.again_button.isVisible() and not page.record_button.isVisible()
    gone: list[tuple[str, object]] = []
    page.place_asked.connect(lambda place, value: gone.append((place, value)))
    page.again_button.click()
    assert gone == [("sharing", child.reference)]


# --- what cannot leave ------------------------------------------------------------------------------------------------


def test_a_letter_that_no_font_has_stops_the_copy_and_is_named(
    window: MainWindow, desk: Desk, child: Child
) -> None:
    strange = ItemDraft(
        text="She drew a 𠮷 on the wall.",
        category="SAFEGUARDING",
        about=child.reference,
        tag="fact",
        source="Her teacher",
    )
    page = page_of(window, decided(desk, child, items=(strange,)))
    page.copy_button.click()
    assert "U+20BB7" in page.notice.words()
    assert page.pages.sheets == () and not page.print_button.isEnabled()
    assert desk.read(copies_of_share, page._share) == ()


def test_a_text_that_gives_away_an_address_withheld_since_is_refused_in_words(
    window: MainWindow, desk: Desk, child: Child
) -> None:
    text = ItemDraft(
        text="She lives in Kestrel Walk.",
        category="SAFEGUARDING",
        about=child.reference,
        tag="fact",
        source="Her teacher",
    )
    share = decided(desk, child, items=(text,))
    desk.do(withhold_address, child.key, from_whom="Theo Marlowe", why="a court order")
    page = page_of(window, share)
    page.copy_button.click()
    assert "give away an address that is withheld now" in page.notice.words()
    assert "Kestrel" not in page.notice.words() and page.pages.sheets == ()


def test_a_copy_that_would_be_another_today_is_neither_shown_nor_printed(
    window: MainWindow, desk: Desk, child: Child, tmp_path: Path
) -> None:
    address = ItemDraft(
        statement=child.said["address"], category="ADDRESS", about=child.reference, tag="fact"
    )
    share = decided(desk, child, items=(address,))
    desk.do(issue_copy, share)
    desk.do(withhold_address, child.key, from_whom="Theo Marlowe", why="a court order")
    page = page_of(window, share)
    assert "can no longer be made as it was" in page.notice.words()
    assert page.pages.sheets == () and not page.print_button.isEnabled()
    page.print_on(pdf_printer(tmp_path / "printed.pdf"))
    assert desk.read(print_register) == () and not (tmp_path / "printed.pdf").exists()


# --- how it looks -----------------------------------------------------------------------------------------------------


def test_everything_has_a_name_and_tab_goes_as_the_page_reads(page: PreviewPage, window: MainWindow) -> None:
    assert_accessible(window)
    assert out_of_order(page) == []


def test_nothing_is_cut_off_or_wider_than_the_smallest_screen(page: PreviewPage, window: MainWindow) -> None:
    page.copy_button.click()
    assert faults(page, window) == []
    page.back_button.click()
    assert faults(page, window) == []


@pytest.mark.parametrize(
    ("scheme", "scale"), [("light", 1.0), ("dark", 1.0), ("contrast", 1.0), ("light", 2.0)]
)
def test_the_preview_can_be_drawn(page: PreviewPage, window: MainWindow, scheme: str, scale: float) -> None:
    take_picture(window, "papers", scheme, scale)
    assert page.isVisible() and page.pages.sheets[0].isVisible()
