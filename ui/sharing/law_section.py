"""Under which law: the powers that fit, what each asks, the basis, and the conditions for special categories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.sharing.catalogue import shipped_catalogue
from app.sharing.limits import Limit
from app.sharing.offering import Offer, first_gateway
from ui.parts import LineBox, TextBox, Tick, button, text

#: Facts of the law beside what a gateway asks, in words (``app.sharing.share_file.OTHER_FACTS``).
OTHER = {
    "offence_basis": "Offence data: official authority and its function, or the Schedule 1 paragraph",
    "cr_reason": "Why asking for consent would prejudice preventing or detecting the act",
    "protected_group": "Who is protected, where it is no named person",
}

NOTHING_FIRST = (
    "No power is made for this purpose here. Choose with care, or stop and ask the data protection officer."
)


@dataclass(frozen=True)
class ChosenLaw:
    """The powers, bases, packages and policy document that stand on the page."""

    gateways: tuple[str, ...]
    art6: tuple[str, ...]
    packages: tuple[str, ...]
    apd: str


class LawSection(QWidget):
    """Ticks for powers, bases and packages; nothing is ticked until the officer ticks it.

    Signals: ``changed()`` something was ticked or answered.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(6)
        self._gateways = _Ticks("Powers", self)
        self._unfit: tuple[Offer, ...] = ()
        self.first = text("", "second")
        self.limits = text("", "second")
        for line in (self.first, self.limits):
            line.setVisible(False)
        self._why_not = QWidget()
        self._reasons = QVBoxLayout(self._why_not)
        self._reasons.setContentsMargins(0, 0, 0, 0)
        self._reasons.setSpacing(2)
        self._why_not.setVisible(False)
        self.others = button("Which others, and why not?", kind="link", on=self._on_others)
        self._bases = _Ticks("Basis of Article 6", self)
        self._packages = _Ticks("Condition of Article 9", self)
        self.policy = LineBox("Appropriate policy document", "APD-2026-1")
        self._answers: dict[str, TextBox] = {}
        self._asked = QVBoxLayout()
        self._body.addWidget(text("Duty or power", "section"))
        for widget in (self.limits, self.first, self._gateways, self.others, self._why_not):
            self._body.addWidget(widget)
        self._body.addWidget(text("Basis of Article 6", "section"))
        self._body.addWidget(self._bases)
        self._body.addWidget(
            text("Condition of Article 9 and Schedule 1, where something special goes", "section")
        )
        self._body.addWidget(self._packages)
        self._body.addWidget(text("Appropriate policy document", "section"))
        self._body.addWidget(self.policy)
        self._body.addLayout(self._asked)
        self._offer_bases()
        for ticks in (self._gateways, self._bases, self._packages):
            ticks.changed.connect(self._on_changed)
        self.policy.changed.connect(self.changed)
        self.show_offers(())

    def _offer_bases(self) -> None:
        catalogue = shipped_catalogue()
        self._bases.offer(
            (code, f"{basis.title} ({code})", basis.summary) for code, basis in catalogue.bases.items()
        )
        self._packages.offer(
            (code, f"{package.title} ({code})", package.summary)
            for code, package in catalogue.packages.items()
        )

    def show_offers(self, offers: Iterable[Offer]) -> None:
        """Offer the powers that fit, what comes first at the top; the others stand behind a press, each with its reason."""
        rows, kept = tuple(offers), set(self.gateways())
        fitting = [row for row in rows if row.fits or row.gateway in kept]
        self._gateways.offer(
            (row.gateway, f"{row.title}, {row.section}", f"{row.summary} {row.why}") for row in fitting
        )
        first = first_gateway(rows)
        self.first.setText(f"First: {first.title}. {first.why}" if first else NOTHING_FIRST)
        self.first.setVisible(bool(rows))
        self._unfit = tuple(row for row in rows if not row.fits and row.gateway not in kept)
        self.others.setVisible(bool(self._unfit))
        self.others.set_words(f"{len(self._unfit)} others, and why not")
        if self._why_not.isVisible():
            self._show_reasons()

    def show_limits(self, limits: Iterable[Limit]) -> None:
        """Say what this recipient may be told at all, with the rules that keep it."""
        lines = [f"{limit.of}: {limit.words} ({', '.join(limit.kept_by)})" for limit in limits]
        self.limits.setText("\n".join(lines))
        self.limits.setVisible(bool(lines))

    def gateways(self) -> tuple[str, ...]:
        """Give the powers that are ticked."""
        return self._gateways.chosen()

    def values(self) -> ChosenLaw:
        """Give what is ticked."""
        return ChosenLaw(
            self.gateways(), self._bases.chosen(), self._packages.chosen(), self.policy.value().strip()
        )

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Give what was answered, by the id of what was asked."""
        return tuple((key, box.value().strip()) for key, box in self._answers.items() if box.value().strip())

    def set_values(
        self,
        gateways: Iterable[str],
        art6: Iterable[str],
        packages: Iterable[str],
        apd: str,
        facts: dict[str, str],
    ) -> None:
        """Fill the section from a draft that is taken up again."""
        catalogue, chosen = shipped_catalogue(), tuple(gateways)
        known = [catalogue.gateways[key] for key in chosen if key in catalogue.gateways]
        self._gateways.offer((each.id, f"{each.title}, {each.section}", each.summary) for each in known)
        self._gateways.choose(chosen)
        self._bases.choose(art6)
        self._packages.choose(packages)
        self.policy.set_value(apd)
        self._ask(facts)

    def ask_also(self, names: Iterable[str]) -> None:
        """Ask for other facts of the law as well, such as the record for offence data."""
        self._also = tuple(names)
        self._ask({key: box.value() for key, box in self._answers.items()})

    _also: tuple[str, ...] = ()

    def _wanted(self) -> list[tuple[str, str]]:
        catalogue, chosen = shipped_catalogue(), set(self.gateways())
        asked = [(key, each.question) for key, each in catalogue.conditions.items() if each.gateway in chosen]
        if "6e" in self._bases.chosen() and "6e.task" in catalogue.conditions:
            asked.append(("6e.task", catalogue.conditions["6e.task"].question))
        return [*dict(asked).items(), *((name, OTHER[name]) for name in self._also)]

    def _ask(self, answers: dict[str, str]) -> None:
        wanted = self._wanted()
        if [key for key, _ in wanted] == list(self._answers):
            for key, box in self._answers.items():
                if key in answers and box.value() != answers[key]:
                    box.set_value(answers[key])
            return
        while (item := self._asked.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._answers = {}
        for key, question in wanted:
            box = TextBox(question, lines=2)
            box.set_value(answers.get(key, ""))
            box.changed.connect(self.changed)
            self._asked.addWidget(text(question, "section"))
            self._asked.addWidget(box)
            self._answers[key] = box

    def _on_changed(self) -> None:
        self._ask({key: box.value() for key, box in self._answers.items()})
        self.changed.emit()

    def _show_reasons(self) -> None:
        """Show each power that does not fit, out of use, with its reasons in words below it."""
        while (item := self._reasons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in self._unfit:
            grey, why = Tick(f"{row.title}, {row.section}"), " ".join(row.why_not)
            grey.setEnabled(False)
            grey.setAccessibleDescription(why)
            self._reasons.addWidget(grey)
            rules = f" ({', '.join(row.excluded_by)})" if row.excluded_by else ""
            self._reasons.addWidget(text(f"✕ {why}{rules}", "second"))

    def box(self, words: str) -> Tick:
        """Give the box of a power, basis or condition by the beginning of its words."""
        ticks = (self._gateways, self._bases, self._packages)
        return next(box for each in ticks for box in each.boxes() if box.text().startswith(words))

    def go_to(self, part: str) -> None:
        """Put the focus on powers, bases, packages, policy, or the first answer that is still empty."""
        empty = next((box for box in self._answers.values() if not box.value()), None)
        if part == "answers" and empty is not None:
            empty.setFocus()
        elif part == "policy":
            self.policy.setFocus()
        else:
            ticks = {"bases": self._bases, "packages": self._packages}
            ticks.get(part, self._gateways).go_to_first()

    def _on_others(self) -> None:
        if not self._why_not.isVisible():
            self._show_reasons()
        self._why_not.setVisible(not self._why_not.isVisible())


class _Ticks(QWidget):
    """Boxes to tick, each with its words and a line that explains it. Signals: ``changed()``."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._boxes: dict[str, Tick] = {}
        self._filling = False

    def offer(self, choices: Iterable[tuple[str, str, str]]) -> None:
        """Show choices (code, words, what it means), keeping the ticks of those that were there before."""
        rows, chosen = list(choices), set(self.chosen())
        if [code for code, _, _ in rows] == list(self._boxes):
            return
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._boxes = {}
        for code, words, meaning in rows:
            box = Tick(words)
            box.setAccessibleDescription(meaning)
            box.setToolTip(meaning)
            box.setChecked(code in chosen)
            box.toggled.connect(self._on_toggled)
            self._layout.addWidget(box)
            self._boxes[code] = box

    def boxes(self) -> tuple[Tick, ...]:
        """Give the boxes in their order."""
        return tuple(self._boxes.values())

    def chosen(self) -> tuple[str, ...]:
        """Give the codes that are ticked, in their order."""
        return tuple(code for code, box in self._boxes.items() if box.isChecked())

    def go_to_first(self) -> None:
        """Put the focus on the first box."""
        for box in list(self._boxes.values())[:1]:
            box.setFocus()

    def choose(self, codes: Iterable[str]) -> None:
        """Tick just these."""
        wanted = set(codes)
        self._filling = True
        for code, box in self._boxes.items():
            box.setChecked(code in wanted)
        self._filling = False

    def _on_toggled(self, _on: bool) -> None:
        if not self._filling:
            self.changed.emit()
