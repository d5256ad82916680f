"""The guide beside the work: the page for where one is, found by words, followed by links, printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.help import CONTENTS, GuidePage, contents, guide, page_called, search
from ui.help.printing import print_pages, with_lead
from ui.parts import FlowLayout, LineBox, announce, button, text
from ui.theme import theme

#: Where an item of the list leads: the page, and the heading on it.
_LEADS = int(Qt.ItemDataRole.UserRole)
NARROW = 620


class GuideWindow(QDialog):
    """The guide. ``leads`` says of each place, by its key, what it is for, in the words of the place itself.

    Signals: ``keys_asked()`` and ``tour_asked()``: the keys of the page in front, or the tour, are wanted.
    """

    keys_asked = Signal()
    tour_asked = Signal()

    def __init__(self, leads: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self.setAccessibleName("Help")
        self.setObjectName("page_body")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.shown = CONTENTS
        self._leads = leads
        self._past: list[str] = []
        self._build()
        self._add_keys()
        self.box.changed.connect(self._on_typed)
        self.box.returnPressed.connect(self._on_enter)
        self.box.installEventFilter(self)
        self.list.itemActivated.connect(self._on_chosen)
        self.list.itemClicked.connect(self._on_chosen)
        self.browser.anchorClicked.connect(self._on_link)
        theme().changed.connect(self._draw)
        self._fill((page.title, page.key, "") for page in guide())
        screen = self.screen().availableSize()
        self.resize(
            min(theme().px(880), round(screen.width() * 0.9)),
            min(theme().px(640), round(screen.height() * 0.9)),
        )

    # --- what is shown -----------------------------------------------------------------------------------------------

    def show_page(self, key: str, heading: str = "") -> None:
        """Show a page, at one of its headings; the contents for a key that has no page."""
        page = page_called(key)
        if page.key != self.shown:
            self._past.append(self.shown)
        self._show(page, heading)

    def go_back(self) -> None:
        """Show the page that was shown before."""
        if self._past:
            self._show(page_called(self._past.pop()), "")

    def title(self) -> str:
        """Give the title of the page that is shown."""
        return page_called(self.shown).title

    def _show(self, page: GuidePage, heading: str) -> None:
        self.shown = page.key
        self._draw()
        self.browser.setAccessibleName(f"Guide: {page.title}")
        self.back_button.set_reason("" if self._past else "This is the first page you opened.")
        top = self.browser.document().begin()
        place = QTextCursor(top)
        block = top
        while heading and block.isValid():
            if block.blockFormat().headingLevel() and " ".join(block.text().split()) == heading:
                place = QTextCursor(block)
            block = block.next()
        self.browser.setTextCursor(place)
        bar = self.browser.verticalScrollBar()
        bar.setValue(bar.value() + self.browser.cursorRect().top() if heading else 0)
        announce(self, page.title)

    def _draw(self) -> None:
        place = self.browser.verticalScrollBar().value()
        self.browser.document().setDefaultFont(self.font())
        self.browser.setMarkdown(with_lead(page_called(self.shown), self._leads.get(self.shown, "")))
        self.browser.verticalScrollBar().setValue(place)

    def _fill(self, lines: Iterable[tuple[str, str, str]]) -> None:
        self.list.clear()
        for words, key, heading in lines:
            item = QListWidgetItem(words)
            item.setData(_LEADS, (key, heading))
            self.list.addItem(item)

    # --- what it is made of -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.box = LineBox("Search the guide", "a word, such as backup")
        self.found = text("", "second")
        self.list = QListWidget()
        self.list.setAccessibleName("Pages of the guide")
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.browser = QTextBrowser()
        self.browser.setAccessibleName("Guide")
        self.browser.setOpenLinks(False)
        self.back_button = button("Back", "Alt+Left", on=self.go_back)
        self.contents_button = button("Contents", on=lambda: self.show_page(CONTENTS))
        self.keys_button = button("Keys of this page", on=self.keys_asked.emit)
        self.tour_button = button("Take the tour", on=self.tour_asked.emit)
        self.print_button = button("Print page", on=lambda: self._print((page_called(self.shown),)))
        self.print_all_button = button("Print all", on=lambda: self._print((contents(), *guide())))
        self.close_button = button("Close", "Esc", on=self.accept)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(6)
        for part in (self.box, self.found, self.list):
            side.addWidget(part)
        self.found.hide()
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(12)
        self._beside.addWidget(self._side)
        self._beside.addWidget(self.browser, 1)
        presses = FlowLayout(gap=8, line_gap=6)
        for press in (
            self.back_button, self.contents_button, self.keys_button, self.tour_button,
            self.print_button, self.print_all_button, self.close_button,
        ):  # fmt: skip
            presses.addWidget(press)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 16, 12)
        whole.setSpacing(10)
        whole.addLayout(self._beside, 1)
        whole.addLayout(presses)

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+F", self._on_find),
            ("Alt+Left", self.go_back),
            ("Ctrl+F1", self.keys_asked.emit),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put list and page beside one another where there is room, else one above the other."""
        super().resizeEvent(event)
        narrow = self.width() < theme().px(NARROW)
        way = QBoxLayout.Direction
        self._beside.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._side.setMaximumWidth(16_777_215 if narrow else theme().px(250))
        self._side.setMinimumWidth(0 if narrow else theme().px(210))
        self._side.setMaximumHeight(max(120, self.height() // 3) if narrow else 16_777_215)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the down arrow go from the search to what it found."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.setCurrentRow(max(0, self.list.currentRow()))
            return True
        return super().eventFilter(watched, event)

    # --- what is done -------------------------------------------------------------------------------------------------

    def _on_find(self) -> None:
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def _on_typed(self) -> None:
        words = self.box.value()
        if not words:
            self.found.hide()
            self._fill((page.title, page.key, "") for page in guide())
            return
        hits = search(words)
        said = "Nothing in the guide holds these words." if not hits else f"{len(hits)} found"
        self.found.setText(said)
        self.found.show()
        self._fill((_hit_words(hit.title, hit.heading), hit.page, hit.heading) for hit in hits)
        for at, hit in enumerate(hits):
            self.list.item(at).setToolTip(hit.passage)
            self.list.item(at).setData(int(Qt.ItemDataRole.AccessibleDescriptionRole), hit.passage)
        announce(self, said)

    def _on_enter(self) -> None:
        if self.box.value() and self.list.count():
            self._on_chosen(self.list.item(0))

    def _on_chosen(self, item: QListWidgetItem) -> None:
        key, heading = item.data(_LEADS)
        self.show_page(key, heading)
        self.browser.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_link(self, link: QUrl) -> None:
        self.show_page(link.path())

    def _print(self, pages: Iterable[GuidePage]) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("Print the guide")
        if dialog.exec():
            print_pages(pages, self._leads, printer)


def _hit_words(title: str, heading: str) -> str:
    return title if heading == title else f"{title}: {heading}"
