"""What does a CONSENT.toml say? Read into one answer about consent, or refused naming the key."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from app.errors import RefusedInput
from app.sharing.consent_answers import Answer

SCHEMA = "mash-desk/consent/1"
DAYS = ("answered_on", "asked_on", "expires_on")
LISTS = ("scope", "recipients", "conditions")
KEYS = ("attachment", "replaces")
NEEDED = ("kind", "answer", "answered_on")


def read_consent_file(text: str) -> Answer:
    """Read the text of a CONSENT.toml: the schema and the fields of ``Answer``, days as ``2026-11-30``.

    Refuses, naming the key: another schema, an unknown key, a value of the wrong kind, a part that is missing.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _refused(f"The file of the answer is not readable as TOML: {error}.") from error
    if table.pop("schema", None) != SCHEMA:
        raise _refused(f"The schema of the answer is not {SCHEMA}.")
    known = {field.name for field in fields(Answer)}
    for key in table:
        if key not in known:
            raise _refused(f"The key {key} is unknown.", f"Known are: {', '.join(sorted(known))}.")
    for key in NEEDED:
        if key not in table:
            raise _refused(f"The answer has no {key}.")
    return Answer(**{key: _value(key, table) for key in table})


def _value(key: str, table: Mapping[str, Any]) -> Any:
    value = table[key]
    if key in LISTS:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return tuple(value)
        raise _refused(f"The key {key} is a list of texts.")
    if key in DAYS and isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if not isinstance(value, str):
        raise _refused(f"The key {key} is {'a day' if key in DAYS else 'a text'}.")
    try:
        if key in DAYS:
            return dt.date.fromisoformat(value)
        return UUID(hex=value) if key in KEYS else value
    except ValueError:
        what = "a day; write it as 2026-11-30" if key in DAYS else "a key of this store"
        raise _refused(f"The key {key} is not {what}.") from None


def _refused(happened: str, next_step: str = "Mend the file and try again.") -> RefusedInput:
    return RefusedInput(happened, kept="Nothing was recorded.", next_step=next_step)
