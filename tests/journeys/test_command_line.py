"""The whole path by the command line of the contract: from the agencies' files to a printed referral, and the proof."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.running import main
from app.demo import BoroughMade, make_borough
from tests.builders import MANAGER, MANAGER_PASSPHRASE

Run = Callable[..., tuple[int, str, str]]
LINK_COLUMNS = (
    "organisation,agency_reference,person_reference,person_agency_references,band,state,score,reasons".split(
        ","
    )
)


def _no_window(_arguments: list[str]) -> int:
    raise AssertionError("no window is asked for")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one command on the store of this test as its first officer; give exit code, output and errors."""
    store, passphrase = tmp_path / "desk.mash", tmp_path / "passphrase"
    passphrase.write_text(MANAGER_PASSPHRASE + "\n", encoding="utf-8")

    def command(name: str, *rest: object, officer: str = MANAGER) -> tuple[int, str, str]:
        words = [name, str(store), *(str(word) for word in rest), "--passphrase-file", str(passphrase)]
        words += (
            ["--officer", officer] if name != "create" else ["--council", "Northmere", "--officer", officer]
        )
        code = main(words, _no_window)
        said = capsys.readouterr()
        return code, said.out, said.err

    assert command("create")[0] == 0
    return command


@pytest.fixture
def borough(tmp_path: Path) -> BoroughMade:
    return make_borough(tmp_path / "agency-files")


