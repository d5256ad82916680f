"""Does a search word still follow from what is said, while a batch is on its way in or out? If not, it finds nobody."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from app.feeds.derived_rows import words_said
from models import feeds
from models.casefile_rows import Word
from models.database import DoorSession

#: How far the store is asked for words where most of those that it has follow from nothing any more.
FARTHEST = 40_000


def only_said(session: DoorSession, words: list[Word]) -> list[Word]:
    """Give those of some search words that follow from what is said now; all of them where no batch is on its way."""
    moving = feeds.batches_moving(session)
    if not moving or not words:
        return words
    said = words_said(session, [UUID(bytes=key) for key in sorted({word[0] for word in words})], moving)
    return [word for word in words if (own := said.get(word[0])) is None or (word[2], word[4]) in own]


def enough_said(session: DoorSession, ask: Callable[[int], list[Word]], most: int) -> tuple[list[Word], bool]:
    """Ask for up to ``most`` words that follow from what is said, and say whether there may be more of them."""
    asked = most
    while True:
        found = ask(asked)
        words = only_said(session, found)
        if len(found) < asked or len(words) >= most or asked >= FARTHEST:
            return words[:most], len(found) >= asked
        asked *= 4
