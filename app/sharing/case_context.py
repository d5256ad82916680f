"""Which other facts stand in column ``context`` of a judging file: of a share, of statistics, of an act that is none?"""

from __future__ import annotations

import re
from typing import Any

from app.sharing import case_codes as known
from app.sharing.case_codes import Codes
from app.sharing.case_fields import MOST, Fields
from app.sharing.facts import (
    HIDDEN,
    UNDATED,
    Act,
    AgencyCheck,
    Figure,
    Identifier,
    Instruction,
    Match,
    Published,
    RagChange,
    Table,
)

COUNT = re.compile(r"[0-9]{1,9}")
PRINTED = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
#: What stands for the answer to a condition that a row does not mention: recorded, unless it is said to be missing.
RECORDED = "recorded"


def read_context(context: Fields, codes: Codes) -> dict[str, Any]:
    """Read the column into the arguments of the facts that stand in it."""
    facts: dict[str, Any] = {
        **_of_a_share(context, codes),
        "conditions": _conditions(context, codes),
        "instructions": tuple(_instruction(fields) for fields in context.list_of("instructions")),
        "table": _table(context.fields("table")),
        "figures": tuple(_figure(fields) for fields in context.list_of("figures")),
        "file_fields": context.texts("file_fields"),
        "breakdown": _breakdown(context),
        "published_before": tuple(_published(fields) for fields in context.list_of("published_before")),
        "match": _match(context.fields("match")),
        "act": _act(context),
    }
    context.done()
    return facts


def _of_a_share(context: Fields, codes: Codes) -> dict[str, Any]:
    flags = (
        "whole_file",
        "leave_of_court",
        "links_pre_and_post_adoption_ids",
        "unredacted_assessment",
        "parent_informed",
        "offline",
    )
    return {
        **{name: context.time(name) for name in ("as_of", "happened_at", "saved_at")},
        **{name: context.text(name) for name in ("free_text", "leave_ref", "cr_reason", "protected_group")},
        **{name: context.flag(name) for name in flags},
        "channel_stage": context.code("channel_stage", known.STAGES),
        "ri_condition": context.code("ri_condition", known.ANNEX_1),
        "gra_exception": context.code("gra_exception", codes.gra_exceptions),
        "catalogue_age_days": context.number("catalogue_age_days") or 0,
    }


def _conditions(context: Fields, codes: Codes) -> tuple[tuple[str, str], ...]:
    """Every condition counts as recorded, whatever was answered, unless it is named as missing."""
    given = context.fields("conditions")
    for condition in given.names():
        if condition not in codes.conditions:
            raise context.refuse("conditions", "has an unknown condition")
        if isinstance(given.raw(condition), dict | list):
            raise context.refuse("conditions", "has an answer that is no text")
    missing = context.codes("conditions_missing", codes.conditions)
    return tuple((condition, RECORDED) for condition in codes.conditions if condition not in missing)


def _instruction(fields: Fields) -> Instruction:
    instruction = Instruction(
        subject=fields.text("subject"),
        given_by=fields.text("given_by"),
        date=fields.day("date") or UNDATED,
        instruction=fields.text("instruction"),
    )
    fields.done()
    return instruction


def _table(fields: Fields) -> Table | None:
    columns, labels = fields.texts("columns"), fields.texts("row_labels")
    rows = fields.raw("rows") or []
    fields.done()
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise fields.refuse("rows", "must be an array of arrays")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(columns):
            raise fields.refuse("rows", f"row {number} has not as many cells as there are columns")
        if not all(isinstance(cell, str) and (cell == HIDDEN or PRINTED.fullmatch(cell)) for cell in row):
            raise fields.refuse("rows", f"row {number} has a cell that is neither a number as text nor c")
    if labels and len(labels) != len(rows):
        raise fields.refuse("row_labels", "has not one label for each row")
    return Table(columns, tuple(tuple(row) for row in rows), labels) if fields else None


def _figure(fields: Fields) -> Figure:
    figure = Figure(
        kind=fields.code("kind", known.FIGURES),
        value=fields.text("value"),
        numerator=_count(fields, "numerator"),
        denominator=_count(fields, "denominator"),
        people=fields.maybe_whole("people"),
        named_group=fields.flag("named_group"),
    )
    fields.done()
    if not figure.kind:
        raise fields.refuse("kind", "is missing")
    if figure.value != HIDDEN and not PRINTED.fullmatch(figure.value):
        raise fields.refuse("value", "is neither a number as text nor c")
    return figure


def _count(fields: Fields, key: str) -> int | str | None:
    if fields.raw(key) == HIDDEN:
        return HIDDEN
    return fields.maybe_whole(key)


def _breakdown(context: Fields) -> tuple[str, ...]:
    """One word for the breakdown may stand alone."""
    breakdown = context.raw("breakdown")
    if isinstance(breakdown, str):
        return (breakdown,) if breakdown else ()
    return context.texts("breakdown")


def _published(fields: Fields) -> Published:
    published = Published(fields.text("title"), _breakdown(fields), _total(fields))
    fields.done()
    return published


def _total(fields: Fields) -> int | None:
    """A total stands as a number, or as text as it does in a table; a hidden one is not known."""
    total = fields.raw("total")
    if isinstance(total, str):
        if total in ("", HIDDEN):
            return None
        if not COUNT.fullmatch(total) or int(total) > MOST:
            raise fields.refuse("total", "is no whole number")
        return int(total)
    return fields.maybe_whole("total")


def _match(fields: Fields) -> Match:
    match = Match(
        fields.code("state", known.MATCHES, silent="confirmed"),
        duplicates_exist=fields.flag("duplicates_exist"),
    )
    fields.done()
    return match


def _act(context: Fields) -> Act:
    return Act(
        identifier=_identifier(context.fields("identifier")),
        record_kept=context.code("record_kept", known.RECORDS),
        discovered_on=context.day("discovered_on"),
        police_notified_on=context.day("police_notified_on"),
        already_notified_by=context.text("already_notified_by"),
        same_profession=context.flag("same_profession"),
        notice_received_at=context.time("notice_received_at"),
        next_school_day_starts=context.time("next_school_day_starts"),
        shown_to_dsl_at=context.time("shown_to_dsl_at"),
        past_share=context.text("past_share"),
        field=context.text("field"),
        rag_change=_rag_change(context.fields("rag_change")),
        analysis_by=context.text("analysis_by"),
        signed_by=context.text("signed_by"),
        checks=tuple(_check(fields) for fields in context.list_of("checks")),
        referrer_told=context.flag("referrer_told"),
        referrer_not_told_reason=context.text("referrer_not_told_reason"),
        server_changed_since_copy=context.flag("server_changed_since_copy"),
    )


def _identifier(fields: Fields) -> Identifier | None:
    identifier = Identifier(
        fields.code("type", known.IDENTIFIERS), fields.text("value"), fields.code("save_as", known.SAVED_AS)
    )
    fields.done()
    if fields and not identifier.type:
        raise fields.refuse("type", "is missing")
    return identifier if fields else None


def _rag_change(fields: Fields) -> RagChange | None:
    change = RagChange(*(fields.text(key) for key in ("from", "to", "rationale", "by")))
    fields.done()
    return change if fields else None


def _check(fields: Fields) -> AgencyCheck:
    check = AgencyCheck(fields.text("agency"), fields.text("rating"), fields.code("status", known.CHECKED))
    fields.done()
    return check
