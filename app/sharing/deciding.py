"""Share, do not share, or decide later: begun, thought about, weighed, decided and frozen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from app.access import Act, require
from app.errors import DeskError, NotFound
from app.references import read_reference
from app.sharing.catalogue import shipped_catalogue
from app.sharing.consents_kept import rests_on
from app.sharing.facts import SHARE, Facts
from app.sharing.freezing import Decided, fingerprint, freeze
from app.sharing.gathered import ChosenItem, Recipient
from app.sharing.gathering import gather
from app.sharing.judging import (
    Judgement,
    Question,
    judge,
    open_questions,
    what_would_stop_it,
)
from app.sharing.law_choices import council_catalogue
from app.sharing.offering import Offer, lawful_gateways
from app.sharing.powers import is_emergency
from app.sharing.share_draft import ShareDraft
from app.sharing.share_file import DECISIONS, draft_values
from app.sharing.signing import Signed, approvals_of, signed_for
from app.unit_of_work import Reader, UnitOfWork
from models import desk, people, share_life, sharing
from models.base import new_key
from models.codes import ShareState

FORM = "share"


class OpenQuestions(DeskError):
    """A share cannot be decided yet; ``questions`` say what is open and what settles each."""

    def __init__(self, questions: tuple[Question, ...]) -> None:
        self.questions = questions
        count = len(questions)
        super().__init__(
            f"This cannot be decided yet: {count} {'question is' if count == 1 else 'questions are'} open.",
            kept="Nothing was decided; the draft is kept as it is.",
            next_step="Answer each question, or decide later.",
        )


@dataclass(frozen=True, slots=True)
class Weighed:
    """A draft with what the store says of it: the answers of all rules, what is open, and which powers fit.

    ``beside`` are reasons that would have stopped a share, shown beside a refusal or deferral; ``signed`` are the second
    persons' signatures that cover it as it stands.
    """

    facts: Facts
    recipient: Recipient
    items: tuple[ChosenItem, ...]
    judgement: Judgement
    questions: tuple[Question, ...]
    offers: tuple[Offer, ...]
    beside: tuple[Question, ...]
    signed: tuple[Signed, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareMade:
    """A share that was begun, kept or decided: its key, reference, state and, once decided, its fingerprint."""

    id: UUID
    reference: str
    state: str
    decision: str
    fingerprint: str


def weigh_share(reader: Reader, draft: ShareDraft, reference: str = "") -> Weighed:
    """Judge a draft as it stands now, without deciding anything; ``reference`` is the share's, once it was begun."""
    require(reader, Act.DRAFT_SHARE)
    catalogue = council_catalogue(reader.session)
    gathered = gather(reader.session, draft, reader.at, catalogue)
    row = sharing.share_referenced(reader.session, read_reference(reference)) if reference else None
    signed = signed_for(reader.session, row.id if row else None, draft)
    facts = replace(gathered.facts, approvals=approvals_of(signed))
    judgement = judge(facts, catalogue)
    reasons = dict(_with_reasons(draft, judgement).reasons)
    refuses = facts.decision != SHARE
    return Weighed(
        facts=facts,
        recipient=gathered.recipient,
        items=gathered.items,
        judgement=judgement,
        questions=open_questions(facts, catalogue, reasons),
        offers=lawful_gateways(facts, catalogue),
        beside=what_would_stop_it(facts, catalogue) if refuses else (),
        signed=signed,
    )


def begin_share(work: UnitOfWork, draft: ShareDraft) -> ShareMade:
    """Begin a share about one or more of our persons; it gets its reference and waits as a draft."""
    require(work, Act.DRAFT_SHARE)
    persons = _persons(work, draft)
    row = _new_row(work, draft)
    _name_persons(work, row.id, persons)
    work.record("begin_share", persons=persons, things=[row.id])
    work.topics.add("shares")
    return _made(row)


def save_share_draft(work: UnitOfWork, reference: str, draft: ShareDraft) -> ShareMade:
    """Keep a draft share as it stands; a decided share is never changed."""
    require(work, Act.DRAFT_SHARE)
    row = _draft_row(work, reference)
    persons = _persons(work, draft)
    row.draft = draft_values(draft)
    named = {about.person_id for about in sharing.about_of(work.session, row.id)}
    _name_persons(work, row.id, [key for key in persons if key not in named])
    work.record("save_share", persons=persons, things=[row.id])
    work.topics.add("shares")
    return _made(row)


def drop_share(work: UnitOfWork, reference: str) -> ShareMade:
    """Drop a draft share that nobody will decide; it stays in the list of the dropped."""
    require(work, Act.DRAFT_SHARE)
    row = _draft_row(work, reference)
    row.state = ShareState.DROPPED
    work.record("drop_share", things=[row.id])
    work.topics.add("shares")
    return _made(row)


