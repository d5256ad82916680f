"""What the child does when it is not only changing a setting, and what would be half of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from app.casefile.finding import find
from app.desk import Desk
from app.feeds import short_steps
from app.feeds.derived_rows import as_derived, rebuild
from app.feeds.importing import accept_batch, stage_files, tidy_after_break
from app.feeds.undoing import undo_batch
from app.linking.candidates import propose_all
from app.sharing.deciding import decide_share
from app.sharing.listing import things_to_choose
from app.sharing.share_draft import ItemDraft, ShareDraft
from app.unit_of_work import Reader, UnitOfWork
from models import feeds, sharing
from models.codes import BatchState, ShareState

#: A file of few rows: what is being killed is the program, not a reader of large files.
ROWS = 12
HEADINGS = (
    "Tenancy Ref,Person Ref,Position,Title,First Name,Last Name,Relationship,DOB,Age,Address,Postcode,UPRN,"
    "Tenure,Accommodation,Weekly Rent,Arrears,Date Moved In,Landlord,Phone,Warning,Notes"
)
Pause = Callable[[], None]


def bring_in(desk: Desk, number: int, pause: Pause) -> None:
    """Stage and accept one small file of housing, pausing inside its transactions."""
    tidy_after_break(desk)
    with pausing(pause):
        bring_in_quietly(desk, number)


def bring_in_quietly(desk: Desk, number: int) -> UUID:
    """Stage and accept one small file; give its batch."""
    path = small_file(desk, number)
    return accept_batch(desk, stage_files(desk, [path], organisation="HSG").key).key


def small_file(desk: Desk, number: int) -> Path:
    """Write one small file of housing beside the store, and give its place."""
    path = Path(str(desk.keeper.path)).with_name(f"housing{number}.csv")
    lines = [HEADINGS]
    for row in range(ROWS):
        lines.append(
            f"T{number},P{number:04d}{row:02d},{row + 1},Miss,Ada{number},Row{row},Daughter,01/02/15,11,"
            f"{row} Mill Lane,QX4 9AD,,Secure,House,,,,Council,,,"
        )
    path.write_text("\r\n".join(lines) + "\r\n", encoding="cp1252")
    return path


def take_back(desk: Desk, number: int, pause: Pause) -> None:
    """Bring one small file in and undo it again, pausing inside the steps of undoing."""
    tidy_after_break(desk)
    key = bring_in_quietly(desk, number)
    propose_all(desk, key)
    with small_steps(3), pausing(pause):
        undo_batch(desk, key, because="sent by mistake")


def make_again(desk: Desk, _number: int, pause: Pause) -> None:
    """Make all derived rows again, pausing inside its steps."""
    with small_steps(20), pausing(pause):
        rebuild(desk)


@contextmanager
def small_steps(most: int) -> Iterator[None]:
    """Let no step hold more than so many people, so that there are many to be killed in."""
    before, short_steps.MOST = short_steps.MOST, most
    try:
        yield
    finally:
        short_steps.MOST = before


def share(desk: Desk, number: int, pause: Pause) -> None:
    """Decide one share about a child who is there, pausing inside its transaction."""
    hit = next(hit for hit in desk.read(find, "petherick isla").hits if hit.person)
    reference = str(hit.person)
    name = next(thing for thing in desk.read(things_to_choose, reference) if thing.group == "name")
    draft = ShareDraft(
        decision="DO_NOT_SHARE",
        about=(reference,),
        organisation="HV",
        person="Duty health visitor",
        channel="secure file transfer",
        purpose_code="SAFEGUARD",
        purpose=f"asked for the {number}th time by the health visitors",
        gateways=("CA04-10",),
        art6=("6e",),
        facts=(("detriment_considered", "yes"),),
        told=False,
        told_reason="Nothing leaves.",
        proportionality="Nothing leaves.",
        reason="They know it already, and the child would be put at more risk.",
        items=(ItemDraft(statement=name.key, category="IDENTITY", about=reference, tag="fact"),),
    )
    with pausing(pause):
        desk.do(decide_share, draft)


class pausing:  # noqa: N801  reads as what it does
    """Call a pause at the end of every unit of work, before it is settled, while its rows are written."""

    def __init__(self, pause: Pause) -> None:
        self._pause = pause
        self._settle = UnitOfWork.settle

    def __enter__(self) -> None:
        settle, pause = self._settle, self._pause

        def paused(work: UnitOfWork) -> object:
            last = settle(work)
            pause()
            return last

        UnitOfWork.settle = paused  # type: ignore[method-assign,assignment]

    def __exit__(self, *_problem: object) -> None:
        UnitOfWork.settle = self._settle  # type: ignore[method-assign]


ACTS: dict[str, Callable[[Desk, int, Pause], None]] = {
    "import": bring_in,
    "share": share,
    "undo": take_back,
    "rebuild": make_again,
}


def found_by_half(reader: Reader) -> list[str]:
    """Give the small files of whose children a search finds some that it should not, or not all that it should.

    This holds at once, before anything is tidied up.
    """
    wrong = []
    for batch in feeds.batches(reader.session):
        for file in feeds.files_of(reader.session, batch.id):
            number = file.name.removeprefix("housing").removesuffix(".csv")
            if number.isdigit():
                wanted = ROWS if batch.state == BatchState.ACCEPTED else 0
                found = len(find(reader, f"ada{number} row").hits)
                if found != wanted:
                    wrong.append(f"{batch.reference} was {batch.state}, and {found} of {wanted} were found")
    return wrong


def halves(reader: Reader) -> list[str]:
    """Give what is neither done nor not done: batches half staged, frozen shares without what stands beside them."""
    found = [f"{row.reference} is half staged" for row in feeds.half_staged(reader.session)]
    for row in sharing.shares_in(reader.session, ShareState.DECIDED):
        beside = sharing.recipients_of(reader.session, row.id), sharing.items_of(reader.session, row.id)
        if row.frozen is None or not all(beside):
            found.append(f"{row.reference} is half decided")
    found += [f"{row.reference} is half undone" for row in feeds.batches(reader.session, BatchState.UNDOING)]
    everybody = {*feeds.everybody_said(reader.session), *feeds.everybody_derived(reader.session)}
    if not as_derived(reader.session, sorted(everybody, key=lambda key: key.bytes)):
        found.append("search words are not those of what is said")
    for batch in feeds.batches(reader.session, BatchState.ACCEPTED):
        people = feeds.people_in_batch(reader.session, batch.id)
        if batch.layout_name and len(people) < batch.people:
            found.append(f"{batch.reference} is half accepted")
    return found
