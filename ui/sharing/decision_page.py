"""Deciding a share: one page, in the order in which it is thought through, with what is still open beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.casefile.looking import ChildLooked, look_at_child
from app.directory.organisations import OrganisationShown, list_organisations
from app.drafts import DraftShown, my_draft
from app.errors import DeskError
from app.sharing.catalogue import shipped_catalogue
from app.sharing.deciding import ShareMade, Weighed, decide_share, weigh_share
from app.sharing.listing import Choosable, ShareOpened, open_share, things_to_choose
from app.sharing.share_draft import ShareDraft
from app.sharing.share_file import draft_values, read_draft
from ui.actions import Command
from ui.child_facts import facts_shown
from ui.drafts import DraftKeeper
from ui.page import Page
from ui.parts import ChildBanner, OpenQuestions, Question, button
from ui.sharing.decision_form import DecisionForm

if TYPE_CHECKING:
    from app.desk import Desk
    from ui.operations import Operations

#: How long after the last change the rules are asked again, in milliseconds.
WEIGH_AFTER = 300
SEVERITIES = {"B": "block", "W": "warning", "I": "info"}


class DecisionPage(Page):
    """One share about one child. Nothing that the officer must judge is chosen beforehand."""

    key = "sharing"
    title = "Shares"
    topics = frozenset({"directory"})
    help_text = (
        "Say what you decide, to whom, so that they can do what, exactly what goes, under which law, whether the family "
        "was told, and why this much. What is still open stands at the right until it is settled. Ctrl+Enter decides "
        "and freezes: from then on nothing of it changes, and the paper is made from it. A decision not to share "
        "weighs the same."
    )

    def __init__(self, desk: Desk, operations: Operations, parent: QWidget | None = None) -> None:
        super().__init__(desk, operations, parent)
        self.heading("Share", "")
        self._about, self._reference = "", ""
        self.banner = ChildBanner()
        self.banner.setVisible(False)
        self.set_banner(self.banner)
        self.form = DecisionForm()
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.questions = OpenQuestions()
        self.set_side(self.questions)
        self.decide_button = button("Decide and freeze", "Ctrl+Return", "filled", on=self._on_decide)
        self.keep_button = button("Keep as draft", on=self._on_keep)
        self.footer.addWidget(self.decide_button)
        self.footer.addWidget(self.keep_button)
        self._weigh = QTimer(self)
        self._weigh.setSingleShot(True)
        self._weigh.setInterval(WEIGH_AFTER)
        self._weigh.timeout.connect(self._on_weigh)
        self.drafts = DraftKeeper(
            self, form="share", about=lambda: self._about, title=self._draft_title, value=self._draft_value
        )
        self.drafts.saved.connect(self._on_saved)
        self.form.changed.connect(self._on_changed)
        self.questions.act_asked.connect(self._on_act_asked)
        self._nothing_chosen()

    # --- what is shown -----------------------------------------------------------------------------------------------

    def take(self, value: object) -> None:
        """Take a child's reference to begin a share about them, or a share's reference to take it up again."""
        reference = str(value or "")
        if reference.startswith("S-"):
            self.run(open_share, reference, done=self.show_share)
        elif reference:
            self._begin(reference)

    def refresh(self) -> None:
        """Ask the directory again."""
        self.ask(list_organisations, done=self.form.show_organisations)

    def _begin(self, about: str, then: ShareDraft | None = None) -> None:
        """Look at the child first: that is in the log before anything known of them is shown."""
        self._about = about
        self.heading("Share", about)
        self.run(look_at_child, about, done=lambda looked: self._on_looked(looked, then))

    def _on_looked(self, looked: ChildLooked, then: ShareDraft | None) -> None:
        records = f"{looked.records} {'record' if looked.records == 1 else 'records'} linked"
        self.banner.show_child(facts_shown(looked.banner, f"{looked.reference} · {records}"))
        self.banner.setVisible(True)
        self.ask(list_organisations, done=self._on_organisations)
        self.ask(things_to_choose, self._about, done=lambda things: self._show_things(things, then))

    def _on_organisations(self, organisations: tuple[OrganisationShown, ...]) -> None:
        self.form.show_organisations(organisations)

    def _show_things(self, things: tuple[Choosable, ...], then: ShareDraft | None) -> None:
        categories = tuple((code, each.title) for code, each in shipped_catalogue().categories.items())
        self.form.items.offer(self._about, things, categories)
        self.form.set_draft(then or ShareDraft())
        self.decide_button.set_reason("")
        if then is None:
            self.ask(my_draft, "share", self._about, done=self._on_draft)
        self._weigh.start()

    def _on_draft(self, kept: DraftShown | None) -> None:
        if kept is None:
            return
        self.form.set_draft(read_draft(kept.value, shipped_catalogue()))
        self.say("This is what you were in the middle of.")
        self._weigh.start()

    def show_share(self, opened: ShareOpened) -> None:
        """Take a draft share up again; a decided one is shown where its papers are."""
        if opened.draft is None:
            self.go("papers", opened.shown.reference)
            return
        self._reference = opened.shown.reference
        self._begin(opened.draft.about[0], opened.draft)

    def show_weighed(self, weighed: Weighed) -> None:
        """Show what is open, what fits, and whether it can be decided."""
        self.form.law.show_offers(weighed.offers)
        offence = any(item.category == "OFFENCE" for item in self.form.items.items())
        conditional = {"CR": "cr_reason", "SG": "protected_group"}
        chosen = self.form.draft(self._about).packages
        self.form.law.ask_also(
            (("offence_basis",) if offence else ())
            + tuple(conditional[key] for key in chosen if key in conditional)
        )
        open_now = [
            Question(
                f"{at}", question.rule, SEVERITIES[question.severity], question.sentence, question.settles
            )
            for at, question in enumerate(weighed.questions)
        ]
        beside = [Question(f"b{at}", q.rule, "info", q.sentence) for at, q in enumerate(weighed.beside)]
        self.questions.show_questions((*open_now, *beside))
        self.questions.clear_sections()
        passed = sum(result.outcome == "passed" for result in weighed.judgement.results)
        self.questions.add_section(f"● {passed} rules satisfied", ())
        self.decide_button.set_reason(f"{len(open_now)} open: see the right side" if open_now else "")

    # --- what is done ------------------------------------------------------------------------------------------------

    def draft(self) -> ShareDraft:
        """Give the share as it stands on the page."""
        return self.form.draft(self._about)

    def _nothing_chosen(self) -> None:
        self.questions.show_questions(())
        self.decide_button.set_reason("Open a child first, then press Share")

    def _on_changed(self) -> None:
        self.drafts.touch()
        self._weigh.start()

    def _on_weigh(self) -> None:
        draft = self.draft()
        missing = [
            words
            for words, there in (("what you decide", draft.decision), ("to whom", draft.organisation))
            if not there
        ]
        if missing:
            self.questions.show_questions(
                [Question("first", "", "info", f"Choose {' and '.join(missing)}; the rules are asked then.")]
            )
            self.decide_button.set_reason(f"Not chosen yet: {' and '.join(missing)}")
            return
        self.ask(weigh_share, draft, done=self.show_weighed, failed=self._on_not_weighed)

    def _on_not_weighed(self, error: DeskError) -> None:
        self.questions.show_questions([Question("error", "", "block", error.happened, error.next_step)])
        self.decide_button.set_reason(error.happened)

    def _on_decide(self) -> None:
        if not self._about or self.decide_button.reason:
            return
        self.run(decide_share, self.draft(), self._reference, done=self._on_decided)

    def _on_decided(self, made: ShareMade) -> None:
        self.drafts.finish()
        self._reference = ""
        self.say(f"Decided and frozen as {made.reference}.")
        self.go("papers", made.reference)

    def _on_keep(self) -> None:
        self.drafts.flush()
        self.say("Kept as a draft. It stands on your worklist.")

    def _on_saved(self, words: str) -> None:
        self.heading("Share", f"{self._about} · {words}")

    def _on_act_asked(self, _key: str) -> None:
        self.form.focus_first_open()

    def _draft_title(self) -> str:
        to = self.form.organisation.value() or "somebody"
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
