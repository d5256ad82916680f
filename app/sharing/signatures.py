"""Did somebody approve or sign in a role?"""

from __future__ import annotations

from app.sharing.facts import Facts

MANAGER, CALDICOTT, REDACTION_SECOND, ADDRESS_SECOND = (
    "MANAGER",
    "CALDICOTT",
    "REDACTION_SECOND",
    "ADDRESS_SECOND",
)


def is_signed(facts: Facts, role: str) -> bool:
    """Say whether an approval or second signature in a role is there; P07 asks whether somebody else gave it."""
    return any(approval.role == role for approval in facts.approvals)
