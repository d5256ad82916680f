"""What do these files say, read here and now? Runs in the reading child; ``app.feeds.reading`` starts it."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.errors import RefusedInput
from app.feeds.checking import FileRefused, check_workbook, decoded, form_of
from app.feeds.ctf import read_ctf
from app.feeds.events import JoinReader
from app.feeds.gathering import Gathering
from app.feeds.headings import count_fitting, fits_wholly
from app.feeds.layout_shape import JoinRule, Layout
from app.feeds.layouts import (
    NoLayoutFits,
    choose_layouts,
    fits_organisation,
    load_layout,
    shipped_layouts,
)
from app.feeds.reading_csv import read_csv
from app.feeds.reading_xlsx import read_xlsx
from app.feeds.records import ReadFile, Reading
from app.feeds.table import Table
from app.feeds.tabular import TableReader

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Job:
    """What to read: the files, whose they are, today's date, and the text of a layout when one was given.

    ``kept`` are the layouts (name, text) that were taught for the organisation; one that fits wholly goes before ours.
    ``inline`` are mended rows with their headings, as CSV, that stand in no file: the only path is then a mere name.
    """

    paths: tuple[str, ...]
    organisation: str
    today: date
    layout_name: str = ""
    layout_text: str = ""
    kept: tuple[tuple[str, str], ...] = ()
    inline: str = ""


@dataclass(frozen=True)
class _Opened:
    path: Path
    data: bytes
    form: str

    @property
    def name(self) -> str:
        return self.path.name


def read_here(job: Job, progress: Progress) -> Reading:
    """Read all files of a job into one reading; refused with the file's name in the sentence."""
    opened = []
    for path in map(Path, job.paths):
        data = job.inline.encode() if job.inline else path.read_bytes()
        with _named(path.name, len(job.paths)):
            opened.append(_Opened(path, data, {"xml": "ctf"}.get(form := form_of(data, path.name), form)))
    layout = _layout(job, opened)
    gathering = Gathering(several=len(opened) > 1)
    files: list[ReadFile] = []
    partial = _read_all(job, layout, opened, gathering, files, progress)
    return gathering.reading(
        sorted(files, key=lambda file: job_order(job, file.name)),
        layout.name,
        layout.version,
        tells_people_apart=layout.reference.tells_people_apart,
        partial=partial,
    )


def job_order(job: Job, name: str) -> int:
    """Give a file's place in the order in which the files were named."""
    return [Path(path).name for path in job.paths].index(name)


class _named:  # noqa: N801 - reads as a phrase where it is used
    """Put the file's name before a refusal when there are several files."""

    def __init__(self, name: str, count: int) -> None:
        self.name, self.count = name, count

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, FileRefused) and self.count > 1:
            raise FileRefused(f"{self.name}: {error.happened}", error.next_step) from error


def _layout(job: Job, opened: list[_Opened]) -> Layout:
    if job.inline:
        return _of_mended(job, opened[0])
    forms = {file.form for file in opened}
    if job.layout_text:
        layout = load_layout(job.layout_name, job.layout_text)
        wanted = {"csv", "xlsx", "ctf"} if layout.format == "auto" else {layout.format}
        if not forms <= wanted:
            raise FileRefused(
                f"The layout is for {' or '.join(sorted(wanted))} files, and a file of another form was given.",
                "Choose the layout that fits, or leave the layout out.",
            )
        return layout
    if len(forms) > 1:
        raise FileRefused(
            "The files are of different forms and cannot be one batch.",
            "Bring in one kind of file at a time.",
        )
    form = forms.pop()
    taught = _taught(job, opened[0], form)
    if taught is not None:
        return taught
    fitting = choose_layouts(job.organisation, form)
    if len(fitting) == 1 or opened[0].form != "csv":
        return fitting[0]
    headings = [read_csv(_beginning(file.data), file.name).headings for file in opened]
    return max(fitting, key=lambda layout: max(count_fitting(layout, each) for each in headings))


def _of_mended(job: Job, file: _Opened) -> Layout:
    """Choose the layout of mended rows by their headings alone: the row of a workbook comes as CSV too."""
    layouts = [load_layout(name, text) for name, text in job.kept]
    layouts += [each for each in shipped_layouts() if fits_organisation(each, job.organisation)]
    tables = [each for each in layouts if each.format != "ctf"]
    headings = read_csv(decoded(file.data)[0], file.name, ",").headings
    fitting = next((each for each in tables if fits_wholly(each, headings)), None)
    if fitting is None:
        raise NoLayoutFits(
            "This row cannot be read alone: no layout of its sender has these columns.",
            kept="The row is kept as it was.",
            next_step="Save the rows, mend them in a spreadsheet, and bring them in with the file they belong to.",
        )
    return replace(fitting, separator=",", encoding="utf-8", closing="", joins=())


