"""Who sends, who receives and who is in a share, as far as the rules ask it (domain-and-law, section 6.1)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """The organisation that sends, or whoever receives.

    ``party_class`` and ``body`` are codes of section 6.1. A flag that is ``None`` was set by nobody and follows from
    the body (section 4.8). ``person`` is the named person or post. ``person_id``, ``represents`` and ``household_of``
    hold ids of people in the share and are for private people only. ``address_changed_days_ago`` is ``None`` where
    no change of address is known.
    """

    body: str
    party_class: str = ""
    organisation: str = ""
    person: str = ""
    public_authority: bool | None = None
    s16la_listed: bool | None = None
    competent_authority: bool | None = None
    commissioned: bool = False
    registered_landlord: bool = False
    acting_for_relevant_authority: bool = False
    agent_of_council: bool = False
    childrens_social_care: bool = False
    carer: bool = False
    person_id: str = ""
    represents: str = ""
    household_of: str = ""
    service: str = ""
    same_council: bool = False
    service_role_with_child: bool = True
    fpr_permitted: bool = False
    address_changed_days_ago: float | None = None
    email_domain: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A person in the share: ``role`` is child, adult or staff; a date of birth or an expected date, never both.

    ``protected`` marks the persons the share is about (section 6.0 f). ``address_withheld_from`` names the people from
    whom the address is hidden; ``pr_holders`` who holds parental responsibility (``LA`` is the council).
    ``employer`` is for staff, ``nhs_in_document`` says that the person's NHS number is printed in what leaves.
    """

    id: str
    role: str = "child"
    dob: dt.date | None = None
    edd: dt.date | None = None
    name: str = ""
    protected: bool = False
    at_risk: bool = False
    age_uncertain: bool = False
    send: bool = False
    care_leaver: bool = False
    address_withheld_from: tuple[str, ...] = ()
    pr_holders: tuple[str, ...] = ()
    gillick_note: bool = False
    sex: str = ""
    disabled: bool = False
    looked_after: bool = False
    adopted_protected: bool = False
    da_flag: bool = False
    applicant: bool = False
    living_independently: bool = False
    alleged_source_of_harm: bool = False
    employer: str = ""
    sexual_offence_victim: bool = False
    fgm_victim: bool = False
    family_proceedings: bool = False
    nhs_in_document: bool = False
