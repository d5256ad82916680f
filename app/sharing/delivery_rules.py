"""Does it reach the right hands: redacted, at an address that holds, by a secure channel, not to whom it is about?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.persons import is_child
from app.sharing.signatures import REDACTION_SECOND, is_signed

FAMILY, THIRD_PARTY, STAFF = "FAMILY", "THIRD_PARTY", "staff"
BY_EMAIL = ("email", "secure email")
ADDRESS_IS_NEW = 30


def not_redacted(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R06: the family would read about others, or a whole assessment, and no second person checked the redaction."""
    if facts.recipient.party_class != FAMILY or is_signed(facts, REDACTION_SECOND):
        return
    themselves = {facts.recipient.person_id, facts.recipient.represents}
    other_adults = {
        person.id
        for person in facts.subjects
        if not is_child(person, facts.date) and person.id not in themselves
    }
    for number, item in enumerate(facts.items, start=1):
        if item.cat == THIRD_PARTY or item.about in other_adults:
            yield found(item=number)
    if facts.unredacted_assessment:
        yield found("assessment")


def address_not_confirmed(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R07: it goes to the family, whose address is new, or among whom there is domestic abuse."""
    recipient = facts.recipient
    if recipient.party_class != FAMILY and not recipient.represents:
        return
    days = recipient.address_changed_days_ago
    if days is not None and days <= ADDRESS_IS_NEW:
        yield found()
    if any(person.da_flag for person in facts.subjects):
        yield found("abuse")


def unsafe_email(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R08: e-mail to a domain that is not exactly one of the secure ones."""
    secure = {domain.strip().casefold() for domain in facts.settings.secure_domains}
    domain = facts.recipient.email_domain.strip().casefold()
    if facts.channel in BY_EMAIL and (not domain or domain not in secure):
        yield found(domain=domain or "an address without a known domain")


def to_whom_it_is_about(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """R09: a member of staff is the alleged source of harm and works for the recipient."""
    recipient = _folded(facts.recipient.organisation)
    for person in facts.subjects:
        works_there = bool(recipient) and _folded(person.employer) == recipient
        if person.role == STAFF and person.alleged_source_of_harm and works_there:
            yield found(organisation=facts.recipient.organisation)


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


RULES: dict[str, Rule] = {
    "R06": not_redacted,
    "R07": address_not_confirmed,
    "R08": unsafe_email,
    "R09": to_whom_it_is_about,
}
