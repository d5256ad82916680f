"""The council's choices of law are made by typing, with the second person's own passphrase, and compared as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import officers
from app.cli.running import main
from models.codes import Role
from tests.builders import COLLEAGUE_PASSPHRASE, a_desk

INES, OMAR = "Ines Roy", "Omar Hale"
LEAD = (Role.INFORMATION_GOVERNANCE,)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    desk = a_desk(tmp_path)
    for name in (INES, OMAR):
        officers.add_officer(desk, name, passphrase=COLLEAGUE_PASSPHRASE, roles=LEAD)
    path: Path = desk.keeper.path
    desk.close()
    (tmp_path / "pass").write_text(COLLEAGUE_PASSPHRASE, encoding="utf-8")
    return path


def test_a_power_is_approved_listed_exported_compared_and_taken_out_of_use(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "pass"

    def law(*typed: str, gives: int = 0) -> str:
        line = ["law", str(store), "--officer", INES, "--passphrase-file", str(words), *typed]
        assert main(line, lambda _: 1) == gives
        said = capsys.readouterr()
        return said.out + said.err

    assert "as it came" in law("list")
    approve = ("approve", "CNIS", "--because", "Legal has read it.", "--from", "2026-11-01")
    assert "second person" in law(*approve, gives=1), "nobody has agreed"
    law(*approve, "--second", OMAR, "--second-passphrase-file", str(words))
    assert "approved from 2026-11-01" in law("list")
    file = tmp_path / "choices.toml"
    file.write_text(law("export"), encoding="utf-8")
    assert law("compare", str(file)) == ""
    law("retire", "CNIS", "--because", "It was put off.")
    assert law("compare", str(file)).startswith("CNIS\tnot approved from 2026-11-01 out of use since")
