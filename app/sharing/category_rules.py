"""Does special category or criminal-offence data have the condition, paragraph and record that it needs?"""

from __future__ import annotations

from collections.abc import Iterator

from app.clock import shown_day
from app.sharing.categories import is_special_category
from app.sharing.consents import GDPR, consent_counts_for_all
from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.parties import is_competent_authority, is_public_authority
from app.sharing.persons import is_child, persons_about
from app.sharing.powers import chosen, is_emergency, is_under_part_3

OFFENCE = "OFFENCE"
UNLAWFUL_ACTS = "para 10"
OFFICIAL_AUTHORITY, PART_3 = "official authority", "part 3"
VITAL_INTERESTS = "VI"


def no_article_9(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S01: a special category item and no Article 9 condition."""
    special = any(is_special_category(item, catalogue) for item in facts.items)
    if special and not facts.art9:
        yield found()


def no_paragraph(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S02: a chosen Article 9 condition needs a Schedule 1 paragraph and none that belongs to it is given."""
    for code in facts.art9:
        belonging = catalogue.article9[code].paragraphs
        if belonging and not set(belonging) & set(facts.sch1):
            yield found(article9=code)


def no_policy_document(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S03: a given paragraph always needs a policy document and none is valid on the day."""
    for code in facts.sch1:
        paragraph = catalogue.paragraphs.get(code)
        needs = paragraph is not None and paragraph.policy_document == "yes"
        if needs and not _policy_document_valid(facts):
            yield found(paragraph=code, date=shown_day(facts.date))


def no_offence_record(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S04: an offence item and no Article 10 record, or one that cannot be: of no function, no authority, not Part 3."""
    if not any(item.cat == OFFENCE for item in facts.items):
        return
    basis = facts.offence_basis.strip()
    if not basis:
        yield found()
    elif is_under_part_3(facts, catalogue):
        if not basis.casefold().startswith(PART_3):
            yield found("part 3")
    elif basis.casefold().startswith(OFFICIAL_AUTHORITY):
        if not basis[len(OFFICIAL_AUTHORITY) :].strip(" :"):
            yield found("no function")
        if not is_public_authority(facts.sender, catalogue) and not facts.sender.agent_of_council:
            yield found("no authority")


def consent_could_be_used(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S05: the safeguarding package is chosen although consent counts for all that is special, or for everything."""
    if "SG" not in facts.art9_packages:
        return
    special = [item for item in facts.items if is_special_category(item, catalogue)]
    if consent_counts_for_all(facts, special or facts.items, (GDPR,)):
        yield found()


def nobody_protected(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S06: the safeguarding package is chosen and no child, adult at risk or group is protected."""
    about = persons_about(facts)
    protected = any(is_child(person, facts.date) or person.at_risk for person in about)
    if "SG" in facts.art9_packages and not protected and not facts.protected_group.strip():
        yield found()


def no_policy_document_for_unlawful_acts(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S07: para 10 towards a recipient that is no competent authority, and no policy document valid on the day."""
    competent = is_competent_authority(facts.recipient, catalogue)
    if UNLAWFUL_ACTS in facts.sch1 and not competent and not _policy_document_valid(facts):
        yield found(date=shown_day(facts.date))


def unusual_package(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S11: a special category item, and a chosen package with its Article 9 condition is listed by no chosen gateway.

    Vital interests fit any gateway in an emergency; a gateway that needs its own condition takes any package.
    """
    if not any(is_special_category(item, catalogue) for item in facts.items):
        return
    gateways = chosen(facts, catalogue)
    if any(gateway.any_package for gateway in gateways):
        return
    listed = {package for gateway in gateways for package in gateway.packages}
    if is_emergency(facts):
        listed.add(VITAL_INTERESTS)
    for code in facts.art9_packages:
        if catalogue.packages[code].art9 in facts.art9 and code not in listed:
            yield found(package=code)


def no_reason_for_not_asking(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S12: para 10 is chosen without saying why consent would prejudice, or although consent counts for everything."""
    if "CR" not in facts.art9_packages:
        return
    if not facts.cr_reason.strip():
        yield found()
    special = [item for item in facts.items if is_special_category(item, catalogue) or item.cat == OFFENCE]
    if consent_counts_for_all(facts, special or facts.items, (GDPR,)):
        yield found("consent")


def _policy_document_valid(facts: Facts) -> bool:
    """Whether a policy document is named that is valid through its last day; no last day means no end."""
    return bool(facts.apd_ref.strip()) and (facts.apd_expires is None or facts.date <= facts.apd_expires)


RULES: dict[str, Rule] = {
    "S01": no_article_9,
    "S02": no_paragraph,
    "S03": no_policy_document,
    "S04": no_offence_record,
    "S05": consent_could_be_used,
    "S06": nobody_protected,
    "S07": no_policy_document_for_unlawful_acts,
    "S11": unusual_package,
    "S12": no_reason_for_not_asking,
}
