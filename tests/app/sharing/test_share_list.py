"""Does the list of shares say what the frozen documents say, to those who may read it, and once in the log?"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.cli.running import main
from app.clock import today
from app.desk import Desk
from app.errors import NotAllowed, RefusedInput
from app.logbook.searching import LogQuestion, look_through
from app.sharing.deciding import decide_share
from app.sharing.freezing import unfreeze
from app.sharing.share_list import COLUMNS, ListedShare, ShareFilter, list_shares, shares_as_csv, totals
from app.unit_of_work import Reader
from models import sharing
from models.codes import Role, ShareState
from tests.app.frontdoor.waiting import put_off, share_with
from tests.app.sharing.children import a_child
from tests.builders import MANAGER, MANAGER_PASSPHRASE, a_desk, with_role

TODAY = today()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give a desk at which four shares were decided: two ordinary, one with a warning passed, one put off."""
    opened = a_desk(tmp_path)
    child = a_child(opened)
    opened.do(decide_share, share_with(child))
    opened.do(decide_share, share_with(child, "Schools and the education system"))
    opened.do(decide_share, share_with(child, purpose="help", reasons=(("G11", "Said by telephone."),)))
    opened.do(decide_share, put_off(child))
    yield opened
    opened.close()


def documents(desk: Desk) -> list[dict[str, Any]]:
    def read(reader: Reader) -> list[dict[str, Any]]:
        rows = sharing.shares_in(reader.session, ShareState.DECIDED)
        return [dict(unfreeze(row.frozen or b"")) for row in rows]

    return desk.read(read)


def listed(desk: Desk) -> tuple[ListedShare, ...]:
    return desk.do(list_shares, TODAY, TODAY)


def test_the_counts_match_the_frozen_documents(desk: Desk) -> None:
    frozen, counted = documents(desk), totals(listed(desk))
    assert counted.shares == len(frozen) == 4
    assert dict(counted.decisions) == Counter(one["decision"] for one in frozen)
    assert dict(counted.recipients) == Counter(one["to"]["organisation"] for one in frozen)
    assert dict(counted.officers) == Counter(one["officer"]["name"] for one in frozen) == {MANAGER: 4}
    assert dict(counted.gateways) == Counter(
        gateway["id"] for one in frozen for gateway in one["law"]["gateways"]
    )
    fired = [
        one["reference"]
        for one in frozen
        if any(r["severity"] == "W" and r["outcome"] == "fired" for r in one["rules"])
    ]
    assert counted.warned == len(fired) >= 1
    assert counted.emergencies == sum(one["emergency"] is not None for one in frozen) == 0
    assert {row.reference: row.items for row in listed(desk)} == {
        one["reference"]: len(one["items"]) for one in frozen
    }


def test_a_warning_that_was_passed_is_named_by_its_rule(desk: Desk) -> None:
    assert [row.warnings for row in listed(desk)] == [(), (), ("G11",), ()]


def test_no_name_of_a_child_and_no_word_of_the_share_is_in_the_list(desk: Desk) -> None:
    content, _count = desk.do(shares_as_csv, TODAY, TODAY)
    for words in ("Alice", "Marlowe", "Raised voices", "at home", "telephone"):
        assert words not in content


