"""One child seen whole: what agencies hold, where they disagree, chronology, family, shares."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.access import Act, may
from app.casefile.case_records import CaseView
from app.vocabulary import codes
from ui.casefile.agencies_view import AgenciesView
from ui.casefile.chronology_view import ChronologyView
from ui.casefile.disagreements import DisagreementBar
from ui.casefile.family_view import FamilyView, SharesView
from ui.casefile.lift_panel import LiftPanel
from ui.casefile.panels import Panel, ReasonPanel, RecordPanel, WithholdPanel, stops
from ui.casefile.settle_panel import SettlePanel
from ui.casefile.split_panel import SplitPanel
from ui.casefile.withheld_card import WithheldCard
from ui.child_facts import facts_shown
from ui.page import Page
from ui.parts import ChildBanner, EmptyState, Tabs, button

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

TABS = (
    ("agencies", "What agencies hold"),
    ("chronology", "Chronology"),
    ("family", "Family"),
    ("shares", "Shares"),
)


class CaseShown(Page):
    """The parts of a child's page, in the order in which Tab goes through them, and how a child is shown in them."""

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self.view: CaseView | None = None
        self.banner = ChildBanner()
        self.withheld_button = button("Show the withheld address")
        self.share_button = button("Share", "Ctrl+S")
        self.by_hand_button = button(
            "By hand", accessible="What we recorded by hand: record, correct, family, letters"
        )
        self.banner.buttons.addWidget(self.withheld_button)
        self.banner.buttons.addWidget(self.by_hand_button)
        self.banner.buttons.addWidget(self.share_button)
        self.set_banner(self.banner)
        self.withheld_card = WithheldCard()
        self.disagreements = DisagreementBar()
        self.reasons = ReasonPanel(codes("reason_to_look"))
        self.settling, self.withholding, self.recording = SettlePanel(), WithholdPanel(), RecordPanel()
        self.splitting, self.lifting = SplitPanel(), LiftPanel()
        self.panels: tuple[Panel, ...] = (
            self.reasons, self.settling, self.withholding, self.recording, self.splitting, self.lifting,
        )  # fmt: skip
        self.tabs = Tabs("What is shown of this child", TABS)
        self.empty = EmptyState("No child is open. Find one first.", "Find a child")
        for widget in (self.withheld_card, *self.panels, self.disagreements, self.tabs, self.empty):
            self.body.addWidget(widget)
        self.agencies, self.chronology = AgenciesView(), ChronologyView()
        self.family, self.shares = FamilyView(), SharesView()
        self.views: dict[str, QWidget] = {
            "agencies": self.agencies,
            "chronology": self.chronology,
            "family": self.family,
            "shares": self.shares,
        }
        for view in self.views.values():
            self.body.addWidget(view, 1)

    def show_case(self, view: CaseView) -> None:
        """Show one child, whole."""
        self.view = view
        self.empty.setVisible(False)
        for widget in (self.banner, self.tabs):
            widget.setVisible(True)
        held = len(view.columns)
        records = f"{held} {'record' if held == 1 else 'records'} linked"
        others = f" with {', '.join(view.other_references)}" if view.other_references else ""
        self.banner.show_child(facts_shown(view.banner, f"{view.reference}{others} · {records}"))
        self.withheld_button.setVisible(view.address_withheld)
        if not view.address_withheld:
            self.hide_withheld()
        self.disagreements.show_open(view.disagreements)
        self.settling.show_case(view)
        for panel in self.panels:
            panel.person = view.person_id
        self.agencies.show_case(view, may_split=may(self.desk.officer, Act.SPLIT_LINK))
        self.chronology.show_happenings(view.chronology)
        self.family.show_family(view.family)
        self.shares.show_shares(view.shares)
        counts = {"chronology": view.chronology, "family": view.family, "shares": view.shares}
        for key, words in TABS[1:]:
            self.tabs.set_words(key, f"{words} {len(counts[key])}" if counts[key] else words)
        self.show_tab(self.tabs.value())
        self.order_stops()

    def order_stops(self) -> None:
        """Let Tab go as the eye goes: banner, notice, what is withheld, the panel, what differs, the tabs, the view."""
        around = [*stops(self.banner), *stops(self.notice), *stops(self.withheld_card)]
        panels = [part for panel in self.panels for part in panel.stops()]
        below = [*stops(self.disagreements), self.tabs, *stops(self.empty)]
        views = [part for view in self.views.values() for part in stops(view)]
        for one, after in pairwise([*around, *panels, *below, *views]):
            QWidget.setTabOrder(one, after)

    def show_tab(self, key: str) -> None:
        """Bring one view of the child who is open to the front."""
        for code, view in self.views.items():
            view.setVisible(code == key and self.view is not None)

    def show_nothing(self, *, child_chosen: bool) -> None:
        """Show nobody: the way to find a child, or nothing at all while one who is chosen is being opened."""
        self.view = None
        for widget in (self.banner, self.tabs, *self.panels, *self.views.values()):
            widget.setVisible(False)
        self.disagreements.clear()
        self.empty.setVisible(not child_chosen)

    def hide_withheld(self) -> None:
        """Take what is withheld away from the page, and offer to ask for it."""
        self.withheld_card.forget()
        self.withheld_button.setVisible(self.view is not None and self.view.address_withheld)
