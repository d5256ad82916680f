"""What does the store say about a draft share? People, recipient and each chosen thing as they stand, and the facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.clock import LONDON
from app.errors import NotFound, RefusedInput
from app.folding import fold
from app.sharing.consents_kept import kept_consents, with_consents
from app.sharing.facts import IDENTIFIABLE, SHARE, Emergency, Facts, Party, Request, Settings
from app.sharing.gathered import Council, Gathered, Recipient
from app.sharing.gathering_items import Found, find_items
from app.sharing.gathering_people import People
from app.sharing.law import Catalogue
from app.sharing.law_choices import local_starts, not_approved
from app.sharing.share_draft import ShareDraft
from models import desk, directory
from models.database import DoorSession

PRIVATE = ("FAMILY", "PRIVATE_PERSON")


def gather(session: DoorSession, draft: ShareDraft, at: dt.datetime, catalogue: Catalogue) -> Gathered:
    """Read what the store says about a draft, on the day of ``at`` in England.

    Refused: a person, organisation, statement or record that is not there, or is no longer said; an item that is about
    somebody else than it says.
    """
    settings = desk.settings(session)
    day = at.astimezone(LONDON).date()
    people = People(session, day)
    for reference in draft.about:
        people.person(reference, protected=True)
    items = find_items(session, draft.items, people)
    council = _council(settings)
    organisation = _organisation(session, draft.organisation)
    recipient = _recipient(session, organisation, draft)
    facts = _facts(draft, day, items, people, catalogue)
    facts = _with_answers(_with_law(facts, draft, catalogue), draft)
    kept = kept_consents(session, people, day)
    facts = with_consents(_with_sides(session, facts, council, organisation, recipient, settings), kept)
    chosen = tuple(found.item for found in items)
    return Gathered(draft, facts, people.about(), recipient, chosen, council, kept.keys)


def _organisation(session: DoorSession, named: str) -> directory.Organisation:
    row = directory.organisation_named(session, named) if named.strip() else None
    if row is None:
        known = ", ".join(each.name for each in directory.organisations(session))
        raise NotFound(
            "The receiving organisation is not in the directory.",
            kept="Nothing was decided.",
            next_step=f"Choose one of these, or add it to the directory first: {known}.",
        )
    return row


def _recipient(session: DoorSession, row: directory.Organisation, draft: ShareDraft) -> Recipient:
    channels = directory.channels_of(session, row.id)
    fitting = next((one for one in channels if one.kind.replace("_", " ") == draft.channel), None)
    return Recipient(
        key=row.id,
        organisation=row.name,
        code=row.code,
        class_=row.class_,
        body=row.body,
        person=draft.person,
        channel=draft.channel,
        address=fitting.address if fitting else "",
        secure=fitting.secure if fitting else None,
    )


def _facts(
    draft: ShareDraft, day: dt.date, items: tuple[Found, ...], people: People, catalogue: Catalogue
) -> Facts:
    """What was chosen and written; the law that was chosen and the two sides are put in afterwards."""
    said = dict(draft.facts)
    weighed = said.get("detriment_considered")
    return Facts(
        date=day,
        sender=Party("LA"),
        recipient=Party("LA"),
        decision=draft.decision or SHARE,
        mode=said.get("mode", IDENTIFIABLE),
        subjects=people.subjects(),
        items=tuple(found.fact for found in items),
        purpose_code=draft.purpose_code,
        purpose=draft.purpose,
        proportionality=draft.proportionality,
        told=draft.told,
        told_reason=draft.told_reason,
        detriment_considered=None if weighed is None else weighed == "yes",
        reason=draft.reason,
        refusal_ground=said.get("refusal_ground", ""),
        request=_request(draft),
        review_at=draft.review_at,
        channel=draft.channel,
        emergency=_emergency(draft),
        conditions=tuple((key, answer) for key, answer in draft.facts if key in catalogue.conditions),
    )


def _with_law(facts: Facts, draft: ShareDraft, catalogue: Catalogue) -> Facts:
    """A package stands for its Article 9 condition and its paragraph of Schedule 1."""
    said = dict(draft.facts)
    packages = [catalogue.packages[code] for code in draft.packages]
    expires = said.get("apd_expires", "")
    return replace(
        facts,
        gateways=draft.gateways,
        art6=draft.art6,
        art9_packages=draft.packages,
        art9=tuple(dict.fromkeys(package.art9 for package in packages)),
        sch1=tuple(dict.fromkeys(package.sch1 for package in packages if package.sch1)),
        apd_ref=draft.apd,
        apd_expires=dt.date.fromisoformat(expires) if expires else None,
        offence_basis=said.get("offence_basis", ""),
        cr_reason=said.get("cr_reason", ""),
        sg_limb=said.get("sg_limb", ""),
        protected_group=said.get("protected_group", ""),
        harm_or_risk=said.get("harm_or_risk", ""),
        ri_condition=said.get("ri_condition", ""),
    )


def _with_answers(facts: Facts, draft: ShareDraft) -> Facts:
    """What was answered about the things sent; not answered is no."""
    said = dict(draft.facts)
    return replace(
        facts,
        gra_exception=said.get("gra_exception", ""),
        channel_stage=said.get("channel_stage", ""),
        leave_of_court=said.get("leave_of_court") == "yes",
        parent_informed=said.get("parent_informed") == "yes",
        whole_file=said.get("whole_file") == "yes",
        unredacted_assessment=said.get("unredacted_assessment") == "yes",
        links_pre_and_post_adoption_ids=said.get("links_pre_and_post_adoption_ids") == "yes",
    )


def _with_sides(
    session: DoorSession,
    facts: Facts,
    council: Council,
    row: directory.Organisation,
    to: Recipient,
    settings: Mapping[str, Any],
) -> Facts:
    """The council sends; a private recipient is known by name, or by reference, to those who hide from them."""
    sender = Party("LA", party_class="COUNCIL", organisation=council.name, childrens_social_care=True)
    private = row.class_ in PRIVATE
    recipient = Party(
        row.body,
        party_class=row.class_,
        organisation=row.name,
        person=to.person,
        s16la_listed=row.s16la_listed,
        competent_authority=row.competent_authority or None,
        commissioned=row.commissioned,
        registered_landlord=row.registered_landlord,
        person_id=_private_id(facts, to.person) if private else "",
        email_domain=_domain(to),
    )
    return replace(facts, sender=sender, recipient=recipient, settings=_settings(session, settings, to))


def _domain(to: Recipient) -> str:
    """What stands after the last @ of the address; nothing where the directory has no e-mail address."""
    return to.address.rpartition("@")[2].strip() if "@" in to.address else ""


def _private_id(facts: Facts, person: str) -> str:
    """A private recipient's id among the people of the share; else the folded name, as withholdings keep it."""
    names = {fold(subject.name): subject.id for subject in facts.subjects}
    hidden_from = {who for subject in facts.subjects for who in subject.address_withheld_from}
    folded = fold(person)
    return folded if folded in hidden_from else names.get(folded, folded)


