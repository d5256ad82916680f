"""What does a SHARE.toml, or a kept draft, say? Read into a draft of a share, or refused naming the key."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from app.clock import LONDON, moment
from app.errors import RefusedInput
from app.sharing.facts import AGGREGATE, ANONYMOUS, DEFER, DO_NOT_SHARE, IDENTIFIABLE, PSEUDONYMISED, SHARE
from app.sharing.law import Catalogue
from app.sharing.share_draft import EmergencyDraft, HeldBack, ItemDraft, RequestDraft, ShareDraft

SCHEMA = "mash-desk/share/1"
DECISIONS = (SHARE, DO_NOT_SHARE, DEFER)
TAGS = ("fact", "opinion", "instruction")
CHANNELS = (
    "secure file transfer",
    "secure email",
    "email",
    "post",
    "hand",
    "telephone",
    "publication",
)
#: Facts about what is sent, answered yes or no.
YES_OR_NO_FACTS = (
    "leave_of_court",
    "parent_informed",
    "whole_file",
    "unredacted_assessment",
    "links_pre_and_post_adoption_ids",
)
#: What may stand in the facts of the law beside the conditions of section 4.6, and which answers it takes ("": any).
OTHER_FACTS: dict[str, tuple[str, ...]] = {
    "detriment_considered": ("yes", "no"),
    "refusal_ground": (),
    "offence_basis": (),
    "cr_reason": (),
    "protected_group": (),
    "harm_or_risk": (),
    "apd_expires": (),
    "mode": (IDENTIFIABLE, PSEUDONYMISED, ANONYMOUS, AGGREGATE),
    "sg_limb": ("CANNOT_GIVE", "NOT_REASONABLE", "PREJUDICE"),
    "ri_condition": ("PUBLIC_TASK_REQUEST", "SAFEGUARDING", "CRIME", "EMERGENCY"),
    "gra_exception": (),
    "channel_stage": ("PREVENT_ROUTE", "REFERRAL", "ASSESSMENT", "SUPPORT"),
    **dict.fromkeys(YES_OR_NO_FACTS, ("yes", "no")),
}


class ShareFileRefused(RefusedInput):
    """The share that was handed in cannot be read as it is."""


def read_share_file(text: str, catalogue: Catalogue) -> ShareDraft:
    """Read the text of a SHARE.toml.

    Refuses, naming the key: another schema, an unknown key or code, a value of the wrong kind, a part that is missing.
    A share without a single chosen item is refused too: what leaves is chosen, never all of it.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refused(f"The share file is not readable as TOML: {error}.") from error
    draft = read_draft(table, catalogue)
    for key, given in (("decision", draft.decision), ("about", draft.about), ("to", draft.organisation)):
        if not given:
            raise _refused(f"The share file has no {key}.")
    if draft.decision == SHARE and not draft.items:
        raise _refused("The share file has no item: what leaves is chosen, never everything.")
    for number, item in enumerate(draft.items, start=1):
        for key in ("category", "about"):
            if not getattr(item, key):
                raise _refused(f"item {number} has no {key}.")
    return draft


def read_draft(table: Mapping[str, Any], catalogue: Catalogue) -> ShareDraft:
    """Read the values of a draft, as ``draft_values`` writes them; what is missing is not yet answered."""
    top = _Part("", table)
    if top.text("schema") != SCHEMA:
        raise _refused(f"The schema of the share is {top.text('schema') or 'missing'}, not {SCHEMA}.")
    to, purpose, law, told = (top.part(name) for name in ("to", "purpose", "law", "told"))
    draft = ShareDraft(
        decision=top.code("decision", DECISIONS),
        about=top.texts("about"),
        organisation=to.text("organisation"),
        person=to.text("person"),
        channel=_channel(to),
        purpose_code=purpose.code("code", catalogue.purposes),
        purpose=purpose.text("text"),
        gateways=law.codes("gateways", catalogue.gateways),
        art6=law.codes("art6", catalogue.bases),
        packages=law.codes("packages", catalogue.packages),
        apd=law.text("apd"),
        facts=_facts(law.part("facts"), catalogue),
        told=told.answer("family"),
        told_reason=told.text("reason"),
        proportionality=top.text("proportionality"),
        reason=top.text("reason"),
        review_at=top.moment("review_at"),
        request=_request(top.part("request")) if "request" in table else None,
        items=tuple(_item(part, catalogue) for part in top.parts("item")),
        held_back=tuple(_held_back(part, catalogue) for part in top.parts("held_back")),
        emergency=_emergency(top.part("emergency")) if "emergency" in table else None,
        reasons=_reasons(top.part("reasons"), catalogue),
    )
    for part in (to, purpose, law, told, top):
        part.done()
    return draft


