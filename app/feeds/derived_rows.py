"""What search and the matcher read is kept in step with what is said: made for some people, or for all of them again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.feeds.deriving import GROUPS, SaidValue, match_keys, search_words
from app.unit_of_work import UnitOfWork
from models import feeds
from models.database import DoorSession
from models.feeds import AgencyPerson

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


def rebuild(work: UnitOfWork) -> int:
    """Make all derived rows again from what is said; give how many agency persons they are of."""
    require(work, Act.REBUILD)
    people = feeds.everybody_said(work.session)
    work.record("rebuild", counts={"people": len(people)})
    with work.session.door.lets("bulk"):
        feeds.forget_all_derived(work.session)
    derive_again(work, people)
    work.topics.update(("search", "links"))
    return len(people)


def derived_rows(
    session: DoorSession, people: list[UUID], staged: UUID | None = None
) -> tuple[list[tuple[UUID, str, str, str]], list[tuple[UUID, str, str]]]:
    """Give the search words (person, kind, folded, shown) and match keys (person, kind, value) of some people."""
    rows = {row.id: row for row in feeds.agency_persons(session, people)}
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
    rows: dict[UUID, AgencyPerson],
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