@pytest.mark.parametrize("role", [Role.CONTACT_OFFICER, Role.SOCIAL_WORKER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_an_officer_of_another_role_is_refused(desk: Desk, role: Role) -> None:
    with_role(desk, role)
    before = desk.head().sequence
    with pytest.raises(NotAllowed):
        desk.do(list_shares, TODAY, TODAY)
    with pytest.raises(NotAllowed):
        desk.do(shares_as_csv, TODAY, TODAY)
    assert desk.head().sequence == before


def test_the_lead_for_information_governance_reads_it_and_the_log_says_so_once(desk: Desk) -> None:
    with_role(desk, Role.INFORMATION_GOVERNANCE)
    rows = listed(desk)
    [entry] = desk.do(look_through, LogQuestion(act="list_shares")).entries
    assert (entry.officer, entry.counts, entry.persons) == ("Tom Abara", {"shares": len(rows)}, ())


def test_a_file_that_is_written_stands_in_the_log_as_an_export(desk: Desk) -> None:
    desk.do(shares_as_csv, TODAY, TODAY)
    [entry] = desk.do(look_through, LogQuestion(act="export_shares")).entries
    assert (entry.act_words, entry.counts) == ("Wrote the list of shares out", {"shares": 4})


def test_both_days_belong_to_the_period_and_no_other(desk: Desk) -> None:
    day = timedelta(days=1)
    assert len(desk.do(list_shares, TODAY - day, TODAY)) == len(desk.do(list_shares, TODAY, TODAY + day)) == 4
    assert desk.do(list_shares, TODAY - 9 * day, TODAY - day) == ()
    assert desk.do(list_shares, TODAY + day, TODAY + 9 * day) == ()


def test_days_in_the_wrong_order_are_refused(desk: Desk) -> None:
    with pytest.raises(RefusedInput, match="before the first"):
        desk.do(list_shares, date(2026, 11, 2), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("only", "fitting"),
    [
        (ShareFilter(), 4),
        (ShareFilter(decision="DEFER"), 1),
        (ShareFilter(recipient="Health visiting"), 3),
        (ShareFilter(recipient="Health visiting", decision="SHARE"), 2),
        (ShareFilter(recipient="Health visiting", decision="SHARE", warned=True), 1),
        (ShareFilter(recipient="Schools and the education system", warned=True), 0),
        (ShareFilter(gateway="CA04-16LA", officer=MANAGER), 4),
        (ShareFilter(gateway="CA04-16LA", officer="Tom Abara"), 0),
        (ShareFilter(emergency=True), 0),
    ],
)
def test_filters_narrow_together(desk: Desk, only: ShareFilter, fitting: int) -> None:
    assert sum(only.fits(row) for row in listed(desk)) == fitting
    assert desk.do(shares_as_csv, TODAY, TODAY, only)[1] == fitting


def test_an_emergency_is_found_among_others(desk: Desk) -> None:
    row = listed(desk)[0]
    assert ShareFilter(emergency=True).fits(replace(row, emergency=True))
    assert totals([row, replace(row, emergency=True)]).emergencies == 1


def test_the_csv_holds_the_same_rows(desk: Desk) -> None:
    lines = list(csv.DictReader(io.StringIO(desk.do(shares_as_csv, TODAY, TODAY)[0])))
    rows = listed(desk)
    assert tuple(lines[0]) == COLUMNS
    assert [
        (line["share"], line["recipient"], line["warnings_passed"], line["fingerprint"]) for line in lines
    ] == [(row.reference, row.recipient, ";".join(row.warnings), row.fingerprint) for row in rows]


def test_a_name_that_begins_like_a_formula_does_not_run_in_a_spreadsheet(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.sharing import share_list

    row = replace(listed(desk)[0], recipient='=HYPERLINK("x")', post="+44", officer="@SUM(1)")
    monkeypatch.setattr(share_list, "_listed", lambda *_asked: (row,))
    [line] = csv.DictReader(io.StringIO(desk.do(shares_as_csv, TODAY, TODAY)[0]))
    assert (line["recipient"], line["post"], line["officer"]) == ('\'=HYPERLINK("x")', "'+44", "'@SUM(1)")


# --- from the command line --------------------------------------------------------------------------------------------


@pytest.fixture
def run(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    desk.close()
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(MANAGER_PASSPHRASE + "\n", encoding="utf-8")

    def command(*words: str) -> tuple[int, str, str]:
        code = main(
            ["shares", str(tmp_path / "desk.mash"), *words, "--passphrase-file", str(passphrase)], lambda _: 9
        )
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_the_command_lists_one_line_a_share(run: Callable[..., tuple[int, str, str]]) -> None:
    code, out, err = run("--from", str(TODAY), "--to", str(TODAY))
    lines = [line.split("\t") for line in out.splitlines()]
    assert (code, len(lines), "4 shares" in err) == (0, 4, True)
    assert lines[2][3:7] == ["Health visiting", MANAGER, "CA04-16LA", "warnings passed: G11"]


def test_the_command_writes_the_same_shares_to_a_file(
    run: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    out = tmp_path / "shares.csv"
    assert run("--from", str(TODAY), "--to", str(TODAY), "--csv", str(out))[:2] == (0, "4 shares written\n")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 5


def test_a_day_that_is_none_is_wrong_usage(
    run: Callable[..., tuple[int, str, str]], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        run("--from", "30/11/2026", "--to", str(TODAY))
    assert ended.value.code == 2
    assert "write it as 2026-11-30" in capsys.readouterr().err
