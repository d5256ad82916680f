"""Who agreed to what, refused it or took it back: recorded, mended by a new answer, and withdrawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from uuid import UUID

from app.access import Act, require
from app.clock import LONDON
from app.errors import NotFound, RefusedInput
from app.references import looks_like_reference
from app.sharing.catalogue import shipped_catalogue
from app.sharing.consent_answers import Answer, check_answer
from app.sharing.consents import GIVEN
from app.sharing.consents_kept import EVERYBODY, leading_reference, rows_about, standing
from app.sharing.gathering_people import Known, People
from app.unit_of_work import UnitOfWork
from models import consents, directory, feeds, people, share_life, sharing
from models.base import new_key


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A withdrawal: the new answer's key, and the references of decided shares that rest on what was withdrawn.

    Those stay lawful; their recipients are told where that is practical (domain-and-law, 5.5).
    """

    key: UUID
    shares: tuple[str, ...]


def record_consent(work: UnitOfWork, subject: str, said: Answer) -> UUID:
    """Record one answer about consent; ``subject`` is a person's reference or ``CODE:reference``. Give its key.

    Refused as ``check_answer`` says; for a giver, recipient or attachment that is not there; and for the mending of an
    answer about somebody else, or of one that was mended already.
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    day = work.at.astimezone(LONDON).date()
    those = People(work.session, day)
    known = those.person(subject)
    if said.capacity == "self" and said.given_by in (subject, known.subject.id):
        said = replace(said, given_by="self")
    check_answer(said, known.subject, day, frozenset(shipped_catalogue().categories))
    _check_beside(work, known, said)
    key = _keep(work, those, known, said)
    persons = [known.key] if known.key else []
    work.record("record_consent", persons=persons, things=[key])
    work.topics.add("people")
    return key


def withdraw_consent(
    work: UnitOfWork,
    consent: UUID,
    *,
    method: str,
    given_by: str = "",
    capacity: str = "",
    evidence: str = "",
) -> Withdrawn:
    """Take a yes back by a new answer of today, for all that it covered; give the decided shares that rest on it.

    Without ``given_by`` it is taken back by whoever gave it. Refused for what is no yes that stands.
    """
    require(work, Act.RECORD_ABOUT_CHILD)
    row = consents.consent(work.session, consent)
    those = People(work.session, work.at.astimezone(LONDON).date())
    known = _about(those, work, row) if row is not None else None
    if row is None or known is None or row not in standing(rows_about(work.session, known)):
        raise NotFound("This answer is not kept here, or was mended.", kept="Nothing was changed.")
    if row.answer != GIVEN:
        raise RefusedInput("Only a yes can be taken back.", kept="Nothing was changed.")
    said = Answer(
        kind=row.kind,
        answer="withdrawn",
        answered_on=work.at.astimezone(LONDON).date(),
        given_by=given_by or row.given_by,
        capacity=capacity or row.capacity,
        scope=tuple(row.scope),
        recipients=tuple(row.recipients),
        purpose=row.purpose,
        method=method,
        evidence=evidence,
    )
    key = record_consent(work, known.subject.id, said)
    return Withdrawn(key, shares_resting_on(work, consent))


def shares_resting_on(work: UnitOfWork, consent: UUID) -> tuple[str, ...]:
    """Give the references of the decided shares that rest on a consent."""
    require(work, Act.RECORD_ABOUT_CHILD)
    found = (
        sharing.share(work.session, key)
        for key in share_life.resting_on(work.session, "consent", consent.hex)
    )
    return tuple(sorted(row.reference for row in found if row is not None))


def _about(those: People, work: UnitOfWork, row: consents.Consent) -> Known | None:
    if row.agency_person_id is not None:
        return those.of_agency_person(row.agency_person_id)
    ours = people.person(work.session, row.person_id) if row.person_id else None
    return those.person(leading_reference(work.session, ours.reference)) if ours else None


def _check_beside(work: UnitOfWork, known: Known, said: Answer) -> None:
    if said.replaces is not None:
        stands = standing(rows_about(work.session, known))
        if said.replaces not in {row.id for row in stands}:
            raise NotFound(
                "What this is to mend is not kept about this person, or was mended already.",
                kept="Nothing was recorded.",
            )
    if said.attachment is not None:
        letter = work.session.get(people.Attachment, said.attachment)
        if letter is None or letter.person_id not in known.persons:
            raise NotFound("This letter is not kept with this person.", kept="Nothing was recorded.")


def _keep(work: UnitOfWork, those: People, known: Known, said: Answer) -> UUID:
    given_by, theirs = _giver(work, those, said.given_by.strip())
    row = consents.Consent(
        id=new_key(),
        person_id=known.key,
        agency_person_id=None if known.key else known.agency_persons[0],
        kind=said.kind,
        given_by=given_by,
        given_by_agency_person=theirs,
        capacity=said.capacity,
        gillick=said.gillick.strip(),
        scope=list(dict.fromkeys(said.scope)),
        recipients=[_recipient(work, each) for each in said.recipients],
        purpose=said.purpose.strip(),
        method=said.method,
        asked_on=_text(said.asked_on),
        answered_on=said.answered_on.isoformat(),
        answer=said.answer,
        expires_on=_text(said.expires_on),
        conditions=list(dict.fromkeys(said.conditions)),
        not_sought_reason=said.not_sought_reason.strip(),
        evidence=said.evidence.strip(),
        attachment_id=said.attachment,
        witnessed_by=said.witness.strip(),
        replaces=said.replaces,
        recorded_at=work.at,
        recorded_by=work.officer.id,
    )
    work.session.add(row)
    return row.id


def _giver(work: UnitOfWork, those: People, named: str) -> tuple[str, UUID | None]:
    """Give whoever answered as a share names them, and the organisation's person where one was named."""
    if named in ("", "self", "LA"):
        return named, None
    code, colon, reference = named.partition(":")
    if colon and not looks_like_reference(named):
        sender = directory.organisation_coded(work.session, code.strip())
        row = feeds.agency_person(work.session, sender.id, reference.strip()) if sender else None
        if row is not None:
            return those.name_of(row.id), row.id
    elif people.person_referenced(work.session, found := leading_reference(work.session, named)) is not None:
        return found, None
    raise NotFound(
        "Whoever answered is nobody of this store.",
        kept="Nothing was recorded.",
        next_step="Write self, LA, a person's reference, or an organisation's code, a colon, and its own reference.",
    )


def _recipient(work: UnitOfWork, named: str) -> str:
    if named.strip() == EVERYBODY:
        return EVERYBODY
    row = directory.organisation_named(work.session, named) or _by_key(work, named)
    if row is None:
        raise NotFound(
            "A recipient is not in the directory.",
            kept="Nothing was recorded.",
            next_step="Add the organisation to the directory first, or write * for all.",
        )
    return row.id.hex


def _by_key(work: UnitOfWork, text: str) -> directory.Organisation | None:
    try:
        return directory.organisation(work.session, UUID(hex=text))
    except ValueError:
        return None


def _text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
