"""A decided share comes out the same years later, and says so, or says which rule answers otherwise."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from app.cli.running import main
from app.errors import NotFound
from app.sharing import rejudging
from app.sharing.deciding import begin_share, decide_share
from app.sharing.freezing import freeze, unfreeze
from app.sharing.judging import RULES
from app.sharing.rejudging import NotJudgedAgain, judge_again, re_judge
from app.sharing.share_draft import ShareDraft
from tests.app.sharing.children import a_child
from tests.app.sharing.test_deciding import a_draft
from tests.app.sharing.test_freezing import LAW, decided
from tests.builders import MANAGER_PASSPHRASE, a_desk
from tests.builders_sharing import a_share


def a_document(**changes: Any) -> dict[str, Any]:
    document = unfreeze(freeze(decided(a_share(**changes), ShareDraft()), LAW))
    copy: dict[str, Any] = json.loads(json.dumps(document))
    return copy


def test_a_share_judged_again_is_the_same() -> None:
    again = judge_again(a_document())
    assert (again.same, again.differences, again.catalogue_version) == (True, (), LAW.version)
    assert again.rules == len(LAW.rules)


def test_today_s_catalogue_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    document = a_document()
    nothing = replace(LAW, gateways=MappingProxyType({}), lists=MappingProxyType({}))
    monkeypatch.setattr(rejudging, "shipped_catalogue", lambda: nothing)
    assert judge_again(document).same


def test_an_answer_that_is_another_is_told_with_what_it_was() -> None:
    document = a_document()
    row = next(rule for rule in document["rules"] if rule["id"] == "G12")
    row.update(outcome="fired", version=99)
    again = judge_again(document)
    told = [(one.rule, one.then, one.now, one.rewritten) for one in again.differences]
    assert told == [("G12", "spoke, B, at once", "passed", True)]


def test_a_rule_that_is_gone_is_told() -> None:
    document = a_document()
    document["rules"].append({**document["rules"][0], "id": "Q99"})
    assert [(one.rule, one.now) for one in judge_again(document).differences] == [("Q99", "no longer known")]


def test_a_rule_whose_function_is_gone_leaves_the_others_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    document = a_document()
    monkeypatch.setattr(rejudging, "RULES", {name: rule for name, rule in RULES.items() if name != "C02"})
    assert [(one.rule, one.now) for one in judge_again(document).differences] == [("C02", "no longer known")]


@pytest.mark.parametrize("judged", [None, {}, {"facts": {}, "law": {}}])
def test_a_share_frozen_before_its_facts_were_kept_says_so(judged: Any) -> None:
    with pytest.raises(NotJudgedAgain, match="does not hold what it was judged on"):
        judge_again({**a_document(), "judged": judged})


# --- in a store -----------------------------------------------------------------------------------------------------


def test_a_draft_is_not_judged_again_and_a_decided_share_is_the_same(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    child = a_child(desk)
    draft = a_draft(child)
    begun = desk.do(begin_share, draft)
    with pytest.raises(NotJudgedAgain, match="not decided yet"):
        desk.read(re_judge, begun.reference)
    with pytest.raises(NotFound):
        desk.read(re_judge, child.reference)
    desk.do(decide_share, draft, begun.reference)
    assert desk.read(re_judge, begun.reference).same
    desk.close()


def test_the_command_says_that_it_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = a_desk(tmp_path)
    made = desk.do(decide_share, a_draft(a_child(desk)))
    desk.close()
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(MANAGER_PASSPHRASE, encoding="utf-8")
    code = main(
        ["re-judge", str(tmp_path / "desk.mash"), made.reference, "--passphrase-file", str(passphrase)],
        lambda _: 9,
    )
    said = capsys.readouterr().out.strip().split("\t")
    assert (code, said[0], said[2], said[-1]) == (0, made.reference, LAW.version, "the same")
