"""What was decided, in one document that never changes: canonical JSON, made once, read back for paper and views."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from app.clock import moment_text
from app.errors import DeskError
from app.sharing.consents_kept import rests_on
from app.sharing.gathered import ChosenItem, Gathered, PersonAbout
from app.sharing.judged import judged_on
from app.sharing.judging import Judgement
from app.sharing.law import Catalogue
from app.sharing.parties import s16la_limb
from app.sharing.powers import is_emergency
from app.sharing.signing import Signed
from models.base import canonical

SCHEMA = "mash-desk/frozen-share/1"


class FrozenRefused(DeskError):
    """A frozen document is none that this program can read."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What is frozen: the gathered draft, the judgement on it, and who decided it when."""

    reference: str
    gathered: Gathered
    judgement: Judgement
    decided_at: datetime
    officer: str
    post: str
    roles: tuple[str, ...]
    signed: tuple[Signed, ...] = ()


def freeze(decided: Decided, catalogue: Catalogue) -> bytes:
    """Write the frozen document: UTF-8 JSON with sorted keys and no blanks; the same decision gives the same bytes."""
    return canonical(_document(decided, catalogue)).encode("utf-8")


def unfreeze(data: bytes) -> Mapping[str, Any]:
    """Read a frozen document; another schema, or bytes that are none, are refused."""
    try:
        document = json.loads(data)
    except (ValueError, UnicodeDecodeError) as error:
        raise _refused("it cannot be read") from error
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        raise _refused(f"its schema is {schema or 'missing'}, not {SCHEMA}")
    read: Mapping[str, Any] = document
    return read


def fingerprint(data: bytes) -> str:
    """Give the SHA-256 of a frozen document in hexadecimal, as the paper prints it."""
    return hashlib.sha256(data).hexdigest()


def _refused(why: str) -> FrozenRefused:
    return FrozenRefused(
        f"This frozen share cannot be used: {why}.",
        kept="It was left as it is.",
        next_step="Open it with the version of MASH Desk that made it, and tell your administrator.",
    )


def _document(decided: Decided, catalogue: Catalogue) -> dict[str, Any]:
    gathered = decided.gathered
    draft = gathered.draft
    return {
        "schema": SCHEMA,
        "reference": decided.reference,
        "decision": gathered.facts.decision,
        "decided_at": moment_text(decided.decided_at),
        "officer": {"name": decided.officer, "post": decided.post, "roles": sorted(decided.roles)},
        "council": asdict(gathered.council),
        "catalogue_version": decided.judgement.catalogue_version,
        "about": [_about(person, gathered.items) for person in gathered.persons],
        "to": _to(gathered),
        "request": _request(gathered),
        "purpose": {"code": draft.purpose_code, "text": draft.purpose},
        "law": _law(gathered, catalogue),
        "told": {"family": draft.told, "reason": draft.told_reason},
        "proportionality": draft.proportionality,
        "reason": draft.reason,
        "review_at": _time(draft.review_at),
        "items": [_item(item) for item in gathered.items],
        "held_back": [{"category": held.category, "why": held.why} for held in draft.held_back],
        "rules": _rules(decided),
        "judged": judged_on(gathered.facts, catalogue),
        "emergency": _emergency(gathered),
        "second_person": _signature(decided.signed[0]) if decided.signed else None,
        "signatures": [_signature(each) for each in decided.signed],
    }


def _about(person: PersonAbout, items: tuple[ChosenItem, ...]) -> dict[str, Any]:
    """Only what was chosen to leave stands here, so that the document holds nothing that was not."""
    chosen = [item for item in items if item.kind == "statement" and item.about == person.reference]
    statements = [
        {
            "id": str(item.key),
            "group": item.group,
            "value": item.value,
            "source": item.source.organisation,
            "said_on": item.source.said_on,
        }
        for item in chosen
    ]
    return {"reference": person.reference, "statements": statements}


def _to(gathered: Gathered) -> dict[str, Any]:
    to = gathered.recipient
    return {
        "organisation": to.organisation,
        "code": to.code,
        "class": to.class_,
        "body": to.body,
        "person": to.person,
        "channel": to.channel,
        "address": to.address,
        "secure": to.secure,
    }


def _request(gathered: Gathered) -> dict[str, Any] | None:
    asked = gathered.draft.request
    if asked is None:
        return None
    return {
        "from": asked.asked_by,
        "received": _time(asked.received),
        "due": _time(asked.due),
        "reference": asked.reference,
    }


def _law(gathered: Gathered, catalogue: Catalogue) -> dict[str, Any]:
    facts, draft = gathered.facts, gathered.draft
    cited = [catalogue.gateways[gateway] for gateway in facts.gateways]
    names = ("id", "title", "section", "effect", "summary")
    sides = {"sender": facts.sender, "recipient": facts.recipient}
    return {
        "gateways": [{name: getattr(gateway, name) for name in names} for gateway in cited],
        "art6": list(facts.art6),
        "art9": list(facts.art9),
        "sch1": list(facts.sch1),
        "packages": list(facts.art9_packages),
        "consents": list(rests_on(facts, gathered.consent_keys, catalogue)),
        "apd": draft.apd,
        "facts": dict(draft.facts),
        "limbs": {side: s16la_limb(party, facts.settings, catalogue) for side, party in sides.items()},
    }


def _item(item: ChosenItem) -> dict[str, Any]:
    return {
        "number": item.number,
        "kind": item.kind,
        "id": None if item.key is None else str(item.key),
        "category": item.category,
        "tag": item.tag or None,
        "about": item.about,
        "relates_to": list(item.relates_to),
        "source": asdict(item.source),
        "group": item.group or None,
        "value": item.value,
        "text": item.text,
        "date": item.date,
    }


def _rules(decided: Decided) -> list[dict[str, Any]]:
    reasons = dict(decided.gathered.draft.reasons)
    return [
        {
            "id": result.id,
            "version": result.version,
            "severity": result.severity,
            "outcome": result.outcome,
            "later": result.later,
            "sentence": result.sentence,
            "reason": reasons.get(result.id, ""),
        }
        for result in decided.judgement.results
    ]


def _signature(signed: Signed) -> dict[str, str]:
    return {
        "capacity": signed.sign,
        "name": signed.name,
        "post": signed.post,
        "at": moment_text(signed.at),
        "words": signed.words,
    }


def _emergency(gathered: Gathered) -> dict[str, str] | None:
    said = gathered.facts.emergency
    return asdict(said) if said is not None and is_emergency(gathered.facts) else None


def _time(at: datetime | None) -> str | None:
    return None if at is None else moment_text(at)
