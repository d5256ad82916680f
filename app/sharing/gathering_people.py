"""Who is in the share: our persons and agencies' persons, their ages, and from whom an address is hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.dates import age_on, from_value
from app.errors import NotFound
from app.folding import fold
from app.references import looks_like_reference, read_reference
from app.sharing.facts import Subject
from app.sharing.gathered import PersonAbout
from app.sharing.wording import in_words
from models import directory, feeds, linking, people
from models.database import DoorSession

#: Stands for everybody where an agency marked an address as withheld without saying from whom.
SOMEBODY = "somebody"


@dataclass(frozen=True, slots=True)
class Known:
    """One person in the share: the subject that rules read, and what may not be shown of a hidden address."""

    key: UUID | None
    subject: Subject
    agency_persons: tuple[UUID, ...]
    hidden_texts: tuple[str, ...]


class People:
    """Finds the people of one share by reference or by organisation and its reference, each once."""

    def __init__(self, session: DoorSession, day: dt.date) -> None:
        self._session = session
        self._day = day
        self.known: dict[str, Known] = {}

    def person(self, reference: str, *, protected: bool = False) -> Known:
        """Give one of our persons, or an organisation's person (``EDU:A-17``); refused when nobody has that name."""
        code, colon, theirs = reference.partition(":")
        if colon and not looks_like_reference(reference):
            return self._their_person(code.strip(), theirs.strip())
        ours = people.person_referenced(self._session, read_reference(reference))
        if ours is None or ours.state != "here":
            raise NotFound(
                "The share names a person who is not in this store.",
                kept="Nothing was decided.",
                next_step="Compare the reference with the one on the case page.",
            )
        return self._our_person(ours.id, ours.reference, protected)

    def of_agency_person(self, key: UUID) -> Known:
        """Give whom an agency's person is: one of ours where it is linked, else that agency's person."""
        link = linking.live_link(self._session, key)
        if link is None:
            return self._agency_only(key)
        leader = linking.one_child(self._session, link.person_id)[0]
        named = next((known for known in self.known.values() if key in known.agency_persons), None)
        if named is not None:
            return named
        ours = people.person(self._session, leader)
        if ours is None:
            return self._agency_only(key)
        return self._our_person(ours.id, ours.reference, protected=False)

    def about(self) -> tuple[PersonAbout, ...]:
        """Give the persons the share is about, in the order in which they were named."""
        return tuple(
            PersonAbout(known.key, known.subject.id, known.subject, known.agency_persons)
            for known in self.known.values()
            if known.subject.protected and known.key is not None
        )

    def subjects(self) -> tuple[Subject, ...]:
        """Give everybody in the share."""
        return tuple(known.subject for known in self.known.values())

    def hidden(self) -> tuple[Known, ...]:
        """Give those whose address is hidden from anybody."""
        return tuple(known for known in self.known.values() if known.subject.address_withheld_from)

    def _their_person(self, code: str, reference: str) -> Known:
        organisation = directory.organisation_coded(self._session, code)
        row = feeds.agency_person(self._session, organisation.id, reference) if organisation else None
        if row is None:
            raise NotFound(
                "The share names a person whom no organisation of the directory knows by that reference.",
                kept="Nothing was decided.",
                next_step="Write the organisation's code, a colon, and its own reference.",
            )
        return self.of_agency_person(row.id)

    def _our_person(self, key: UUID, reference: str, protected: bool) -> Known:
        if reference in self.known:
            return self.known[reference]
        everyone = linking.one_child(self._session, key)
        links = linking.links_of_persons(self._session, everyone)
        theirs = tuple(link.agency_person_id for link in links)
        hidden_from = _hidden_from(self._session, everyone)
        self.known[reference] = self._read(key, reference, theirs, hidden_from, protected)
        return self.known[reference]

    def _agency_only(self, key: UUID) -> Known:
        row = feeds.agency_persons(self._session, [key])[0]
        organisation = directory.organisation(self._session, row.organisation_id)
        reference = f"{organisation.code if organisation else ''}:{row.reference}"
        if reference not in self.known:
            self.known[reference] = self._read(None, reference, (key,), (), False)
        return self.known[reference]

    def _read(
        self,
        key: UUID | None,
        reference: str,
        theirs: tuple[UUID, ...],
        hidden_from: tuple[str, ...],
        protected: bool,
    ) -> Known:
        rows = feeds.agency_persons(self._session, list(theirs))
        said = feeds.statements_of(self._session, list(theirs))
        addresses = [row for row in said if row.group == "address"]
        if not hidden_from and any((row.value or {}).get("withheld") for row in addresses):
            hidden_from = (SOMEBODY,)
        dob, uncertain = _birth(said, self._settled_birth(key), self._day)
        edd = _expected(said) if dob is None else None
        child = any(row.is_child for row in rows)
        subject = Subject(
            id=reference,
            role="child" if edd or child or (dob is not None and age_on(dob, self._day) < 18) else "adult",
            dob=dob,
            edd=edd,
            name=_name(said) or reference,
            protected=protected,
            age_uncertain=uncertain or (dob is None and edd is None and child),
            send=any(_has_special_needs(row) for row in said if row.group == "sen"),
            address_withheld_from=hidden_from,
        )
        texts = _address_texts(addresses) if hidden_from else ()
        return Known(key, subject, theirs, texts)

    def _settled_birth(self, key: UUID | None) -> UUID | None:
        if key is None:
            return None
        settled = people.settlements_of(self._session, key)
        return next((row.statement_id for row in settled if row.group == "birth"), None)


