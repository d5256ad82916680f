"""Does the set-up script say all that is missing, refuse what ends badly, and do nothing twice?"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "desk.py"


@pytest.fixture
def desk_script(tmp_path: Path) -> ModuleType:
    """Give the script as a module, standing in a folder of its own with small locks."""
    (tmp_path / "requirements.lock").write_text("pyside6-essentials==6.11.3 \\\n    --hash=sha256:00\n")
    (tmp_path / "requirements-dev.lock").write_text("pytest==9.2.0 \\\n    --hash=sha256:00\n")
    shutil.copy(SCRIPT, tmp_path / "desk.py")
    place = importlib.util.spec_from_file_location("desk_script", tmp_path / "desk.py")
    assert place
    assert place.loader
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


@pytest.fixture
def bare_linux(desk_script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Give the script on a Linux where no library loads and nobody is root."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(desk_script, "loads", lambda file: False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(shutil, "which", lambda tool: f"bin/{tool}" if tool == "apt-get" else None)
    return desk_script


def test_every_missing_library_is_named_at_once(
    bare_linux: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = bare_linux.missing_from_system(bare_linux.libraries_for("test"), with_venv=False)
    with pytest.raises(bare_linux.CannotGoOn) as stopped:
        bare_linux.settle_system(missing)
    said = capsys.readouterr().out
    assert all(library.file in said for library in bare_linux.DRAWING)
    assert "apt-get install -y" in str(stopped.value)
    assert all(library.apt in str(stopped.value) for library in bare_linux.DRAWING)


def test_one_line_is_given_even_where_the_packages_have_other_names(
    bare_linux: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda tool: f"bin/{tool}" if tool == "dnf" else None)
    line = bare_linux.install_line(list(bare_linux.DRAWING))
    assert line[:3] == ["dnf", "install", "-y"]
    assert "libxkbcommon" in line
    assert len(line) == len(set(line))


def test_a_screen_asks_for_more_than_the_tests_do(
    desk_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    assert set(desk_script.SCREEN) <= set(desk_script.libraries_for("open"))
    assert desk_script.libraries_for("test") == list(desk_script.DRAWING)


def test_windows_and_mac_are_asked_for_no_library(
    desk_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert desk_script.libraries_for("open") == []


def test_python_without_pip_counts_as_missing(
    bare_linux: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    missing = bare_linux.missing_from_system([], with_venv=True)
    assert [library.apt for library in missing] == [f"python3.{sys.version_info[1]}-venv"]


@pytest.mark.parametrize("release", ["6.12.0", "6.13.1", "7.0.0"])
def test_the_pair_that_crashes_is_refused(
    desk_script: ModuleType, monkeypatch: pytest.MonkeyPatch, release: str
) -> None:
    desk_script.RUN_LOCK.write_text(f"pyside6-essentials=={release} \\\n    --hash=sha256:00\n")
    monkeypatch.setattr(sys, "version_info", (3, 11, 7))
    with pytest.raises(desk_script.CannotGoOn, match=r"Python 3\.12"):
        desk_script.refuse_bad_pairs()


def test_an_old_python_is_refused_with_the_one_it_needs(
    desk_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 2))
    with pytest.raises(desk_script.CannotGoOn, match=r"needs Python 3\.11 or newer"):
        desk_script.refuse_bad_pairs()


def test_the_script_can_be_read_by_a_python_that_is_too_old() -> None:
    compile(SCRIPT.read_text(encoding="utf-8"), "desk.py", "exec", dont_inherit=True)
    assert not re.search(r"^\s*(match .*:|type \w+ =)|except\*", SCRIPT.read_text(encoding="utf-8"), re.M)


def test_a_stamp_holds_for_its_lock_only(desk_script: ModuleType) -> None:
    lock = desk_script.RUN_LOCK
    assert not desk_script.stamped(lock)
    desk_script.ENVIRONMENT.mkdir()
    desk_script.stamp_of(lock).write_text(desk_script.stamp_text(lock))
    assert desk_script.stamped(lock)
    assert hashlib.sha256(lock.read_bytes()).hexdigest() in desk_script.stamp_of(lock).read_text()
    lock.write_text(lock.read_text() + "# changed\n")
    assert not desk_script.stamped(lock)


def test_a_stamped_environment_is_left_alone(
    desk_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(desk_script, "make_environment", lambda: done.append("made"))
    monkeypatch.setattr(desk_script, "install", lambda locks, offline: done.append("installed"))
    desk_script.PYTHON.parent.mkdir(parents=True)
    desk_script.PYTHON.touch()
    desk_script.stamp_of(desk_script.RUN_LOCK).write_text(desk_script.stamp_text(desk_script.RUN_LOCK))
    desk_script.prepare([desk_script.RUN_LOCK], [], offline=False)
    assert done == []
    desk_script.prepare([desk_script.RUN_LOCK, desk_script.TEST_LOCK], [], offline=False)
    assert done == ["made", "installed"]


def test_offline_without_wheels_says_what_is_missing(desk_script: ModuleType) -> None:
    with pytest.raises(desk_script.CannotGoOn, match="folder called wheels"):
        desk_script.install([desk_script.RUN_LOCK], offline=True)


def test_packages_come_hashed_and_never_as_source(
    desk_script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[list[str]] = []

    def noted(line: list[str]) -> int:
        lines.append(line)
        return 0

    monkeypatch.setattr(desk_script, "run", noted)
    desk_script.WHEELS.mkdir()
    desk_script.ENVIRONMENT.mkdir()
    desk_script.install([desk_script.RUN_LOCK], offline=True)
    assert {"--require-hashes", "--only-binary=:all:", "--no-index"} <= set(lines[0])
    assert desk_script.stamped(desk_script.RUN_LOCK)


def test_a_failed_install_leaves_no_stamp(desk_script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_script, "run", lambda line: 1)
    desk_script.ENVIRONMENT.mkdir()
    with pytest.raises(desk_script.CannotGoOn, match="pip says above why"):
        desk_script.install([desk_script.RUN_LOCK], offline=False)
    assert not desk_script.stamped(desk_script.RUN_LOCK)


def test_own_options_stand_before_the_command(desk_script: ModuleType) -> None:
    assert desk_script.split(["--offline", "import", "--offline"]) == ({"--offline"}, "import", ["--offline"])
    assert desk_script.split([]) == (set(), "", [])


def test_two_processes_share_the_tests_unless_told_otherwise(desk_script: ModuleType) -> None:
    assert desk_script.spread(["-q"])[:2] == ["-n", "2"]
    assert desk_script.spread(["-n4"]) == desk_script.spread(["--pdb"]) == []


def test_without_a_command_the_script_says_what_it_can_do() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "desk.py demo" in done.stdout
