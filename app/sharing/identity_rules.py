"""Is it surely this person, do their numbers hold, and is the desk that decides fresh enough to decide?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from app.identifiers import nhs_number_holds, nino_holds, tidy, uln_holds, upn_holds
from app.sharing.facts import IDENTIFIABLE, Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.parties import is_listed
from app.sharing.persons import is_child, persons_about
from app.sharing.powers import in_force, on_safeguarding_route

CONFIRMED, VERIFIED, UPN = "confirmed", "verified", "UPN"
CHECKS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {"NHS": nhs_number_holds, UPN: upn_holds, "ULN": uln_holds, "NINO": nino_holds}
)
CONSISTENT_IDENTIFIER = "CA04-16LC"
NO_NUMBER_WANTED = ("YOUTH_SUPPORT", "ORIGIN_SCHOOL", "BOROUGH_OF_RESIDENCE")
DAYS_TO_WARN, DAYS_TO_STOP = 7, 30


def unsure_who(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """I01: nobody has confirmed who this is, or there may be two records of one person."""
    if facts.match.state != CONFIRMED:
        yield found()
    if facts.match.duplicates_exist:
        yield found("duplicates")


def number_does_not_hold(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """I02: an identifier fails its own check; it may be kept as given, never as verified."""
    identifier = facts.act.identifier
    if identifier is None or identifier.type not in CHECKS:
        return
    holds = CHECKS[identifier.type](identifier.value)
    if identifier.type == UPN:
        holds = holds and _known_council(tidy(identifier.value)[1:4], catalogue)
    if not holds:
        yield found("" if identifier.save_as == VERIFIED else "as given", type=identifier.type)


def _known_council(code: str, catalogue: Catalogue) -> bool:
    """Whether the council in a unique pupil number is one of England or Wales (domain-and-law, section 8.1)."""
    spans = (span.split("-") for span in catalogue.lists["UPN_COUNCILS"])
    return any(first <= code <= last for first, last in spans)


def no_nhs_number(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """I03: a listed body is told of a born child without the NHS number; a duty once s16LC is in force."""
    unwanted = facts.recipient.party_class in NO_NUMBER_WANTED and not on_safeguarding_route(facts, catalogue)
    if facts.mode != IDENTIFIABLE or unwanted:
        return
    if not is_listed(facts.recipient, facts.settings, catalogue):
        return
    binding = in_force(catalogue.gateways[CONSISTENT_IDENTIFIER], facts.date, facts.settings)
    for person in persons_about(facts):
        born_child = is_child(person, facts.date) and person.edd is None
        if born_child and not person.nhs_in_document:
            yield found("duty" if binding else "", name=person.name or person.id)


def number_may_reveal(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """I04: the NHS number of somebody adopted under a new identity, or whose address is hidden, is in the paper."""
    for person in facts.subjects:
        hidden = person.adopted_protected or bool(person.address_withheld_from)
        if person.nhs_in_document and hidden:
            yield found(name=person.name or person.id)


def made_offline(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """I05: the share was made without connection to the council's store."""
    if facts.offline:
        yield found()


def old_rules(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """I06: rules and catalogue on this device are more than 7, or more than 30, days old."""
    days = facts.catalogue_age_days
    if days > DAYS_TO_STOP:
        yield found("too old", days=f"{days:g}")
    elif days > DAYS_TO_WARN:
        yield found(days=f"{days:g}")


def changed_meanwhile(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """I07: the record changed in the store since the offline copy was taken."""
    if facts.act.server_changed_since_copy:
        yield found()


RULES: dict[str, Rule] = {
    "I01": unsure_who,
    "I02": number_does_not_hold,
    "I03": no_nhs_number,
    "I04": number_may_reveal,
    "I05": made_offline,
    "I06": old_rules,
    "I07": changed_meanwhile,
}
