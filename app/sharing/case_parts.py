"""Who, what and which answers stand in a row of a judging file: its JSON columns read into the values of the facts."""

from __future__ import annotations

from app.sharing import case_codes as known
from app.sharing.case_codes import Codes
from app.sharing.case_fields import CaseError, Fields, objects
from app.sharing.facts import (
    UNDATED,
    Approval,
    Consent,
    Emergency,
    Item,
    Party,
    Request,
    Settings,
    Subject,
)


def read_sender(sender: Fields, codes: Codes) -> Party:
    """Read who sends; the class follows from the body where nobody wrote one."""
    body = sender.code("body", codes.bodies)
    party = Party(
        body=body,
        party_class=sender.code("class", codes.classes) or codes.class_of.get(body, ""),
        organisation=sender.text("name"),
        service=sender.text("service"),
        public_authority=sender.maybe_flag("public_authority"),
        s16la_listed=sender.maybe_flag("s16LA_listed"),
        commissioned=sender.flag("commissioned"),
        registered_landlord=sender.flag("registered_landlord"),
        agent_of_council=sender.flag("agent_of_council"),
        childrens_social_care=sender.flag("childrens_social_care"),
    )
    sender.done()
    return party


def read_recipient(name: str, party_class: str, flags: Fields, codes: Codes) -> Party:
    """Read who receives; only the first " / " parts organisation and person, and one name alone is never parted."""
    organisation, parted, person = name.partition(" / ")
    if not parted or party_class in codes.one_name:
        organisation, person = name, ""
    party = Party(
        body=flags.code("body", codes.bodies),
        party_class=party_class,
        organisation=organisation.strip(),
        person=person.strip(),
        commissioned=flags.flag("commissioned"),
        competent_authority=flags.maybe_flag("competent_authority"),
        acting_for_relevant_authority=flags.flag("acting_for_relevant_authority"),
        registered_landlord=flags.flag("registered_landlord"),
        s16la_listed=flags.maybe_flag("s16LA_listed"),
        same_council=flags.flag("same_council"),
        service_role_with_child=flags.flag("service_role_with_child", silent=True),
        childrens_social_care=flags.flag("childrens_social_care"),
        fpr_permitted=flags.flag("fpr_permitted"),
        carer=flags.flag("carer"),
        person_id=flags.text("person_id"),
        represents=flags.text("represents"),
        household_of=flags.text("household_of"),
        address_changed_days_ago=flags.number("address_changed_days_ago"),
        email_domain=flags.text("email_domain"),
    )
    flags.done()
    return party


def read_subjects(values: list[object]) -> tuple[Subject, ...]:
    """Read the people in the share; two with one id, or one with both dates, are refused."""
    subjects = tuple(_subject(fields) for fields in objects("subjects", values))
    if len({subject.id for subject in subjects}) != len(subjects):
        raise CaseError("subjects", "two entries have the same id")
    return subjects


def _subject(fields: Fields) -> Subject:
    edd = fields.day("edd")
    subject = Subject(
        id=fields.text("id"),
        role=fields.code("role", known.ROLES, silent="child" if edd else ""),
        dob=fields.day("dob"),
        edd=edd,
        sex=fields.code("sex", known.SEXES),
        protected=fields.flag("protected"),
        at_risk=fields.flag("at_risk"),
        age_uncertain=fields.flag("age_uncertain"),
        send=fields.flag("send"),
        disabled=fields.flag("disabled"),
        looked_after=fields.flag("looked_after"),
        care_leaver=fields.flag("care_leaver"),
        adopted_protected=fields.flag("adopted_protected"),
        da_flag=fields.flag("da_flag"),
        address_withheld_from=fields.texts("address_withheld_from"),
        pr_holders=fields.texts("pr_holders"),
        gillick_note=fields.flag("gillick_note"),
        applicant=fields.flag("applicant"),
        living_independently=fields.flag("living_independently"),
        alleged_source_of_harm=fields.flag("alleged_source_of_harm"),
        employer=fields.text("employer"),
        sexual_offence_victim=fields.flag("sexual_offence_victim"),
        fgm_victim=fields.flag("fgm_victim"),
        family_proceedings=fields.flag("family_proceedings"),
        nhs_in_document=_printed(fields),
    )
    fields.done()
    if subject.dob and subject.edd:
        raise fields.refuse("", "has both dob and edd")
    return subject


def _printed(fields: Fields) -> bool:
    """The number itself says that it is printed as well as true does."""
    printed = fields.raw("nhs_in_document")
    if printed is not None and not isinstance(printed, bool | str):
        raise fields.refuse("nhs_in_document", "must be true, false or the number")
    return bool(printed)


