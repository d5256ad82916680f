"""In which order are the powers offered, and what stands beside each step?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.sharing import law
from app.sharing.catalogue_entries import Entry, Files

FILE = "offering.toml"


def read_steps(files: Files) -> tuple[law.Step, ...]:
    """Read the steps of offering in their order; the gateways they name must be there already."""
    placed: set[str] = set()
    return tuple(_step(files, entry, placed) for entry in files.entries(FILE, "step"))


def in_order(
    files: Files, gateways: Mapping[str, law.Gateway], steps: tuple[law.Step, ...]
) -> MappingProxyType[str, law.Gateway]:
    """Put the gateways into the order of offering, what is only cited last; one that stands in no step is refused."""
    order = [gateway for step in steps for gateway in step.gateways]
    missing = [key for key, gateway in gateways.items() if gateway.permits and key not in order]
    if missing:
        raise files.place_of("gateway", missing[0]).refused(f"it stands in no step of {FILE}")
    order += [key for key in gateways if key not in order]
    return MappingProxyType({key: gateways[key] for key in order})


def _step(files: Files, entry: Entry, placed: set[str]) -> law.Step:
    step = law.Step(
        code=entry.text("code"),
        title=entry.text("title"),
        when=entry.text("when"),
        offered=entry.flag("offered"),
        gateways=entry.texts("gateways"),
    )
    entry.done()
    entry.refuse_strange("gateways", step.gateways, files.codes("gateway"))
    twice = sorted(placed & set(step.gateways))
    if twice or len(set(step.gateways)) < len(step.gateways):
        raise entry.refused(f"{', '.join(twice) or 'a gateway'} stands in a step twice", "gateways")
    placed |= set(step.gateways)
    return step