def draft_values(draft: ShareDraft) -> dict[str, Any]:
    """Write a draft as plain values, which ``read_draft`` reads back to the same draft; blanks are left out."""
    values: dict[str, Any] = {
        "schema": SCHEMA,
        "decision": draft.decision,
        "about": list(draft.about),
        "to": {"organisation": draft.organisation, "person": draft.person, "channel": draft.channel},
        "purpose": {"code": draft.purpose_code, "text": draft.purpose},
        "law": {
            "gateways": list(draft.gateways),
            "art6": list(draft.art6),
            "packages": list(draft.packages),
            "apd": draft.apd,
            "facts": dict(draft.facts),
        },
        "told": {"family": draft.told, "reason": draft.told_reason},
        "proportionality": draft.proportionality,
        "reason": draft.reason,
        "review_at": _written(draft.review_at),
        "item": [_item_values(item) for item in draft.items],
        "held_back": [{"category": held.category, "why": held.why} for held in draft.held_back],
        "reasons": dict(draft.reasons),
    }
    if draft.request is not None:
        asked = draft.request
        values["request"] = {
            "from": asked.asked_by,
            "received": _written(asked.received),
            "due": _written(asked.due),
            "reference": asked.reference,
            "states_public_task": asked.states_public_task,
        }
    if draft.emergency is not None:
        said = draft.emergency
        values["emergency"] = {"who": said.who, "danger": said.danger, "why_now": said.why_now}
    filled: dict[str, Any] = _without_blanks(values)
    return filled


def _channel(to: _Part) -> str:
    """Channels are written with blanks in the law and with underscores in files; both are read."""
    channel = to.text("channel").replace("_", " ")
    if channel and channel not in CHANNELS:
        raise _refused(f"to.channel is {channel}, which is none of {', '.join(CHANNELS)}.")
    return channel