def decide_share(work: UnitOfWork, draft: ShareDraft, reference: str = "") -> ShareMade:
    """Decide a share and freeze it; with the reference of a draft that was begun, that draft is the one decided.

    Raises ``OpenQuestions`` while a rule stops it or a warning has no reason. In a share, ``reason`` stands for every
    warning that has none of its own.
    """
    require(work, Act.DECIDE_SHARE)
    catalogue = council_catalogue(work.session)
    if draft.decision not in DECISIONS:
        raise DeskError(
            "Nothing is decided yet.", next_step="Choose to share, not to share, or to decide later."
        )
    row = _draft_row(work, reference) if reference else None
    signed = signed_for(work.session, row.id if row else None, draft)
    gathered = gather(work.session, draft, work.at, catalogue)
    gathered = replace(gathered, facts=replace(gathered.facts, approvals=approvals_of(signed)))
    judgement = judge(gathered.facts, catalogue)
    gathered = replace(gathered, draft=_with_reasons(draft, judgement))
    questions = open_questions(gathered.facts, catalogue, dict(gathered.draft.reasons))
    if questions:
        raise OpenQuestions(questions)
    persons = [person.key for person in gathered.persons]
    row = row or _new_row(work, draft)
    named = {about.person_id for about in sharing.about_of(work.session, row.id)}
    _name_persons(work, row.id, [key for key in persons if key not in named])
    officer = work.officer
    decided = Decided(
        row.reference,
        gathered,
        judgement,
        work.at,
        officer.name,
        officer.post,
        tuple(str(role) for role in officer.roles),
        signed,
    )
    _freeze_into(row, decided, freeze(decided, catalogue), work)
    _write_beside(work, row.id, decided, rests_on(gathered.facts, gathered.consent_keys, catalogue))
    desk.erase_draft(work.session, officer.id, FORM, row.reference)
    counts = {"items": len(gathered.items)}
    work.record(
        "decide_share", persons=persons, things=[row.id], counts=counts, reason_code=gathered.facts.decision
    )
    work.topics.add("shares")
    return _made(row)


def _with_reasons(draft: ShareDraft, judgement: Judgement) -> ShareDraft:
    """The reason typed for the whole share answers each warning that has none of its own."""
    given = {rule: reason for rule, reason in draft.reasons if reason.strip()}
    if draft.reason.strip():
        given = {**dict.fromkeys(judgement.warnings, draft.reason), **given}
    return replace(draft, reasons=tuple(sorted(given.items())))


def _persons(work: UnitOfWork, draft: ShareDraft) -> list[UUID]:
    found = []
    for reference in draft.about:
        person = people.person_referenced(work.session, read_reference(reference))
        if person is None:
            raise NotFound("The share names a person who is not in this store.", kept="Nothing was kept.")
        found.append(person.id)
    if not found:
        raise DeskError(
            "A share is about somebody.", kept="Nothing was kept.", next_step="Open a child first."
        )
    return list(dict.fromkeys(found))


def _new_row(work: UnitOfWork, draft: ShareDraft) -> sharing.Share:
    row = sharing.Share(
        reference=work.new_reference("S"),
        state=ShareState.DRAFT,
        draft=draft_values(draft),
        begun_at=work.at,
        begun_by=work.officer.id,
    )
    work.session.add(row)
    work.session.flush()
    return row


def _name_persons(work: UnitOfWork, share: UUID, persons: list[UUID]) -> None:
    for key in persons:
        work.session.add(sharing.ShareAbout(share_id=share, person_id=key))


def _draft_row(work: UnitOfWork, reference: str) -> sharing.Share:
    row = sharing.share_referenced(work.session, read_reference(reference))
    if row is None:
        raise NotFound("There is no share with this reference.", kept="Nothing was changed.")
    if row.state != ShareState.DRAFT:
        raise _past_share(work)
    return row


def _past_share(work: UnitOfWork) -> DeskError:
    """What rule K06 says of editing what was decided."""
    catalogue = shipped_catalogue()
    said = catalogue.rules["K06"].parts[""]
    return DeskError(said.sentence, kept="It was left as it is.", next_step=said.settles)


def _freeze_into(row: sharing.Share, decided: Decided, document: bytes, work: UnitOfWork) -> None:
    row.state = ShareState.DECIDED
    row.decision = decided.gathered.facts.decision
    row.decided_at = work.at
    row.decided_by = work.officer.id
    row.review_at = decided.gathered.draft.review_at
    row.catalogue_version = decided.judgement.catalogue_version
    row.draft = draft_values(decided.gathered.draft)
    row.frozen = document
    row.frozen_sha256 = fingerprint(document)


def _write_beside(work: UnitOfWork, share: UUID, decided: Decided, consents: tuple[str, ...]) -> None:
    """Write the rows for search and who-knows-what; they equal the frozen document."""
    gathered = decided.gathered
    to = gathered.recipient
    work.session.add(
        sharing.ShareTo(share_id=share, organisation_id=to.key, person=to.person, channel=to.channel)
    )
    law = [("gateway", gateway) for gateway in gathered.facts.gateways]
    if is_emergency(gathered.facts):
        law.append(("emergency", ""))
    for kind, code in (*law, *(("consent", key) for key in consents)):
        work.session.add(share_life.ShareLaw(share_id=share, kind=kind, code=code))
    for item in gathered.items:
        work.session.add(_item_row(share, item))
    reasons = dict(gathered.draft.reasons)
    rows = [
        {
            "id": new_key(),
            "share_id": share,
            "rule": result.id,
            "version": str(result.version),
            "severity": result.severity,
            "outcome": "later" if result.later else result.outcome,
            "reason": reasons.get(result.id),
        }
        for result in decided.judgement.results
    ]
    work.session.flush()
    work.insert_many(sharing.RuleResult, rows)


def _item_row(share: UUID, item: ChosenItem) -> sharing.ShareItem:
    return sharing.ShareItem(
        share_id=share,
        number=item.number,
        kind=item.kind,
        statement_id=item.key if item.kind == "statement" else None,
        record_id=item.key if item.kind == "record" else None,
        category=item.category,
        tag=item.tag or None,
        about_person_id=item.about_person,
        text=item.text,
    )


def _made(row: sharing.Share) -> ShareMade:
    return ShareMade(row.id, row.reference, row.state, row.decision or "", row.frozen_sha256 or "")
