"""Every use case tried with every role on a real store: allowed as the table says, or refused with nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app import backups, officers, rekeying
from app.access import Act, OfficerNow, require
from app.casefile.looking import look_at_child
from app.casefile.own_record import open_own_record
from app.desk import Desk
from app.errors import NotAllowed, RefusedInput
from app.feeds import derived_rows, importing, undoing
from app.linking import candidates, deciding
from app.logbook import verifying
from app.logbook.searching import LogQuestion, look_through
from app.people import withholding
from models.codes import Role
from tests.app.test_access import TABLE
from tests.builders import MANAGER_PASSPHRASE, a_desk, with_role
from tests.builders_case import Row, a_child, bring_in, name
from tests.safety.acts_asked import Asking, asking

CASES = tuple(asking())


class _LetThrough(Exception):
    """The question was answered with yes; the use case itself is another test's matter."""


@pytest.fixture(scope="module")
def open_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    opened = a_desk(tmp_path_factory.mktemp("roles"))
    yield opened
    opened.close()


@pytest.fixture
def acting(open_desk: Desk) -> Iterator[Callable[[Role], Desk]]:
    """Let the officer of the store have one role only, until the test ends."""
    before = open_desk.officer

    def as_one(role: Role) -> Desk:
        open_desk.act_as(replace(before, roles=frozenset({role})))
        return open_desk

    yield as_one
    open_desk.act_as(before)


def _whole(desk: Desk) -> str:
    """Give one hash of all that lies in the store's folder."""
    folder = Path(desk.keeper.path).parent
    found = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if not path.name.endswith((".lock", "-shm")):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def _answer(desk: Desk, case: Asking, patch: pytest.MonkeyPatch) -> tuple[bool, Act | None]:
    """Call a use case as the officer of the moment: whether it was let through, and for what it asked."""
    asked: list[Act] = []

    def ask(work: Any, act: Act, **more: Any) -> None:
        asked.append(act)
        require(work, act, **more)
        raise _LetThrough

    places, named = case.nothing_given()
    with patch.context() as until:
        until.setattr(import_module(f"app.{case.module}"), "require", ask)
        try:
            (desk.do if case.writes else desk.read)(case.function(), *places, **named)
        except _LetThrough:
            return True, asked[0]
        except NotAllowed:
            return False, asked[0]
    return True, None


def test_every_use_case_stands_in_the_list_with_what_it_asks_for() -> None:
    assert not [case.place for case in CASES if case.act is None]
    assert len(CASES) > 100


@pytest.mark.parametrize("role", list(Role))
def test_every_use_case_lets_in_whom_the_table_names_and_nobody_else(
    role: Role, acting: Callable[[Role], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = acting(role)
    before, head = _whole(desk), desk.head().sequence
    wrong = []
    for case in CASES:
        assert case.act is not None
        let_in, asked = _answer(desk, case, monkeypatch)
        if asked is not case.act or let_in is not (role in TABLE[case.act]):
            wrong.append(f"{case.place}: asked {asked}, let in {let_in}")
    assert not wrong
    assert (desk.head().sequence, _whole(desk)) == (head, before), "a refusal changes nothing"


#: Acts that take the desk itself: what is done, and what it asks for.
OF_THE_DESK: dict[str, tuple[Act, Callable[[Desk, Path], object]]] = {
    "add an officer": (
        Act.KEEP_OFFICERS,
        lambda desk, _: officers.add_officer(
            desk, "Eve Hall", passphrase="nine dry owls sing at dawn", roles=()
        ),
    ),
    "remove an officer": (
        Act.KEEP_OFFICERS,
        lambda desk, _: officers.remove_officer(desk, desk.officer.name),
    ),
    "change the store key": (Act.KEEP_OFFICERS, lambda desk, _: rekeying.change_store_key(desk)),
    "back up": (Act.BACK_UP, lambda desk, folder: backups.back_up(desk, folder / "copy.mashbackup")),
    "bring files in": (
        Act.IMPORT_FILES,
        lambda desk, folder: importing.stage_files(desk, [folder / "list.csv"], organisation="HSG"),
    ),
    "accept a batch": (Act.IMPORT_FILES, lambda desk, _: importing.accept_batch(desk, UUID(int=1))),
    "undo a batch": (
        Act.UNDO_OWN_BATCH,
        lambda desk, _: undoing.undo_batch(desk, UUID(int=1), because="wrong file"),
    ),
    "rebuild": (Act.REBUILD, lambda desk, _: derived_rows.rebuild(desk)),
    "verify the log": (Act.READ_WHOLE_LOG, lambda desk, _: verifying.verify(desk)),
    "propose links": (Act.CONFIRM_LINK, lambda desk, _: candidates.propose_all(desk)),
    "confirm what is certain": (Act.CONFIRM_LINK, lambda desk, _: deciding.confirm_band(desk)),
    "lift a withheld address": (
        Act.LIFT_WITHHELD_ADDRESS,
        lambda desk, _: withholding.lift_withheld_address(
            desk, UUID(int=1), because="safe", second=desk.officer.name, passphrase=MANAGER_PASSPHRASE
        ),
    ),
}


@pytest.mark.parametrize("role", list(Role))
def test_what_takes_the_desk_itself_refuses_whom_the_table_does_not_name(
    role: Role, acting: Callable[[Role], Desk], tmp_path: Path
) -> None:
    desk = acting(role)
    (tmp_path / "list.csv").write_text("Tenancy Ref,Person Ref\n1,2\n")
    before = _whole(desk)
    let_in = []
    for words, (act, do) in OF_THE_DESK.items():
        if role not in TABLE[act]:
            try:
                do(desk, tmp_path)
            except NotAllowed:
                continue
            let_in.append(words)
    assert not let_in
    assert _whole(desk) == before and [path.name for path in tmp_path.iterdir()] == ["list.csv"]


# --- a reason is written to the log, as a code ------------------------------------------------------------------------


@pytest.fixture
def ann(desk: Desk) -> UUID:
    return a_child(desk, bring_in(desk, "EDU", Row("1", (name("Ann", "Lee"),))).people["1"])


def _reference(desk: Desk, person: UUID) -> str:
    from app.casefile.case_view import open_case

    return desk.do(open_case, person, reason="audit").reference


def test_the_reason_of_information_governance_is_in_the_log_however_a_child_is_opened(
    desk: Desk, ann: UUID
) -> None:
    reference = _reference(desk, ann)
    governing = replace(desk.officer, roles=frozenset({Role.INFORMATION_GOVERNANCE}))
    desk.act_as(governing)
    desk.do(open_own_record, ann, reason="complaint")
    desk.do(look_at_child, reference, reason="complaint")
    found = desk.do(look_through, LogQuestion(act="open_child")).entries[:2]
    assert [entry.reason_code for entry in found] == ["complaint", "complaint"]


def test_words_of_ones_own_are_no_reason_for_the_log(desk: Desk, ann: UUID) -> None:
    reference = _reference(desk, ann)
    before = desk.head().sequence
    with pytest.raises(RefusedInput):
        desk.do(open_own_record, ann, reason="Mrs Lee rang about Ann")
    with pytest.raises(RefusedInput):
        desk.do(look_at_child, reference, reason="Mrs Lee rang about Ann")
    assert desk.head().sequence == before


def test_handing_over_takes_the_roles_of_the_one_who_takes_over(desk: Desk) -> None:
    assert Role.ADMINISTRATOR in desk.officer.roles
    taken: OfficerNow = with_role(desk, Role.AUDITOR).officer
    assert taken.roles == frozenset({Role.AUDITOR})
