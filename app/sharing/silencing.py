"""What falls silent because a more special rule says it already (domain-and-law, 6.0 d)?"""

from __future__ import annotations

from collections.abc import Mapping

from app.sharing.findings import Finding
from app.sharing.law import Catalogue, Silence

Found = Mapping[str, tuple[Finding, ...] | None]


def heard(found: Found, catalogue: Catalogue) -> dict[str, tuple[Finding, ...] | None]:
    """Leave out of what the rules found whatever a more special rule speaks about; a rule that was not run stays so.

    A rule that fell silent itself silences nothing.
    """
    left: dict[str, tuple[Finding, ...] | None] = {}
    for rule in found:
        _hear(rule, found, catalogue, left)
    return {rule: left[rule] for rule in found}


def _hear(
    rule: str, found: Found, catalogue: Catalogue, left: dict[str, tuple[Finding, ...] | None]
) -> tuple[Finding, ...]:
    if rule not in left:
        findings = found.get(rule)
        left[rule] = findings
        if findings:
            silences = [silence for silence in catalogue.silences if silence.silent == rule]
            special = {one.speaks: _hear(one.speaks, found, catalogue, left) for one in silences}
            left[rule] = tuple(
                finding
                for finding in findings
                if not any(_silences(silence, special[silence.speaks], finding) for silence in silences)
            )
    return left[rule] or ()


def _silences(silence: Silence, special: tuple[Finding, ...], finding: Finding) -> bool:
    if silence.part and finding.part != silence.part:
        return False
    if silence.same == "nothing":
        return bool(special)
    about = getattr(finding, silence.same)
    return bool(about) and any(getattr(other, silence.same) == about for other in special)
