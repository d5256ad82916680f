"""Which powers are chosen, are they in force on the day, and which bases do they list?"""

from __future__ import annotations

import datetime as dt

from app.errors import RefusedInput
from app.sharing import law
from app.sharing.facts import Emergency, Facts, Settings
from app.sharing.law import Catalogue, Gateway
from app.sharing.parties import is_public_authority

SAFEGUARD = "SAFEGUARD"
MAPPA_DISCLOSURE = "CJA03-325"


def chosen(facts: Facts, catalogue: Catalogue) -> tuple[Gateway, ...]:
    """Give the chosen gateways in the order chosen; an id that the catalogue does not hold is refused."""
    unknown = [gateway for gateway in facts.gateways if gateway not in catalogue.gateways]
    if unknown:
        raise RefusedInput(
            f"The catalogue of law does not hold {', '.join(unknown)}.",
            kept="Nothing was judged.",
            next_step=f"Choose among {', '.join(catalogue.gateways)}.",
        )
    return tuple(catalogue.gateways[gateway] for gateway in facts.gateways)


def permitting(facts: Facts, catalogue: Catalogue) -> tuple[Gateway, ...]:
    """Give the chosen gateways that let somebody share (effect D, P or F); only these are tested."""
    return tuple(gateway for gateway in chosen(facts, catalogue) if gateway.permits)


def in_force(gateway: Gateway, day: dt.date, settings: Settings) -> bool:
    """Say whether a gateway is in force on the day; one of unknown start is so from the council's local start."""
    start = _start(gateway, settings)
    return start is not None and start <= day and (gateway.until is None or day <= gateway.until)


def basis_in_force(basis: law.Basis, day: dt.date) -> bool:
    """Say whether a basis of Article 6 exists on the day."""
    return basis.start == law.ALWAYS or dt.date.fromisoformat(basis.start) <= day


def bases_of(gateway: Gateway, facts: Facts, catalogue: Catalogue) -> tuple[str, ...]:
    """Give the Article 6 bases that a gateway lists for this sender."""
    own = dict(gateway.art6_by_body).get(facts.sender.body)
    if own is not None:
        return own
    if not is_public_authority(facts.sender, catalogue):
        return gateway.art6
    return tuple(basis for basis in gateway.art6 if basis not in gateway.art6_not_from_public_authorities)


def on_safeguarding_route(facts: Facts, catalogue: Catalogue) -> bool:
    """Say whether the limits of a service are off: purpose SAFEGUARD and a power of the list SAFEGUARDING (6.0 h)."""
    return facts.purpose_code == SAFEGUARD and not catalogue.lists["SAFEGUARDING"].isdisjoint(facts.gateways)


def is_under_part_3(facts: Facts, catalogue: Catalogue) -> bool:
    """Say whether both sides share under Part 3 of the DPA 2018: MAPPA disclosure is the only power (6.0 k)."""
    return {gateway.id for gateway in permitting(facts, catalogue)} == {MAPPA_DISCLOSURE}


def is_emergency(facts: Facts) -> bool:
    """Say whether all three answers of an emergency are written (domain-and-law, 6.0 c)."""
    said = facts.emergency or Emergency()
    return all(answer.strip() for answer in (said.who, said.danger, said.why_now))


def _start(gateway: Gateway, settings: Settings) -> dt.date | None:
    if gateway.start == law.ENDED:
        return None
    if gateway.start == law.UNKNOWN:
        return dict(settings.local_start).get(gateway.id)
    if gateway.start == law.S16LA_START:
        return settings.s16la_start
    if gateway.start in (law.ALWAYS, law.IN_FORCE):
        return dt.date.min
    return dt.date.fromisoformat(gateway.start)