def _request(draft: ShareDraft) -> Request | None:
    asked = draft.request
    if asked is None:
        return None
    return Request(asked.asked_by, asked.received, asked.due, asked.reference, asked.states_public_task)


def _emergency(draft: ShareDraft) -> Emergency | None:
    said = draft.emergency
    return None if said is None else Emergency(said.who, said.danger, said.why_now)


def _council(settings: Mapping[str, Any]) -> Council:
    return Council(
        name=str(settings.get("council_name", "")),
        address=str(settings.get("council_address", "")),
        dpo=str(settings.get("council_dpo", "")),
        marking=str(settings.get("council_marking", "OFFICIAL-SENSITIVE")),
        privacy=str(settings.get("council_privacy", "")),
        logo=str(settings.get("council_logo", "")),
    )


def _settings(session: DoorSession, settings: Mapping[str, Any], to: Recipient) -> Settings:
    """The council's settings of law: a day in ISO form each, and whether its agencies are designated.

    Secure are the domains that the council lists, and that of an address which the directory calls secure.
    """
    plain = Settings()
    start = settings.get("s16la_start")
    local = {**(settings.get("local_start") or {}), **local_starts(session)}
    return Settings(
        s16la_start=_day("s16la_start", start) if start else plain.s16la_start,
        local_start=tuple((gateway, _day(gateway, day)) for gateway, day in sorted(local.items())),
        designated_agencies=bool(settings.get("designated_agencies", plain.designated_agencies)),
        not_approved=not_approved(session),
        secure_domains=(
            *str(settings.get("secure_domains", "")).split(),
            *((_domain(to),) if to.secure else ()),
        ),
    )


def _day(name: str, text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise RefusedInput(
            f"The setting {name} is no day.",
            kept="Nothing was judged.",
            next_step="Write it as year-month-day in the settings.",
        ) from error
