"""Does the duty of Children Act 2004 s16LA apply, is a request under it late, and may a duty be refused?"""

from __future__ import annotations

from collections.abc import Iterator

from app.clock import shown_day
from app.sharing.facts import DEFER, REQUEST_CLOCK, Facts, Party
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue
from app.sharing.parties import is_listed
from app.sharing.persons import is_child, persons_about, touches_one_of
from app.sharing.powers import chosen, in_force

THE_DUTY = "CA04-16LA"


def harm_not_weighed(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """D01: the duty applies and nobody weighed whether sharing would harm the child more."""
    if facts.detriment_considered is not True and _duty_applies(facts, catalogue):
        yield found()


def request_overdue(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """D02: the duty applies, and a request is unanswered or still deferred after its due time."""
    request = facts.request
    if request is None or request.due is None or facts.as_of is None or facts.as_of <= request.due:
        return
    answered = request.answered_at is not None and request.answered_at <= facts.as_of
    if (facts.decision == DEFER or not answered) and _duty_applies(facts, catalogue):
        yield found(due=shown_day(request.due.date()))


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
    if facts.refusal_ground.strip():
        return
    for gateway in chosen(facts, catalogue):
        if _binds(gateway.id, facts, catalogue) and in_force(gateway, facts.date, facts.settings):
            yield found(gateway=gateway.id)


def deferred_again(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """D07: deferred before, or now or the new review time is later than the request's due time."""
    request = facts.request
    if request is None:
        return
    if request.earlier_deferrals >= 1:
        yield found()
    times = (facts.as_of, facts.review_at)
    if request.due is not None and any(time is not None and time > request.due for time in times):
        yield found("late", due=shown_day(request.due.date()))


def _duty_applies(facts: Facts, catalogue: Catalogue) -> bool:
    """Whether the duty has begun, binds both sides, and this is about a child and relevant; a clock need hold no items."""
    if facts.date < facts.settings.s16la_start:
        return False
    relevant = any(item.relevant for item in facts.items)
    bare_clock = facts.event == REQUEST_CLOCK and not facts.items
    if not (relevant or bare_clock):
        return False
    about_child = any(is_child(person, facts.date) for person in persons_about(facts))
    return about_child and all(_is_listed(side, facts, catalogue) for side in (facts.sender, facts.recipient))


def _is_listed(side: Party, facts: Facts, catalogue: Catalogue) -> bool:
    """Whether a side is listed; a clock may know no body of it."""
    if side.body not in catalogue.bodies:
        return side.s16la_listed is True
    return is_listed(side, facts.settings, catalogue)


def _binds(gateway: str, facts: Facts, catalogue: Catalogue) -> bool:
    lists = catalogue.lists
    if gateway in lists["NOT_REFUSABLE_ON_REQUEST"]:
        return facts.request is not None and bool(facts.request.asked_by.strip())
    if gateway in lists["NOT_REFUSABLE_FOR_CHILDREN"]:
        return any(is_child(person, facts.date) for person in persons_about(facts))
    return gateway in lists["NOT_REFUSABLE"]


RULES: dict[str, Rule] = {
    "D01": harm_not_weighed,
    "D02": request_overdue,
    "D03": beyond_the_duty,
    "D04": recipient_not_listed,
    "D05": before_the_duty,
    "D06": duty_refused,
    "D07": deferred_again,
}
