"""How a person's name is written: `Given FAMILY` on screen, and which names it can be known by."""

from __future__ import annotations

from typing import Any

#: What stands where nobody has said a name.
NAMELESS = "Name not known"


def given_family(value: dict[str, Any]) -> str:
    """Write a name value as ``Zoë OKONKWO-BELL``: the given name as said, the family name in capitals."""
    parts = (value.get("given", ""), str(value.get("family", "")).upper())
    return " ".join(part for part in parts if part) or NAMELESS


def as_said(value: dict[str, Any]) -> str:
    """Write a name value as the agency wrote it: given, middle, family."""
    parts = (value.get("given", ""), value.get("middle", ""), value.get("family", ""))
    return " ".join(part for part in parts if part)


def other_names(value: dict[str, Any]) -> tuple[str, ...]:
    """Give the preferred name of a name value where it differs from the name itself, in whole."""
    preferred_given, preferred_family = value.get("preferred_given", ""), value.get("preferred_family", "")
    if not preferred_given and not preferred_family:
        return ()
    if preferred_given in ("", value.get("given")) and preferred_family in ("", value.get("family")):
        return ()
    if not preferred_family:
        return (preferred_given,)
    return (f"{preferred_given or value.get('given', '')} {preferred_family}".strip(),)
