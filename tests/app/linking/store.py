"""Records put into a store as an accepted batch would put them, for tests of linking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.dates import GivenDate
from app.desk import Desk
from app.folding import fold
from app.linking.candidates import propose_all
from app.unit_of_work import UnitOfWork
from models import directory
from models.base import new_key
from models.codes import BatchState
from models.feeds import AgencyPerson, Batch, MatchKey, Statement

BORN = GivenDate(2016, 4, 12)


@dataclass(frozen=True)
class Sent:
    """One record as an agency sends it."""

    reference: str
    given: str = "Zoë"
    family: str = "Okonkwo-Bell"
    born: GivenDate | None = BORN
    address: str = "14 Alder Court"
    postcode: str = "QX1 1AA"
    nhs: str = ""
    warning: str = ""
    is_child: bool = True
    withheld: bool = False

    def statements(self) -> list[tuple[str, dict[str, Any]]]:
        """Give what the record says."""
        said: list[tuple[str, dict[str, Any]]] = [("name", {"given": self.given, "family": self.family})]
        if self.born:
            said.append(("birth", {"date": self.born.to_value()}))
        if self.address:
            home: dict[str, Any] = {"lines": [self.address], "postcode": self.postcode, "kind": "home"}
            said.append(("address", home | ({"withheld": True} if self.withheld else {})))
        if self.nhs:
            said.append(("nhs_number", {"value": self.nhs, "check": "ok"}))
        if self.warning:
            said.append(("warning", {"text": self.warning}))
        return said

    def match_keys(self) -> list[tuple[str, str]]:
        """Give the keys under which it may be compared."""
        day = self.born.iso() if self.born else ""
        given, family, code = fold(self.given), fold(self.family), fold(self.postcode).replace(" ", "")
        pairs = [("surname_birth", f"{family}|{day}"), ("forename_birth", f"{given}|{day}")] if day else []
        pairs += [("surname_postcode", f"{family}|{code}"), ("forename_postcode", f"{given}|{code}")]
        pairs += [("birth_postcode", f"{day}|{code}")] if day else []
        return pairs + ([("nhs", self.nhs)] if self.nhs else [])


def bring_in(desk: Desk, code: str, *records: Sent, propose: bool = True) -> tuple[UUID, ...]:
    """Bring records in as one accepted batch of an organisation and look for the same child; give their keys."""
    batch, keys = desk.do(_bring_in, code, records)
    if propose:
        propose_all(desk, batch)
    return keys


def _bring_in(work: UnitOfWork, code: str, records: Sequence[Sent]) -> tuple[UUID, tuple[UUID, ...]]:
    organisation = directory.organisation_coded(work.session, code)
    assert organisation is not None
    batch = _accepted_batch(work, organisation.id)
    keys = tuple(new_key() for _ in records)
    people: list[dict[str, Any]] = [
        {"id": key, "organisation_id": organisation.id, "reference": sent.reference, "made_by_us": False}
        | {"is_child": sent.is_child, "first_batch_id": batch.id}
        for key, sent in zip(keys, records, strict=True)
    ]
    work.insert_many(AgencyPerson, people)
    work.insert_many(
        Statement,
        [
            {"id": new_key(), "agency_person_id": key, "batch_id": batch.id, "group": group, "value": value}
            | {"value_schema": 1, "heard_at": work.at, "place": "row 1", "usable": True}
            for key, sent in zip(keys, records, strict=True)
            for group, value in sent.statements()
        ],
    )
    work.insert_many(
        MatchKey,
        [
            {"agency_person_id": key, "kind": kind, "value": value}
            for key, sent in zip(keys, records, strict=True)
            for kind, value in sent.match_keys()
        ],
    )
    work.record("accept_batch", things=[batch.id])
    return batch.id, keys


def _accepted_batch(work: UnitOfWork, organisation: UUID) -> Batch:
    batch = Batch(
        reference=work.new_reference("B"),
        organisation_id=organisation,
        layout_name="made for a test",
        layout_version="1",
        state=BatchState.ACCEPTED,
        staged_at=work.at,
        staged_by=work.officer.id,
        accepted_at=work.at,
    )
    work.session.add(batch)
    work.session.flush()
    return batch


def undo(desk: Desk, *keys: UUID) -> None:
    """Undo the batch that brought these records in, as far as linking sees it."""
    desk.do(_undo, keys)


def _undo(work: UnitOfWork, keys: Sequence[UUID]) -> None:
    from models import feeds, linking

    person = work.session.get(AgencyPerson, keys[0])
    assert person is not None and person.first_batch_id is not None
    batch = work.session.get(Batch, person.first_batch_id)
    assert batch is not None
    batch.state, batch.undone_at = BatchState.UNDONE, work.at
    for link in linking.live_links(work.session, list(keys)).values():
        link.ended_at, link.ended_batch_id = work.at, batch.id
    work.record("undo_batch", things=[batch.id, *keys])
    feeds.forget_derived(work.session, list(keys))
