"""Nothing that is said of a child, and no passphrase, stands anywhere outside the encrypted store: a walk with a canary."""

from __future__ import annotations

import io
import logging
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import backups, vault
from app.dates import GivenDate
from app.desk import Desk
from app.directory.keeping import add_channel, add_post
from app.drafts import save_draft
from app.errors import RefusedInput
from app.feeds.importing import accept_batch, stage_files
from app.feeds.reading import read_files
from app.keyring import FLOOR
from app.linking.candidates import propose_all, propose_links
from app.papers.issuing import issue_copy
from app.people.adding import CHILD, NewPerson, add_person
from app.people.letter_reading import read_letter_file
from app.people.letters import attach_letter
from app.people.saying import record_statement
from app.sharing.deciding import decide_share
from app.sharing.listing import things_to_choose
from app.sharing.share_draft import ItemDraft, ShareDraft
from tests.builders import COUNCIL, MANAGER
from tests.builders_feeds import HOUSING, TODAY, housing_row
from tests.safety.looking_for import found_in, ways_found
from ui.clipboard import copy_text
from ui.main import Program
from ui.main_window import MainWindow
from ui.problems import install_last_hook
from ui.unlock import UnlockWindow

PATIENCE = 20_000
NAME, STREET, STORY, SECRET = "Quillfeather", "Zanzibarrow", "Wobblethorpe", "grumbletwixt"
CANARIES = (NAME, STREET, STORY, SECRET)
PASSPHRASE = f"four {SECRET} herons wade home"


@dataclass(frozen=True)
class Walked:
    """Where everything of the program lies during a walk, where its own files do not, and the store."""

    everything: Path
    outside: Path
    store: Path


@pytest.fixture
def walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Walked:
    """Put home, settings, temporary files and store below one folder, and what agencies send beside it."""
    everything, outside = tmp_path / "everything", tmp_path / "sent"
    outside.mkdir()
    for name in (
        "TMPDIR",
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_STATE_HOME",
        "XDG_CACHE_HOME",
        "SQLITE_TMPDIR",
    ):
        folder = everything / name.lower()
        folder.mkdir(parents=True)
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(everything / "tmpdir"))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(everything / "settings"))
    qapp.setOrganizationName("MASH Desk tests")
    (everything / "stores").mkdir()
    store = everything / "stores" / "desk.mash"
    vault.create_store(store, council=COUNCIL, officer=MANAGER, post="", passphrase=PASSPHRASE, cost=FLOOR)
    return Walked(everything, outside, store)


@pytest.fixture
def program(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    made = Program(qapp)
    yield made
    made.end()
    if made.window is not None:
        made.window.blockSignals(True)
        made.window.close()
        made.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _unlock(program: Program, qtbot: QtBot) -> MainWindow:
    window = program.window
    assert isinstance(window, UnlockWindow)
    qtbot.waitUntil(lambda: window.officer.value() == MANAGER, timeout=PATIENCE)
    window.passphrase.box.setText(PASSPHRASE)
    window.open_button.click()
    qtbot.waitUntil(lambda: isinstance(program.window, MainWindow), timeout=PATIENCE)
    assert isinstance(program.window, MainWindow)
    return program.window


def _bring_in(desk: Desk, folder: Path) -> None:
    rows = (
        housing_row(Last_Name=NAME, Address=f"3 {STREET} Road", Notes=f"{STORY} was seen at the door"),
        housing_row(Person_Ref="P2", First_Name=NAME, DOB=f"{NAME} 99", Postcode=STREET, Warning=STORY),
    )
    path = folder / "list.csv"
    path.write_text("\n".join([HOUSING, *rows]), encoding="utf-8")
    staged = stage_files(desk, [path], organisation="HSG", today=TODAY)
    accept_batch(desk, staged.key)
    propose_all(desk, staged.key)


def _write_by_hand(desk: Desk, folder: Path) -> tuple[UUID, str]:
    new = NewPerson(
        CHILD,
        given="Ivy",
        family=f"{NAME}-Bell",
        birth=GivenDate(2024, 2, 3),
        lines=(f"4 {STREET} Row",),
        postcode="QX4 2AA",
    )
    added = desk.do(add_person, new, place=propose_links)
    assert added.person is not None
    desk.do(record_statement, added.person, "note", {"text": f"{STORY} said so"})
    letter = folder / "letter.txt"
    letter.write_text(f"About {NAME} of {STREET}: {STORY}", encoding="utf-8")
    desk.do(attach_letter, added.person, read_letter_file(letter))
    desk.do(save_draft, "letter", added.reference, f"Share about {NAME}", {"why": STORY})
    return added.person, added.reference


def _share(desk: Desk, reference: str) -> str:
    """Decide a share with canaries in every text of it, and make a copy that stays in memory."""
    desk.do(add_post, "HV", "", "Duty health visitor")
    desk.do(add_channel, "HV", "secure_email", "duty.hv@merevalley.example", secure=True)
    things = desk.read(things_to_choose, reference)
    named = next(thing for thing in things if thing.group == "name")
    draft = ShareDraft(
        decision="DO_NOT_SHARE",
        about=(reference,),
        organisation="HV",
        person=f"Nurse {NAME}",
        channel="secure email",
        purpose_code="SAFEGUARD",
        purpose=f"see {NAME} at {STREET}",
        told=False,
        told_reason=f"{STORY} would be in danger",
        proportionality=f"{NAME} and nothing of {STORY}",
        reason=f"{STORY} asked us not to",
        facts=(("detriment_considered", "yes"),),
        items=(ItemDraft(statement=named.key, category=named.category, about=reference, tag="fact"),),
    )
    made = desk.do(decide_share, draft)
    desk.do(issue_copy, made.reference)
    return made.reference


def _titles() -> str:
    windows: list[QWidget] = QApplication.topLevelWidgets()
    return " | ".join(f"{window.windowTitle()} {window.windowFilePath()}" for window in windows)


def _walk(window: MainWindow, qtbot: QtBot, person: UUID, reference: str, share: str) -> list[str]:
    """Go to every place, with the child where a place takes one; give the titles that windows had on the way."""
    shown: dict[str, tuple[object, ...]] = {
        "casefile": (person,),
        "about": (person,),
        "people": (None, person),
        "sharing": (None, share, reference),
        "papers": (None, share),
        "logbook": (None, reference),
    }
    titles = []
    for key in list(window._places):
        for value in shown.get(key, (None,)):
            window.go(key, value)
            window.operations.touched.emit(frozenset({"people"}))
            qtbot.wait(150)
            titles.append(_titles())
    window.top.box.setText(f"{NAME} {STREET}")
    qtbot.wait(400)
    return titles


def _fail(_work: object) -> None:
    raise ValueError(f"cannot read {NAME} of {STREET}: {STORY}")


def _make_mistakes(window: MainWindow, qtbot: QtBot) -> None:
    """Let a bug happen in an act, in a question and on the screen's own thread, each quoting a child."""
    told: list[object] = []
    window.operations.run(_fail, page=window, failed=told.append)
    window.operations.ask(_fail, page=window, failed=told.append)
    install_last_hook(told.append)
    try:
        _fail(None)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: len(told) == 3, timeout=PATIENCE)
    assert not ways_found(repr([str(error) for error in told]).encode(), CANARIES)


