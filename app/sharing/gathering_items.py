"""What is each chosen thing: its text as it stands, who said it, whom it is about, and does it give an address away?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.clock import LONDON
from app.errors import NotFound, RefusedInput
from app.people.wording import in_words
from app.sharing.categories import CLUES, proposed_category, proposed_tag
from app.sharing.facts import Item
from app.sharing.gathered import ChosenItem, Source
from app.sharing.gathering_people import Known, People
from app.sharing.share_draft import ItemDraft
from models import directory, feeds, linking
from models.database import DoorSession


@dataclass(frozen=True, slots=True)
class Found:
    """One chosen thing as it is frozen, and as the rules read it."""

    item: ChosenItem
    fact: Item


@dataclass(frozen=True, slots=True)
class _Said:
    draft: ItemDraft
    number: int
    relates_to: tuple[str, ...]
    key: UUID | None
    about: Known
    group: str
    value: Mapping[str, Any] | None
    text: str
    tag: str
    date: str
    source: Source


def find_items(session: DoorSession, drafts: tuple[ItemDraft, ...], people: People) -> tuple[Found, ...]:
    """Find each chosen thing in the store, in order.

    Refused when one is not there, is not said any more, or is about somebody else than the draft says. Whose address
    is hidden is known only when everybody in the share has been found, so clues are looked for afterwards.
    """
    said = [_said(session, draft, number, people) for number, draft in enumerate(drafts, start=1)]
    return tuple(_found(one, people) for one in said)


def _said(session: DoorSession, draft: ItemDraft, number: int, people: People) -> _Said:
    if draft.kind == "statement":
        return _statement(session, draft, number, people)
    if draft.kind == "record":
        return _record(session, draft, number, people)
    return _own_text(draft, number, people)


def _found(said: _Said, people: People) -> Found:
    draft, about = said.draft, said.about.subject.id
    related = dict.fromkeys((*said.relates_to, *_given_away(said, people)))
    relates_to = tuple(one for one in related if one != about)
    category = draft.category or proposed_category(draft.kind, said.group)
    item = ChosenItem(
        number=said.number,
        kind=draft.kind,
        key=said.key,
        category=category,
        tag=draft.tag or said.tag,
        about=about,
        about_person=said.about.key,
        relates_to=relates_to,
        source=said.source,
        group=said.group,
        value=said.value,
        text=said.text,
        date=said.date,
    )
    fact = Item(
        cat=category,
        about=about,
        relates_to=relates_to,
        relevant=draft.relevant,
        tag=item.tag,
        source=item.source.organisation,
        address_clue=draft.address_clue or _is_clue(said, people),
        reveals_health=draft.reveals_health,
        used_to_identify=draft.used_to_identify,
    )
    return Found(item, fact)


def _related(draft: ItemDraft, people: People) -> tuple[str, ...]:
    return tuple(people.person(reference).subject.id for reference in draft.relates_to)


def _statement(session: DoorSession, draft: ItemDraft, number: int, people: People) -> _Said:
    row = feeds.statement(session, _key(draft.statement, number))
    if row is None:
        raise _not_there(number)
    _still_said(session, row.batch_id, number)
    about = people.of_agency_person(row.agency_person_id)
    _same_person(draft, about, number, people)
    theirs = feeds.agency_persons(session, [row.agency_person_id])[0]
    said_on = row.said_on or row.heard_at.astimezone(LONDON).date().isoformat()
    value: dict[str, Any] | None = row.value if row.usable else None
    text = in_words(row.group, value or {}, row.as_given or "")
    source = Source(_organisation(session, theirs.organisation_id), theirs.reference, said_on)
    related = _related(draft, people)
    tag = proposed_tag(row.group)
    return _Said(draft, number, related, row.id, about, row.group, value, text, tag, said_on, source)


def _record(session: DoorSession, draft: ItemDraft, number: int, people: People) -> _Said:
    row = feeds.record(session, _key(draft.record, number))
    if row is None:
        raise _not_there(number)
    _still_said(session, row.batch_id, number)
    present = feeds.people_of_record(session, [row.id])
    took_part = [people.of_agency_person(one.agency_person_id) for one in present]
    if draft.about:
        about = people.person(draft.about)
        if about.subject.id not in {known.subject.id for known in took_part}:
            raise _somebody_else(number)
    else:
        protected = [known for known in took_part if known.subject.protected]
        if not (protected or took_part):
            raise _somebody_else(number)
        about = (protected or took_part)[0]
    source = Source(_organisation(session, row.organisation_id), row.reference, row.date_iso)
    related, tag = _related(draft, people), row.tag or ""
    return _Said(draft, number, related, row.id, about, row.kind, None, row.text, tag, row.date_iso, source)


def _own_text(draft: ItemDraft, number: int, people: People) -> _Said:
    if not draft.category:
        raise RefusedInput(
            f"Item {number} is a text of your own and has no category.",
            kept="Nothing was decided.",
            next_step="Say what kind of information it is.",
        )
    protected = [known for known in people.known.values() if known.subject.protected]
    if not draft.about and not protected:
        raise RefusedInput(f"Item {number} does not say whom it is about.", kept="Nothing was decided.")
    about = people.person(draft.about) if draft.about else protected[0]
    source = Source(draft.source, "", "")
    return _Said(draft, number, _related(draft, people), None, about, "", None, draft.text, "", "", source)


def _same_person(draft: ItemDraft, about: Known, number: int, people: People) -> None:
    if draft.about and people.person(draft.about).subject.id != about.subject.id:
        raise _somebody_else(number)


def _still_said(session: DoorSession, batch: UUID | None, number: int) -> None:
    if batch is not None and not linking.batch_is_said(session, batch):
        raise RefusedInput(
            f"Item {number} is no longer said: the batch that brought it was undone.",
            kept="Nothing was decided.",
            next_step="Leave it out, or choose what is said now.",
        )


def _is_clue(said: _Said, people: People) -> bool:
    """Whether it is, or tells, where somebody lives whose address is hidden."""
    if said.about.subject.address_withheld_from and said.group in CLUES:
        return True
    return bool(_given_away(said, people))


def _given_away(said: _Said, people: People) -> list[str]:
    """Name those whose hidden address stands in the text, in whatever item and whoever that is about."""
    return [known.subject.id for known in people.hidden() if known.clues.stands_in(said.text)]


def _organisation(session: DoorSession, key: UUID) -> str:
    row = directory.organisation(session, key)
    return row.name if row else ""


def _key(text: str, number: int) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise _not_there(number) from error


def _not_there(number: int) -> NotFound:
    return NotFound(
        f"Item {number} names something that is not in this store.",
        kept="Nothing was decided.",
        next_step="Choose it again on the case page, or copy its name from the case file.",
    )


def _somebody_else(number: int) -> RefusedInput:
    return RefusedInput(
        f"Item {number} is about somebody else than the share says.",
        kept="Nothing was decided.",
        next_step="Say whom it is about, and to whom of the share it relates.",
    )
