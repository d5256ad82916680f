"""Who sends, who receives, and what are they in law: listed, public, on the list of section 115, let by a gateway?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.sharing.facts import Facts, Party, Settings
from app.sharing.law import Catalogue, Gateway
from app.sharing.persons import persons_about

CLASS = "class "
PERSON, MEDIA = "PERSON", "MEDIA"


def s16la_limb(party: Party, settings: Settings, catalogue: Catalogue) -> str:
    """Give the limb of Children Act 2004 s16LA(4) on which a side stands: a, b, c, or nothing when it is not listed.

    A flag that somebody set wins over what follows from the body (domain-and-law, section 4.8).
    """
    follows = catalogue.bodies[party.body].s16la
    limb = {"designated": "b", "commissioned": "c", "no": "c"}.get(follows, follows)
    if party.s16la_listed is not None:
        return limb if party.s16la_listed else ""
    if follows == "designated":
        return limb if settings.designated_agencies else ""
    if follows == "commissioned":
        return limb if party.commissioned else ""
    return "" if follows == "no" else limb


def is_listed(party: Party, settings: Settings, catalogue: Catalogue) -> bool:
    """Say whether a side is listed for the duty of s16LA."""
    return bool(s16la_limb(party, settings, catalogue))


def is_public_authority(party: Party, catalogue: Catalogue) -> bool:
    """Say whether a side is a public authority: as somebody set it, else as its body is."""
    follows = catalogue.bodies[party.body].public_authority
    return follows if party.public_authority is None else party.public_authority


def is_competent_authority(party: Party, catalogue: Catalogue) -> bool:
    """Say whether a side enforces the law (DPA 2018 Part 3): as somebody set it, else as its body is."""
    follows = catalogue.bodies[party.body].competent_authority
    return follows if party.competent_authority is None else party.competent_authority


def is_on_section_115_list(party: Party, catalogue: Catalogue) -> bool:
    """Say whether a side stands on the list of Crime and Disorder Act 1998 s115(2), landlords included."""
    return _is_landlord(party, catalogue) or catalogue.bodies[party.body].section_115


def is_relevant_authority(party: Party, catalogue: Catalogue) -> bool:
    """Say whether a side is on the list of section 115(2) or acts for somebody who is."""
    return is_on_section_115_list(party, catalogue) or party.acting_for_relevant_authority


def in_the_mirror(facts: Facts) -> tuple[Party, Party]:
    """Give sender and recipient as the table of 4.7 reads them: another council that sends stands where ours would."""
    if facts.sender.body != "LA_OTHER":
        return facts.sender, facts.recipient
    recipient = replace(facts.recipient, body="LA_OTHER") if facts.recipient.body == "LA" else facts.recipient
    return replace(facts.sender, body="LA"), recipient


def lets_tell(gateway: Gateway, facts: Facts, catalogue: Catalogue) -> bool:
    """Say whether a gateway lets this sender tell this recipient, as the table of 4.7 says it or in the mirror."""
    sides = dict.fromkeys(((facts.sender, facts.recipient), in_the_mirror(facts)))
    return any(_lets(gateway, sender, recipient, facts, catalogue) for sender, recipient in sides)


def _lets(gateway: Gateway, sender: Party, recipient: Party, facts: Facts, catalogue: Catalogue) -> bool:
    def among(party: Party, words: tuple[str, ...]) -> bool:
        return any(_stands_for(word, party, facts, catalogue) for word in words)

    for pair in gateway.between:
        if among(sender, pair.givers) and among(recipient, pair.takers):
            return True
        if pair.both_ways and among(sender, pair.takers) and among(recipient, pair.givers):
            return True
    return False


def is_council_or_partner(party: Party, catalogue: Catalogue) -> bool:
    """Say whether a side is the council or a relevant partner of Children Act 2004 s10(4)."""
    return party.body == "LA" or party.body in catalogue.words["PARTNERS_10"]


def acts_as_council(party: Party) -> bool:
    """Say whether a side is a council, ours or another, or acts for the council."""
    return party.body in ("LA", "LA_OTHER") or party.agent_of_council


def is_responsible_or_listed(party: Party, catalogue: Catalogue) -> bool:
    """Say whether a side is a responsible authority for dangerous offenders, or listed to work with one."""
    listed = (*catalogue.words["RESPONSIBLE"], *catalogue.words["LISTED_325"])
    return party.body in listed or _is_landlord(party, catalogue)


def is_parent_or_carer(party: Party, facts: Facts) -> bool:
    """Say whether a private person is a parent, the carer or the person the share is about, or represents one."""
    about = persons_about(facts)
    close = {subject.id for subject in about} | {holder for subject in about for holder in subject.pr_holders}
    return party.body == PERSON and (party.carer or not close.isdisjoint({party.person_id, party.represents}))


def is_self(party: Party, facts: Facts) -> bool:
    """Say whether a private person is the person the share is about, or represents that person."""
    about = {subject.id for subject in persons_about(facts)}
    return party.body == PERSON and not about.isdisjoint({party.person_id, party.represents})


def _is_landlord(party: Party, catalogue: Catalogue) -> bool:
    return party.registered_landlord and party.body in catalogue.landlords


def _stands_for(word: str, party: Party, facts: Facts, catalogue: Catalogue) -> bool:
    if word.startswith(CLASS):
        return party.party_class == word.removeprefix(CLASS)
    computed = SIDES.get(word)
    if computed is not None:
        return computed(party, facts, catalogue)
    if word == "LISTED_325" and _is_landlord(party, catalogue):
        return True
    return party.body in catalogue.words.get(word, (word,))


#: The sides of 4.7 that are worked out from flags, or from whom the share is about.
SIDES: dict[str, Callable[[Party, Facts, Catalogue], bool]] = {
    "LISTED": lambda party, facts, catalogue: is_listed(party, facts.settings, catalogue),
    "SECTION_11": lambda party, facts, catalogue: catalogue.bodies[party.body].section_11,
    "RELEVANT": lambda party, facts, catalogue: is_relevant_authority(party, catalogue),
    "LANDLORD": lambda party, facts, catalogue: _is_landlord(party, catalogue),
    "CONTRACTOR": lambda party, facts, catalogue: party.commissioned and party.body in catalogue.contractors,
    "ADULT_CARE": lambda party, facts, catalogue: (
        party.body in ("LA", "PROVIDER") and not party.childrens_social_care
    ),
    "CARER": lambda party, facts, catalogue: party.body == PERSON and party.carer,
    "PARENT_OR_CARER": lambda party, facts, catalogue: is_parent_or_carer(party, facts),
    "SELF": lambda party, facts, catalogue: is_self(party, facts),
    "BODIES": lambda party, facts, catalogue: party.body not in (MEDIA, PERSON),
    "ALL": lambda party, facts, catalogue: party.body != MEDIA,
}
