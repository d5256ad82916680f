"""How can somebody be reached, and is it safe to? Telephone, e-mail and address, each with what is safe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.errors import RefusedInput
from app.feeds.cleaning import read_phone, read_postcode

#: What may be asked of each way to reach somebody; the answer is yes, no, or left out where nobody knows.
SAFE: Mapping[str, tuple[tuple[str, str], ...]] = {
    "phone": (
        ("safe_to_call", "Safe to call"),
        ("safe_to_text", "Safe to text"),
        ("safe_to_leave_message", "Safe to leave a message"),
    ),
    "email": (("safe_to_write", "Safe to write"),),
    "address": (
        ("safe_to_visit", "Safe to visit"),
        ("safe_to_write", "Safe to write"),
    ),
}
PHONE_KINDS = (
    ("mobile", "mobile"),
    ("home", "home"),
    ("work", "work"),
    ("another", "somebody else's"),
)
ADDRESS_KINDS = (
    ("home", "home"),
    ("temporary", "for a time"),
    ("refuge", "refuge"),
    ("previous", "lived there before"),
)
_EMAIL = re.compile(r"[^@\s<>,;\"']+@[^@\s<>,;\"']+\.[^@\s<>,;\"'.]+")


def contact_value(
    way: str,
    reached_at: str | Iterable[str],
    *,
    kind: str = "",
    postcode: str = "",
    safe: Mapping[str, bool | None],
) -> dict[str, Any]:
    """Make the value of a telephone number, an e-mail or an address, with what is safe; refused where it is none.

    ``safe`` holds the answers by name (see ``SAFE``); one that is None is left out, as nobody knows it.
    """
    value: dict[str, Any]
    if way == "address":
        value = address_value(
            reached_at if not isinstance(reached_at, str) else (reached_at,), postcode, kind
        )
    else:
        text = str(reached_at).strip()
        fault = phone_fault(text) if way == "phone" else email_fault(text)
        if fault:
            raise RefusedInput(fault, kept="Nothing was changed.", next_step="Mend it and record it again.")
        value = {"value": text}
        if kind:
            value["kind"] = kind
    return value | safe_answers(way, safe)


def safe_answers(way: str, safe: Mapping[str, bool | None]) -> dict[str, bool]:
    """Give the answers that somebody gave to what may be asked of this way."""
    asked = [name for name, _ in SAFE[way]]
    return {name: answer for name in asked if (answer := safe.get(name)) is not None}


def phone_fault(text: str) -> str:
    """Say why this is no telephone number, or nothing."""
    if len(re.sub(r"\D", "", text)) < 6 or re.search(r"[^\d\s()+\-./xext]", text.lower()):
        return "A telephone number has at least six digits and no letters."
    read = read_phone(text)
    return "" if read.usable else "This telephone number has lost digits: one begins with 0 or +."


def email_fault(text: str) -> str:
    """Say why this is no e-mail address, or nothing."""
    return "" if _EMAIL.fullmatch(text) else "An e-mail address looks like name@example.org."


def address_value(lines: Iterable[str], postcode: str = "", kind: str = "") -> dict[str, Any]:
    """Make the value of an address: its lines, the postcode in its usual form where it is one, its kind."""
    kept = [line.strip() for line in lines if line.strip()]
    code = str(read_postcode(postcode).value) if postcode.strip() else ""
    value: dict[str, Any] = {"lines": kept, "kind": kind or "home"}
    if code:
        value["postcode"] = code
    if not kept and not code:
        raise RefusedInput(
            "An address needs at least a line or a postcode.",
            kept="Nothing was changed.",
            next_step="Write what is known of it.",
        )
    return value
