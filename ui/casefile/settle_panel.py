"""Agencies disagree: an officer says for each fact which version is gone by, and from what that is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.casefile.case_records import CaseView, DisagreementShown, SettledShown, Version
from app.people.settling import settle, unsettle
from ui.casefile.disagreements import capital, day_words, short, versions, who
from ui.casefile.panels import Panel, Wanted, demand
from ui.parts import ChoicePills, LabelledRow, LineBox, RowStack, button


@dataclass(frozen=True)
class Block:
    """The fields of one disagreement."""

    group: str
    pills: ChoicePills
    pills_row: LabelledRow
    because: LineBox
    because_row: LabelledRow


class SettlePanel(Panel):
    """Each open disagreement with its versions to choose from, nothing chosen; below, what is settled already."""

    def __init__(self) -> None:
        super().__init__(
            "Settle what agencies disagree on",
            "Settle what is chosen",
            "Choose which version this desk goes by, and say what you know it from. What agencies said is kept as it is.",
        )
        self.blocks: tuple[Block, ...] = ()

    def show_case(self, view: CaseView) -> None:
        """Offer the versions of what is open, and show what was settled with the way to take it back."""
        written = {block.group: (block.pills.value(), block.because.value()) for block in self.blocks}
        stack = RowStack()
        still = [each for each in view.disagreements if not each.settled]
        self.blocks = tuple(self._block(stack, each) for each in still)
        for block in self.blocks:
            chosen, because = written.get(block.group, (None, ""))
            block.pills.set_value(chosen)
            block.because.set_value(because)
        for settled in view.settled:
            self._settled(stack, settled)
        if not self.blocks and not view.settled:
            stack.add_words("", "Agencies disagree on nothing, and nothing was settled.")
        self.do.setVisible(bool(self.blocks))
        self.put_fields(stack)

    def _block(self, stack: RowStack, found: DisagreementShown) -> Block:
        label = capital(found.group_words)
        told = versions(found)
        pills = ChoicePills(label, tuple((str(camp[0].statement), _version_words(camp)) for camp in told))
        hint = " · ".join(f"{_what(camp[0])}: {who(camp)}" for camp in told)
        row = stack.add(label, pills, hint)
        because = LineBox(f"{label}: how you know", "such as: birth certificate seen")
        return Block(found.group, pills, row, because, stack.add("How you know", because))

    def _settled(self, stack: RowStack, settled: SettledShown) -> None:
        label = capital(settled.group_words)
        take_back = button(
            "Take back",
            kind="link",
            on=lambda: self._on_take_back(settled.key),
            accessible=f"Take back what was settled: {label}",
        )
        stack.add_words(label, f"Settled: {short(settled.text)}. {settled.because}")
        stack.add("", take_back)

    def on_do(self) -> None:
        """Ask to settle the first fact for which a version is chosen; the others stay to be settled next."""
        chosen = [block for block in self.blocks if block.pills.value()]
        if not chosen:
            for block in self.blocks[:1]:
                demand(block.pills_row, None, "Choose one of the versions, here or at another fact.")
            return
        block = chosen[0]
        if demand(block.because_row, block.because.value(), "Say what you know it from."):
            key = UUID(block.pills.value() or "")
            self.wanted.emit(
                Wanted(
                    settle,
                    (self.person, block.group),
                    "Settled. It can be taken back here at any time.",
                    {"because": block.because.value(), "statement": key},
                )
            )

    def _on_take_back(self, key: UUID) -> None:
        said = "Taken back. The disagreement is shown again."
        self.wanted.emit(Wanted(unsettle, (key,), said, {"because": "Taken back on the child's page."}))

    def clear_fields(self) -> None:
        """Choose nothing and empty the reasons."""
        for block in self.blocks:
            block.pills.set_value(None)
            block.because.set_value("")

    def is_written(self) -> bool:
        """Say whether a version is chosen or a reason written."""
        return any(block.pills.value() or block.because.value() for block in self.blocks)


def _version_words(camp: Iterable[Version]) -> str:
    """Say one version; a withheld address by who says it and since when."""
    said = tuple(camp)
    if not said[0].withheld:
        return short(said[0].text, 48)
    return f"■ as {short(who(said), 32)} says, {day_words(said[0].said_on)}"


def _what(said: Version) -> str:
    """Name one version in the hint: a withheld address by its day alone."""
    return f"■ {day_words(said.said_on)}" if said.withheld else short(said.text, 40)
