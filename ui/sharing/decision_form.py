"""The fields of a share, in the order in which it is thought through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
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
from ui.sharing.law_section import OTHER, LawSection

DECISIONS = (("SHARE", "Share"), ("DO_NOT_SHARE", "Do not share"), ("DEFER", "Decide later"))
YES_NO = (("yes", "Yes"), ("no", "No"))
#: Which part of the law settles which rule, and which rules are settled at the items.
LAW_PARTS = {
    "powers": "G01 G02 G03 G04 G05 D04 D05 A08",
    "bases": "G08 G09 G10",
    "packages": "S01 S02",
    "policy": "S03 S07",
    "answers": "G14 S04 S06 S12",
}
ITEM_RULES = "D03 R05 R13"
ANSWERS = {"yes": True, "no": False}


class DecisionForm(Card):
    """Decision, to whom, so that they can, what goes, under which law, family told, why this much.

    Signals: ``changed()`` something was typed, ticked or chosen.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._organisations: dict[str, OrganisationShown] = {}
        self._base = ShareDraft()
        self.gone = 0
        self._rows = RowStack()
        self.add(self._rows)
        self._build_to()
        self._build_what()
        self._build_why()
        self._connect()
        self._show_for(None)

    def _build_to(self) -> None:
        purposes = tuple((code, each.title) for code, each in shipped_catalogue().purposes.items())
        self.decision = ChoicePills("Decision", DECISIONS, equal=True)
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
        self._rows.add("Sent by", self.channel)
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
        return replace(
            self._base,
            decision=self.decision.value() or "",
            about=self._base.about or ((about,) if about else ()),
            organisation=self.organisation.value() or "",
            person=self.post.value() or self.person.value().strip(),
            channel=self.channel.value() or "",
            purpose_code=self.purpose_code.value() or "",
            purpose=self.purpose.value().strip(),
            facts=self._facts(),
            told=ANSWERS.get(self.told.value() or ""),
            told_reason=self.told_reason.value().strip(),
            proportionality=self.proportionality.value().strip(),
            reason=self.reason.value().strip(),
            review_at=self._review_at(),
            request=self._request(),
            items=self.items.items(),
            emergency=self._emergency_draft(),
            gateways=law.gateways,
            art6=law.art6,
            packages=law.packages,
            apd=law.apd,
        )

    def _facts(self) -> tuple[tuple[str, str], ...]:
        """Give what was answered, and what a draft holds beside it that this page does not ask."""
        asked = {*shipped_catalogue().conditions, *OTHER, "detriment_considered", "refusal_ground"}
        facts = {key: value for key, value in self._base.facts if key not in asked} | dict(self.law.facts())
        if weighed := self.detriment.value():
            facts["detriment_considered"] = weighed
        if ground := self.ground.value().strip():
            facts["refusal_ground"] = ground
        return tuple(facts.items())

    def _request(self) -> RequestDraft | None:
        asked_by = self.asked_by.value().strip()
        if self._base.request is not None:
            return replace(self._base.request, asked_by=asked_by)
        return RequestDraft(asked_by=asked_by) if asked_by else None

    def _emergency_draft(self) -> EmergencyDraft | None:
        answers = (self.who.value().strip(), self.danger.value().strip(), self.why_now.value().strip())
        return EmergencyDraft(*answers) if any(answers) else None

    def set_draft(self, draft: ShareDraft) -> None:
        """Fill the form from a draft; an empty draft empties it. What the page does not show is kept as it is."""
        self.blockSignals(True)
        self._base = draft
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
        self.gone = self.items.set_items(draft.items)
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

    def go_to(self, rule: str) -> None:
        """Go to the field that settles what a rule asks; where a rule has none, to the first that is empty."""
        person = self.post if self._posts() else self.person
        fields: dict[str, Callable[[], object]] = {
            "C06": (self.told_reason if self.told.value() == "no" else self.told).setFocus,
            "G11": self.purpose.setFocus,
            "G12": self.proportionality.setFocus,
            "G13": (person if self.organisation.value() else self.organisation).setFocus,
            "D01": self.detriment.setFocus,
            "D06": self.ground.setFocus,
            "K01": self.reason.setFocus,
            "K02": (self.review if self.reason.value() else self.reason).setFocus,
        }
        part = next((part for part, rules in LAW_PARTS.items() if rule in rules.split()), "")
        if rule in ITEM_RULES.split():
            self.items.go_to()
        elif part:
            self.law.go_to(part)
        else:
            fields.get(rule, self.focus_first_open)()

    def focus_first_open(self) -> None:
        """Go to the first field that is still empty."""
        fields: tuple[tuple[Callable[[], object], object], ...] = (
            (self.decision.setFocus, self.decision.value()),
            (self.organisation.setFocus, self.organisation.value()),
            (self.purpose.setFocus, self.purpose.value()),
            (self.items.go_to, self.items.items()),
            (lambda: self.law.go_to("powers"), self.law.gateways()),
            (self.told.setFocus, self.told.value()),
            (self.proportionality.setFocus, self.proportionality.value()),
            (self.reason.setFocus, self.reason.value()),
        )
        for go, value in fields:
            if not value:
                go()
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
