"""Whom do the words that were found fit best, and by which of them?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from app.casefile.asked import Piece
from models.casefile_rows import Word

#: How near the words of one record stand.
NEAR = 24
_RANKS = {"nhs_number": 0, "upn": 0, "uln": 0, "name": 0, "reference": 1, "alias": 2, "former_name": 3}
_LAST_RANK = 4
#: How each piece fits a word: 0 not, 1 by its beginning, 2 whole.
Marks = tuple[int, ...]
Marked = tuple[Marks, Word]


class Owner(NamedTuple):
    """One person found, and the words by which: ours where linked, else the agency's.

    ``rank``: everything in one word of theirs, most pieces whole, what fitted best. ``place`` says who came first.
    """

    rank: tuple[bool, int, int]
    place: int
    found: list[Marked]

    def nearest(self) -> list[Marked]:
        """Give the words with what fits most first, the written-out before capitals."""
        return sorted(self.found, key=_nearness) if len(self.found) > 1 else self.found


def owners_fitting(pieces: tuple[Piece, ...], words: Iterable[Word]) -> list[Owner]:
    """Give those of whom every piece fits some word, the best first."""
    theirs: dict[bytes, list[Marked]] = {}
    for word in dict.fromkeys(words):
        padded = f" {word[4]} "
        marks = tuple([piece.mark(padded) for piece in pieces])
        owner = word[1] or word[0]
        if owner in theirs:
            theirs[owner].append((marks, word))
        else:
            theirs[owner] = [(marks, word)]
    fitting = []
    for place, found in enumerate(theirs.values()):
        best = _best(found)
        if 0 not in best:
            in_one = any(0 not in marks for marks, _ in found)
            kind = min([_RANKS.get(word[2], _LAST_RANK) for _, word in found])
            fitting.append(Owner((not in_one, -sum(best), kind), place, found))
    fitting.sort(key=_standing)
    return fitting


def likely_seeds(places: list[list[int]], most: int) -> list[int]:
    """Choose from where to look for people of whom every piece fits some word: at most ``most`` places.

    Each list holds the places that fit one piece, in order. The shortest is taken, since all who are meant stand in it.
    Where it is too long, places with every other piece near them come first: the words of one record stand together.
    """
    rarest = min(places, key=len)
    if len(rarest) <= most:
        return rarest
    near = rarest
    for other in sorted(places, key=len):
        if other is not rarest:
            near = [place for place in near if _is_near(place, other)]
    chosen = dict.fromkeys([*near, *rarest[: most - len(near)]] if len(near) < most else near[:most])
    return list(chosen)


def _is_near(place: int, others: list[int]) -> bool:
    at = bisect_left(others, place - NEAR)
    return at < len(others) and others[at] <= place + NEAR


def _best(found: list[Marked]) -> Marks:
    if len(found) == 1:
        return found[0][0]
    return tuple([max(column) for column in zip(*[marks for marks, _ in found], strict=True)])


def _nearness(one: Marked) -> tuple[int, int, bool, str, bytes]:
    marks, (record, _, kind, shown, _) = one
    return -sum(marks), _RANKS.get(kind, _LAST_RANK), shown.isupper(), shown, record


def _standing(owner: Owner) -> tuple[tuple[bool, int, int], bytes]:
    """Rank decides, then the key: never where the words happen to stand, which undoing and rebuilding change."""
    record, person = owner.found[0][1][:2]
    return owner.rank, person or record
