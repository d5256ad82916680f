"""May statistics leave as they stand: aggregate, without identifiers and without a small number in them?"""

from __future__ import annotations

from collections.abc import Iterator

from app.sharing.disclosure_control import Weakness, weaknesses
from app.sharing.disclosure_figures import betrayal
from app.sharing.facts import AGGREGATE, ANONYMOUS, Facts, Table
from app.sharing.findings import Finding, Rule, found
from app.sharing.law import Catalogue

STATISTICAL = "STATISTICAL"
INSPECTING = ("DFE", "OFSTED")
MEASUREMENTS, RESEARCH = "NCMP", "NHSA06-251"
RESEARCH_APPROVAL = "NHSA06-251.approval"
DEPERSONALISED_ONLY = ("CDA98-17A", "SI13-218")
CONSENT_POWER, CONSENT_BASIS = "CONS", "6a"


def persons_in_statistics(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """T01: more than counts goes to the health board or research, without the child measurements or an approval."""
    if facts.recipient.party_class != STATISTICAL or facts.mode == AGGREGATE:
        return
    approval = dict(facts.conditions).get(RESEARCH_APPROVAL, "").strip()
    approved = RESEARCH in facts.gateways and bool(approval)
    if MEASUREMENTS not in facts.gateways and not approved:
        yield found()


def small_counts(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """T02: a table with a count of 1 to 5, in plain sight or by differences."""
    if facts.mode == AGGREGATE and facts.table is not None:
        for weakness in weaknesses(facts.table):
            yield found(weakness.how, cell=_cell(facts.table, weakness))


def _cell(table: Table, weakness: Weakness) -> str:
    labels, columns = table.row_labels, table.columns
    row = labels[weakness.row] if weakness.row < len(labels) else f"row {weakness.row + 1}"
    column = columns[weakness.column] if weakness.column < len(columns) else f"column {weakness.column + 1}"
    return f"{row}, {column}"


def identifiers_in_statistics(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """T03: a direct identifier, or what could identify somebody, in a share where nobody may be told apart."""
    if facts.mode not in (AGGREGATE, ANONYMOUS):
        return
    fields = {field.casefold() for field in catalogue.lists["IDENTIFYING_FIELDS"]}
    for field in facts.file_fields:
        if facts.mode == AGGREGATE and field.strip().casefold() in fields:
            yield found("field", field=field)
    for number, item in enumerate(facts.items, start=1):
        if item.about and item.cat in catalogue.lists["IDENTIFYING_CATEGORIES"]:
            yield found(item=number)
        if facts.mode == ANONYMOUS and item.could_identify:
            yield found("could identify", item=number)


def depersonalised_power_for_persons(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """T04: a power for depersonalised information in any mode but counts."""
    for gateway in DEPERSONALISED_ONLY:
        if gateway in facts.gateways and facts.mode != AGGREGATE:
            yield found(gateway=gateway)


def no_collection_named(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """T05: the department or the inspectorate, and no power of a return or inspection."""
    returns = catalogue.lists["RETURNS"]
    if facts.recipient.party_class in INSPECTING and returns.isdisjoint(facts.gateways):
        yield found()


def consent_for_a_return(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """T06: the department or the inspectorate, on consent."""
    on_consent = CONSENT_BASIS in facts.art6 or CONSENT_POWER in facts.gateways
    if facts.recipient.party_class in INSPECTING and on_consent:
        yield found()


def published_otherwise(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """T07: the same table left before, broken down in another way."""
    now = _folded(facts.breakdown)
    for earlier in facts.published_before:
        if facts.mode == AGGREGATE and _folded(earlier.breakdown) != now:
            yield found(title=earlier.title or "an earlier table")


def _folded(breakdown: tuple[str, ...]) -> frozenset[str]:
    return frozenset(" ".join(by.split()).casefold() for by in breakdown)


def telling_figures(facts: Facts, catalogue: Catalogue) -> Iterator[Finding]:
    """T08: a percentage or average that gives a small number away."""
    for number, figure in enumerate(facts.figures, start=1):
        how = betrayal(figure, facts.settings.small_group) if facts.mode == AGGREGATE else ""
        if how:
            yield found(how, figure=str(number))


RULES: dict[str, Rule] = {
    "T01": persons_in_statistics,
    "T02": small_counts,
    "T03": identifiers_in_statistics,
    "T04": depersonalised_power_for_persons,
    "T05": no_collection_named,
    "T06": consent_for_a_return,
    "T07": published_otherwise,
    "T08": telling_figures,
}
