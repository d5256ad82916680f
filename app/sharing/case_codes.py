"""Which codes may stand in a judging file? The catalogue's own, and the short closed lists of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.sharing.law import Catalogue
from app.sharing.share_file import OTHER_FACTS

ROLES = ("child", "adult", "staff")
SEXES = ("F", "M", "U")
TAGS = ("fact", "opinion")
CONSENT_KINDS = ("SERVICE", "CONFIDENTIALITY", "GDPR")
CAPACITIES = ("self", "PR", "LA", "deputy")
ANSWERS = ("given", "refused", "withdrawn", "asked", "not sought", "could not be asked")
#: The six cases of section 5.2 in which consent must not be asked for.
NOT_TO_BE_ASKED = tuple(f"5.2({number})" for number in range(1, 7))
APPROVAL_ROLES = ("MANAGER", "DATA_MANAGER", "REDACTION_SECOND", "ADDRESS_SECOND", "CALDICOTT", "LEGAL")
STAGES = ("PREVENT_ROUTE", "REFERRAL", "ASSESSMENT", "SUPPORT")
MATCHES = ("confirmed", "below_threshold")
FIGURES = ("percent", "average")
POLICIES = ("CONSENT", "STATUTORY_S72")
IDENTIFIERS = ("NHS", "UPN", "ULN", "NINO")
SAVED_AS = ("verified", "as_given")
RECORDS = ("education_history",)
CHECKED = ("answered", "unanswered")
#: A paragraph that belongs to no condition of Article 9 can still be written down: rule S02 says so.
PARAGRAPHS = tuple(f"para {number}" for number in range(1, 19))
LIMBS, ANNEX_1 = OTHER_FACTS["sg_limb"], OTHER_FACTS["ri_condition"]


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one edition of the catalogue; an id that it no longer holds is unknown.

    A gateway that has ended is still known, so that an old share can be read: rule G02 stops it.

    ``class_of`` gives the class that follows from a body: the first that names it.
    """

    gateways: frozenset[str]
    bases: frozenset[str]
    packages: frozenset[str]
    article9: frozenset[str]
    paragraphs: frozenset[str]
    bodies: frozenset[str]
    classes: frozenset[str]
    categories: frozenset[str]
    purposes: frozenset[str]
    conditions: tuple[str, ...]
    gra_exceptions: frozenset[str]
    one_name: frozenset[str]
    class_of: Mapping[str, str]


def codes_of(catalogue: Catalogue) -> Codes:
    """Gather the codes that a catalogue knows."""
    classes: dict[str, str] = {}
    for named in catalogue.classes.values():
        for body in named.holds:
            classes.setdefault(body, named.code)
    return Codes(
        gateways=frozenset(catalogue.gateways),
        bases=frozenset(catalogue.bases),
        packages=frozenset(catalogue.packages),
        article9=frozenset(catalogue.article9),
        paragraphs=frozenset((*PARAGRAPHS, *catalogue.paragraphs)),
        bodies=frozenset(catalogue.bodies),
        classes=frozenset(catalogue.classes),
        categories=frozenset(catalogue.categories),
        purposes=frozenset(catalogue.purposes),
        conditions=tuple(catalogue.conditions),
        gra_exceptions=frozenset(catalogue.lists.get("GRA_EXCEPTIONS", ())),
        one_name=frozenset(catalogue.lists["ONE_NAME_IS_ENOUGH"]),
        class_of=classes,
    )