def _schools(borough: BoroughMade, path: Path) -> Path:
    lines = [
        "code,name,class,body,parent,tells_people_apart,s16LA_listed,commissioned,competent_authority,registered_landlord"
    ]
    lines += [
        f'{made.code},"{made.name}",{made.legal_class},{made.body},,yes,,no,no,no'
        for made in borough.organisations
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _bring_everything_in(run: Run, borough: BoroughMade, folder: Path) -> None:
    assert run("organisations", "import", _schools(borough, folder / "schools.csv"))[0] == 0
    for file in borough.files:
        code, out, err = run("import", file.path, "--agency", file.agency)
        assert (code, err) == (0, "")
        assert "rows read" in out


def _rows(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


SHARE = """
schema = "mash-desk/share/1"
decision = "SHARE"
about = ["{person}"]
proportionality = "They see her at home and need to know who she is, and no more."
reason = "The visit is this week."
told = {{ family = false, reason = "Asking could put the child at more risk." }}

[to]
organisation = "HV"
person = "Duty health visitor"
channel = "secure_file_transfer"

[purpose]
code = "SAFEGUARD"
text = "see the child at home this week and tell us the same day what they find"

[law]
gateways = ["CA04-16LA"]
art6 = ["6c"]

[[item]]
statement = "{statement}"
category = "IDENTITY"
about = "{person}"
tag = "fact"
"""


def test_a_child_goes_from_four_agencies_files_to_a_printed_referral_and_the_log_proves_it(
    run: Run, borough: BoroughMade, tmp_path: Path
) -> None:
    # long because: it is one journey, told in the order in which it is gone
    _bring_everything_in(run, borough, tmp_path)

    links = tmp_path / "links.csv"
    assert run("links", "--csv", links)[0] == 0
    assert list(_rows(links)[0]) == LINK_COLUMNS
    assert run("confirm-links", "--band", "certain")[1].endswith("links confirmed\n")
    run("links", "--csv", links)
    assert any(row["state"] == "confirmed" for row in _rows(links))

    _, found, _ = run("find", "petherick isla")
    person = found.splitlines()[0].split("\t")[0]
    assert person.startswith("P-A")
    _, shown, _ = run("case", person, "--json")
    case = json.loads(shown)
    assert case["schema"] == "mash-desk/case/1"
    assert {"HV", "HSG"} <= {column["organisation"] for column in case["organisations"]}
    assert "Harbour House" not in shown

    statement = next(
        said["id"]
        for column in case["organisations"]
        for said in column["statements"]
        if said["group"] == "name"
    )
    share = tmp_path / "share.toml"
    share.write_text(SHARE.format(person=person, statement=statement), encoding="utf-8")
    code, out, err = run("share", "--from", share)
    assert (code, err) == (0, "")
    reference = out.split()[-1]
    assert out == f"decided {reference}\n"

    paper = tmp_path / "referral.pdf"
    code, out, _ = run("paper", reference, "--out", paper)
    assert code == 0
    assert paper.read_bytes().startswith(b"%PDF-")
    assert out.startswith("D-A")
    assert run("trace", out.split("\t")[0])[0] == 0
    assert run("after-share", reference, "sent", "--channel", "secure email", "--receipt", "R1")[0] == 0
    code, out, _ = run("after-share", reference, "answered", "--answer", "accepted")
    assert code == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == ["sent", "answered"]
    assert "Nothing of this share waits" in run("after-share", reference, "reviewed", "--words", "Seen")[2]

    log = tmp_path / "log.csv"
    assert run("log", "--csv", log)[0] == 0
    acts = [row["act"] for row in _rows(log)]
    for act in ("accept_batch", "confirm_link", "open_child", "decide_share", "issue_copy", "print_copy"):
        assert act in acts
    code, out, _ = run("verify")
    assert code == 0
    assert [line.split("\t")[1] for line in out.splitlines()] == ["holds", "holds", "not checked"]


def test_a_batch_that_was_undone_is_gone_from_every_answer(
    run: Run, borough: BoroughMade, tmp_path: Path
) -> None:
    _bring_everything_in(run, borough, tmp_path)
    run("confirm-links", "--band", "certain")
    before = [run("find", words)[1] for words in ("petherick", "adebanjo", "QX", "isla")]
    housing = next(file for file in borough.files if file.agency == "HSG")
    changed = tmp_path / "housing-again.csv"
    changed.write_bytes(housing.path.read_bytes().replace(b"Petherick", b"Pethericke"))
    code, out, _ = run("import", changed, "--agency", "HSG")
    assert code == 0
    batch = out.split(":")[0]
    assert run("find", "pethericke")[1] != ""
    code, out, _ = run("undo-import", batch, "--because", "the wrong month")
    assert code == 0
    assert run("find", "pethericke")[1] == ""
    assert [run("find", words)[1] for words in ("petherick", "adebanjo", "QX", "isla")] == before


def test_a_dry_run_keeps_nothing_and_writes_its_report(
    run: Run, borough: BoroughMade, tmp_path: Path
) -> None:
    file = next(file for file in borough.files if file.agency == "HV")
    report = tmp_path / "report.csv"
    code, out, _ = run("import", file.path, "--agency", "HV", "--dry-run", "--report", report)
    assert code == 0
    assert "nothing was kept" in out
    assert run("find", "petherick")[1] == ""
    assert list(_rows(report)[0]) == [
        "file",
        "place",
        "outcome",
        "agency_reference",
        "field",
        "as_given",
        "what",
        "line",
    ]


def test_a_link_that_is_taken_back_gives_the_record_a_child_of_its_own(
    run: Run, borough: BoroughMade, tmp_path: Path
) -> None:
    _bring_everything_in(run, borough, tmp_path)
    run("confirm-links", "--band", "certain")
    links = tmp_path / "links.csv"
    run("links", "--csv", links)
    row = next(row for row in _rows(links) if row["state"] == "confirmed")
    code, out, _ = run(
        "split", row["organisation"], row["agency_reference"], "--because", "not the same child"
    )
    assert code == 0
    assert row["person_reference"] in out
    run("links", "--csv", links)
    mine = [each for each in _rows(links) if each["agency_reference"] == row["agency_reference"]]
    assert {"ended", "first", "refused"} <= {each["state"] for each in mine}


def test_rebuilding_what_is_derived_changes_no_answer(run: Run, borough: BoroughMade, tmp_path: Path) -> None:
    _bring_everything_in(run, borough, tmp_path)
    words = ("petherick isla", "QX", "tai", "999")
    before = [run("find", each)[1] for each in words]
    assert run("rebuild")[0] == 0
    assert [run("find", each)[1] for each in words] == before


def test_a_share_without_an_answer_names_what_is_open_and_decides_nothing(
    run: Run, borough: BoroughMade, tmp_path: Path
) -> None:
    _bring_everything_in(run, borough, tmp_path)
    person = run("find", "petherick isla")[1].split("\t")[0]
    case = json.loads(run("case", person, "--json")[1])
    statement = case["organisations"][0]["statements"][0]["id"]
    share = tmp_path / "share.toml"
    content = SHARE.format(person=person, statement=statement)
    share.write_text(content.replace('gateways = ["CA04-16LA"]', "gateways = []"), encoding="utf-8")
    code, out, err = run("share", "--from", share)
    assert code == 1
    assert out.startswith("open\nG01\tB\t")
    assert "not decided" in err
    explained = run("share", "--from", share, "--explain")[1]
    assert "G12" in explained


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("import", "nothing.csv", "--agency", "XXX"), "no organisation with this code"),
        (("find", "zzzz"), ""),
        (("case", "P-A99999-X"), "."),
        (("undo-import", "B-A00009-X"), "."),
        (("paper", "S-A00009-X", "--out", "x.pdf"), "."),
        (("share", "--from", "missing.toml"), "cannot be read"),
        (("split", "HV", "nobody", "--because", "x"), "no linked record"),
    ],
)
def test_bad_input_gets_a_sentence_and_never_a_traceback(
    run: Run, words: tuple[str, ...], sentence: str
) -> None:
    code, _, err = run(words[0], *words[1:])
    assert code == (0 if words[0] == "find" else 1)
    assert sentence in err
    assert "Traceback" not in err