def _log_lines(caplog: pytest.LogCaptureFixture) -> bytes:
    keeper = logging.Formatter("%(message)s")
    return "\n".join(keeper.format(record) + repr(record.__dict__) for record in caplog.records).encode()


@pytest.mark.slow
def test_a_walk_through_the_program_leaves_no_word_outside_the_encrypted_store(
    program: Program, walked: Walked, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    # long because: it is one walk, and what it leaves is looked for at the end of each part
    caplog.set_level(logging.DEBUG)
    program.start(walked.store)
    window = _unlock(program, qtbot)
    desk = program._desk
    assert desk is not None
    _bring_in(desk, walked.outside)
    person, reference = _write_by_hand(desk, walked.outside)
    share = _share(desk, reference)
    titles = _walk(window, qtbot, person, reference, share)
    assert len(titles) >= len(window._places) and not ways_found("".join(titles).encode(), CANARIES)
    _make_mistakes(window, qtbot)
    backups.back_up(desk, walked.everything / "desk.mashbackup")
    assert found_in(walked.everything, CANARIES) == [], "while the store is open"
    copy_text(f"{NAME}\t{STREET}")
    window.lock_asked.emit()
    qtbot.waitUntil(lambda: isinstance(program.window, UnlockWindow), timeout=PATIENCE)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not ways_found((QApplication.clipboard().text() + _titles()).encode(), CANARIES)
    QSettings().sync()
    assert found_in(walked.everything, CANARIES) == [], "after the lock"
    assert not ways_found(_log_lines(caplog), CANARIES)
    assert any("ValueError" in record.getMessage() for record in caplog.records), (
        "the mistakes are in the log"
    )
    assert len([path for path in walked.everything.rglob("*") if path.is_file()]) >= 4


def test_a_refusal_of_a_file_quotes_nothing_of_it_in_the_log(
    walked: Walked, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = walked.outside / "list.csv"
    path.write_text(f'{HOUSING}\n"{NAME},{STREET}\n{STORY}', encoding="utf-8")
    with pytest.raises(RefusedInput) as refused:
        read_files([path], organisation="HSG", today=TODAY)
    assert not ways_found(f"{refused.value} {refused.value.kept}".encode() + _log_lines(caplog), CANARIES)
    assert found_in(walked.everything, CANARIES) == []


def test_a_word_is_found_in_whatever_way_it_is_written(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", f"{NAME} lives here, {NAME} does")
    ways = {
        "clear": f"..{NAME.upper()}..".encode(),
        "utf16": NAME.encode("utf-16-be"),
        "stream": b"%PDF" + zlib.compress(f"{NAME} {NAME} {NAME}".encode()),
        "zip": packed.getvalue(),
        "nothing": b"Quill feather",
    }
    for name, data in ways.items():
        (tmp_path / name).write_bytes(data)
    found = {line.split(":")[0] for line in found_in(tmp_path, CANARIES)}
    assert found == {"clear", "utf16", "stream", "zip"}
