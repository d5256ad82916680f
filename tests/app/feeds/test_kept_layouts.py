"""A layout that was taught is kept for its organisation, logged, found again, and changed or laid aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.desk import Desk
from app.errors import NotAllowed, NotFound, RefusedInput
from app.feeds.guessing import guess
from app.feeds.importing import stage_files
from app.feeds.kept_layouts import (
    forget_layout,
    keep_layout,
    keep_taught,
    kept_layouts,
    layouts_to_read_by,
    read_layout_file,
)
from app.feeds.layout_writing import layout_text
from app.feeds.layouts import LayoutFault, NoLayoutFits
from app.feeds.sampling import sample_file
from app.feeds.taught import Taught
from app.unit_of_work import Reader
from models import logbook
from models.codes import Role
from tests.builders import with_role
from tests.builders_feeds import HOUSING, TODAY, housing_row

LIST = "Our ref,Surname,Forename,DOB\nY1,Fenwick,Orla,25/04/2016\nY2,Hale,Ned,06/07/2014\n"


def list_of(folder: Path, text: str = LIST) -> Path:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return path


def taught(folder: Path, name: str = "Youth justice list") -> Taught:
    return guess(sample_file(list_of(folder)), "YJS", name)


def acts(reader: Reader) -> list[str]:
    return [entry.act for entry in logbook.entries_in_order(reader.session)]


def test_a_file_that_no_layout_fits_is_read_once_it_is_taught(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NoLayoutFits):
        stage_files(desk, [list_of(tmp_path)], organisation="YJS", today=TODAY)
    desk.do(keep_taught, taught(tmp_path))
    assert desk.read(acts)[-1] == "keep_layout"
    staged = stage_files(desk, [list_of(tmp_path)], organisation="YJS", today=TODAY)
    assert (staged.rows_read, staged.people, staged.flagged) == (2, 2, 0)


def test_a_file_with_other_headings_than_our_layout_can_be_taught_too(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NoLayoutFits):
        stage_files(desk, [list_of(tmp_path)], organisation="HSG", today=TODAY)
    desk.do(keep_layout, "HSG", layout_text(taught(tmp_path)))
    assert stage_files(desk, [list_of(tmp_path)], organisation="HSG", today=TODAY).people == 2
    housing = tmp_path / "housing.csv"
    housing.write_text("\n".join((HOUSING, housing_row())), encoding="utf-8")
    assert stage_files(desk, [housing], organisation="HSG", today=TODAY).people == 1


def test_a_layout_of_another_organisation_is_not_used(desk: Desk, tmp_path: Path) -> None:
    desk.do(keep_taught, taught(tmp_path))
    assert desk.read(layouts_to_read_by, "GP") == ()
    with pytest.raises(NoLayoutFits):
        stage_files(desk, [list_of(tmp_path)], organisation="GP", today=TODAY)


def test_what_was_taught_comes_back_to_be_changed_and_the_same_name_is_one_layout(
    desk: Desk, tmp_path: Path
) -> None:
    desk.do(keep_taught, taught(tmp_path))
    desk.do(keep_taught, taught(tmp_path, "Youth Justice list"))
    (kept,) = desk.read(kept_layouts, "yjs")
    assert kept.taught == taught(tmp_path, "Youth Justice list") and kept.form == "csv"


def test_a_layout_laid_aside_reads_nothing_any_more(desk: Desk, tmp_path: Path) -> None:
    kept = desk.do(keep_taught, taught(tmp_path))
    assert desk.do(forget_layout, kept.key) == "Youth justice list"
    assert desk.read(kept_layouts) == () and desk.read(acts)[-1] == "forget_layout"
    with pytest.raises(NotFound):
        desk.do(forget_layout, kept.key)


def test_a_layout_file_goes_out_and_comes_in(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text(layout_text(taught(tmp_path)), encoding="utf-8")
    kept = desk.do(keep_layout, "YJS", read_layout_file(path))
    assert kept.taught is None and kept.name == "Youth justice list"
    broken = layout_text(taught(tmp_path)).replace("family_name", "shoe_size")
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(LayoutFault, match="Line"):
        read_layout_file(path)
    with pytest.raises(RefusedInput, match="cannot be read"):
        read_layout_file(tmp_path / "none.toml")


def test_what_is_not_placed_is_not_kept(desk: Desk, tmp_path: Path) -> None:
    list_of(tmp_path, LIST.replace("Forename", "Shoe size"))
    said = guess(sample_file(tmp_path / "list.csv"), "YJS", "A list")
    with pytest.raises(RefusedInput, match="Shoe size is not placed"):
        desk.do(keep_taught, said)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE])
def test_only_who_brings_files_in_may_teach(desk: Desk, tmp_path: Path, role: Role) -> None:
    with_role(desk, role)
    with pytest.raises(NotAllowed):
        desk.do(keep_taught, taught(tmp_path))