def test_an_officer_is_added_changed_and_taken_away(run: Run, tmp_path: Path) -> None:
    new = tmp_path / "new"
    new.write_text("seven loud geese fly north again\n", encoding="utf-8")
    code, out, _ = run(
        "officers", "add", "Tom Abara", "--role", "social_worker", "--new-passphrase-file", new
    )
    assert code == 0
    assert out == "Tom Abara\t\tSocial worker\there\n"
    assert run("officers", "role", "Tom Abara", "--role", "manager")[1].split("\t")[2] == "Manager"
    listed = json.loads(run("officers", "list", "--json")[1])
    assert {each["name"] for each in listed} == {MANAGER, "Tom Abara"}
    assert run("officers", "remove", "Tom Abara")[1].endswith("left\n")


def test_several_officers_and_none_named_is_refused_with_the_names(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = tmp_path / "new"
    new.write_text("seven loud geese fly north again\n", encoding="utf-8")
    run("officers", "add", "Tom Abara", "--role", "social_worker", "--new-passphrase-file", new)
    code = main(["verify", str(tmp_path / "desk.mash"), "--passphrase-file", str(new)], _no_window)
    assert code == 1
    assert "Tom Abara" in capsys.readouterr().err


def test_the_recovery_key_made_away_from_the_laptop_proves_the_seal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    away, store, passphrase = tmp_path / "away", tmp_path / "s.mash", tmp_path / "p"
    passphrase.write_text(MANAGER_PASSPHRASE, encoding="utf-8")
    assert main(["recovery-key", "--out", str(away)], _no_window) == 0
    made = ["create", str(store), "--council", "Northmere", "--officer", MANAGER]
    public = str(away / "recovery.public")
    assert main([*made, "--recovery-public", public, "--passphrase-file", str(passphrase)], _no_window) == 0
    assert "shown this once" not in capsys.readouterr().out
    private = str(away / "recovery.private")
    check = ["verify", str(store), "--recovery-key", private, "--passphrase-file", str(passphrase)]
    assert main(check, _no_window) == 0
    assert capsys.readouterr().out.splitlines()[2].startswith("seal\tholds")


def test_a_damaged_page_stops_every_command_and_verify_says_so(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "desk.mash"
    data = bytearray(store.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8] = b"XXXXXXXX"
    store.write_bytes(data)
    for command in (("organisations", "add", "--code", "X1", "--name", "X"), ("find", "Isla"), ("verify",)):
        code, _out, err = run(*command)
        assert code == 1
        assert "damaged" in err


def test_a_store_goes_through_backup_and_restore(run: Run, tmp_path: Path) -> None:
    assert (
        run("organisations", "add", "--code", "X1", "--name", "Oak Lane Centre", "--body", "CHARITY")[0] == 0
    )
    container, again = tmp_path / "one.mashbackup", tmp_path / "again.mash"
    assert run("backup", container)[0] == 0
    words = ["restore", str(container), str(again), "--passphrase-file", str(tmp_path / "passphrase")]
    assert main(words, _no_window) == 0
    assert main(words, _no_window) == 1, "a store that is there is not written over"
    words = ["organisations", str(again), "list", "--passphrase-file", str(tmp_path / "passphrase")]
    assert main(words, _no_window) == 0


def test_a_demo_that_breaks_off_takes_away_nothing_but_its_own_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import vault
    from app.cli import demonstration

    letter = tmp_path / "my letter.txt"
    letter.write_text("not part of any demo", encoding="utf-8")

    def broken_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(demonstration, "_share", broken_off)
    with pytest.raises(KeyboardInterrupt):
        demonstration.demonstrate(tmp_path, None)
    assert letter.read_text(encoding="utf-8") == "not part of any demo"
    assert not (tmp_path / "made-up.mash").exists()
    assert not vault.keys_path(tmp_path / "made-up.mash").exists()
