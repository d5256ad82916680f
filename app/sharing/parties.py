"""Who sends, who receives, and what are they in law: listed, public, on the list of section 115, let by a gateway?"""

from __future__ import annotations

from dataclasses import replace

from app.sharing.facts import Facts, Party, Settings
from app.sharing.law import Catalogue, Gateway


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
    landlord = party.registered_landlord and party.body in catalogue.landlords
    return landlord or catalogue.bodies[party.body].section_115


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
    """Say whether a gateway lets this sender tell this recipient."""
    sender, recipient = in_the_mirror(facts)

    def among(party: Party, words: tuple[str, ...]) -> bool:
        return any(_stands_for(word, party, facts.settings, catalogue) for word in words)

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


def _stands_for(word: str, party: Party, settings: Settings, catalogue: Catalogue) -> bool:
    if word == "LISTED":
        return is_listed(party, settings, catalogue)
    if word == "SECTION_11":
        return catalogue.bodies[party.body].section_11
    if word == "RELEVANT":
        return is_relevant_authority(party, catalogue)
    if word == "ALL":
        return party.body != "MEDIA"
    if word == "BODIES":
        return party.body not in ("MEDIA", "PERSON")
    return party.body in catalogue.words.get(word, (word,))
