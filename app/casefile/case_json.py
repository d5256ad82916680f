"""One child as the command line gives it: the schema of a case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.casefile.case_records import CaseView, Column, RecordShown, SettledShown, StatementShown
from app.casefile.chronology import Happening
from app.clock import moment_text

SCHEMA = "mash-desk/case/1"
#: Which groups stand under which name in what is known.
_KNOWN = {
    "names": ("name", "alias"),
    "identifiers": ("nhs_number", "upn", "former_upn", "uln", "other_id"),
    "addresses": ("address",),
    "contacts": ("phone", "email"),
    "warnings": ("warning",),
    "languages": ("language", "interpreter"),
    "sex": ("sex", "gender"),
    "ethnicity": ("ethnicity",),
    "religion": ("religion",),
    "disabilities": ("disability",),
    "expected": ("expected",),
    "death": ("death",),
    "schools": ("school", "school_history"),
    "gp": ("gp",),
    "sen": ("sen",),
    "looked_after": ("looked_after",),
    "notes": ("note", "age"),
}


def case_json(view: CaseView) -> dict[str, Any]:
    """Write a case as a plain JSON value; a withheld address is ``{"withheld": true, "reason": ...}``."""
    return {
        "schema": SCHEMA,
        "reference": view.reference,
        "as_of": moment_text(view.as_of),
        "known": _known(view),
        "organisations": [_organisation(column) for column in view.columns],
        "disagreements": [
            {
                "group": one.group,
                "said": [
                    {"organisation": each.organisation, "value": dict(each.value), "said_on": each.said_on}
                    for each in one.said
                ],
                "settled": one.settled,
            }
            for one in view.disagreements
        ],
        "family": [
            {
                "relation": one.relation,
                "name": one.name,
                "reference": one.reference,
                "organisation": one.organisation,
                "parental_responsibility": one.parental_responsibility,
            }
            for one in view.family
        ],
        "chronology": [_happening(one) for one in view.chronology],
        "shares": [
            {"reference": one.reference, "decision": one.decision, "to": one.to, "date": one.date}
            for one in view.shares
        ],
    }


def _happening(one: Happening) -> dict[str, Any]:
    return {
        "date": one.iso,
        "organisation": one.organisation,
        "kind": one.kind,
        "text": one.text,
        "tag": one.tag,
    }


def _known(view: CaseView) -> dict[str, Any]:
    said = [(column.organisation, one) for column in view.columns for one in column.statements]
    births = [pair for pair in said if pair[1].group == "birth"]
    chosen = [_value(*pair) for pair in births if pair[1].id == view.banner.birth_statement]
    by_hand = [_by_hand(one) for one in view.settled if one.statement is None]
    known: dict[str, Any] = {}
    for name, groups in _KNOWN.items():
        known[name] = [one for one in by_hand if one["group"] in groups] + _values(said, groups)
    settled = [one for one in by_hand if one["group"] == "birth"]
    known["birth"] = next(iter([*settled, *chosen, *(_value(*pair) for pair in births)]), {})
    return known


def _by_hand(one: SettledShown) -> dict[str, Any]:
    value = dict(one.value)
    return {"group": one.group, "value": value, "source": "settled by hand", "said_on": "", "settled": True}


def _values(said: Iterable[tuple[str, StatementShown]], groups: tuple[str, ...]) -> list[dict[str, Any]]:
    return [_value(source, one) for source, one in said if one.group in groups]


def _value(source: str, one: StatementShown) -> dict[str, Any]:
    value = {
        "group": one.group,
        "value": dict(one.value),
        "source": source,
        "said_on": one.said_on or one.heard_at[:10],
        "settled": one.settled,
    }
    if not one.usable:
        value["as_given"] = one.as_given
    return value


def _organisation(column: Column) -> dict[str, Any]:
    return {
        "organisation": column.organisation,
        "agency_reference": column.agency_reference,
        "link": {"how": column.link_how, "since": column.linked_since, "reasons": list(column.reasons)},
        "statements": [_statement(one) for one in column.statements],
        "records": [_record(one) for one in column.records],
    }


def _statement(one: StatementShown) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "group": one.group,
        "value": dict(one.value),
        "said_on": one.said_on,
        "heard_at": one.heard_at,
        "as_given": one.as_given,
        "usable": one.usable,
        "settled": one.settled,
    }


def _record(one: RecordShown) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "reference": one.reference,
        "kind": one.kind,
        "date": one.date_iso,
        "text": one.text,
        "tag": one.tag,
    }
