"""What stands on the multi-agency referral form? Sections A to H, from the frozen decision and the copy row alone.

The sections and their fields are those of domain-and-law, section 3.2; what nobody has filled says "Not recorded".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.clock import moment
from app.errors import DeskError
from app.papers.flow import Field, Flow, Paragraph, printed, say
from app.papers.form import Content, field_of, purpose_said
from app.papers.guarding import printable
from app.papers.page_style import Foot, make_paper
from app.papers.referral_says import the_child, the_concern, the_family, the_professionals
from app.papers.shaping import Span, tidied
from app.papers.tagging import Described
from app.papers.wording import NOT_RECORDED, day_said
from app.settings import picture_bytes
from models.codes import Decision

VERSION = "referral/1"
TITLE = "Multi-agency referral"


class NoReferral(DeskError):
    """A decision not to share, or to decide later, makes no referral."""


def referral(
    frozen: Mapping[str, Any], copy: Mapping[str, Any], hidden: frozenset[str] = frozenset()
) -> bytes:
    """Make the referral form as a tagged PDF.

    ``copy`` has reference, number, recipient, made_at (text), log_head and fingerprint (64 figures) of the copy row;
    ``hidden`` are people whose address is withheld (``guarding.printable``). The same values give the same bytes.
    Refused with ``NoReferral`` unless the decision is to share; raises ``MissingLetter``.
    """
    if frozen.get("decision") != Decision.SHARE:
        raise NoReferral(
            "This decision was not to share, so there is no referral to print.",
            kept="The decision stands as it was frozen.",
            next_step="Print the share record instead.",
        )
    document = printable(frozen, hidden).document
    content = Content(document, copy, moment(str(frozen["decided_at"])).date())
    return make_paper(
        lambda flow: _fill(flow, content), foot_of(frozen, copy), described(TITLE, frozen, copy)
    )


def foot_of(frozen: Mapping[str, Any], copy: Mapping[str, Any]) -> Foot:
    """Give what the foot of each page says of a copy."""
    council = frozen.get("council") or {}
    short = str(copy["fingerprint"])[:16]
    reference = str(frozen["reference"])
    return Foot(
        marking=str(council.get("marking") or "OFFICIAL-SENSITIVE"),
        reference=reference,
        copy=f"copy {copy['number']}, {copy['reference']}",
        fingerprint=short,
        log_head=str(copy["log_head"]),
        dpo=str(council.get("dpo") or "") or NOT_RECORDED,
        code=f"{reference} {copy['reference']} {short}",
        logo=picture_bytes(str(council.get("logo") or "")),
    )


def described(title: str, frozen: Mapping[str, Any], copy: Mapping[str, Any]) -> Described:
    """Give what the file says of itself: title, reference, copy and council, never a name."""
    council = frozen.get("council") or {}
    whole = f"{title} {frozen['reference']}, copy {copy['number']}"
    return Described(whole, tidied(str(council.get("name") or "")), moment(str(copy["made_at"])))


def _fill(flow: Flow, content: Content) -> None:
    council, copy = content.part("council"), content.copy
    flow.side_by_side(
        [
            ("H1", TITLE, 17.0),
            ("P", f"{council.get('name') or ''} · Multi-Agency Safeguarding Hub".strip(" ·"), 11.0),
        ],
        [
            str(content.document["reference"]),
            day_said(copy["made_at"]),
            f"Copy {copy['number']} for {copy.get('recipient') or NOT_RECORDED}",
        ],
        0.56,
    )
    flow.boxed(list(_box(content)))
    _section_a(flow, content)
    _section_b(flow, content)
    the_child(flow, content)
    the_family(flow, content)
    _section_e(flow, content)
    the_concern(flow, content)
    the_professionals(flow, content)
    _section_h(flow, content)


def _box(content: Content) -> Iterator[Paragraph]:
    """Say how urgent, for whom, under which law, and whether the family knows."""
    emergency, request, to, told = (content.part(name) for name in ("emergency", "request", "to", "told"))
    if emergency:
        yield (
            Span("▲ Immediate danger. ", True),
            Span(_sentences(emergency.get("who"), emergency.get("danger"), emergency.get("why_now"))),
        )
    elif request.get("due"):
        yield Span("Urgency. ", True), Span(f"An answer is due by {day_said(request['due'])}.")
    else:
        yield Span("Urgency. ", True), Span(f"{NOT_RECORDED}.")
    yield Span("For ", True), Span(f"{whom(to)}.")
    yield (
        Span("Shared under ", True),
        Span(f"{'; '.join(_laws(content)) or NOT_RECORDED}. Ask us before you pass it on."),
    )
    yield Span("The family ", True), Span(family_told(told))


def _sentences(*parts: Any) -> str:
    said = [str(part).strip() for part in parts if part and str(part).strip()]
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in said)


def whom(to: Mapping[str, Any]) -> str:
    """Say to whom it goes: the person or post, then the organisation."""
    return ", ".join(str(to[key]) for key in ("person", "organisation") if to.get(key)) or NOT_RECORDED


def _laws(content: Content) -> list[str]:
    gateways = content.part("law").get("gateways") or []
    effects = {
        "D": "duty to share",
        "P": "power to share",
        "F": "power from a function",
        "R": "limits the use",
    }
    said = []
    for gateway in gateways:
        effect = effects.get(str(gateway.get("effect")), "")
        section = str(gateway.get("section") or gateway.get("title") or gateway.get("id"))
        said.append(f"{section} ({effect})" if effect else section)
    return said


def family_told(told: Mapping[str, Any]) -> str:
    """Say whether the family knows, to follow the words *The family*."""
    if told.get("family") is True:
        return "knows of this share."
    if told.get("family") is False:
        return _sentences("has not been told", *([told["reason"]] if told.get("reason") else [])).replace(
            "told. ", "told: ", 1
        )
    return "told or not: not recorded."


def _section_a(flow: Flow, content: Content) -> None:
    request, purpose = content.part("request"), content.part("purpose")
    flow.heading("A. The referral")
    flow.fields(
        [
            field_of("Reference", content.document.get("reference")),
            field_of("Received", day_said(request.get("received"))),
            field_of("Their reference", request.get("reference")),
            field_of("Answer due", day_said(request.get("due"))),
            field_of("Level of need", None),
            field_of("Immediate danger", "Yes" if content.part("emergency") else None),
            field_of("Request type", purpose_said(purpose.get("code"))),
            field_of("What it is for", purpose.get("text")),
        ]
    )


def _section_b(flow: Flow, content: Content) -> None:
    request = content.part("request")
    flow.heading("B. Who refers")
    flow.fields(
        [
            field_of("Name, role, agency", request.get("from")),
            field_of("Relation to child", None),
            field_of("Telephone, e-mail", None),
            field_of("Spoke to", None),
        ]
    )


def _section_e(flow: Flow, content: Content) -> None:
    told = content.part("told")
    family = told.get("family")
    flow.heading("E. Consent and telling the family")
    flow.fields(
        [
            field_of("Family told", "Yes" if family is True else "No" if family is False else None),
            field_of("If not, why", told.get("reason")),
            field_of("Who agreed", None),
            field_of("Child's view", None),
            field_of("Parents' view", None),
        ]
    )


def _section_h(flow: Flow, content: Content) -> None:
    document, officer, law, council = (
        content.document,
        *(content.part(n) for n in ("officer", "law", "council")),
    )
    second = content.part("second_person")
    decided = ", ".join(str(officer[key]) for key in ("name", "post") if officer.get(key))
    flow.heading("H. Law and declaration")
    flow.fields(
        [
            Field("Power or duty", say("\n".join(gateways_said(law))) or printed(NOT_RECORDED, bold=False)),
            field_of("Data protection", "; ".join(bases_said(law))),
            field_of("Why this, and no more", document.get("proportionality")),
            field_of(
                "Decided by", ", ".join(p for p in (decided, day_said(document.get("decided_at"))) if p)
            ),
            field_of("Manager seen", second.get("name")),
            field_of("This copy", f"{content.copy['reference']}, copy {content.copy['number']}"),
            field_of("Fingerprint", str(content.copy["fingerprint"])[:16]),
            field_of("Log head", content.copy["log_head"]),
            field_of("Council", "\n".join(str(council[k]) for k in ("name", "address") if council.get(k))),
            field_of("Data protection officer", council.get("dpo")),
            *((field_of("Privacy notice", council["privacy"]),) if council.get("privacy") else ()),
        ]
    )


def gateways_said(law: Mapping[str, Any]) -> Iterator[str]:
    """Name each power or duty with its section."""
    for gateway in law.get("gateways") or []:
        named = [str(gateway[key]) for key in ("section", "title") if gateway.get(key)]
        yield ": ".join(named) or str(gateway.get("id") or "")


def bases_said(law: Mapping[str, Any]) -> Iterator[str]:
    """Name the bases in data protection law."""
    yield from (f"UK GDPR Article 6(1)({str(code).removeprefix('6')})" for code in law.get("art6") or [])
    yield from (f"Article {code}" for code in law.get("art9") or [])
    yield from (
        f"DPA 2018 Schedule 1 {str(code).replace('para ', 'paragraph ')}" for code in law.get("sch1") or []
    )
    if law.get("apd"):
        yield f"policy document {law['apd']}"
