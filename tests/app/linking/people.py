"""Made-up records for tests of the matcher."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.dates import GivenDate
from app.linking.match_facts import MatchFacts, NameForm, Relative, SaidBy, home, name_form

BORN = GivenDate(2016, 4, 12)
MOTHER = Relative(name_form("Ada", "Okonkwo"), "PAM")


def a_record(
    key: str,
    given: str = "Zoë",
    family: str = "Okonkwo-Bell",
    *,
    born: GivenDate | None = BORN,
    at: tuple[str, str] | None = ("14 Alder Court", "QX1 1AA"),
    by: str | None = None,
    names: tuple[NameForm, ...] | None = None,
    tells_apart: bool = True,
    **changes: Any,
) -> MatchFacts:
    """Give the facts of one record; ``by`` is the organisation's code (its own one for each key otherwise)."""
    facts = MatchFacts(
        key=key,
        said_by=(SaidBy(by or f"ORG-{key}", key, tells_apart),),
        names=names if names is not None else (name_form(given, family),),
        births=(born,) if born else (),
        homes=(home(*at),) if at else (),
    )
    return replace(facts, **changes)