def _taught(job: Job, file: _Opened, form: str) -> Layout | None:
    """Choose among the layouts that were taught: of those that fit wholly the one that knows most columns."""
    layouts = [load_layout(name, text) for name, text in job.kept]
    fitting = [each for each in layouts if each.format in (form, "auto") and _fits(each, file)]
    return max(fitting, key=lambda layout: len(layout.known()), default=None)


def _fits(layout: Layout, file: _Opened) -> bool:
    if file.form == "csv":
        return fits_wholly(layout, read_csv(_beginning(file.data), file.name, layout.separator).headings)
    if file.form != "xlsx":
        return False
    check_workbook(file.data)
    table = read_xlsx(file.data, file.name, layout.sheet, layout.header_row, layout.group_row)
    return table is not None and fits_wholly(layout, table.headings)


def _beginning(data: bytes) -> str:
    text, _, _ = decoded(data)
    first = text.lstrip("\r\n").splitlines()[:1]
    return first[0] if first and first[0].count('"') % 2 == 0 else ""


def _read_all(
    job: Job,
    layout: Layout,
    opened: list[_Opened],
    gathering: Gathering,
    files: list[ReadFile],
    progress: Progress,
) -> bool:
    partial = False
    joined = {
        file.name: rule for file in opened for rule in layout.joins if rule.file and rule.file in file.name
    }
    main = [file for file in opened if file.name not in joined]
    if not main:
        raise FileRefused(
            "The file belongs beside another one that names the people, and that one is missing.",
            "Bring in both together.",
        )
    keys: dict[str, str] = {}
    for file in main:
        gathering.file = file.name
        encoding = ""
        with _named(file.name, len(opened)):
            if file.form == "ctf":
                header, encoding = read_ctf(file.data, job.organisation, gathering, job.today, progress)
                partial = partial or header.partial
            else:
                encoding = _read_table(job, layout, file, gathering, keys, progress)
        files.append(_file(file, encoding))
    for file in opened:
        if file.name in joined:
            gathering.file = file.name
            with _named(file.name, len(opened)):
                table, encoding = _csv(layout, file, gathering)
                JoinReader(joined[file.name], keys, gathering, job.today).read(table, progress)
            files.append(_file(file, encoding))
    return partial


def _file(file: _Opened, encoding: str) -> ReadFile:
    return ReadFile(file.name, hashlib.sha256(file.data).hexdigest(), len(file.data), encoding)


def _csv(layout: Layout, file: _Opened, gathering: Gathering) -> tuple[Table, str]:
    if layout.encoding == "auto":
        text, encoding, remark = decoded(file.data)
    else:
        try:
            text, encoding, remark = file.data.decode(layout.encoding), layout.encoding, ""
        except (UnicodeDecodeError, LookupError) as error:
            raise FileRefused(f"The file is not in {layout.encoding}, which the layout says.") from error
    if remark:
        gathering.flag("", "", "", remark)
    return read_csv(text, file.name, layout.separator), encoding


def _read_table(
    job: Job, layout: Layout, file: _Opened, gathering: Gathering, keys: dict[str, str], progress: Progress
) -> str:
    reader = TableReader(layout, gathering, job.today, progress)
    if file.form == "csv":
        table, encoding = _csv(layout, file, gathering)
        reader.read(table)
        keys.update(reader.keys)
        return encoding
    for remark in check_workbook(file.data):
        gathering.flag("", "", "", remark)
    found = read_xlsx(file.data, file.name, layout.sheet, layout.header_row, layout.group_row)
    if found is None:
        raise FileRefused(f"The workbook has no sheet {layout.sheet}, which the layout needs.")
    reader.read(found)
    keys.update(reader.keys)
    for rule in layout.joins:
        if rule.sheet:
            _read_sheet(job, rule, file, gathering, keys, progress)
    return ""


def _read_sheet(
    job: Job, rule: JoinRule, file: _Opened, gathering: Gathering, keys: dict[str, str], progress: Progress
) -> None:
    table = read_xlsx(file.data, file.name, rule.sheet, rule.header_row)
    if table is None:
        gathering.flag("", rule.sheet, "", f"The workbook has no sheet {rule.sheet}; nothing of it came in.")
    elif table.rows:
        JoinReader(rule, keys, gathering, job.today).read(table, progress)


def refuse_unreadable(paths: tuple[str, ...], largest: int) -> None:
    """Refuse, before anything is opened, what is not there, is no ordinary file, may not be read, or is too large."""
    for path in paths:
        try:
            found = os.stat(path)
            if not stat.S_ISREG(found.st_mode) or not os.access(path, os.R_OK):
                raise FileNotFoundError
        except (OSError, ValueError) as error:
            raise RefusedInput(
                "A file that was named cannot be opened.",
                kept="Nothing was brought in.",
                next_step="Look where it is, and choose files, not a folder.",
            ) from error
        if found.st_size > largest:
            raise FileRefused(
                f"The file has {found.st_size / 1e6:,.0f} MB, more than {largest / 1e6:,.0f} MB, the most that is read.",
                "Ask the sender to send it in parts.",
            )
