"""The fields of a share, in the order in which it is thought through."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clock import LONDON, moment
from app.dates import from_day
from app.directory.organisations import OrganisationShown, PostShown
from app.sharing.catalogue import shipped_catalogue
from app.sharing.share_draft import EmergencyDraft, RequestDraft, ShareDraft
from app.sharing.share_file import CHANNELS
from ui.parts import Card, ChoicePills, CodeBox, DateBoxes, LineBox, RowStack, TextBox, button
from ui.sharing.items_section import ItemsSection
from ui.sharing.law_section import LawSection

DECISIONS = (("SHARE", "Share"), ("DO_NOT_SHARE", "Do not share"), ("DEFER", "Decide later"))
YES_NO = (("yes", "Yes"), ("no", "No"))
ANSWERS = {"yes": True, "no": False}


class DecisionForm(Card):
    """Decision, to whom, so that they can, what goes, under which law, family told, why this much.

    Signals: ``changed()`` something was typed, ticked or chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._organisations: dict[str, OrganisationShown] = {}
        self._rows = RowStack()
        self.add(self._rows)
        self._build_to()
        self._build_what()
        self._build_why()
        self._connect()
        self._show_for(None)

    def _build_to(self) -> None:
        purposes = tuple((code, each.title) for code, each in shipped_catalogue().purposes.items())
        self.decision = ChoicePills("Decision", DECISIONS)
        self.organisation = CodeBox("To which organisation", ())
        self.post = CodeBox("Post there", ())
        self.person = LineBox("Or by name", "Ms R. Shah, designated safeguarding lead")
        self.channel = CodeBox("By which way", tuple((each, each) for each in CHANNELS))
        self.purpose_code = CodeBox("Purpose", purposes)
        self.purpose = TextBox("So that they can", lines=2)
        self._rows.add("Decision", self.decision)
        self._rows.add("To", self.organisation)
        self._rows.add("Post there", self.post)
        self._rows.add("Or by name", self.person)
        self._rows.add("By", self.channel)
        self._rows.add("Purpose", self.purpose_code)
        self._rows.add("So that they can", self.purpose)

    def _build_what(self) -> None:
        self.items = ItemsSection()
        self.law = LawSection()
        self._items_row = self._rows.add("What goes", self.items)
        self._rows.add("Under", self.law)

    def _build_why(self) -> None:
        self.told = ChoicePills("Family told", YES_NO)
        self.told_reason = LineBox("If not, why", "asking could put the child at more risk")
        self.proportionality = TextBox("Why this much, and no more", lines=3)
        self.detriment = ChoicePills("Weighed whether sharing would do the child more harm", YES_NO)
        self.ground = TextBox("Ground in law for refusing a duty", lines=2)
        self.reason = TextBox("Reason", lines=2)
        self.review = DateBoxes("Decide again on", may_be_unknown=False)
        self.asked_by = LineBox("Asked by", "who asked for it, if somebody did")
        self._rows.add("Family told", self.told)
        self._rows.add("If not, why", self.told_reason)
        self._rows.add("Why this much", self.proportionality)
        self._refusal = [
            self._rows.add("Harm weighed", self.detriment),
            self._rows.add("Ground in law", self.ground),
        ]
        self._rows.add("Reason", self.reason, "for a refusal, a deferral, or for going past a warning")
        self._deferral = [self._rows.add("Decide again on", self.review)]
        self._rows.add("Asked by", self.asked_by)
        self._build_emergency()

    def _build_emergency(self) -> None:
        self.emergency_button = button(
            "Nobody can wait: say why in three answers", kind="link", on=self._on_emergency
        )
        self.who = LineBox("Who is in danger")
        self.danger = LineBox("From what")
        self.why_now = LineBox("Why nobody can wait")
        self.emergency = QWidget()
        inside = QVBoxLayout(self.emergency)
        inside.setContentsMargins(0, 0, 0, 0)
        rows = RowStack()
        rows.add("Who is in danger", self.who)
        rows.add("From what", self.danger)
        rows.add("Why nobody can wait", self.why_now)
        inside.addWidget(rows)
        self.emergency.setVisible(False)
        self.add(self.emergency_button)
        self.add(self.emergency)

    def _connect(self) -> None:
        choices = (self.post, self.channel, self.purpose_code, self.told, self.detriment)
        for choice in choices:
            choice.changed.connect(self._on_changed)
        typed = (self.person, self.purpose, self.told_reason, self.proportionality, self.ground, self.reason)
        for box in (*typed, self.asked_by, self.who, self.danger, self.why_now):
            box.changed.connect(self._on_changed)
        for section in (self.items, self.law, self.review):
            section.changed.connect(self._on_changed)
        self.decision.changed.connect(self._on_decision)
        self.organisation.changed.connect(self._on_organisation)

    # --- the draft ---------------------------------------------------------------------------------------------------

    def show_organisations(self, organisations: Iterable[OrganisationShown]) -> None:
        """Offer the organisations of the directory, keeping the one that was chosen."""
        self._organisations = {each.code: each for each in organisations}
        chosen = self.organisation.value()
        self.organisation.set_choices(tuple((each.code, each.name) for each in self._organisations.values()))
        if chosen:
            self.organisation.set_value(chosen)

    def draft(self, about: str) -> ShareDraft:
        """Give the share as it stands, about one child."""
        law = self.law.values()
        facts = dict(self.law.facts())
        weighed = self.detriment.value()
        if weighed:
            facts["detriment_considered"] = weighed
        if self.ground.value().strip():
            facts["refusal_ground"] = self.ground.value().strip()
        answers = (self.who.value().strip(), self.danger.value().strip(), self.why_now.value().strip())
        asked_by = self.asked_by.value().strip()
        return ShareDraft(
            decision=self.decision.value() or "",
            about=(about,) if about else (),
            organisation=self.organisation.value() or "",
            person=self.post.value() or self.person.value().strip(),
            channel=self.channel.value() or "",
            purpose_code=self.purpose_code.value() or "",
            purpose=self.purpose.value().strip(),
            facts=tuple(facts.items()),
            told=ANSWERS.get(self.told.value() or ""),
            told_reason=self.told_reason.value().strip(),
            proportionality=self.proportionality.value().strip(),
            reason=self.reason.value().strip(),
            review_at=self._review_at(),
            request=RequestDraft(asked_by=asked_by) if asked_by else None,
            items=self.items.items(),
            emergency=EmergencyDraft(*answers) if any(answers) else None,
            gateways=law.gateways,
            art6=law.art6,
            packages=law.packages,
            apd=law.apd,
        )

    def set_draft(self, draft: ShareDraft) -> None:
        """Fill the form from a draft; an empty draft empties it."""
        self.blockSignals(True)
        self.decision.set_value(draft.decision or None)
        self.organisation.set_value(self._code_of(draft.organisation))
        self._show_posts()
        posts = {post.words for post in self._posts()}
        self.post.set_value(draft.person if draft.person in posts else None)
        self.person.set_value("" if draft.person in posts else draft.person)
        self.channel.set_value(draft.channel or None)
        self.purpose_code.set_value(draft.purpose_code or None)
        facts = dict(draft.facts)
        self.detriment.set_value(facts.pop("detriment_considered", None))
        self.law.set_values(draft.gateways, draft.art6, draft.packages, draft.apd, facts)
        self.items.set_items(draft.items)
        self.told.set_value({True: "yes", False: "no", None: None}[draft.told])
        for box, words in (
            (self.purpose, draft.purpose),
            (self.told_reason, draft.told_reason),
            (self.proportionality, draft.proportionality),
            (self.reason, draft.reason),
            (self.ground, facts.get("refusal_ground", "")),
            (self.asked_by, draft.request.asked_by if draft.request else ""),
        ):
            box.set_value(words)
        self.review.set_value(
            from_day(draft.review_at.astimezone(LONDON).date()) if draft.review_at else None
        )
        self._set_emergency(draft.emergency)
        self._show_for(draft.decision or None)
        self.blockSignals(False)

    def focus_first_open(self) -> None:
        """Go to the first field that is still empty."""
        fields: tuple[tuple[QWidget, object], ...] = (
            (self.decision, self.decision.value()),
            (self.organisation, self.organisation.value()),
            (self.purpose, self.purpose.value()),
            (self.items, self.items.items()),
            (self.law, self.law.gateways()),
            (self.told, self.told.value()),
            (self.proportionality, self.proportionality.value()),
            (self.reason, self.reason.value()),
        )
        for field, value in fields:
            if not value and field.isVisible():
                field.setFocus()
                return

    def _review_at(self) -> datetime | None:
        given = self.review.value()
        day = given.exact if given else None
        return moment(datetime.combine(day, time(9), tzinfo=LONDON).isoformat()) if day else None

    def _code_of(self, organisation: str) -> str | None:
        named = (code for code, each in self._organisations.items() if organisation in (code, each.name))
        return next(named, None)

    def _posts(self) -> list[PostShown]:
        shown = self._organisations.get(self.organisation.value() or "")
        return list(shown.posts) if shown else []

    def _show_posts(self) -> None:
        self.post.set_choices(tuple((post.words, post.words) for post in self._posts()))

    def _set_emergency(self, emergency: EmergencyDraft | None) -> None:
        kept = emergency or EmergencyDraft()
        for box, words in ((self.who, kept.who), (self.danger, kept.danger), (self.why_now, kept.why_now)):
            box.set_value(words)
        self.emergency.setVisible(emergency is not None)

    def _show_for(self, decision: str | None) -> None:
        for row in self._refusal:
            row.setVisible(decision == "DO_NOT_SHARE")
        for row in self._deferral:
            row.setVisible(decision == "DEFER")

    def _on_decision(self, code: object) -> None:
        self._show_for(str(code) if code else None)
        self.changed.emit()

    def _on_organisation(self, _code: object) -> None:
        self._show_posts()
        self.changed.emit()

    def _on_changed(self, _value: object = None) -> None:
        self.changed.emit()

    def _on_emergency(self) -> None:
        self.emergency.setVisible(not self.emergency.isVisible())
        if self.emergency.isVisible():
            self.who.setFocus()
