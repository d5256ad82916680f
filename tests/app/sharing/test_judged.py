"""What a share was judged on is kept in it, and judges it again alike, whatever became of the law since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.sharing import law
from app.sharing.facts import Facts, Party, Subject
from app.sharing.judged import judged_on, read_judged, used
from app.sharing.judging import judge
from app.sharing.plain_values import CannotBeMade, made, plain
from models.base import canonical
from tests.app.sharing.case_rows import CASES, CODES, LAW, ROW, read
from tests.builders_sharing import AN_EMERGENCY, a_deferral, a_refusal, a_share

EVERYTHING: dict[str, Any] = json.loads((CASES / "every_key.json").read_text(encoding="utf-8"))


def answers(facts: Facts, catalogue: law.Catalogue) -> list[tuple[Any, ...]]:
    results = judge(facts, catalogue).results
    return [(one.id, one.version, one.severity, one.outcome, one.later) for one in results]


def kept(facts: Facts) -> tuple[Facts, law.Catalogue]:
    return read_judged(json.loads(canonical(judged_on(facts, LAW))))


def everything(**cells: Any) -> Facts:
    facts = read({**ROW, **EVERYTHING, **cells})[0].facts
    assert facts is not None
    return facts


@pytest.mark.parametrize(
    "facts", [a_share(), a_share(emergency=AN_EMERGENCY, proportionality=""), a_refusal(), a_deferral()]
)
def test_a_share_is_judged_alike_on_what_was_kept(facts: Facts) -> None:
    again, catalogue = kept(facts)
    assert answers(again, catalogue) == answers(facts, LAW)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_share_is_judged_alike_on_what_was_kept(data: st.DataObject) -> None:
    def some(codes: Any) -> Any:
        return st.lists(st.sampled_from(sorted(codes)), max_size=3).map(tuple)

    bodies = st.sampled_from(sorted(CODES.bodies))
    facts = replace(
        everything(),
        sender=Party(data.draw(bodies)),
        recipient=Party(data.draw(bodies), party_class=data.draw(st.sampled_from(sorted(CODES.classes)))),
        gateways=data.draw(some(CODES.gateways)),
        art6=data.draw(some(CODES.bases)),
        art9=data.draw(some(CODES.article9)),
        art9_packages=data.draw(some(CODES.packages)),
        sch1=data.draw(some(CODES.paragraphs)),
        purpose_code=data.draw(st.sampled_from(sorted(CODES.purposes))),
        decision=data.draw(st.sampled_from(("SHARE", "DO_NOT_SHARE", "DEFER"))),
        emergency=data.draw(st.sampled_from((None, AN_EMERGENCY))),
        conditions=(),
    )
    again, catalogue = kept(facts)
    assert answers(again, catalogue) == answers(facts, LAW)


def test_everything_that_is_known_is_kept_but_the_names() -> None:
    facts = everything()
    assert read_judged(judged_on(facts, LAW))[0] == facts
    named = replace(facts, subjects=(Subject("K1", name="Alice Marlowe"),))
    assert "Marlowe" not in canonical(judged_on(named, LAW))


def test_only_what_was_looked_at_is_kept() -> None:
    part = used(a_share(), LAW)
    assert "CA04-16LA" in part.gateways
    assert len(part.gateways) < 5 < len(LAW.gateways)
    assert set(part.bodies) == {"SCHOOL_MAINTAINED", "LA"}
    assert len(canonical(judged_on(a_share(), LAW))) < 16_000


def test_what_another_version_wrote_is_refused() -> None:
    values = judged_on(a_share(), LAW)
    for strange in ({}, {**values, "facts": {**values["facts"], "mood": "good"}}, {**values, "law": []}):
        with pytest.raises(CannotBeMade):
            read_judged(strange)


def test_changing_the_catalogue_of_today_changes_nothing_that_was_kept() -> None:
    def turned(rule: law.RuleText) -> law.RuleText:
        return replace(rule, severity=law.INFORM, applies=(), version=rule.version + 1)

    facts = a_share(proportionality="", told=None)
    before = answers(facts, LAW)
    again, catalogue = kept(facts)
    rules: Mapping[str, law.RuleText] = {name: turned(rule) for name, rule in LAW.rules.items()}
    today = replace(LAW, rules=MappingProxyType(rules))
    assert answers(again, today) != before
    assert answers(again, catalogue) == before


@pytest.mark.parametrize(
    "value", [LAW.gateways["CA04-16LA"], LAW.working_days, LAW.silences[0], everything()]
)
def test_a_record_is_made_again_of_its_plain_values(value: Any) -> None:
    assert made(type(value), json.loads(json.dumps(plain(value)))) == value
