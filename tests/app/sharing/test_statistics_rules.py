"""Do statistics leave only as counts, without identifiers and small numbers, under a named return?"""

from __future__ import annotations

from typing import Any

import pytest

from app.sharing.facts import Facts, Figure, Item, Published, Table
from tests.app.sharing.rules.hearing import a_party, content, ruled, stops, warns
from tests.builders_sharing import AN_EMERGENCY, IDENTITY, WORRY, a_share, the

BOARD = a_party("ICB", "STATISTICAL")
DEPARTMENT = a_party("DFE", "DFE")
MODES = ["IDENTIFIABLE", "PSEUDONYMISED", "ANONYMOUS"]


def counts(**changes: Any) -> Facts:
    """Give counts of the ordinary share's kind to the health board, about nobody."""
    right: dict[str, Any] = {
        "mode": "AGGREGATE",
        "recipient": BOARD,
        "items": (Item("DISABILITY"),),
        "gateways": ("CA04-10",),
        "purpose_code": "STATISTICS",
    }
    return a_share(**{**right, **changes})


def sentence(rule: str, facts: Facts) -> str:
    return next(result.sentence for result in ruled(facts).results if result.id == rule)


@pytest.mark.parametrize("mode", MODES)
def test_t01_the_health_board_gets_counts_only(mode: str) -> None:
    assert stops("T01", counts(mode=mode))
    assert stops("T01", counts(mode=mode, emergency=AN_EMERGENCY))
    assert content("T01", counts(mode=mode, gateways=("NCMP",)))
    assert content("T01", counts(mode=mode, recipient=a_party("ICB", "HEALTH_BOARD")))
    assert content("T01", counts())


def test_t01_research_gets_persons_with_its_approval_on_record() -> None:
    approved = {"gateways": ("NHSA06-251",), "conditions": (("NHSA06-251.approval", "21/CAG/0001"),)}
    assert content("T01", counts(mode="PSEUDONYMISED", **approved))
    assert stops("T01", counts(mode="PSEUDONYMISED", gateways=("NHSA06-251",)))
    blank = {**approved, "conditions": (("NHSA06-251.approval", "  "),)}
    assert stops("T01", counts(mode="PSEUDONYMISED", **blank))
    assert stops("T01", counts(mode="PSEUDONYMISED", **{**approved, "gateways": ("CA04-10",)}))


def a_table(*row: str) -> Table:
    return Table(("N1", "N2", "N3", "Total"), (row,), ("East",))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("12", "3", "7", "22"), "The count at East, N2 is 1 to 5"),
        (("12", "c", "7", "22"), "hidden count at East, N2 can be worked out from the total"),
        (("12", "7", "8", "c"), "hidden count at East, Total can be worked out from rows"),
    ],
)
def test_t02_a_small_number_in_a_table_is_stopped_and_named(row: tuple[str, ...], said: str) -> None:
    facts = counts(table=a_table(*row))
    assert stops("T02", facts)
    assert stops("T02", counts(table=a_table(*row), emergency=AN_EMERGENCY))
    assert said in sentence("T02", facts)


def test_t02_a_table_that_keeps_its_numbers_leaves() -> None:
    assert content("T02", counts(table=a_table("12", "c", "c", "22")))
    assert content("T02", counts())
    assert content("T02", counts(mode="IDENTIFIABLE", table=a_table("12", "3", "7", "22")))


def test_t02_a_cell_without_heading_or_label_is_named_by_its_place() -> None:
    facts = counts(table=Table((), (("3",),), ()))
    said = sentence("T02", facts)
    assert "The count at row 1, column 1 is" in said


@pytest.mark.parametrize("field", ["NAME", "dob", " UPN ", "FREE_TEXT"])
def test_t03_a_file_of_counts_has_no_identifying_field(field: str) -> None:
    assert stops("T03", counts(file_fields=("WARD", field)))
    assert stops("T03", counts(file_fields=(field,), emergency=AN_EMERGENCY))
    assert content("T03", counts(file_fields=("WARD", "AGE_GROUP")))
    assert content("T03", counts(mode="ANONYMOUS", file_fields=(field,)))
    assert content("T03", counts(mode="IDENTIFIABLE", file_fields=(field,)))


