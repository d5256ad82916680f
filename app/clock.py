"""What time it is, and how a time is said to an officer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now_utc() -> datetime:
    """Give this moment in UTC with microseconds."""
    return datetime.now(UTC)


def today() -> date:
    """Give today's date in England."""
    return now_utc().astimezone(LONDON).date()


def moment_text(at: datetime) -> str:
    """Write a moment as the store keeps it: UTC with six decimals, sortable as text."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(text: str) -> datetime:
    """Read what ``moment_text`` wrote, or any ISO 8601 time; a time without a zone is English local time."""
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (at if at.tzinfo else at.replace(tzinfo=LONDON)).astimezone(UTC)


def shown(at: datetime) -> str:
    """Say a moment on screen in English time: ``24-Nov-2026 14:05``."""
    local = at.astimezone(LONDON)
    return f"{local.day:02d}-{MONTHS[local.month - 1]}-{local.year} {local:%H:%M}"


def shown_day(day: date) -> str:
    """Say a day on screen: ``24-Nov-2026``."""
    return f"{day.day:02d}-{MONTHS[day.month - 1]}-{day.year}"


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
