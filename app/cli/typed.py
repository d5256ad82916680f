"""How is what was typed on the command line read: a day of which parts may be missing, a value of a field group?"""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import Any

from app.clock import LONDON, now_utc
from app.dates import EXACT, MONTH, YEAR, GivenDate
from app.errors import RefusedInput
from app.people.cautions import warning_value
from app.people.contacts import ADDRESS_KINDS, PHONE_KINDS, SAFE, contact_value
from app.vocabulary import codes

YES_OR_NO = argparse.BooleanOptionalAction
_DATES = ("birth", "death", "expected")
_NUMBERS = ("nhs_number", "upn", "former_upn", "uln")
_KINDS = {"phone": dict(PHONE_KINDS), "address": dict(ADDRESS_KINDS)}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def given_date(words: str) -> GivenDate:
    """Read a date of which the day, or month and day, may be missing: ``2019-03-12``, ``2019-03`` or ``2019``."""
    read = _DATE.fullmatch(words.strip())
    try:
        if read is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in read.groups())
        date(year or 0, month or 1, day or 1)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{words}” is not a day; write it as 2026-11-30") from None
    precision = EXACT if day else MONTH if month else YEAR
    return GivenDate(year, month, day, precision, words.strip())


def says_safe() -> tuple[str, ...]:
    """Name every answer about what is safe that a way to reach somebody may have."""
    return tuple(dict.fromkeys(name for asked in SAFE.values() for name, _ in asked))


def said_value(asked: argparse.Namespace) -> dict[str, Any]:
    """Make the value of a field group from ``what``, ``text`` and what may be said with it, as the window does.

    Refused where the text is no day, number or code of that group, and for a warning without a day of review.
    """
    what, text = asked.what, asked.text.strip()
    _check_facts(asked)
    if what == "warning":
        return warning_value(text, asked.review, now_utc().astimezone(LONDON).date())
    if what in SAFE:
        safe = {name: getattr(asked, name) for name in says_safe()}
        lines = text.split(";") if what == "address" else text
        return contact_value(what, lines, kind=asked.kind, postcode=asked.postcode, safe=safe)
    if what in _DATES:
        try:
            return {"date": given_date(text).to_value()}
        except argparse.ArgumentTypeError as wrong:
            raise RefusedInput(f"{wrong}.", kept="Nothing was changed.") from None
    if what in _NUMBERS:
        return {"value": text}
    if what == "sex":
        return {"code": _sex(text)}
    return {"text": text}


def _check_facts(asked: argparse.Namespace) -> None:
    """Refuse what was said with something to which it does not belong: nothing that was typed is lost unseen."""
    may_say = {name for name, _ in SAFE.get(asked.what, ())}
    stray = [name for name in says_safe() if getattr(asked, name) is not None and name not in may_say]
    stray += ["review"] if asked.review and asked.what != "warning" else []
    stray += ["kind"] if asked.kind and asked.what not in _KINDS else []
    stray += ["postcode"] if asked.postcode and asked.what != "address" else []
    if stray:
        raise RefusedInput(
            f"--{stray[0].replace('_', '-')} cannot be said of this.",
            kept="Nothing was changed.",
            next_step="Leave it out, or record it with what it is about.",
        )
    kinds = _KINDS.get(asked.what, {})
    if asked.kind and asked.kind not in kinds:
        raise RefusedInput(
            "The desk knows no such kind.",
            kept="Nothing was changed.",
            next_step=f"Kinds: {', '.join(kinds)}.",
        )


def _sex(text: str) -> str:
    code = text.upper()
    if code not in dict(codes("sex")):
        known = ", ".join(f"{each} {words}" for each, words in codes("sex"))
        raise RefusedInput(
            "This is no code of sex.", kept="Nothing was changed.", next_step=f"Codes: {known}."
        )
    return code