def _hidden_from(session: DoorSession, everyone: list[UUID]) -> tuple[str, ...]:
    """From whom the address is hidden: the reference of a person of ours, and the folded words that say who it is."""
    found: list[str] = []
    for key in everyone:
        for row in people.withheld_of(session, key):
            other = people.person(session, row.from_person_id) if row.from_person_id else None
            found += [name for name in (other.reference if other else "", fold(row.from_whom)) if name]
    return tuple(dict.fromkeys(found))


def _birth(
    said: Iterable[feeds.Statement], settled: UUID | None, day: dt.date
) -> tuple[dt.date | None, bool]:
    """The settled date of birth, else the newest that can be read; uncertain when they differ about being a child."""
    exact = [
        (row.id, given) for row in said if row.group == "birth" and (given := _exact(row)) and row.usable
    ]
    if not exact:
        return None, False
    chosen = next((given for key, given in exact if key == settled), None)
    if chosen is not None:
        return chosen, False
    under = {age_on(given, day) < 18 for _, given in exact}
    return exact[-1][1], len(under) > 1


def _exact(row: feeds.Statement) -> dt.date | None:
    return from_value((row.value or {}).get("date")).exact


def _expected(said: Iterable[feeds.Statement]) -> dt.date | None:
    dates = [given for row in said if row.group == "expected" and (given := _exact(row))]
    return dates[-1] if dates else None


def _name(said: Iterable[feeds.Statement]) -> str:
    names = [row.value for row in said if row.group == "name" and row.usable and row.value]
    return in_words("name", names[-1]) if names else ""


def _has_special_needs(row: feeds.Statement) -> bool:
    """DfE's provision codes: N says that there is no special provision."""
    return str((row.value or {}).get("provision", "N")).strip().upper() not in ("", "N")


def _address_texts(addresses: Iterable[feeds.Statement]) -> tuple[str, ...]:
    """The folded lines and postcodes that would give an address away inside another text."""
    texts: set[str] = set()
    for row in addresses:
        value = row.value or {}
        lines = [fold(line) for line in value.get("lines", [])[:1]]
        texts.update(line for line in lines if len(line) > 5)
        if value.get("postcode"):
            texts.add(squeezed(value["postcode"]))
    return tuple(sorted(texts))


def squeezed(text: str) -> str:
    """Fold a text and take its blanks out, so that a postcode is found however it was typed."""
    return "".join(fold(text).split())