@pytest.mark.parametrize("mode", ["AGGREGATE", "ANONYMOUS"])
def test_t03_where_nobody_is_told_apart_no_item_says_who(mode: str) -> None:
    assert stops("T03", counts(mode=mode, items=(WORRY, IDENTITY)))
    assert content("T03", counts(mode=mode, items=(WORRY,)))
    assert content("T03", counts(mode=mode, items=(the(IDENTITY, about=""),)))
    assert content("T03", counts(mode="PSEUDONYMISED", items=(IDENTITY,)))


def test_t03_what_could_identify_stays_out_of_an_anonymous_case() -> None:
    marked = the(WORRY, could_identify=True)
    assert stops("T03", counts(mode="ANONYMOUS", items=(marked,)))
    assert content("T03", counts(mode="AGGREGATE", items=(marked,)))
    assert content("T03", counts(mode="IDENTIFIABLE", items=(marked,)))


@pytest.mark.parametrize("gateway", ["CDA98-17A", "SI13-218"])
def test_t04_a_depersonalised_power_carries_counts_only(gateway: str) -> None:
    for mode in MODES:
        assert stops("T04", counts(mode=mode, gateways=("CA04-10", gateway)))
        assert stops("T04", counts(mode=mode, gateways=(gateway,), emergency=AN_EMERGENCY))
    assert content("T04", counts(gateways=(gateway,)))
    assert content("T04", counts(mode="IDENTIFIABLE"))


@pytest.mark.parametrize("whom", [("DFE", "DFE"), ("OFSTED", "OFSTED")])
def test_t05_a_return_or_inspection_is_named_off_the_safeguarding_route(whom: tuple[str, str]) -> None:
    to = a_party(*whom)
    assert stops("T05", counts(recipient=to))
    assert stops("T05", counts(recipient=to, emergency=AN_EMERGENCY))
    assert content("T05", counts(recipient=to, gateways=("CA04-10", "CA89-83")))
    assert content("T05", counts(recipient=to, gateways=("CA04-11",), purpose_code="SAFEGUARD"))
    assert stops("T05", counts(recipient=to, gateways=("CA04-11",)))
    assert content("T05", counts())


@pytest.mark.parametrize("consent", [{"art6": ("6a",)}, {"gateways": ("CONS", "CA89-83")}])
def test_t06_a_return_never_rests_on_consent(consent: dict[str, Any]) -> None:
    assert stops("T06", counts(recipient=DEPARTMENT, **consent))
    assert stops("T06", counts(recipient=a_party("OFSTED", "OFSTED"), **consent, emergency=AN_EMERGENCY))
    assert content("T06", counts(**consent))
    assert content("T06", counts(recipient=DEPARTMENT))


def test_t07_the_same_table_with_another_breakdown_is_compared() -> None:
    earlier = (Published("Plans by ward", ("ward", "Age group"), 52),)
    assert warns("T07", counts(published_before=earlier, breakdown=("ward",)))
    assert warns("T07", counts(published_before=earlier, emergency=AN_EMERGENCY))
    assert content("T07", counts(published_before=earlier, breakdown=("age  group", "Ward")))
    assert content("T07", counts(breakdown=("ward",)))
    assert content("T07", counts(mode="IDENTIFIABLE", published_before=earlier))
    assert "(Plans by ward)" in sentence("T07", counts(published_before=earlier))
    untitled = (the(earlier[0], title=""),)
    assert "(an earlier table)" in sentence("T07", counts(published_before=untitled))


def test_t08_each_figure_that_tells_is_named() -> None:
    figures = (Figure("percent", "50.0", denominator=40), Figure("percent", "90.0", denominator=40))
    facts = counts(figures=figures)
    assert stops("T08", facts)
    said = sentence("T08", facts)
    assert "figure 2 can be worked out" in said
    assert "figure 1" not in said.casefold()
    assert content("T08", counts(figures=figures[:1]))
    assert stops("T08", counts(figures=figures, emergency=AN_EMERGENCY))
    assert content("T08", counts(figures=figures, mode="IDENTIFIABLE"))


@pytest.mark.parametrize(
    "figure",
    [
        Figure("percent", "50.0", "c", 40),
        Figure("percent", "50.0", 3, 40),
        Figure("percent", "100", named_group=True),
        Figure("average", "7.5", people=9),
    ],
)
def test_t08_has_a_sentence_for_each_way_of_telling(figure: Figure) -> None:
    assert stops("T08", counts(figures=(figure,)))