def _facts(part: _Part, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    facts = []
    for key in part.names():
        if key not in catalogue.conditions and key not in OTHER_FACTS:
            raise _refused(f"law.facts has the unknown key {key}.")
        answer = part.text(key)
        allowed = OTHER_FACTS.get(key, ())
        if allowed and answer not in allowed:
            raise _refused(f"law.facts.{key} is {answer}, which is none of {', '.join(allowed)}.")
        if key == "apd_expires" and not _is_day(answer):
            raise _refused(f"law.facts.{key} is no day, such as 2027-03-31.")
        facts.append((key, answer))
    part.done()
    return tuple(facts)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _request(part: _Part) -> RequestDraft:
    request = RequestDraft(
        asked_by=part.text("from"),
        received=part.moment("received"),
        due=part.moment("due"),
        reference=part.text("reference"),
        states_public_task=part.answer("states_public_task") is True,
    )
    part.done()
    return request


def _item(part: _Part, catalogue: Catalogue) -> ItemDraft:
    item = ItemDraft(
        statement=part.text("statement"),
        record=part.text("record"),
        text=part.text("text"),
        category=part.code("category", catalogue.categories),
        about=part.text("about"),
        relates_to=part.texts("relates_to"),
        tag=part.code("tag", TAGS),
        source=part.text("source"),
        relevant=part.answer("relevant") is not False,
        address_clue=part.answer("address_clue") is True,
        reveals_health=part.answer("reveals_health") is True,
        used_to_identify=part.answer("used_to_identify") is True,
    )
    part.done()
    chosen = [kind for kind in ("statement", "record", "text") if getattr(item, kind)]
    if len(chosen) != 1:
        raise _refused(f"{part.path} must name one statement, one record or one text.")
    return item


def _held_back(part: _Part, catalogue: Catalogue) -> HeldBack:
    held = HeldBack(part.code("category", catalogue.categories), part.text("why"))
    part.done()
    return held


def _emergency(part: _Part) -> EmergencyDraft:
    said = EmergencyDraft(part.text("who"), part.text("danger"), part.text("why_now"))
    part.done()
    return said


def _reasons(part: _Part, catalogue: Catalogue) -> tuple[tuple[str, str], ...]:
    for key in part.names():
        if key not in catalogue.rules:
            raise _refused(f"reasons has the unknown key {key}.")
    return tuple((key, part.text(key)) for key in part.names())


def _item_values(item: ItemDraft) -> dict[str, Any]:
    values = {name: getattr(item, name) for name in ItemDraft.__slots__}
    values["relates_to"] = list(item.relates_to)
    flags = ("address_clue", "reveals_health", "used_to_identify")
    left_out = {name for name in flags if not values[name]} | ({"relevant"} if item.relevant else set())
    return {name: value for name, value in values.items() if name not in left_out}


def _written(at: datetime | None) -> str:
    return "" if at is None else at.isoformat()


def _without_blanks(value: Any) -> Any:
    if isinstance(value, dict):
        filled = {key: _without_blanks(one) for key, one in value.items()}
        return {key: one for key, one in filled.items() if one not in ("", None, [], {})}
    return [_without_blanks(one) for one in value] if isinstance(value, list) else value


class _Part:
    """One table of the share; every key that is asked for is ticked off, and what is left over is refused."""

    def __init__(self, path: str, table: Mapping[str, Any]) -> None:
        self.path = path
        self._table = table
        self._left = set(table)

    def text(self, key: str) -> str:
        value = self._take(key, str, "a text")
        return "" if value is None else str(value)

    def answer(self, key: str) -> bool | None:
        value = self._take(key, bool, "true or false")
        return None if value is None else bool(value)

    def code(self, key: str, known: Collection[str]) -> str:
        value = self.text(key)
        self._known(key, [value] if value else [], known)
        return value

    def codes(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        values = self.texts(key)
        self._known(key, values, known)
        return values

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._take(key, (list, str), "a list of texts")
        values = [value] if isinstance(value, str) else value or []
        if not all(isinstance(one, str) for one in values):
            raise _refused(f"{self._named(key)} must be a list of texts.")
        return tuple(values)

    def moment(self, key: str) -> datetime | None:
        """A time without a zone is English local time."""
        value = self._take(key, (datetime, str), "a date and time")
        if value is None:
            return None
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=LONDON)
        try:
            return moment(value)
        except ValueError as error:
            raise _refused(f"{self._named(key)} must be a date and time.") from error

    def part(self, key: str) -> _Part:
        return _Part(self._named(key), self._take(key, Mapping, "a table") or {})

    def parts(self, key: str) -> list[_Part]:
        values = self._take(key, list, "a list of tables") or []
        if not all(isinstance(value, Mapping) for value in values):
            raise _refused(f"{self._named(key)} must be a list of tables.")
        return [_Part(f"{self._named(key)} {number}", value) for number, value in enumerate(values, start=1)]

    def names(self) -> tuple[str, ...]:
        return tuple(self._table)

    def done(self) -> None:
        if self._left:
            where = f"{self.path} has" if self.path else "The share has"
            raise _refused(f"{where} the unknown key {', '.join(sorted(self._left))}.")

    def _take(self, key: str, kind: Any, words: str) -> Any:
        self._left.discard(key)
        value = self._table.get(key)
        if value is not None and not isinstance(value, kind):
            raise _refused(f"{self._named(key)} must be {words}.")
        return value

    def _known(self, key: str, values: Collection[str], known: Collection[str]) -> None:
        for value in values:
            if value not in known:
                raise _refused(f"{self._named(key)} has {value}, which is none of {', '.join(known)}.")

    def _named(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def _refused(what: str) -> ShareFileRefused:
    return ShareFileRefused(
        what[0].upper() + what[1:],
        kept="Nothing was decided and nothing was kept.",
        next_step="Mend the share and try again; the help page on share files lists every key.",
    )
