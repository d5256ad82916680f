"""What stands on the share record? A decision to share, not to share or to decide later, for the council's own file.

It names what was weighed by kind and source; what the items say stays in the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.clock import moment
from app.papers.flow import Column, Field, Flow, Paragraph, say
from app.papers.form import Content, category_said, field_of, said_or_not
from app.papers.guarding import printable
from app.papers.page_style import make_paper
from app.papers.referral import bases_said, described, family_told, foot_of, gateways_said, whom
from app.papers.shaping import Span
from app.papers.wording import NOT_RECORDED, day_said
from app.vocabulary import words
from models.codes import Decision

VERSION = "share-record/1"
TITLE = "Share record"
_DECIDED: dict[str, str] = {
    Decision.SHARE: "Decided to share.",
    Decision.DO_NOT_SHARE: "Decided not to share.",
    Decision.DEFER: "Put off: to be decided later.",
}
_OUTCOMES = {"B": "Stops", "W": "Warns", "I": "Informs"}


def share_record(
    frozen: Mapping[str, Any], copy: Mapping[str, Any], hidden: frozenset[str] = frozenset()
) -> bytes:
    """Make the record of a decision as a tagged PDF; ``copy`` and ``hidden`` are those of ``referral``.

    The same values give the same bytes. Raises ``MissingLetter``.
    """
    document = printable(frozen, hidden, for_our_file=True).document
    content = Content(document, copy, moment(str(frozen["decided_at"])).date())
    return make_paper(
        lambda flow: _fill(flow, content), foot_of(frozen, copy), described(TITLE, frozen, copy)
    )


def _fill(flow: Flow, content: Content) -> None:
    council, copy = content.part("council"), content.copy
    hub = f"{council.get('name') or ''} · Multi-Agency Safeguarding Hub".strip(" ·")
    flow.side_by_side(
        [("H1", TITLE, 17.0), ("P", hub, 11.0)],
        [
            str(content.document["reference"]),
            day_said(copy["made_at"]),
            f"Copy {copy['number']} for our file",
        ],
        0.56,
    )
    flow.boxed(list(_box(content)))
    _decision(flow, content)
    _law(flow, content)
    _weighed(flow, content)
    _held_back(flow, content)
    _rules(flow, content)


def _box(content: Content) -> Iterator[Paragraph]:
    document = content.document
    yield (
        Span(_DECIDED.get(str(document.get("decision")), NOT_RECORDED), True),
        Span(" For the council's own file only."),
    )
    yield Span("To ", True), Span(f"{whom(content.part('to'))}.")
    yield Span("The family ", True), Span(family_told(content.part("told")))


def _decision(flow: Flow, content: Content) -> None:
    document, request = content.document, content.part("request")
    purpose, officer = content.part("purpose"), content.part("officer")
    decided = ", ".join(str(officer[key]) for key in ("name", "post") if officer.get(key))
    about = ", ".join(str(person.get("reference")) for person in document.get("about") or [])
    flow.heading("1. The decision")
    flow.fields(
        [
            field_of("About", about),
            field_of("Decided", day_said(document.get("decided_at"))),
            field_of("Decided by", decided),
            field_of("Look again", day_said(document.get("review_at"))),
            *(_asked(request) if request else ()),
            field_of("What it is for", purpose.get("text")),
            field_of("Reason", document.get("reason")),
            field_of("Why this, and no more", document.get("proportionality")),
        ]
    )


def _asked(request: Mapping[str, Any]) -> Iterator[Field]:
    yield field_of("Asked by", request.get("from"))
    yield field_of("Received", day_said(request.get("received")))
    yield field_of("Answer due", day_said(request.get("due")))
    yield field_of("Their reference", request.get("reference"))


def _law(flow: Flow, content: Content) -> None:
    law = content.part("law")
    flow.heading("2. The law")
    flow.fields(
        [
            field_of("Power or duty", "\n".join(gateways_said(law))),
            field_of("Data protection", "; ".join(bases_said(law))),
            field_of("Law as of", content.document.get("catalogue_version")),
            field_of("Second person", content.part("second_person").get("name")),
        ]
    )


def _weighed(flow: Flow, content: Content) -> None:
    shared = content.document.get("decision") == Decision.SHARE
    flow.heading("3. What was shared" if shared else "3. What was weighed")
    rows = [
        (
            said_or_not(item.get("number")),
            said_or_not(_kind_of(item)),
            said_or_not((item.get("source") or {}).get("organisation")),
            said_or_not(words("tag", item.get("tag")).capitalize()),
        )
        for item in content.items
    ]
    if not rows:
        flow.fields([field_of("Items", None)])
        return
    flow.table((Column("No", 1), Column("What", 5), Column("Who says so", 6), Column("Kind", 3)), rows)


def _kind_of(item: Mapping[str, Any]) -> str:
    kind = category_said(item.get("category"))
    group = words("group", item.get("group"))
    return f"{kind}: {group}" if group and group.lower() != kind.lower() else kind


def _held_back(flow: Flow, content: Content) -> None:
    flow.heading("4. What was held back")
    held = [
        (said_or_not(category_said(one.get("category"))), said_or_not(one.get("why")))
        for one in content.document.get("held_back") or []
    ]
    if not held:
        flow.fields([field_of("Held back", None)])
        return
    flow.table((Column("What", 4), Column("Why", 10)), held)


def _rules(flow: Flow, content: Content) -> None:
    flow.heading("5. What the rules said")
    fired = [rule for rule in content.document.get("rules") or [] if rule.get("outcome") == "fired"]
    if not fired:
        flow.paragraphs(say("No rule stopped or warned."))
        return
    rows = [
        (
            say(f"{rule.get('id')} ({_OUTCOMES.get(str(rule.get('severity')), rule.get('severity'))})"),
            said_or_not(rule.get("sentence")),
            said_or_not(rule.get("reason")),
        )
        for rule in fired
    ]
    flow.table((Column("Rule", 3), Column("What it says", 6), Column("The officer's reason", 5)), rows)
