"""What the child does when it is not only changing a setting, and what would be half of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.casefile.finding import find
from app.desk import Desk
from app.feeds.importing import accept_batch, stage_files, tidy_after_break
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
    path = Path(str(desk.keeper.path)).with_name(f"housing{number}.csv")
    lines = [HEADINGS]
    for row in range(ROWS):
        lines.append(
            f"T{number},P{number:04d}{row:02d},{row + 1},Miss,Ada{number},Row{row},Daughter,01/02/15,11,"
            f"{row} Mill Lane,QX4 9AD,,Secure,House,,,,Council,,,"
        )
    path.write_text("\r\n".join(lines) + "\r\n", encoding="cp1252")
    with pausing(pause):
        staged = stage_files(desk, [path], organisation="HSG")
        accept_batch(desk, staged.key)


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
        channel="secure email",
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


ACTS: dict[str, Callable[[Desk, int, Pause], None]] = {"import": bring_in, "share": share}


def halves(reader: Reader) -> list[str]:
    """Give what is neither done nor not done: batches half staged, frozen shares without what stands beside them."""
    found = [f"{row.reference} is half staged" for row in feeds.half_staged(reader.session)]
    for row in sharing.shares_in(reader.session, ShareState.DECIDED):
        beside = sharing.recipients_of(reader.session, row.id), sharing.items_of(reader.session, row.id)
        if row.frozen is None or not all(beside):
            found.append(f"{row.reference} is half decided")
    for batch in feeds.batches(reader.session, BatchState.ACCEPTED):
        people = feeds.people_in_batch(reader.session, batch.id)
        if batch.layout_name and len(people) < batch.people:
            found.append(f"{batch.reference} is half accepted")
    return found
