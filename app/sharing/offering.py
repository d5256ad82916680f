"""Which power first, and why can this one not be chosen (domain-and-law, 4.4)?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.sharing import law
from app.sharing.facts import SHARE, Facts
from app.sharing.judging import results_of
from app.sharing.law import Catalogue, Gateway, Step
from app.sharing.powers import is_emergency

#: The rules that say whether a power fits at all, before anything is asked about how it is used.
ALONE = ("A08", "A09", "D03", "D04", "D05", "G02", "G03", "G04", "N03", "S09", "S10", "T01", "T04", "T06")
#: Rules that a power may break alone and keep beside another that is chosen already.
BESIDE = ("G15", "T05")
EMERGENCY, CONSENT = "EMERG", "CONS"
OTHER_PURPOSE = "It fits, but it was made for another purpose."


@dataclass(frozen=True, slots=True)
class Offer:
    """A power that an officer could choose: whether it fits this share, and if not, which rules exclude it, and why not.

    ``why`` says when it comes first. ``comes_first`` holds where it fits and was made for what the officer wants to do.
    """

    gateway: str
    title: str
    section: str
    effect: str
    summary: str
    fits: bool
    why_not: tuple[str, ...]
    excluded_by: tuple[str, ...] = ()
    step: str = ""
    why: str = ""
    comes_first: bool = False


def lawful_gateways(facts: Facts, catalogue: Catalogue) -> tuple[Offer, ...]:
    """Give every power: those made for the purpose first, then the others that fit, then those that do not, with reasons."""
    offers = [
        _offer(catalogue.gateways[key], step, facts, catalogue)
        for step in catalogue.steps
        for key in step.gateways
    ]
    return tuple(sorted(offers, key=lambda offer: (not offer.fits, not offer.comes_first)))


def first_gateway(offers: tuple[Offer, ...]) -> Offer | None:
    """Give the power to look at first; nothing where none that fits was made for the purpose: then ask the DPO."""
    return next((offer for offer in offers if offer.comes_first), None)


def _offer(gateway: Gateway, step: Step, facts: Facts, catalogue: Catalogue) -> Offer:
    excluded = _what_excludes(gateway, facts, catalogue)
    fits = not excluded
    wanted = facts.purpose_code in gateway.purposes or gateway.id == EMERGENCY
    return Offer(
        gateway=gateway.id,
        title=gateway.title,
        section=gateway.section,
        effect=gateway.effect,
        summary=gateway.summary,
        fits=fits,
        why_not=tuple(dict.fromkeys(sentence for _, sentence in excluded)),
        excluded_by=tuple(dict.fromkeys(rule for rule, _ in excluded if rule)),
        step=step.code,
        why=step.when if wanted or not (facts.purpose_code and gateway.purposes) else OTHER_PURPOSE,
        comes_first=fits and wanted,
    )


def _what_excludes(gateway: Gateway, facts: Facts, catalogue: Catalogue) -> list[tuple[str, str]]:
    """Give the rules that exclude a power, each with its sentence; a reason of the power's own has no rule."""
    beside = tuple(dict.fromkeys((gateway.id, *facts.gateways)))
    excluded = _stopped_by(ALONE, (gateway.id,), facts, catalogue)
    excluded = excluded or _stopped_by(BESIDE, beside, facts, catalogue)
    if gateway.id == EMERGENCY and not is_emergency(facts):
        excluded.append(("", "Nobody has written who is in danger, from what, and why nobody can wait."))
    if gateway.id == CONSENT and any(consent.conditions_5_2 for consent in facts.consents):
        excluded.append(("C01", "Asking for consent would be wrong here, so consent cannot be the ground."))
    return excluded


def _stopped_by(
    rules: tuple[str, ...], gateways: tuple[str, ...], facts: Facts, catalogue: Catalogue
) -> list[tuple[str, str]]:
    answered = tuple((condition, "answered") for condition in catalogue.conditions)
    tried = replace(facts, event=SHARE, decision=SHARE, gateways=gateways, art6=(), conditions=answered)
    return [
        (result.id, question.sentence)
        for result in results_of(tried, catalogue, [catalogue.rules[rule] for rule in rules])
        if result.severity == law.BLOCK
        for question in result.questions
    ]
