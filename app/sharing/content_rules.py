"""Does the text betray what nobody tagged, and may health and social care information go under this power at all?"""

from __future__ import annotations

from collections.abc import Iterator

from app.folding import words
from app.sharing.categories import is_special_category
from app.sharing.facts import Facts, Party
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue

SERIOUS_VIOLENCE = "PCSCA22-16"
ADULT_HEALTH_POWERS = ("HSCA12-251A", "HSCA12-251B")
ADULT_SOCIAL_CARE = "ADULT_SOCIAL_CARE"


def untagged_words(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S08: text that leaves holds a sensitive word, and no item of that kind is tagged."""
    texts = [words(text) for text in (facts.free_text, *(item.detail for item in facts.items)) if text]
    if not texts:
        return
    for part, sensitive, tags in (
        ("", "SENSITIVE_WORDS_HEALTH", "TAGS_OF_HEALTH"),
        ("offence", "SENSITIVE_WORDS_OFFENCE", "TAGS_OF_OFFENCE"),
    ):
        betraying = sorted(
            word for word in catalogue.lists[sensitive] if any(_holds(text, words(word)) for text in texts)
        )
        if betraying and not _is_tagged(facts, catalogue, tags):
            yield found(part, words=", ".join(betraying))


def patient_data_for_serious_violence(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S09: the power on serious violence with patient data, or with anything from health or social care."""
    if SERIOUS_VIOLENCE not in facts.gateways:
        return
    if any(item.cat in catalogue.lists["PATIENT_DATA"] for item in facts.items):
        yield found(gateway=SERIOUS_VIOLENCE)
    if facts.items and _is_health_or_social_care(facts.sender, catalogue):
        yield found("sender", gateway=SERIOUS_VIOLENCE)


def adult_power_for_childrens_care(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """S10: a power of adult care and health, and a side is children's social care."""
    if facts.sender.childrens_social_care or facts.recipient.childrens_social_care:
        for gateway in ADULT_HEALTH_POWERS:
            if gateway in facts.gateways:
                yield found(gateway=gateway)


def _holds(text: tuple[str, ...], sought: tuple[str, ...]) -> bool:
    """Whether the words stand in the text whole and one after the other."""
    length = len(sought)
    return any(text[place : place + length] == sought for place in range(len(text) - length + 1))


def _is_tagged(facts: Facts, catalogue: Catalogue, tags: str) -> bool:
    """Whether an item is of the kind; special needs are of the kind of health only where they reveal it."""
    return any(
        item.cat in catalogue.lists[tags] and (item.cat != "SEN" or is_special_category(item, catalogue))
        for item in facts.items
    )


def _is_health_or_social_care(sender: Party, catalogue: Catalogue) -> bool:
    if sender.childrens_social_care or sender.service.strip().upper() == ADULT_SOCIAL_CARE:
        return True
    return sender.body in catalogue.words["HEALTH"]


RULES: dict[str, Rule] = {
    "S08": untagged_words,
    "S09": patient_data_for_serious_violence,
    "S10": adult_power_for_childrens_care,
}
