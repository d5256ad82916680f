"""What an officer does on a child's page: open it, settle, withhold, record, take a link back, go on from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.access import Act, may, reason_needed
from app.approvals import ask_second, second_persons
from app.casefile.case_records import CaseView, WithheldShown
from app.casefile.case_view import open_after, open_case, show_withheld
from app.casefile.taking_apart import LinkApart, LinkTakenBack, link_apart, take_link_back
from app.casefile.whereabouts import Whereabouts, whereabouts_of_relative
from app.drafts import DraftShown, my_draft
from app.errors import DeskError
from app.linking.splitting import undo_split
from app.people.families import FamilyMember
from app.people.saying import record_statement
from app.people.withholding import Withholding, lift_agreed_address, lift_withheld_address, withholdings
from ui.actions import Command
from ui.casefile.case_shown import CaseShown
from ui.casefile.panels import Panel, Wanted
from ui.drafts import DraftKeeper

if TYPE_CHECKING:
    from app.desk import Desk
    from app.unit_of_work import Reader
    from ui.operations import Operations


class CasePage(CaseShown):
    """A child's page. Opening it is in the log before anything is shown.

    Signals: none of its own; ``place_asked`` goes to the share, the pair or the log of this child.
    """

    key = "casefile"
    title = "Child"
    topics = frozenset({"links", "batches", "shares", "people"})
    help_text = (
        "Everything that agencies say of one child, side by side. Cells that disagree are marked and stand together "
        "above. In the table, Enter on Latest or Records opens the chronology of that agency, and on Link takes the "
        "link back; that can be undone. A withheld address stays hidden until you ask for it with a reason; asking is in "
        "the log, and leaving the page hides it again. Share begins a share about this child."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._person: UUID | None = None
        self._reason = ""
        self._acting = self._withheld_wanted = self._to_record = False
        self.draft = DraftKeeper(
            self,
            form="person",
            about=lambda: str(self._person),
            title=lambda: f"Record about {self.view.reference if self.view else 'a child'}",
            value=self.recording.value,
        )
        self._connect()
        self._begin()

    def _connect(self) -> None:
        self.withheld_button.clicked.connect(lambda _on=False: self._on_show_withheld())
        self.share_button.clicked.connect(lambda _on=False: self._on_share())
        self.by_hand_button.clicked.connect(lambda _on=False: self._on_by_hand())
        for panel in self.panels:
            panel.wanted.connect(self._on_wanted)
            panel.left.connect(self._on_panel_left)
        self.reasons.given.connect(self._on_reason_given)
        self.splitting.take_back_asked.connect(self._on_take_back)
        self.lifting.lift_asked.connect(self._on_lift_here)
        self.lifting.later_asked.connect(self._on_lift_later)
        self.lifting.agreed_asked.connect(self._on_lift_agreed)
        self.withheld_card.mask_asked.connect(self._on_mask)
        self.disagreements.settle_asked.connect(self._on_settle)
        self.empty.asked.connect(lambda: self.go("search", None))
        self.tabs.changed.connect(self.show_tab)
        self.agencies.records_asked.connect(self._on_records)
        self.agencies.split_asked.connect(self._on_split)
        self.family.relative_asked.connect(self._on_relative)
        self.shares.share_asked.connect(lambda reference: self.go("papers", reference))
        self.recording.changed.connect(self._on_recording_typed)
        self.draft.saved.connect(self.recording.saved.setText)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take the key of the child to open; information governance says why first. A draft comes with it as text."""
        key = UUID(value) if isinstance(value, str) else value
        if not isinstance(key, UUID):
            return
        self.draft.flush()
        if key != self._person:
            self.chronology.begin()
            self.notice.clear()
        self._person, self._reason, self._to_record = key, "", isinstance(value, str)
        self._begin()
        if self._must_say_why():
            self._open_panel(self.reasons)

    def refresh(self) -> None:
        """Open the child again and log the look, but after an act of this page: its own entry says whom it was about."""
        if self._person is None or self._acting or (self._must_say_why() and not self._reason):
            return
        self.run(open_case, self._person, reason=self._reason, done=self._if_still_here(self._on_opened))

    def _on_opened(self, view: CaseView) -> None:
        self.show_case(view)
        if self._to_record:
            self._to_record = False
            self._on_record()

    def _if_still_here(self, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """Let an answer through only while the child it was asked for is still the one on the page."""
        person = self._person

        def done(answer: Any) -> None:
            if self._person == person:
                then(answer)

        return done

    def leaving(self) -> None:
        """Mask what is withheld before anything else is shown."""
        self._mask()

    def show_withheld_addresses(self, shown: WithheldShown) -> None:
        """Show what was withheld, once, after it was asked for with a reason, unless the page was left meanwhile."""
        if not self._withheld_wanted:
            return
        self.withheld_card.show_withheld(shown)
        self.order_stops()
        self.withheld_button.setVisible(False)
        self.scroller.ensureWidgetVisible(self.withheld_card)
        self.say("The withheld address is shown. That you asked stands in the log.")

    def _begin(self) -> None:
        self._mask()
        self.show_nothing(child_chosen=self._person is not None)

    def _mask(self) -> None:
        self._withheld_wanted = False
        self.hide_withheld()

    # --- what is done ------------------------------------------------------------------------------------------------

    def _on_records(self, organisation: str, record: UUID | None) -> None:
        self.tabs.set_value("chronology")
        self.chronology.show_told_by(organisation, record)

    def _on_show_withheld(self) -> None:
        self._open_panel(self.reasons)

    def _on_reason_given(self, reason: str) -> None:
        self.reasons.hide()
        if self._person is None:
            return
        if self.view is None:
            self._reason = reason
            self.refresh()
        else:
            self._withheld_wanted = True
            done = self._if_still_here(self.show_withheld_addresses)
            self.run(show_withheld, self._person, reason, done=done)

    def _on_mask(self) -> None:
        self._mask()
        self.withheld_button.setFocus()
        self.say("The withheld address is hidden again.")

    def _on_share(self) -> None:
        if self.view is not None:
            self.go("sharing", self.view.reference)

    def _on_by_hand(self) -> None:
        if self._person is not None:
            self.go("about", self._person)

    def _on_beside(self) -> None:
        if self._person is not None:
            self.go("people", self._person)

    def _open_panel(self, panel: Panel) -> None:
        for each in self.panels:
            each.setVisible(each is panel)
        self.order_stops()
        panel.clear_fields()
        panel.enter()
        self.scroller.ensureWidgetVisible(panel)

    def _on_settle(self) -> None:
        self._open_panel(self.settling)

    def _on_withhold(self) -> None:
        self._open_panel(self.withholding)

    def _on_lift(self) -> None:
        self.ask(_who_may_lift, self._person, done=self._if_still_here(self._on_may_lift))

    def _on_may_lift(self, found: tuple[tuple[Withholding, ...], tuple[str, ...]]) -> None:
        standing, others = found
        if standing:
            self.lifting.show_withholdings(standing, others)
            self._open_panel(self.lifting)
        else:
            self.notice.say("No officer withheld this address: it was withheld by the agency that gave it.")

    def _on_lift_here(self, withholding: UUID, because: str, second: str, passphrase: str) -> None:
        done = self._if_still_here(self._on_lifted)
        self.operations.long(
            _lift_here, withholding, because, second, passphrase, done=done, failed=self.problem, page=self
        )

    def _on_lift_later(self, withholding: UUID, because: str) -> None:
        act, done = Act.LIFT_WITHHELD_ADDRESS, self._if_still_here(self._on_asked_for_later)
        self.run(ask_second, act, withholding, because, person=self._person, done=done)

    def _on_asked_for_later(self, _key: object) -> None:
        self._on_panel_left()
        self.say("It waits on the worklist of those who may agree. The address stays withheld.")

    def _on_lift_agreed(self, withholding: UUID, because: str) -> None:
        self.run(lift_agreed_address, withholding, because=because, done=self._if_still_here(self._on_lifted))

    def _on_lifted(self, _nothing: object) -> None:
        self._on_panel_left()
        self.refresh()
        self.say("The address is no longer withheld. Both of you stand in the log.")

    def _on_record(self) -> None:
        self._open_panel(self.recording)
        self.ask(my_draft, "person", str(self._person), done=self._if_still_here(self._on_draft))

    def _on_draft(self, draft: DraftShown | None) -> None:
        if draft is not None and not self.recording.is_written():
            self.recording.set_value(draft.value)

    def _on_recording_typed(self) -> None:
        if self.recording.is_written():
            self.draft.touch()

    def _on_panel_left(self) -> None:
        for panel in self.panels:
            panel.hide()
        if self.view is None and self._person is not None:
            self.go("search", None)
        elif self.view is not None:
            self.tabs.setFocus()

    def _act(
        self, use_case: Callable[..., Any], *args: Any, done: Callable[[Any], None], **named: Any
    ) -> None:
        """Run an act of this page; the child is shown from what it gives, so that one looking is one entry."""
        here = self._if_still_here(done)

        def ended(answer: Any) -> None:
            self._acting = False
            here(answer)

        self._acting = True
        self.run(use_case, *args, done=ended, failed=self._on_failed, **named)

    def _on_failed(self, error: DeskError) -> None:
        self._acting = False
        self.problem(error)

    def _on_wanted(self, wanted: Wanted) -> None:
        def done(view: CaseView) -> None:
            if wanted.act is record_statement:
                self.draft.finish()
            self._on_acted(view, wanted.said)

        self._act(open_after, self._person, wanted.act, *wanted.args, done=done, **wanted.named)

    def _on_acted(self, view: CaseView, said: str) -> None:
        self._on_panel_left()
        self.show_case(view)
        self.say(said)

    def _on_split(self, agency_person: UUID) -> None:
        self.ask(link_apart, agency_person, done=self._if_still_here(self._on_apart))

    def _on_apart(self, apart: LinkApart) -> None:
        view = self.view
        columns = [one for one in view.columns if one.agency_person == apart.agency_person] if view else []
        if view is None or not columns:
            return
        if apart.only:
            self.notice.say("This is the only record of this person, so there is nothing to take apart.")
            return
        self.splitting.show_link(apart, columns[0], f"{view.banner.name}, {view.reference}")
        self._open_panel(self.splitting)

    def _on_take_back(self, link: UUID, because: str, sides: object) -> None:
        self._act(take_link_back, self._person, link, because=because, sides=sides, done=self._on_taken_back)

    def _on_taken_back(self, done: LinkTakenBack) -> None:
        person, split = self._person, done.split.split
        self._on_acted(done.view, "The link is taken back.")
        self.notice.say(
            f"The link is taken back. The record has a page of its own now: {done.split.to_reference}.",
            "green",
            "Undo",
            lambda: self._undo_split(person, split),
        )

    def _undo_split(self, person: UUID | None, split: UUID) -> None:
        if person is None or person != self._person:
            return
        said = "Undone: the record is linked to this child again."
        self._act(
            open_after,
            person,
            undo_split,
            split,
            because="Undone on the child's page.",
            done=lambda view: self._on_acted(view, said),
        )

    def _on_relative(self, relative: FamilyMember) -> None:
        self.ask(
            whereabouts_of_relative,
            relative.reference,
            relative.organisation,
            relative.agency_reference,
            done=lambda found: self._go_to_relative(relative, found),
        )

    def _go_to_relative(self, relative: FamilyMember, found: Whereabouts) -> None:
        if found.person is not None:
            self.go("casefile", found.person)
        elif found.candidate is not None:
            self.go("linking", found.candidate)
        else:
            self.notice.say(
                f"{relative.name} is known to {relative.organisation_name} only.",
                "plain",
                rest="No page of ours is linked to that record, and no pair waits to be decided.",
            )

    def _is_open(self) -> bool:
        return self.view is not None

    def _may(self, act: Act) -> bool:
        return may(self.desk.officer, act)

    def _may_lift(self) -> bool:
        return self.view is not None and self.view.address_withheld and self._may(Act.LIFT_WITHHELD_ADDRESS)

    def _must_say_why(self) -> bool:
        return self.desk.officer.roles <= reason_needed().get(Act.OPEN_CHILD, frozenset())

    def _on_links(self) -> None:
        self.tabs.set_value("agencies")
        self.agencies.go_to_links()

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        there, withheld = self._is_open, lambda: self.view is not None and self.view.address_withheld
        split = lambda: self.view is not None and self._may(Act.SPLIT_LINK)  # noqa: E731
        return (
            Command("share_child", "Share about this child", self._on_share, "Ctrl+S", enabled_when=there),
            Command(
                "settle", "Settle what agencies disagree on", self._on_settle, "Alt+D", enabled_when=there
            ),
            Command("withhold", "Withhold the address", self._on_withhold, enabled_when=there),
            Command("lift", "Lift the withheld address", self._on_lift, enabled_when=self._may_lift),
            Command("record", "Record something about this child", self._on_record, enabled_when=there),
            Command(
                "by_hand", "Record, correct, family and letters by hand", self._on_by_hand, enabled_when=there
            ),
            Command("add_beside", "Add somebody beside this child", self._on_beside, enabled_when=there),
            Command("take_link_back", "Take a link back", self._on_links, enabled_when=split),
            Command(
                "show_withheld", "Show the withheld address", self._on_show_withheld, enabled_when=withheld
            ),
        )


def _who_may_lift(reader: Reader, person: UUID) -> tuple[tuple[Withholding, ...], tuple[str, ...]]:
    return withholdings(reader, person), second_persons(reader)


def _lift_here(
    desk: Desk, _watch: Any, withholding: UUID, because: str, second: str, passphrase: str
) -> None:
    lift_withheld_address(desk, withholding, because=because, second=second, passphrase=passphrase)
