"""When a backup is due, which of those made are kept, and what stands in the folder where they go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app import backups, clock
from app.access import Act, require
from app.backups import BackupMade
from app.desk import Desk
from app.errors import DeskError
from app.settings import minutes_of_rhythm, settings_of
from app.unit_of_work import Reader, UnitOfWork
from models import desk as stored

#: How many are kept: the newest of so many hours, days, weeks and months in which any was made.
HOURS, DAYS, WEEKS, MONTHS = 24, 14, 8, 12
#: When the desk is locked a backup is due after this part of the rhythm: nobody may unlock it again for days.
AT_LOCK = 4
_MOMENT = "%Y%m%dT%H%M%SZ"
_BUCKETS: tuple[tuple[int, Callable[[datetime], tuple[int, ...]]], ...] = (
    (HOURS, lambda at: (at.year, at.month, at.day, at.hour)),
    (DAYS, lambda at: (at.year, at.month, at.day)),
    (WEEKS, lambda at: tuple(at.isocalendar()[:2])),
    (MONTHS, lambda at: (at.year, at.month)),
)


@dataclass(frozen=True)
class Plan:
    """Where backups of this store go and how often: ``minutes`` is 0 for only by hand, ``folder`` None for nowhere."""

    folder: Path | None
    minutes: int
    store_id: str


@dataclass(frozen=True)
class BackupFile:
    """One backup of this store in the folder."""

    path: Path
    made_at: datetime
    size: int


@dataclass(frozen=True)
class BackupState:
    """How the backups of this store stand: the plan, the files with the newest first, and whether one is due."""

    plan: Plan
    files: tuple[BackupFile, ...]
    reachable: bool
    due: bool

    @property
    def last(self) -> datetime | None:
        """When the newest was made."""
        return self.files[0].made_at if self.files else None


def due(now: datetime, last: datetime | None, minutes: int) -> bool:
    """Say whether a backup is due; one from the future means that a clock was wrong, and is no reason to wait."""
    if minutes <= 0:
        return False
    return last is None or last > now or now - last >= timedelta(minutes=minutes)


def kept(moments: Iterable[datetime]) -> frozenset[datetime]:
    """Say which of the backups made at these moments are kept; the newest always is.

    The newest of each of the last 24 hours in which one was made, and so for 14 days, 8 weeks and 12 months. It counts
    what is there and not what the clock says, so that a wrong clock or a long absence takes nothing away.
    """
    ordered = sorted(set(moments), reverse=True)
    staying = set()
    for most, bucket_of in _BUCKETS:
        seen: set[tuple[int, ...]] = set()
        for at in ordered:
            bucket = bucket_of(at)
            if bucket not in seen and len(seen) < most:
                seen.add(bucket)
                staying.add(at)
    return frozenset(staying)


def file_name(store: str, store_id: str, at: datetime) -> str:
    """Name a backup by its store and its moment, so that a folder sorts by time."""
    return f"{store}-{store_id[:8]}-{at.astimezone(UTC).strftime(_MOMENT)}{backups.ENDING}"


def moment_of(name: str, store_id: str) -> datetime | None:
    """Give the moment in the name of a backup of this store; None for a file of any other name."""
    found = re.fullmatch(rf".+-{re.escape(store_id[:8])}-(\d{{8}}T\d{{6}}Z){re.escape(backups.ENDING)}", name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return None


def state(desk: Desk) -> BackupState:
    """Look how the backups stand; the folder is looked into, and may be out of reach."""
    plan = desk.read(_plan)
    now = clock.now_utc()
    if plan.folder is None or not plan.folder.is_dir():
        return BackupState(plan, (), False, False)
    found = files_in(plan.folder, plan.store_id)
    newest = found[0].made_at if found else None
    return BackupState(plan, found, True, due(now, newest, plan.minutes))


def files_in(folder: Path, store_id: str) -> tuple[BackupFile, ...]:
    """List the backups of one store in a folder, the newest first; whatever else lies there is not looked at."""
    found = []
    try:
        for path in folder.iterdir():
            at = moment_of(path.name, store_id)
            if at is not None and path.is_file():
                found.append(BackupFile(path, at, path.stat().st_size))
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda file: file.made_at, reverse=True))


def back_up_as_set(desk: Desk, *, by_hand: bool = False, at_lock: bool = False) -> BackupMade | None:
    """Make a backup where and when the council has set it, and thin what is there; None when none is due.

    Whoever works at the desk brings it about by the rhythm, and at the lock four times as soon; by hand it is an
    administrator's act. Refused by hand where no folder is set or it is out of reach; by the rhythm ``state`` says that.
    """
    if by_hand:
        desk.read(_may_by_hand)
    now = state(desk)
    if not now.reachable or now.plan.folder is None:
        if by_hand:
            raise _no_folder(now.plan.folder)
        return None
    sooner = at_lock and due(clock.now_utc(), now.last, now.plan.minutes // AT_LOCK)
    if not (by_hand or now.due or sooner):
        return None
    out = now.plan.folder / file_name(desk.keeper.path.stem, now.plan.store_id, clock.now_utc())
    desk.do(_log_backup, "" if by_hand else "by_rhythm")
    with desk.keeper.source() as (connection, ring, store_key):
        made = backups.write_container(connection, ring, store_key, out)
    thin(now.plan.folder, now.plan.store_id)
    return made


def thin(folder: Path, store_id: str) -> tuple[Path, ...]:
    """Take away the backups of this store that the rhythm no longer keeps; give which.

    A file goes only when both its name and its manifest say that it is a backup of this store.
    """
    files = files_in(folder, store_id)
    staying = kept(file.made_at for file in files)
    gone = []
    for file in files:
        if file.made_at not in staying and _is_of(file.path, store_id):
            try:
                file.path.unlink()
            except OSError:
                continue  # in use, or not ours to delete: the next thinning tries again
            gone.append(file.path)
    return tuple(gone)


def _is_of(path: Path, store_id: str) -> bool:
    try:
        return backups.read_manifest(path).store_id == store_id
    except DeskError:
        return False


def _plan(reader: Reader) -> Plan:
    require(reader, Act.USE_OWN_DESK)
    values = settings_of(reader.session)
    folder = str(values["backup_folder"])
    store_id = stored.meta(reader.session, "store_id")
    return Plan(Path(folder) if folder else None, minutes_of_rhythm(values), store_id)


def _may_by_hand(reader: Reader) -> None:
    require(reader, Act.BACK_UP)


def _log_backup(work: UnitOfWork, reason: str) -> None:
    require(work, Act.USE_OWN_DESK if reason else Act.BACK_UP)
    work.record("back_up", things=[work.officer.id], reason_code=reason)
    work.topics.add("backups")


def _no_folder(folder: Path | None) -> DeskError:
    happened = "No backup folder is set." if folder is None else "The backup folder is out of reach."
    return DeskError(
        happened, kept="No backup was made.", next_step="Choose a folder in Settings, or connect its drive."
    )
