"""What does the page Same child? show: the next pair to look at, both sides field by field, and why it is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.access import Act, require
from app.dates import from_value
from app.errors import NotFound
from app.identifiers import nhs_number_shown
from app.unit_of_work import Reader, UnitOfWork
from app.vocabulary import words
from models import directory, feeds, linking, linking_rows, people
from models.codes import Band, CandidateState
from models.database import DoorSession
from models.linking import Candidate, SaidRow

NOT_GIVEN = "not given"
WITHHELD = "withheld ■"
_LABELS = {
    "forename": "Forename",
    "surname": "Surname",
    "birth": "Born",
    "home": "Home",
    "family": "Parent or carer",
    "nhs_number": "NHS number",
    "upn": "UPN",
    "uln": "ULN",
    "sex": "Sex",
    "phone": "Telephone",
    "death": "Died",
}
#: Rows that are shown even when one side says nothing; the others only when they say something.
_ALWAYS = ("forename", "surname", "birth", "home", "family", "nhs_number", "upn")
_GROUPS = (
    *(
        "name",
        "alias",
        "birth",
        "expected",
        "age",
        "address",
        "relation",
        "nhs_number",
        "upn",
        "former_upn",
        "uln",
    ),
    *("sex", "gender", "phone", "death", "warning"),
)
_ORDER = {Band.TWIN: 0, Band.REVIEW: 1, Band.CERTAIN: 2}


@dataclass(frozen=True)
class WaitingPair:
    """One pair of the queue, without content: its band and state, and whether a warning or a withheld address is near."""

    candidate: UUID
    band: str
    state: str
    score: float
    risk: bool


@dataclass(frozen=True)
class CompareRow:
    """One field of a comparison: what the record says, what we know, and what that comes to."""

    field: str
    label: str
    said: str
    known: str
    verdict: str
    words: str


@dataclass(frozen=True)
class ComparePair:
    """Everything the page shows of one pair. ``forename`` names our child in "New child: twin or sibling of ..."."""

    candidate: UUID
    agency_person: UUID
    person: UUID
    band: str
    band_words: str
    state: str
    score: float
    organisation: str
    agency_reference: str
    person_reference: str
    linked_organisations: tuple[str, ...]
    forename: str
    rows: tuple[CompareRow, ...]
    why: str
    other_facts: tuple[str, ...]
    note: str


def queue(reader: Reader) -> tuple[WaitingPair, ...]:
    """List the pairs that wait, the highest risk first; those that somebody was not sure of come last.

    Risk: a warning or a withheld address on either side. Then possible twins, then those to be looked at.
    """
    require(reader, Act.SEARCH)
    pairs = linking_rows.waiting_pairs(reader.session)
    records = list({pair.agency_person_id for pair in pairs})
    told = linking.said_for_matching(reader.session, records, ("warning", "address"))
    risky = {row.agency_person_id for row in told if row.group == "warning" or row.value.get("withheld")}
    hidden = people.withheld_among(reader.session, list({pair.person_id for pair in pairs}))
    found = [
        WaitingPair(
            pair.id,
            pair.band,
            pair.state,
            pair.score,
            pair.agency_person_id in risky or pair.person_id in hidden,
        )
        for pair in pairs
    ]
    found.sort(
        key=lambda pair: (
            pair.state == CandidateState.NOT_SURE,
            not pair.risk,
            _ORDER.get(Band(pair.band), 3),
            -pair.score,
            pair.candidate.bytes,
        )
    )
    return tuple(found)


def next_candidate(reader: Reader, after: UUID | None = None) -> UUID | None:
    """Give the pair to be looked at next, or the one after a pair; None when nothing waits."""
    keys = [pair.candidate for pair in queue(reader)]
    if not keys:
        return None
    place = keys.index(after) + 1 if after in keys else 0
    return keys[place % len(keys)]


def open_pair(work: UnitOfWork, candidate: UUID) -> ComparePair:
    """Show one pair; that it was looked at stands in the log before it is shown."""
    require(work, Act.CONFIRM_LINK)
    pair = linking.candidate(work.session, candidate)
    if pair is None:
        raise NotFound("This pair is not kept here.", next_step="Go on to the next one.")
    shown = _shown(work.session, pair)
    work.record(
        "open_child",
        persons=[pair.person_id],
        things=[pair.id, pair.agency_person_id],
        reason_code="compare",
    )
    return shown


def _shown(session: DoorSession, pair: Candidate) -> ComparePair:
    (record,) = feeds.agency_persons(session, [pair.agency_person_id])
    organisations = {row.id: row for row in directory.organisations(session)}
    persons = linking.one_child(session, pair.person_id)
    links = linking.links_of_persons(session, persons)
    ours = feeds.agency_persons(session, [link.agency_person_id for link in links])
    hidden = _withheld_near(session, pair.person_id, [record, *ours])
    said = _sides(session, [record], hidden)
    known = _sides(session, ours, hidden)
    reasons = {reason["field"]: reason for reason in pair.reasons}
    person = people.person(session, pair.person_id)
    return ComparePair(
        candidate=pair.id,
        agency_person=pair.agency_person_id,
        person=pair.person_id,
        band=pair.band,
        band_words=words("band", pair.band),
        state=pair.state,
        score=pair.score,
        organisation=organisations[record.organisation_id].name,
        agency_reference="" if record.made_by_us else record.reference,
        person_reference=person.reference if person else "",
        linked_organisations=tuple(dict.fromkeys(organisations[row.organisation_id].name for row in ours)),
        forename=(known.get("forename") or ("this child",))[0],
        rows=tuple(_rows(reasons, said, known)),
        why=reasons.get("why", {}).get("words", ""),
        other_facts=_other_facts(session, record.id, said),
        note=pair.note or "",
    )


def _rows(
    reasons: Mapping[str, Mapping[str, str]],
    said: Mapping[str, Sequence[str]],
    known: Mapping[str, Sequence[str]],
) -> Iterable[CompareRow]:
    for name, label in _LABELS.items():
        reason = reasons.get(name, {})
        verdict = reason.get("verdict", "missing")
        if name not in _ALWAYS and (verdict == "missing" or not (said.get(name) or known.get(name))):
            continue
        yield CompareRow(
            name,
            label,
            "; ".join(said.get(name, ())) or NOT_GIVEN,
            "; ".join(known.get(name, ())) or NOT_GIVEN,
            verdict,
            reason.get("words", ""),
        )


def _withheld_near(session: DoorSession, person: UUID, records: Sequence[feeds.AgencyPerson]) -> bool:
    """Tell whether a home is withheld on either side: then neither shows it, or "same address" would give it away."""
    if people.withheld_of(session, person):
        return True
    rows = linking.said_for_matching(session, [record.id for record in records], ("address",))
    return any(row.value.get("withheld") for row in rows)


def _sides(
    session: DoorSession, records: Sequence[feeds.AgencyPerson], withheld: bool
) -> dict[str, tuple[str, ...]]:
    """Give what is said of some records by row of the page, each text once, the newest first."""
    rows = linking.said_for_matching(session, [record.id for record in records], _GROUPS)
    replaced = {row.replaces for row in rows if row.replaces is not None}
    found: dict[str, dict[str, None]] = {}

    def add(field: str, text: str) -> None:
        if text.strip():
            found.setdefault(field, {})[text.strip()] = None

    for row in reversed(rows):
        if row.id not in replaced and row.usable:
            _add(row, add, withheld)
    for name in _relatives(session, records, rows):
        add("family", name)
    return {field: tuple(texts) for field, texts in found.items()}


def _add(row: SaidRow, add: Any, withheld: bool) -> None:
    value = row.value
    if row.group == "name":
        given = " ".join(filter(None, (value.get("given"), value.get("middle"))))
        also = value.get("preferred_given")
        add("forename", f"{given} (also {also})" if also and also != given else given)
        before = value.get("former_family")
        add(
            "surname",
            f"{value.get('family', '')} (before: {before})" if before else str(value.get("family", "")),
        )
    elif row.group == "alias":
        add("forename", f"also {value.get('text', '')}")
    elif row.group in ("birth", "expected"):
        text = from_value(value.get("date")).shown()
        add("birth", f"expected {text}" if row.group == "expected" else text)
    elif row.group == "age":
        add("birth", f"age {value.get('text', '')}")
    elif row.group == "address":
        hidden = value.get("withheld") or (
            withheld and value.get("kind", "home") not in ("previous", "former")
        )
        lines = ", ".join((*value.get("lines", ()), value.get("postcode") or ""))
        add("home", WITHHELD if hidden else lines.strip(", "))
    elif row.group == "nhs_number":
        add("nhs_number", nhs_number_shown(str(value.get("value", ""))))
    elif row.group in ("upn", "former_upn", "uln"):
        # A pupil number is not shown without need (data-formats, section 5); that one is held is enough here.
        add("upn" if "upn" in row.group else "uln", "held")
    elif row.group in ("sex", "gender"):
        add("sex", words("sex", value.get("code")) or str(value.get("text", "")))
    elif row.group == "phone":
        add("phone", WITHHELD if withheld else str(value.get("value", "")))
    elif row.group == "death":
        add("death", from_value(value.get("date")).shown())
    elif row.group == "warning":
        add("warning", str(value.get("text", "")))


def _relatives(
    session: DoorSession, records: Sequence[feeds.AgencyPerson], rows: Sequence[SaidRow]
) -> list[str]:
    by = {record.id: record.organisation_id for record in records}
    named = [
        (by[row.agency_person_id], str(row.value["other"]))
        for row in rows
        if row.group == "relation" and row.value.get("other")
    ]
    keys = linking.people_referenced(session, set(named))
    adults = {row.id for row in feeds.agency_persons(session, list(keys.values())) if not row.is_child}
    names = {
        row.agency_person_id: " ".join(filter(None, (row.value.get("given"), row.value.get("family"))))
        for row in linking.said_for_matching(session, list(adults), ("name",))
    }
    return [names[keys[each]] for each in named if keys.get(each) in names]


def _other_facts(session: DoorSession, record: UUID, said: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Say in short what else the record holds: how many events of which kind, who else took part, warnings."""
    events = feeds.records_of(session, [record])
    told = {(event.reference, event.kind, event.date_iso, event.text): event.kind for event, _ in events}
    kinds = Counter(told.values())
    facts = [f"{count} {kind.replace('_', ' ')}" for kind, count in sorted(kinds.items())]
    others = {
        part.agency_person_id
        for part in feeds.people_of_record(session, [event.id for event, _ in events][:500])
        if part.agency_person_id != record
    }
    rows = feeds.agency_persons(session, list(others))
    adults = sum(not row.is_child for row in rows)
    children = len(rows) - adults
    if adults:
        facts.append(f"{adults} adult{'s' * (adults != 1)} named")
    if children:
        facts.append(f"{children} other child{'ren' * (children != 1)} named")
    return (*facts, *said.get("warning", ()))
