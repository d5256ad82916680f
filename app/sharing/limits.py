"""What may this recipient be told at all, in the words of the policies under which the privacy notices name it?"""

from __future__ import annotations

from dataclasses import dataclass

from app.sharing.facts import Facts
from app.sharing.law import Catalogue, Recipient
from app.sharing.parties import in_the_mirror


@dataclass(frozen=True, slots=True)
class Limit:
    """The limits of one or more policies in words, whom they are of, and the rules that keep them."""

    of: str
    words: str
    kept_by: tuple[str, ...]


def limits_of(facts: Facts, catalogue: Catalogue) -> tuple[Limit, ...]:
    """Give the limits that bear on a share, each said once: of its recipient and sender, and of the powers chosen.

    While no power is chosen, every policy of the recipient is shown.
    """
    found: dict[str, Limit] = {}
    for policy in catalogue.policies.recipients.values():
        if _bears_on(policy, facts):
            found.setdefault(policy.limits, Limit(policy.title, policy.limits, policy.kept_by))
    return tuple(found.values())


def _bears_on(policy: Recipient, facts: Facts) -> bool:
    sender, recipient = in_the_mirror(facts)
    if policy.party_class != facts.recipient.party_class or recipient.body not in policy.bodies:
        return False
    chosen = set(facts.gateways)
    return sender.body in policy.senders and (not chosen or not chosen.isdisjoint(policy.gateways))