def read_items(values: list[object], subjects: tuple[Subject, ...], codes: Codes) -> tuple[Item, ...]:
    """Read what leaves; an item about, or relating to, somebody who is not in the share is refused."""
    ids = {subject.id for subject in subjects}
    return tuple(_item(fields, ids, codes) for fields in objects("items", values))


def _item(fields: Fields, ids: set[str], codes: Codes) -> Item:
    item = Item(
        cat=fields.code("cat", codes.categories),
        about=fields.text("about"),
        relates_to=fields.texts("relates_to"),
        relevant=fields.flag("relevant", silent=True),
        tag=fields.code("tag", known.TAGS),
        source=fields.text("source"),
        age_months=fields.number("age_months") or 0,
        history=fields.flag("history"),
        detail=fields.text("detail"),
        reveals_health=fields.flag("reveals_health"),
        used_to_identify=fields.flag("used_to_identify"),
        within_purpose=fields.flag("within_purpose"),
        address_clue=fields.flag("address_clue"),
        source_agreed=fields.flag("source_agreed"),
        received_under=fields.text("received_under"),
        could_identify=fields.flag("could_identify"),
    )
    fields.done()
    if not item.cat:
        raise fields.refuse("cat", "is missing")
    if item.about and item.about not in ids:
        raise fields.refuse("about", "names somebody who is not in subjects")
    if not ids.issuperset(item.relates_to):
        raise fields.refuse("relates_to", "names somebody who is not in subjects")
    return item


def read_consents(values: list[object], codes: Codes) -> tuple[Consent, ...]:
    """Read the consent events; one without a day counts on none."""
    return tuple(_consent(fields, codes) for fields in objects("consents", values))


def _consent(fields: Fields, codes: Codes) -> Consent:
    consent = Consent(
        subject=fields.text("subject"),
        kind=fields.code("kind", known.CONSENT_KINDS),
        given_by=fields.text("given_by"),
        capacity=fields.code("capacity", known.CAPACITIES),
        scope_items=fields.codes("scope_items", codes.categories),
        recipients=fields.texts("recipients"),
        date=fields.day("date") or UNDATED,
        answer=fields.code("answer", known.ANSWERS),
        expires=fields.day("expires"),
        conditions_5_2=fields.codes("conditions_5_2", known.NOT_TO_BE_ASKED),
        not_sought_reason=fields.text("not_sought_reason"),
        method=fields.text("method"),
    )
    fields.done()
    return consent


def read_approvals(values: list[object]) -> tuple[Approval, ...]:
    """Read who approved or signed, in which role."""
    approvals = []
    for fields in objects("approvals", values):
        approvals.append(Approval(fields.text("who"), fields.code("role", known.APPROVAL_ROLES)))
        fields.done()
    return tuple(approvals)


def read_emergency(fields: Fields) -> Emergency | None:
    """Read the three answers."""
    said = Emergency(fields.text("who"), fields.text("danger"), fields.text("why_now"))
    fields.done()
    return said if fields else None


def read_request(fields: Fields) -> Request | None:
    """Read the request that is answered."""
    request = Request(
        asked_by=fields.text("from"),
        received=fields.time("received"),
        due=fields.time("due"),
        answered_at=fields.time("answered_at"),
        earlier_deferrals=fields.whole("earlier_deferrals"),
        states_public_task=fields.flag("states_public_task"),
    )
    fields.done()
    return request if fields else None


def read_settings(fields: Fields, codes: Codes) -> Settings:
    """Read what departs from the defaults of section 4."""
    usual = Settings()
    starts = fields.fields("local_start")
    local = []
    for gateway in starts.names():
        if gateway not in codes.gateways:
            raise fields.refuse("local_start", "has an unknown gateway")
        day = starts.day(gateway)
        local += [(gateway, day)] if day else []
    settings = Settings(
        s16la_start=fields.day("s16LA_start") or usual.s16la_start,
        local_start=tuple(local),
        not_approved=fields.codes("not_approved", codes.gateways),
        yss_policy=fields.code("yss_policy", known.POLICIES, silent=usual.yss_policy),
        consent_max_months=fields.whole("consent_max_months", usual.consent_max_months, most=1200),
        secure_domains=fields.texts("secure_domains")
        if fields.has("secure_domains")
        else usual.secure_domains,
        small_group=fields.whole("small_group", usual.small_group),
    )
    fields.done()
    return settings
