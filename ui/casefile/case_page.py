"""One child seen whole: what agencies hold, where they disagree, chronology, family, shares."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.access import Act, reason_needed
from app.casefile.case_records import CaseView, WithheldShown
from app.casefile.case_view import open_case, show_withheld
from app.vocabulary import codes
from ui.actions import Command
from ui.casefile.case_parts import AgenciesTable, ChronologyView, FamilyView, SharesView
from ui.casefile.disagreements import DisagreementBar
from ui.casefile.panels import Panel, RecordPanel, Wanted, WithholdPanel
from ui.casefile.settle_panel import SettlePanel
from ui.page import Page
from ui.parts import BannerFacts, Card, ChildBanner, CodeBox, EmptyState, Tabs, button, names, text

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

TABS = (
    ("agencies", "What agencies hold"),
    ("chronology", "Chronology"),
    ("family", "Family"),
    ("shares", "Shares"),
)
TONES = {
    "withheld": "violet",
    "died": "plain",
    "expected": "accent",
    "warning": "red",
    "interpreter": "plain",
}
MARKS = {"withheld": "■ ", "warning": "▲ "}


class CasePage(Page):
    """A child's page. Opening it is in the log before anything is shown.

    Signals: none of its own; ``place_asked`` goes to the share, the pair or the log of this child.
    """

    key = "casefile"
    title = "Child"
    topics = frozenset({"links", "batches", "shares", "people"})
    help_text = (
        "Everything that agencies say of one child, side by side. Cells that disagree are marked and stand together "
        "above. A withheld address stays hidden until you ask for it with a reason; asking is in the log. Share begins "
        "a share about this child."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._person: UUID | None = None
        self._reason = ""
        self.view: CaseView | None = None
        self.banner = ChildBanner()
        self.share_button = button("Share", "Ctrl+S", on=self._on_share)
        self.withheld_button = button("Show the withheld address", on=self._on_show_withheld)
        self.banner.buttons.addWidget(self.withheld_button)
        self.banner.buttons.addWidget(self.share_button)
        self.set_banner(self.banner)
        self.tabs = Tabs("What is shown of this child", TABS)
        self.body.addWidget(self.tabs)
        self.reason_card = self._make_reason_card()
        self.body.addWidget(self.reason_card)
        self.withheld_card = Card("Withheld: do not give this to anybody from whom it is withheld")
        self.withheld_card.setVisible(False)
        self.body.addWidget(self.withheld_card)
        self.disagreements = DisagreementBar()
        self.body.addWidget(self.disagreements)
        self.settling, self.withholding, self.recording = SettlePanel(), WithholdPanel(), RecordPanel()
        self._panels: tuple[Panel, ...] = (self.settling, self.withholding, self.recording)
        for panel in self._panels:
            self.body.addWidget(panel)
            panel.wanted.connect(self._on_wanted)
            panel.left.connect(self._on_panel_left)
        self.disagreements.settle_asked.connect(self._on_settle)
        self.empty = EmptyState("No child is open. Find one first.", "Find a child")
        self.empty.asked.connect(lambda: self.go("search", None))
        self.body.addWidget(self.empty)
        self.views = QStackedWidget()
        self.agencies, self.chronology = AgenciesTable(), ChronologyView()
        self.family, self.shares = FamilyView(), SharesView()
        for view in (self.agencies, self.chronology, self.family, self.shares):
            self.views.addWidget(view)
        self.body.addWidget(self.views, 1)
        self.tabs.changed.connect(self._on_tab)
        self.family.child_asked.connect(self._on_relative)
        self.shares.share_asked.connect(self._on_share_asked)
        self._show_nothing()

    def _make_reason_card(self) -> Card:
        card = Card("Why you need it")
        self.reason_box = CodeBox("Reason", tuple(codes("reason_to_look")))
        self.reason_button = button("Go on", on=self._on_reason_given)
        card.add(text("Your reason is written to the log."))
        card.add(self.reason_box)
        card.add(self.reason_button)
        card.setVisible(False)
        return card

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the key of the child to open; information governance says why first."""
        if not isinstance(value, UUID):
            return
        self._person, self._reason, self.view = value, "", None
        self._show_nothing()
        if self.desk.officer.roles <= reason_needed().get(Act.OPEN_CHILD, frozenset()):
            self._ask_reason()

    def refresh(self) -> None:
        """Open the child again; the look is logged again."""
        if self._person is not None and not self.reason_card.isVisible():
            self.run(open_case, self._person, reason=self._reason, done=self.show_case)

    def show_case(self, view: CaseView) -> None:
        """Show one child, whole."""
        self.view = view
        self.empty.setVisible(False)
        for widget in (self.banner, self.tabs, self.views):
            widget.setVisible(True)
        shown = view.banner
        held = len(view.columns)
        self.banner.show_child(
            BannerFacts(
                name=shown.name,
                known_as=", ".join(shown.known_as),
                sex=shown.sex_words,
                age=shown.age,
                born=shown.birth or shown.expected,
                nhs=shown.nhs_number,
                chips=tuple(
                    (MARKS.get(c.kind, "") + c.words, TONES.get(c.kind, "plain")) for c in shown.chips
                ),
                note=f"{view.reference} · {held} {'record' if held == 1 else 'records'} linked",
            )
        )
        self.withheld_button.setVisible(view.address_withheld)
        self.disagreements.show_open(view.disagreements)
        self.settling.show_case(view)
        for panel in self._panels:
            panel.person = view.person_id
        self.agencies.show_case(view)
        self.chronology.show_happenings(view.chronology)
        self.family.show_family(view.family)
        self.shares.show_shares(view.shares)
        self._on_tab(self.tabs.value())

    def show_withheld_addresses(self, shown: WithheldShown) -> None:
        """Show what was withheld, once, after it was asked for with a reason."""
        self.withheld_card.clear()
        for who, address, said_on in shown.addresses:
            self.withheld_card.add(names(f"{address}  ({who}, {said_on or 'no day given'})"))
        self.withheld_card.setVisible(True)
        self.say("The withheld address is shown. That you asked stands in the log.")

    def _show_nothing(self) -> None:
        for widget in (self.banner, self.tabs, self.views, self.withheld_card, self.reason_card):
            widget.setVisible(False)
        self.disagreements.clear()
        self.empty.setVisible(self._person is None)

    def _ask_reason(self) -> None:
        self.reason_box.set_value(None)
        self.reason_card.setVisible(True)
        self.reason_box.setFocus()

    # --- what is done ------------------------------------------------------------------------------------------------

    def _on_tab(self, key: str) -> None:
        order = [code for code, _ in TABS]
        if key in order:
            self.views.setCurrentIndex(order.index(key))

    def _on_show_withheld(self) -> None:
        self._ask_reason()

    def _on_reason_given(self) -> None:
        reason = self.reason_box.value()
        if reason is None or self._person is None:
            self.reason_box.setFocus()
            return
        self.reason_card.setVisible(False)
        if self.view is None:
            self._reason = reason
            self.refresh()
        else:
            self.run(show_withheld, self._person, reason, done=self.show_withheld_addresses)

    def _on_share(self) -> None:
        if self.view is not None:
            self.go("sharing", self.view.reference)

    def _open_panel(self, panel: Panel) -> None:
        for each in self._panels:
            each.setVisible(each is panel)
        panel.clear_fields()
        panel.setFocus()
        self.focusNextChild()
        self.scroller.ensureWidgetVisible(panel)

    def _on_settle(self) -> None:
        self._open_panel(self.settling)

    def _on_withhold(self) -> None:
        self._open_panel(self.withholding)

    def _on_record(self) -> None:
        self._open_panel(self.recording)

    def _on_panel_left(self) -> None:
        for panel in self._panels:
            panel.hide()

    def _on_wanted(self, wanted: Wanted) -> None:
        self.run(
            wanted.act, *wanted.args, done=lambda _made: self._on_panel_done(wanted.said), **wanted.named
        )

    def _on_panel_done(self, said: str) -> None:
        self._on_panel_left()
        self.say(said)
        self.refresh()

    def _on_relative(self, person: object) -> None:
        self.go("casefile", person)

    def _on_share_asked(self, reference: str) -> None:
        self.go("papers", reference)

    def _is_open(self) -> bool:
        return self.view is not None

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command(
                name="share_child",
                words="Share about this child",
                keys="Ctrl+S",
                act=self._on_share,
                enabled_when=lambda: self.view is not None,
            ),
            Command(
                name="settle",
                words="Settle what agencies disagree on",
                keys="Alt+D",
                act=self._on_settle,
                enabled_when=self._is_open,
            ),
            Command(
                name="withhold",
                words="Withhold the address",
                act=self._on_withhold,
                enabled_when=self._is_open,
            ),
            Command(
                name="record",
                words="Record something about this child",
                act=self._on_record,
                enabled_when=self._is_open,
            ),
            Command(
                name="show_withheld",
                words="Show the withheld address",
                act=self._on_show_withheld,
                enabled_when=lambda: self.view is not None and self.view.address_withheld,
            ),
        )
