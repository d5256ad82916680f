"""Does each copy have its row, its entry and its very bytes, and can it be traced from any of its marks?"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.desk import Desk
from app.errors import DeskError, NotAllowed, NotFound
from app.papers.issuing import (
    AddressWithheldSince,
    Issued,
    issue_and_save,
    issue_copy,
    open_copy,
    print_copy,
    save_copy,
)
from app.papers.printing_register import copies_of_share, print_register, trace
from app.references import make_reference
from app.sharing.deciding import decide_share
from app.sharing.share_draft import ItemDraft, ShareDraft
from app.unit_of_work import Reader, UnitOfWork
from models import logbook, papers, people, sharing
from models.codes import Role
from tests.app.papers.reading import everything_in, opened, tree_of
from tests.app.sharing.children import POSTCODE, Child, a_child
from tests.builders import a_desk, with_role


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened_desk = a_desk(tmp_path)
    yield opened_desk
    opened_desk.close()


@pytest.fixture
def child(desk: Desk) -> Child:
    return a_child(desk)


def decided(desk: Desk, child: Child, **changes: Any) -> str:
    """Decide a share with the health visitor and give its reference."""
    items = [
        ItemDraft(statement=child.said[group], category=category, about=child.reference, tag="fact")
        for group, category in (("name", "IDENTITY"), ("birth", "DOB"))
    ]
    draft = ShareDraft(
        decision="SHARE",
        about=(child.reference,),
        organisation="Health visiting",
        person="Duty health visitor",
        channel="secure file transfer",
        purpose_code="SAFEGUARD",
        purpose="The health visitor can see her at home this week.",
        gateways=("CA04-16LA",),
        art6=("6c",),
        told=True,
        proportionality="Only what the visit needs.",
        items=(
            *items,
            ItemDraft(record=child.record, category="SAFEGUARDING", about=child.reference, tag="fact"),
        ),
    )
    return desk.do(decide_share, replace(draft, **changes)).reference


@pytest.fixture
def share(desk: Desk, child: Child) -> str:
    return decided(desk, child)


@pytest.fixture
def copy(desk: Desk, share: str) -> Issued:
    return desk.do(issue_copy, share)


def last_entry(desk: Desk) -> tuple[str, list[str], list[str], dict[str, int]]:
    def read(reader: Reader) -> tuple[str, list[str], list[str], dict[str, int]]:
        entry = logbook.head(reader.session)
        assert entry is not None
        return entry.act, entry.persons, entry.things, entry.counts

    return desk.read(read)


def test_a_copy_is_the_referral_with_the_fingerprint_of_the_frozen_record(desk: Desk, share: str) -> None:
    before = desk.head()
    copy = desk.do(issue_copy, share)

    def frozen(reader: Reader) -> bytes:
        row = sharing.share_referenced(reader.session, share)
        return row.frozen or b"" if row else b""

    assert copy.fingerprint == hashlib.sha256(desk.read(frozen)).hexdigest()
    assert copy.file_sha256 == hashlib.sha256(copy.pdf).hexdigest()
    with opened(copy.pdf) as pdf:
        read = tree_of(pdf).text()
        assert len(pdf.pages) == copy.pages
    for said in (
        "Alice Marlowe",
        "12 March 2019",
        "the girl was asleep",
        copy.fingerprint[:16],
        before.short,
    ):
        assert said in read


def test_a_copy_and_its_entry_name_child_share_and_copy(desk: Desk, child: Child, share: str) -> None:
    copy = desk.do(issue_copy, share)
    act, persons, things, counts = last_entry(desk)
    assert act == "issue_copy"
    assert persons == [str(child.key)]
    assert len(things) == 2
    assert counts == {"copy": 1, "pages": copy.pages}


def test_copies_are_numbered_and_each_has_a_reference_of_its_own(desk: Desk, share: str) -> None:
    first, second = desk.do(issue_copy, share), desk.do(issue_copy, share)
    assert (first.number, second.number) == (1, 2)
    assert first.reference != second.reference
    assert first.pdf != second.pdf
    assert first.fingerprint == second.fingerprint


def test_a_copy_made_again_is_the_very_same_file(desk: Desk, copy: Issued) -> None:
    assert desk.do(open_copy, copy.reference).pdf == copy.pdf
    assert last_entry(desk)[0] == "open_child"


def test_what_is_printed_is_what_was_made_under_its_reference(desk: Desk, child: Child, copy: Issued) -> None:
    leaving = desk.do(print_copy, copy.reference, printer="Front office", sheets=2)
    assert leaving.pdf == copy.pdf
    assert leaving.job_title == copy.reference
    act, persons, _, counts = last_entry(desk)
    assert (act, persons, counts) == ("print_copy", [str(child.key)], {"sheets": 2})


def test_a_saved_copy_is_readable_by_its_owner_only(desk: Desk, copy: Issued, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    desk.do(save_copy, copy.reference, path)
    assert path.read_bytes() == copy.pdf
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []


def test_a_copy_that_cannot_be_saved_is_not_in_the_register(desk: Desk, copy: Issued, tmp_path: Path) -> None:
    with pytest.raises(DeskError):
        desk.do(save_copy, copy.reference, tmp_path / "missing" / "out.pdf")
    assert desk.read(print_register) == ()


def test_a_copy_that_was_to_be_saved_at_once_and_could_not_be_was_never_made(
    desk: Desk, share: str, tmp_path: Path
) -> None:
    before = desk.head()
    with pytest.raises(DeskError, match="could not be saved"):
        desk.do(issue_and_save, share, tmp_path / "missing" / "out.pdf")
    assert desk.read(copies_of_share, share) == ()
    assert desk.head() == before
    issued = desk.do(issue_and_save, share, tmp_path / "out.pdf")
    assert (issued.number, (tmp_path / "out.pdf").read_bytes()) == (1, issued.pdf)


def test_the_register_says_who_took_which_copy_where(
    desk: Desk, share: str, copy: Issued, tmp_path: Path
) -> None:
    desk.do(print_copy, copy.reference, printer="Front office")
    desk.do(save_copy, copy.reference, tmp_path / "out.pdf")
    rows = desk.read(print_register)
    assert [(printed.how, printed.sheets, shown.reference) for printed, shown in rows] == [
        ("saved", 1, copy.reference),
        ("printed", 1, copy.reference),
    ]
    (shown,) = desk.read(copies_of_share, share)
    assert [one.where for one in shown.printed] == ["Front office", str(tmp_path / "out.pdf")]
    assert shown.printed[0].officer == "Priya Nair"


@pytest.mark.parametrize(
    "mark", ["reference", "bare reference", "share", "fingerprint", "spaced", "file", "code"]
)
def test_a_copy_is_traced_by_any_of_its_marks(desk: Desk, share: str, copy: Issued, mark: str) -> None:
    short = copy.fingerprint[:16]
    typed = {
        "reference": copy.reference,
        "bare reference": copy.reference.replace("-", "").lower(),
        "share": share,
        "fingerprint": short,
        "spaced": " ".join(short[at : at + 4] for at in range(0, 16, 4)).upper(),
        "file": copy.file_sha256,
        "code": f"{share} {copy.reference} {short}",
    }[mark]
    (found,) = desk.read(trace, typed)
    assert found.reference == copy.reference
    assert copy.reference in str(found)


@pytest.mark.parametrize("typed", ["", "D-A00099-X", "0000000000000000", "Alice Marlowe", "abcd"])
def test_a_mark_of_no_copy_finds_none(desk: Desk, copy: Issued, typed: str) -> None:
    assert copy.number == 1
    assert _traced_or_none(desk, typed) == ()


def _traced_or_none(desk: Desk, typed: str) -> tuple[Any, ...]:
    try:
        return desk.read(trace, typed)
    except DeskError:
        return ()


def test_a_share_that_is_not_decided_makes_no_copy(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.do(issue_copy, make_reference("S", "A", 999))


@pytest.mark.parametrize("role", [Role.CONTACT_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_who_may_print_makes_a_copy(desk: Desk, share: str, role: Role) -> None:
    with_role(desk, role)
    with pytest.raises(NotAllowed):
        desk.do(issue_copy, share)


def test_an_auditor_traces_a_copy(desk: Desk, copy: Issued) -> None:
    with_role(desk, Role.AUDITOR)
    assert len(desk.read(trace, copy.reference)) == 1


def test_a_contact_officer_traces_none(desk: Desk, copy: Issued) -> None:
    with_role(desk, Role.CONTACT_OFFICER)
    with pytest.raises(NotAllowed):
        desk.read(trace, copy.reference)


def withhold(work: UnitOfWork, child: Child) -> None:
    row = people.WithheldAddress(
        person_id=child.key,
        from_whom="Theo Marlowe",
        why="a court order",
        set_at=work.at,
        set_by=work.officer.id,
    )
    work.session.add(row)
    work.record("withhold_address", persons=[child.key], things=[row.id])


def test_an_address_withheld_after_the_decision_is_not_on_a_new_copy(desk: Desk, child: Child) -> None:
    address = ItemDraft(
        statement=child.said["address"], category="ADDRESS", about=child.reference, tag="fact"
    )
    name = ItemDraft(statement=child.said["name"], category="IDENTITY", about=child.reference, tag="fact")
    share = decided(desk, child, items=(name, address))
    assert POSTCODE in everything_in(desk.do(issue_copy, share).pdf)
    desk.do(withhold, child)
    copy = desk.do(issue_copy, share)
    found = everything_in(copy.pdf)
    assert POSTCODE not in found
    assert "Kestrel" not in found
    assert [one.what for one in copy.left_out] == ["address"]


def test_a_text_that_gives_away_an_address_withheld_since_makes_no_copy(desk: Desk, child: Child) -> None:
    text = ItemDraft(
        text="She lives in Kestrel Walk.",
        category="SAFEGUARDING",
        about=child.reference,
        tag="fact",
        source="Duty desk",
    )
    share = decided(desk, child, items=(text,))
    desk.do(withhold, child)
    before = desk.head()
    with pytest.raises(AddressWithheldSince):
        desk.do(issue_copy, share)
    assert desk.head() == before

    def copies(reader: Reader) -> int:
        row = sharing.share_referenced(reader.session, share)
        return len(papers.copies_of(reader.session, row.id)) if row else -1

    assert desk.read(copies) == 0


def test_a_copy_that_would_print_otherwise_today_is_not_taken_for_the_first(desk: Desk, child: Child) -> None:
    address = ItemDraft(
        statement=child.said["address"], category="ADDRESS", about=child.reference, tag="fact"
    )
    copy = desk.do(issue_copy, decided(desk, child, items=(address,)))
    desk.do(withhold, child)
    with pytest.raises(DeskError, match="no longer"):
        desk.do(print_copy, copy.reference, printer="Front office")


@pytest.mark.parametrize("decision", ["DO_NOT_SHARE", "DEFER"])
def test_a_decision_not_to_share_makes_the_share_record(desk: Desk, child: Child, decision: str) -> None:
    share = decided(
        desk,
        child,
        decision=decision,
        reason="The health visitor holds all of it already.",
        facts=(("detriment_considered", "yes"),),
        review_at=desk.read(lambda reader: reader.at),
    )
    copy = desk.do(issue_copy, share)
    assert copy.document == "share_record"
    with opened(copy.pdf) as pdf:
        read = tree_of(pdf).text()
    assert "Share record" in read
    assert "The health visitor holds all of it already." in read
    assert "Alice" not in read


def test_the_record_of_a_share_can_be_made_beside_the_referral(desk: Desk, share: str) -> None:
    referral, record = desk.do(issue_copy, share), desk.do(issue_copy, share, "share_record")
    assert (referral.document, record.document) == ("referral", "share_record")
    assert record.number == 2


def test_a_source_near_a_withheld_home_is_named_by_its_kind_on_what_leaves_and_in_full_in_our_own_file(
    desk: Desk, child: Child
) -> None:
    """A school's name leads to a home as its address does (domain-and-law, section 8.6)."""
    share = decided(desk, child)
    assert "Schools and the education system" in everything_in(desk.do(issue_copy, share).pdf)
    desk.do(withhold, child)
    leaving = everything_in(desk.do(issue_copy, share).pdf)
    assert "A school" in leaving
    for clue in ("Schools and the education system", "A-17"):
        assert clue not in leaving
    assert "Schools and the education system" in everything_in(desk.do(issue_copy, share, "share_record").pdf)
