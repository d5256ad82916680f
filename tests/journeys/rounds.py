"""Where every button is pressed: the stops of a round through the window of a filled store, and how fields are filled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from app.access import Act
from app.approvals import ask_second
from app.casefile.finding import find
from app.cli.demonstration import OFFICER, PASSPHRASE
from app.clock import today
from app.dates import from_day
from app.desk import Desk
from app.feeds.importing import stage_files
from app.officers import act_as, add_officer
from app.people.saying import record_statement
from app.people.withholding import withhold_address
from app.settings import change_settings
from app.sharing.listing import shares_in_state
from models.codes import Role
from tests.app.people.by_hand import a_girl, a_mother, an_unborn, here
from tests.builders import COLLEAGUE_PASSPHRASE
from tests.builders_feeds import HOUSING, TODAY, housing_row
from tests.ui.borough import the_child
from ui.feeds.file_asked import FileAsked
from ui.main_window import MainWindow
from ui.page import Page
from ui.parts import CodeBox, DateBoxes, LineBox, TextBox

#: What stands in a field that is filled in, where a plain word would be refused.
WORDS = {
    "Passphrase": "five quiet otters swim home",
    "First passphrase": "five quiet otters swim home",
    "NHS": "999 000 0018",
    "Postcode": "QX1 2AB",
    "Email": "duty@tidewell.example",
    "Code": "X77",
}
LIST = "Our ref,Surname,Forename,Born on,DOB,Sex\nY1,Fenwick,Orla,x,05/04/2016,Girl\nY2,Hale,Ned,y,06/07/2014,B\n"


@dataclass(frozen=True)
class Facts:
    """Whom and what the stops speak of, and the files that are chosen."""

    child: UUID
    reference: str
    share: str
    by_hand: UUID
    unborn: UUID
    batches: tuple[UUID, ...]
    files: dict[str, Path]

    def chosen(self, how: str, title: str) -> str:
        """Answer the system's dialog: what a file is asked for says which."""
        folder = self.files["folder"]
        if how == "folder":
            return str(folder)
        return str(self.files.get(title, folder / f"{how}-{title.replace(' ', '-')}"))


def made_ready(desk: Desk, folder: Path) -> Facts:
    """Put into a filled store what no button of it would bring within reach: refused rows, notes, a second person."""
    child, girl = the_child(desk), here(a_girl(desk))
    desk.do(record_statement, girl, "note", {"text": "rang at ten"})
    (folder / "backups").mkdir()
    desk.do(change_settings, {"backup_folder": str(folder / "backups")})
    _asked_by_a_colleague(desk, girl)
    reference = next(hit.person for hit in desk.read(find, "petherick isla").hits if hit.person_id == child)
    return Facts(
        child,
        reference or "",
        desk.read(shares_in_state, "decided")[0].reference,
        girl,
        here(an_unborn(desk, a_mother(desk))),
        tuple(_batch(desk, folder, name) for name in ("one", "two", "three")),
        _files(folder),
    )


def _asked_by_a_colleague(desk: Desk, child: UUID) -> None:
    """Let a colleague ask the manager for an answer as second person, twice."""
    add_officer(desk, "Tom Abara", passphrase=COLLEAGUE_PASSPHRASE, roles=(Role.MANAGER,))
    act_as(desk, "Tom Abara", COLLEAGUE_PASSPHRASE)
    for why in ("Order of the court", "A second order"):
        withheld = desk.do(withhold_address, child, from_whom="Her father", why=why)
        desk.do(ask_second, Act.LIFT_WITHHELD_ADDRESS, withheld, f"{why} ended.")
    act_as(desk, OFFICER, PASSPHRASE)


def _batch(desk: Desk, folder: Path, name: str) -> UUID:
    """Read a file of which two rows are refused."""
    shifted = [housing_row(Person_Ref=f"P{at}{name}", First_Name="Ned") + ",surplus" for at in (2, 3)]
    path = folder / f"{name}.csv"
    path.write_text("\n".join((HOUSING, housing_row(Person_Ref=f"Q{name}"), *shifted)), encoding="utf-8")
    return stage_files(desk, [path], organisation="HSG", today=TODAY).key


