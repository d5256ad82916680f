"""Who is in the share: our persons and agencies' persons, their ages, and from whom an address is hidden."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.casefile import gathering as case
from app.casefile.masking import Clues, clues_in, is_withheld
from app.dates import age_on, from_value
from app.errors import NotFound
from app.folding import fold
from app.people.standing import Said, Source, in_front
from app.people.wording import in_words
from app.references import looks_like_reference, read_reference
from app.sharing.facts import Subject
from app.sharing.gathered import PersonAbout
from models import casefile, directory, feeds, linking, people
from models.database import DoorSession

#: Stands for everybody where an agency marked an address as withheld without saying from whom.
SOMEBODY = "somebody"
MOTHER = "PAM"


@dataclass(frozen=True, slots=True)
class Known:
    """One person in the share: the subject that rules read, and the clues to an address that is hidden.

    ``persons`` are those of ours who are joined as this one.
    """

    key: UUID | None
    subject: Subject
    agency_persons: tuple[UUID, ...]
    clues: Clues
    persons: tuple[UUID, ...] = ()


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
        named = next((known for known in self.known.values() if key in known.agency_persons), None)
        if named is not None:
            return named
        link = linking.live_link(self._session, key)
        leader = linking.one_child(self._session, link.person_id)[0] if link else None
        ours = people.person(self._session, leader) if leader else None
        if ours is None:
            return self._agency_only(key)
        return self._our_person(ours.id, ours.reference, protected=False)

    def name_of(self, key: UUID) -> str:
        """Give how a share names an agency's person, without taking them into it."""
        link = linking.live_link(self._session, key)
        leader = linking.one_child(self._session, link.person_id)[0] if link else None
        ours = people.person(self._session, leader) if leader else None
        return ours.reference if ours is not None else self._their_name(key)

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
        if reference not in self.known:
            joined = case.persons_of(self._session, key)
            found = case.gather(self._session, joined)
            theirs = tuple(row.agency_person for row in found.linked)
            hidden_from = _hidden_from(self._session, found.withholdings)
            if found.withheld and not hidden_from:
                hidden_from = (SOMEBODY,)
            settled = next((one for one in found.settlements if one.group == "birth"), None)
            dob, uncertain = _birth(found.said, settled, self._day)
            subject = self._subject(reference, theirs, found.said, (dob, uncertain), hidden_from, protected)
            ours = tuple(one.id for one in joined)
            self.known[reference] = Known(key, subject, theirs, found.clues, ours)
        return self.known[reference]

    def _agency_only(self, key: UUID) -> Known:
        reference = self._their_name(key)
        code, _, theirs = reference.partition(":")
        source = Source(key, code, "", theirs)
        said = tuple(
            Said(
                one.id,
                source,
                one.group,
                one.value,
                one.said_on,
                as_given=one.as_given,
                usable=one.usable,
                batch=one.batch,
                replaces=one.replaces,
            )
            for one in casefile.said(self._session, [key])
        )
        hidden_from = (SOMEBODY,) if is_withheld(said) else ()
        birth = _birth(said, None, self._day)
        subject = self._subject(reference, (key,), said, birth, hidden_from, protected=False)
        self.known[reference] = Known(None, subject, (key,), clues_in(said) if hidden_from else Clues())
        return self.known[reference]

    def _their_name(self, key: UUID) -> str:
        row = feeds.agency_persons(self._session, [key])[0]
        organisation = directory.organisation(self._session, row.organisation_id)
        return f"{organisation.code if organisation else ''}:{row.reference}"

    def _responsible(self, said: tuple[Said, ...], unborn: bool) -> tuple[str, ...]:
        """Who is said to hold parental responsibility and by nobody not to; for an unborn child the mother alone."""
        yes: dict[str, None] = {}
        no: set[str] = set()
        for one in in_front(said):
            if one.group == "relation" and (named := self._relative(one)):
                holds = one.value.get("parental_responsibility")
                if holds is False:
                    no.add(named)
                elif (one.value.get("relation") == MOTHER) if unborn else holds is True:
                    yes[named] = None
        return tuple(each for each in yes if each not in no)

    def _relative(self, one: Said) -> str:
        organisation = directory.organisation_coded(self._session, one.source.organisation)
        other = str(one.value.get("other") or "")
        row = feeds.agency_person(self._session, organisation.id, other) if organisation and other else None
        return self.name_of(row.id) if row else ""

    def _subject(
        self,
        reference: str,
        theirs: tuple[UUID, ...],
        said: tuple[Said, ...],
        birth: tuple[dt.date | None, bool],
        hidden_from: tuple[str, ...],
        protected: bool,
    ) -> Subject:
        dob, uncertain = birth
        edd = _expected(said) if dob is None else None
        child = any(row.is_child for row in feeds.agency_persons(self._session, list(theirs)))
        young = child if dob is None else age_on(dob, self._day) < 18
        return Subject(
            id=reference,
            role="child" if edd or young else "adult",
            dob=dob,
            edd=edd,
            name=_name(said) or reference,
            protected=protected,
            age_uncertain=uncertain,
            send=any(_has_special_needs(one) for one in said if one.group == "sen"),
            address_withheld_from=hidden_from,
            pr_holders=self._responsible(said, bool(edd)),
        )


def _hidden_from(session: DoorSession, withholdings: Iterable[people.WithheldAddress]) -> tuple[str, ...]:
    """From whom the address is hidden: the reference of a person of ours, and the folded words that say who it is."""
    found: list[str] = []
    for row in withholdings:
        other = people.person(session, row.from_person_id) if row.from_person_id else None
        found += [name for name in (other.reference if other else "", fold(row.from_whom)) if name]
    return tuple(dict.fromkeys(found))


def _birth(
    said: Iterable[Said], settled: people.Settlement | None, day: dt.date
) -> tuple[dt.date | None, bool]:
    """The settled date of birth, else the newest that can be read; uncertain when they differ about being a child."""
    exact = [(one.id, given) for one in said if one.group == "birth" and (given := _exact(one))]
    if settled is not None:
        by_hand = from_value((settled.value or {}).get("date")).exact
        chosen = next((given for key, given in exact if key == settled.statement_id), by_hand)
        if chosen is not None:
            return chosen, False
    if not exact:
        return None, False
    under = {age_on(given, day) < 18 for _, given in exact}
    return exact[-1][1], len(under) > 1


def _exact(one: Said) -> dt.date | None:
    return from_value(dict(one.value).get("date")).exact if one.usable else None


def _expected(said: Iterable[Said]) -> dt.date | None:
    dates = [given for one in said if one.group == "expected" and (given := _exact(one))]
    return dates[-1] if dates else None


def _name(said: Iterable[Said]) -> str:
    names = [one.value for one in said if one.group == "name" and one.usable and one.value]
    return in_words("name", names[-1]) if names else ""


def _has_special_needs(one: Said) -> bool:
    """DfE's provision codes: N says that there is no special provision."""
    return str(one.value.get("provision", "N")).strip().upper() not in ("", "N")
