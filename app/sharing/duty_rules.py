"""Does the duty of Children Act 2004 s16LA apply, and may a duty be refused?"""

from __future__ import annotations

from collections.abc import Iterator

from app.clock import shown_day
from app.sharing.facts import Facts
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.parties import is_listed
from app.sharing.persons import is_child, persons_about, touches_one_of
from app.sharing.powers import chosen, in_force

THE_DUTY = "CA04-16LA"


def harm_not_weighed(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """D01: the duty applies and nobody weighed whether sharing would harm the child more."""
    started = facts.date >= facts.settings.s16la_start
    sides = (facts.sender, facts.recipient)
    listed = all(is_listed(side, facts.settings, catalogue) for side in sides)
    about_child = any(is_child(person, facts.date) for person in persons_about(facts))
    relevant = any(item.relevant for item in facts.items)
    if started and listed and about_child and relevant and facts.detriment_considered is not True:
        yield found()


def beyond_the_duty(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """D03: an item under the duty has to do with no child, or is not relevant."""
    children = tuple(subject for subject in facts.subjects if is_child(subject, facts.date))
    for number, item in enumerate(facts.items, start=1):
        covered = item.relevant and touches_one_of(item, children)
        if THE_DUTY in facts.gateways and not covered:
            yield found(gateway=THE_DUTY, item=number)


def recipient_not_listed(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """D04: the duty is chosen towards a provider or charity that no listed body has commissioned."""
    recipient = facts.recipient
    only_commissioned = recipient.body in catalogue.lists["COMMISSIONED_ONLY"]
    listed = is_listed(recipient, facts.settings, catalogue)
    if THE_DUTY in facts.gateways and only_commissioned and not listed:
        who = recipient.organisation or catalogue.bodies[recipient.body].title
        yield found(gateway=THE_DUTY, recipient=who)


def before_the_duty(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """D05: the duty is chosen before the day on which it starts."""
    start = facts.settings.s16la_start
    if THE_DUTY in facts.gateways and facts.date < start:
        yield found(gateway=THE_DUTY, start=shown_day(start), date=shown_day(facts.date))


def duty_refused(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """D06: a chosen duty that cannot simply be refused is refused without a ground in law."""
    for gateway in chosen(facts, catalogue):
        binding = gateway.id in catalogue.lists["NOT_REFUSABLE"]
        if binding and in_force(gateway, facts.date, facts.settings) and not facts.refusal_ground.strip():
            yield found(gateway=gateway.id)


RULES: dict[str, Rule] = {
    "D01": harm_not_weighed,
    "D03": beyond_the_duty,
    "D04": recipient_not_listed,
    "D05": before_the_duty,
    "D06": duty_refused,
}