def _files(folder: Path) -> dict[str, Path]:
    table, letter, directory = folder / "list.csv", folder / "letter.txt", folder / "directory.csv"
    table.write_text(LIST, encoding="utf-8")
    letter.write_text("Dear all, she was seen at home.\n", encoding="utf-8")
    directory.write_text("code,name,class\nX9,Wren House,GP\n", encoding="utf-8")
    return {
        "folder": folder,
        "Choose an agency's files": table,
        "Choose a letter or mail": letter,
        "Bring in a directory file": directory,
    }


@dataclass(frozen=True)
class Stop:
    """A stop of the round: its place, what is shown there, the buttons pressed first, and whether fields are filled."""

    place: str
    value: Callable[[Facts], Any] = lambda _facts: None
    first: tuple[str, ...] = ()
    fills: bool = False

    def go(self, window: MainWindow, facts: Facts) -> Page:
        """Bring the stop to the front."""
        window.go(self.place, self.value(facts))
        page = window.page
        assert page is not None
        if self.fills:
            fill_in(page)
        return page


def _child(facts: Facts) -> object:
    return facts.child


def _about(facts: Facts) -> object:
    return facts.by_hand


def _table(facts: Facts) -> object:
    return FileAsked("HSG", (facts.files["Choose an agency's files"],))


def _tab(key: str) -> Callable[[Facts], object]:
    return lambda _facts: key


def _of_batch(at: int) -> Callable[[Facts], object]:
    return lambda facts: facts.batches[at]


#: Each place as it is found; the first round of an ordinary run.
AS_FOUND = (
    Stop("worklist"),
    Stop("search", lambda _facts: "petherick"),
    Stop("people"),
    Stop("feeds"),
    Stop("feeds", _of_batch(0)),
    Stop("columns", _table),
    Stop("refused", lambda _facts: ""),
    Stop("linking"),
    Stop("sharing"),
    Stop("sharing", lambda facts: facts.reference),
    Stop("papers"),
    Stop("papers", lambda facts: facts.share),
    Stop("logbook"),
    Stop("directory"),
    Stop("share_list"),
    *(
        Stop("settings", _tab(key))
        for key in ("council", "desk", "backups", "officers", "own", "laptop", "second")
    ),
    Stop("casefile", _child),
    Stop("about", _about),
)
#: The same with every field filled in, and what stands behind a button that was answered the other way before.
FILLED = (
    Stop("casefile"),
    Stop("about"),
    Stop("columns"),
    *(Stop(stop.place, stop.value, fills=True) for stop in AS_FOUND),
    Stop("feeds", _of_batch(1), ("Discard",)),
    Stop("feeds", _of_batch(2), ("Accept: bring this in", "Undo this batch", "Undo the batch"), fills=True),
    Stop("directory", lambda _facts: "HV"),
    Stop("about", lambda facts: facts.unborn, fills=True),
    Stop("casefile", _child, ("Settle",), fills=True),
)


def fill_in(page: Page) -> None:
    """Fill every empty field in sight with something of its kind."""
    for part in page.findChildren(QWidget):
        if not part.isVisible() or not part.isEnabled():
            continue
        if isinstance(part, CodeBox):
            if part.value() is None and part.count():
                part.set_value(part.itemData(0))
        elif isinstance(part, DateBoxes):
            if part.value() is None and not part.problem():
                part.set_value(from_day(today() - timedelta(days=9)))
        elif isinstance(part, TextBox):
            if not part.value():
                part.set_value("Seen at home on Monday, and well.")
        elif isinstance(part, LineBox) and not part.value() and not part.isReadOnly():
            part.set_value(_words_for(part.accessibleName()))


def _words_for(name: str) -> str:
    return next((words for start, words in WORDS.items() if name.startswith(start)), "Wren")
