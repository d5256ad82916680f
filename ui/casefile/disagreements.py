"""On what do agencies disagree, above the table: each version once, with whoever says it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal

from app.casefile.case_records import DisagreementShown, Version
from app.clock import shown_day
from ui.parts import NoticeBar, button

#: How many letters of a version, and how many versions of a fact, the bar says; the panel to settle them says all.
LONGEST, MOST = 60, 3


class DisagreementBar(NoticeBar):
    """The bar; it stays until what it says is settled.

    Signals: ``settle_asked()`` somebody wants to settle it.
    """

    settle_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._away.hide()
        self.settle = button("Settle", "Alt+D", on=self.settle_asked.emit, accessible="Settle what differs")
        self._line.addWidget(self.settle)

    def show_open(self, found: Iterable[DisagreementShown]) -> None:
        """Say on how many facts agencies disagree and what each says; put the bar away when on none."""
        still = [each for each in found if not each.settled]
        if not still:
            self.clear()
            return
        facts = "1 fact" if len(still) == 1 else f"{len(still)} facts"
        self.say(
            f"Agencies disagree on {facts}", "amber", rest="\n".join(in_one_line(each) for each in still)
        )


def versions(found: DisagreementShown) -> tuple[tuple[Version, ...], ...]:
    """Give what is said, one version after another, each with all who say it."""
    camps: dict[int, list[Version]] = {}
    for said in found.said:
        camps.setdefault(said.camp, []).append(said)
    return tuple(tuple(camps[number]) for number in sorted(camps))


def in_one_line(found: DisagreementShown) -> str:
    """Say one disagreement: ``Birth date: 12-Mar-2019 (School, Health) · 03-Dec-2019 (Police)``."""
    label, told = capital(found.group_words), versions(found)
    if any(said.withheld for said in found.said):
        return f"{label}: {len(told)} versions, withheld"
    said = [f"{short(camp[0].text)} ({who(camp)})" for camp in told[:MOST]]
    more = [f"and {len(told) - MOST} more"] if len(told) > MOST else []
    return f"{label}: " + " · ".join([*said, *more])


def who(camp: Iterable[Version]) -> str:
    """Name the agencies of one version, each once."""
    return ", ".join(dict.fromkeys(said.organisation_name for said in camp))


def capital(words: str) -> str:
    """Begin words with a capital and leave the rest as it is."""
    return words[:1].upper() + words[1:]


def short(words: str, longest: int = LONGEST) -> str:
    """Cut words that are too long for their place at a blank, with the blanks and line ends in them made one blank."""
    plain = " ".join(words.split())
    if len(plain) <= longest:
        return plain
    cut = plain[: longest - 1]
    whole = cut if plain[longest - 1] == " " else cut.rpartition(" ")[0]
    return (whole if len(whole) > longest // 2 else cut).rstrip(" ,;:.") + "…"


def day_words(iso: str) -> str:
    """Say a day that stands as text; what is not a whole day stays as it is."""
    return shown_day(date.fromisoformat(iso)) if len(iso) == 10 else iso
