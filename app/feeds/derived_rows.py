"""What search and the matcher read is kept in step with what is said: made for some people, or for all of them again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.desk import Desk
from app.feeds.deriving import GROUPS, SaidValue, match_keys, search_words
from app.feeds.short_steps import Written, in_steps
from app.unit_of_work import Reader, UnitOfWork
from models import feeds
from models.database import DoorSession
from models.feeds import Whose

_AT_ONCE = 500


def derive_again(work: UnitOfWork, people: Iterable[UUID], *, staged: UUID | None = None) -> None:
    """Make the derived rows of some agency persons again, within an act that has its entry.

    ``staged`` names a batch whose statements count already, because it is about to be accepted.
    """
    keys = list(dict.fromkeys(people))
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        with work.session.door.lets("bulk"):
            feeds.forget_derived(work.session, some)
        feeds.add_derived(work.session, *derived_rows(work.session, some, staged))


def rebuild(desk: Desk, *, written: Written | None = None) -> int:
    """Make all derived rows again from what is said, some people at a time; give how many agency persons they are of.

    Between two steps some people's rows are made again and the others' not yet, and both answer alike: it can be broken
    off and begun again at any time.
    """
    everybody, said = desk.read(_everybody)
    in_steps(desk, everybody, _rebuild_some, written=written)
    return said


def _everybody(reader: Reader) -> tuple[list[UUID], int]:
    """Give everybody of whom anything is said or derived, and how many are said."""
    require(reader, Act.REBUILD)
    said = feeds.everybody_said(reader.session)
    return sorted({*said, *feeds.everybody_derived(reader.session)}, key=lambda key: key.bytes), len(said)


def _rebuild_some(work: UnitOfWork, people: list[UUID]) -> None:
    require(work, Act.REBUILD)
    work.record("rebuild", counts={"people": len(people)})
    derive_again(work, people)
    work.topics.update(("search", "links"))


def as_derived(session: DoorSession, people: list[UUID]) -> bool:
    """Say whether the words that are kept of these people are those that follow from what is said."""
    words, _ = derived_rows(session, people)
    kept = [
        (row.agency_person_id, row.kind, row.folded, row.shown) for row in feeds.words_of(session, people)
    ]
    return sorted(kept) == sorted(words)


def words_said(
    session: DoorSession, people: list[UUID], moving: list[UUID]
) -> dict[bytes, set[tuple[str, str]]]:
    """Give the words (kind, folded) that follow from what is said now, by the key as bytes of those who may keep others.

    These are the people of batches that are ``moving``: brought in or taken back just now; nobody else is answered for.
    """
    spoken_of = feeds.spoken_of_by(session, people, moving)
    found: dict[bytes, set[tuple[str, str]]] = {person.bytes: set() for person in spoken_of}
    for person, kind, folded, _ in derived_rows(session, spoken_of)[0]:
        found[person.bytes].add((kind, folded))
    return found


def derived_rows(
    session: DoorSession, people: list[UUID], staged: UUID | None = None
) -> tuple[list[tuple[UUID, str, str, str]], list[tuple[UUID, str, str]]]:
    """Give the search words (person, kind, folded, shown) and match keys (person, kind, value) of some people."""
    rows = feeds.who_they_are(session, people)
    said = _said(session, people, GROUPS, staged)
    names = _relatives(session, rows, said, staged)
    words: list[tuple[UUID, str, str, str]] = []
    keys: list[tuple[UUID, str, str]] = []
    for key in people:
        own = said.get(key)
        if not own:
            continue
        row = rows[key]
        near = [
            (one.value, names.get((row.organisation_id, str(one.value.get("other"))), {}))
            for one in own
            if _tells_kin(one)
        ]
        relatives = [name for _, name in near if name] if row.is_child else []
        mothers = [name for value, name in near if name and value.get("relation") == "PAM"]
        words += [(key, *word) for word in search_words(row.reference, row.made_by_us, own, relatives)]
        keys += [(key, *one) for one in match_keys(own if row.is_child else _numbers(own), mothers)]
    return words, keys


def _numbers(said: list[SaidValue]) -> list[SaidValue]:
    """Give an adult's numbers: adults are not matched, but a number that a child shares with one decides nothing."""
    return [one for one in said if one.group == "nhs_number"]


def _tells_kin(one: SaidValue) -> bool:
    return one.group == "relation" and bool(one.value.get("other"))


def _said(
    session: DoorSession, people: list[UUID], groups: tuple[str, ...], staged: UUID | None
) -> dict[UUID, list[SaidValue]]:
    """Give what is said by agency person; what a correction stands in front of is left out."""
    values = feeds.said_values(session, people, groups, staged)
    replaced = {row[5] for row in values if row[5] is not None}
    found: dict[UUID, list[SaidValue]] = {}
    for person, statement, group, value, usable, _ in values:
        if statement not in replaced:
            found.setdefault(person, []).append(SaidValue(group, value, usable))
    return found


def _relatives(
    session: DoorSession,
    rows: dict[UUID, Whose],
    said: dict[UUID, list[SaidValue]],
    staged: UUID | None,
) -> dict[tuple[UUID, str], dict[str, Any]]:
    """Give the newest name of everybody whom these people's relations name, by organisation and its reference."""
    wanted: dict[UUID, set[str]] = {}
    for key, several in said.items():
        for one in several:
            if _tells_kin(one):
                wanted.setdefault(rows[key].organisation_id, set()).add(str(one.value["other"]))
    found: dict[tuple[UUID, str], dict[str, Any]] = {}
    for organisation, references in wanted.items():
        known = feeds.references_known(session, organisation, sorted(references))
        names = _said(session, list(known.values()), ("name",), staged)
        for reference, person in known.items():
            if names.get(person):
                found[(organisation, reference)] = dict(names[person][-1].value)
    return found
