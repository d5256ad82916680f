"""Deciding a share: one page, in the order in which it is thought through, with what is still open beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.approvals import second_persons
from app.casefile.looking import ChildLooked, look_at_child
from app.directory.organisations import list_organisations
from app.drafts import DraftShown, my_draft, my_drafts
from app.errors import DeskError
from app.sharing.catalogue import shipped_catalogue
from app.sharing.deciding import ShareMade, Weighed, decide_share, save_share_draft, weigh_share
from app.sharing.limits import limits_of
from app.sharing.listing import (
    Choosable,
    ShareOpened,
    ShareShown,
    open_share,
    shares_in_state,
    things_to_choose,
)
from app.sharing.share_draft import ShareDraft
from app.sharing.share_file import draft_values, read_draft
from ui.actions import Command
from ui.child_facts import facts_shown
from ui.drafts import DraftKeeper
from ui.parts import ChildBanner, OpenQuestions, Question, button
from ui.sharing.decision_form import DecisionForm
from ui.sharing.reading_order import stop_after, stop_outside, stops
from ui.sharing.shares_list import OneLine, SharesList
from ui.sharing.signed_page import SignedPage

if TYPE_CHECKING:
    from app.desk import Desk
    from app.unit_of_work import Reader
    from ui.operations import Operations

#: How long after the last change the rules are asked again, in milliseconds.
WEIGH_AFTER = 300
SEVERITIES = {"B": "block", "W": "warning", "I": "info"}


class DecisionPage(SignedPage):
    """One share about one child. Nothing that the officer must judge is chosen beforehand."""

    key = "sharing"
    title = "Shares"
    topics = frozenset({"directory", "shares"})
    help_text = (
        "Say what you decide, to whom, so that they can do what, exactly what goes, under which law, whether the family "
        "was told, and why this much. What is still open stands at the right until it is settled. Ctrl+Enter decides "
        "and freezes: from then on nothing of it changes, and the paper is made from it. A decision not to share "
        "weighs the same."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self._about = ""
        self.banner = ChildBanner()
        self.set_banner(self.banner)
        self.form = DecisionForm()
        self.shares = SharesList()
        self.all_shares = button("All shares", kind="link", on=self._on_all_shares)
        self.heading("Shares", "", right=(self.all_shares,))
        self.body.addWidget(self.shares)
        self.body.addWidget(self.form)
        self.body.addWidget(self.signing)
        self.body.addStretch(1)
        self.questions = OpenQuestions()
        self.set_side(self.questions)
        self.decide_button = button("Decide and freeze", "Ctrl+Return", "filled", on=self._on_decide)
        self.keep_button = button("Keep as draft", on=self._on_keep)
        self.why_not = OneLine("", "second")
        for widget in (self.decide_button, self.keep_button, self.why_not):
            self.footer.addWidget(widget)
        self._weigh = QTimer(self)
        self._weigh.setSingleShot(True)
        self._weigh.setInterval(WEIGH_AFTER)
        self._weigh.timeout.connect(self.weigh)
        self.drafts = DraftKeeper(
            self,
            form="share",
            about=lambda: self._reference or self._about,
            title=self._draft_title,
            value=self._draft_value,
        )
        self._connect()
        self._show_form(False)

    def _connect(self) -> None:
        self.drafts.saved.connect(self._on_saved)
        self.form.changed.connect(self._on_changed)
        self.questions.act_asked.connect(self._on_act_asked)
        self.shares.opened.connect(self.take)
        self.shares.child_wanted.connect(self._on_child_wanted)

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take up a share or a draft by its reference (S-…), begin one about a child (P-…), or list them (None).

        What was being typed about somebody else is saved first.
        """
        self.drafts.flush()
        self.notice.clear()
        reference = str(value or "")
        if reference.startswith("S-"):
            self.run(open_share, reference, done=self.show_share)
        elif reference:
            self._begin(reference)
        else:
            self._show_form(False)
            self._ask_shares()

    def refresh(self) -> None:
        """Ask the directory again, and which shares there are where they are listed."""
        self.ask(list_organisations, done=self.form.show_organisations)
        if not self._about:
            self._ask_shares()

    def _ask_shares(self) -> None:
        self.ask(my_drafts, done=self._on_my_drafts)

    def _on_my_drafts(self, drafts: tuple[DraftShown, ...]) -> None:
        self.ask(shares_in_state, done=lambda shares: self.show_shares(drafts, shares))

    def show_shares(self, drafts: tuple[DraftShown, ...], shares: tuple[ShareShown, ...]) -> None:
        """Show what can be gone on with, and what was decided."""
        self.shares.show_shares(drafts, shares)

    def _show_form(self, there: bool) -> None:
        """Show the form of a child, or the shares to choose from."""
        if not there:
            self._about, self._reference = "", ""
            self._weigh.stop()
            self.form.items.offer("", (), ())
            self.form.set_draft(ShareDraft())
            self.signing.hide()
            self._ask_about(())
            self.heading("Shares", "")
            self._set_reason("Open a child first")
        shown_with_it = (self.form, self.all_shares, self.decide_button, self.keep_button, self.why_not)
        for widget in shown_with_it:
            widget.setVisible(there)
        self.banner.setVisible(there)
        self.side_shown(there)
        self.shares.setVisible(not there)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go through the page as it is read, whenever its widgets were made, and then out of it."""
        step = 1 if forward else -1
        order = stops((self.banner, self.scroller, self.decide_button, self.keep_button), self)
        found = stop_after(order, QApplication.focusWidget(), step) or stop_outside(self, step)
        if found is None:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason
        found.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)
        return True

    def side_shown(self, there: bool) -> None:
        """Show or hide the pane at the right."""
        if self._side is not None:
            self._side.setVisible(there)

    def _begin(self, about: str, share: str = "", then: ShareDraft | None = None) -> None:
        """Look at the child first: that is in the log before anything known of them is shown."""
        self.run(look_at_child, about, done=lambda looked: self._on_looked(about, share, looked, then))

    def _on_looked(self, about: str, share: str, looked: ChildLooked, then: ShareDraft | None) -> None:
        self.drafts.flush()
        self._about, self._reference = about, share
        records = f"{looked.records} {'record' if looked.records == 1 else 'records'} linked"
        self.banner.show_child(facts_shown(looked.banner, f"{looked.reference} · {records}"))
        self.heading("Share", share)
        self._show_things((), None)
        self.form.setEnabled(False)  # what is typed before everything is there would be written over
        self.ask(list_organisations, done=self.form.show_organisations)
        self.ask(second_persons, done=self.signing.show_officers)
        key = share or about
        self.ask(_begun, about, key, done=lambda begun: self._on_begun(key, begun, then))

    def _on_begun(
        self, key: str, begun: tuple[tuple[Choosable, ...], DraftShown | None], then: ShareDraft | None
    ) -> None:
        """Show what there is to choose, and what was typed before; an answer about another child is too late."""
        if key != (self._reference or self._about):
            return
        things, kept = begun
        self.form.setEnabled(True)
        self._show_things(things, then)
        if kept is not None:
            self._fill(read_draft(kept.value, shipped_catalogue()))
            self.say("This is what you were in the middle of.")

    def _show_things(self, things: tuple[Choosable, ...], then: ShareDraft | None) -> None:
        categories = tuple((code, each.title) for code, each in shipped_catalogue().categories.items())
        self.form.items.offer(self._about, things, categories)
        self._fill(then or ShareDraft())
        self._show_form(True)
        self.form.decision.setFocus()

    def _fill(self, draft: ShareDraft) -> None:
        self.form.set_draft(draft)
        if self.form.gone:
            self.notice.say(
                f"{self.form.gone} of what this draft named can no longer be chosen, and is left out.",
                tone="amber",
            )
        self.weigh()

    def show_share(self, opened: ShareOpened) -> None:
        """Take a draft share up again; a decided one is shown where its papers are."""
        if opened.draft is None:
            self.go("papers", opened.shown.reference)
            return
        self._begin(opened.draft.about[0], opened.shown.reference, opened.draft)

    def show_weighed(self, weighed: Weighed) -> None:
        """Show what is open, what fits, and whether it can be decided."""
        self.form.law.show_offers(weighed.offers)
        self.form.law.show_limits(limits_of(weighed.facts, shipped_catalogue()))
        offence = any(item.category == "OFFENCE" for item in self.form.items.items())
        conditional = {"CR": "cr_reason", "SG": "protected_group"}
        chosen = self.form.draft(self._about).packages
        self.form.law.ask_also(
            (("offence_basis",) if offence else ())
            + tuple(conditional[key] for key in chosen if key in conditional)
        )
        open_now = [
            Question(
                question.rule,
                question.rule,
                SEVERITIES[question.severity],
                question.sentence,
                question.settles,
            )
            for question in weighed.questions
        ]
        self.signing.show_needed((question.rule for question in weighed.questions), weighed.signed)
        beside = [Question(q.rule, q.rule, "info", q.sentence) for q in weighed.beside]
        self._ask_about((*open_now, *beside))
        passed = sum(result.outcome == "passed" for result in weighed.judgement.results)
        self.questions.add_section(f"● {passed} rules satisfied", ())
        still = (
            f"{len(open_now)} {'question is' if len(open_now) == 1 else 'questions are'} open, at the right"
        )
        self._set_reason(still if open_now else "")

    # --- what is done ------------------------------------------------------------------------------------------------

    @property
    def weighing(self) -> bool:
        """Whether something was changed since the rules were last asked."""
        return self._weigh.isActive()

    def draft(self) -> ShareDraft:
        """Give the share as it stands on the page."""
        return self.form.draft(self._about)

    def _ask_about(self, questions: Iterable[Question]) -> None:
        """Show what is open, and nothing of what was counted for other answers."""
        self.questions.show_questions(questions)
        self.questions.clear_sections()

    def _set_reason(self, reason: str) -> None:
        """Take the decision out of use with the reason in words beside it, or put it back with none."""
        self.decide_button.set_reason(reason)
        self.why_not.setText(reason)
        self.why_not.updateGeometry()

    def _on_changed(self) -> None:
        if self._about:
            self.drafts.touch()
            self._weigh.start()

    def weigh(self) -> None:
        """Ask the rules about the share as it stands; while something is missing, say what."""
        if not self._about:
            return
        draft = self.draft()
        missing = [
            words
            for words, there in (("what you decide", draft.decision), ("to whom", draft.organisation))
            if not there
        ]
        if missing:
            self._ask_about(
                [Question("first", "", "info", f"Choose {' and '.join(missing)}; the rules are asked then.")]
            )
            self._set_reason(f"Not chosen yet: {' and '.join(missing)}")
            return
        self.ask(weigh_share, draft, self._reference, done=self.show_weighed, failed=self._on_not_weighed)

    def _on_not_weighed(self, error: DeskError) -> None:
        self._ask_about([Question("", "", "block", error.happened, error.next_step)])
        self._set_reason("The rules could not be asked: see the right side")

    def _on_decide(self) -> None:
        if not self._about or self.decide_button.reason:
            return
        self.run(
            decide_share, self.draft(), self._reference, done=self._on_decided, failed=self._on_not_decided
        )

    def _on_not_decided(self, error: DeskError) -> None:
        """Say why it was not decided; what was typed stands as it was, and is kept as a draft."""
        self.drafts.touch()
        self.drafts.flush()
        self.problem(error)
        self.weigh()

    def _on_decided(self, made: ShareMade) -> None:
        self.drafts.finish()
        self._show_form(False)
        self.say(f"Decided and frozen as {made.reference}.")
        self.go("papers", made.reference)

    def _on_keep(self) -> None:
        self.drafts.touch()
        self.drafts.flush()
        if self._reference:
            self.run(save_share_draft, self._reference, self.draft())
        self.say("Kept as a draft. It stands on your worklist.")

    def _on_saved(self, words: str) -> None:
        if self._about:
            self.heading("Share", words)

    def _on_act_asked(self, rule: str) -> None:
        if not self.go_to_signing(rule):
            self.form.go_to(rule)

    def _on_all_shares(self) -> None:
        self.take(None)

    def _on_child_wanted(self) -> None:
        self.go("search")

    def _draft_title(self) -> str:
        chosen = self.form.organisation.value() is not None
        to = self.form.organisation.currentText() if chosen else "nobody named yet"
        return f"Share about {self._about} with {to}"

    def _draft_value(self) -> dict[str, Any]:
        return draft_values(self.draft())

    def commands(self) -> tuple[Command, ...]:
        """Give this page's commands."""
        return (
            Command(
                name="decide_share",
                words="Decide and freeze",
                keys="Ctrl+Return",
                menu="Page",
                act=self._on_decide,
                enabled_when=lambda: not self.decide_button.reason,
            ),
        )


def _begun(reader: Reader, about: str, key: str) -> tuple[tuple[Choosable, ...], DraftShown | None]:
    """Give what can be chosen about a child, and what was typed about the share before."""
    return things_to_choose(reader, about), my_draft(reader, "share", key)
