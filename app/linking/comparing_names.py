"""How do the names of two records agree: forename, surname, and both when their order differs? Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from app.linking.match_facts import FORMER, KNOWN_AS, LEGAL, MatchFacts, NameForm
from app.linking.name_lists import (
    CLOSE,
    DIFFERS,
    INITIAL,
    RELATED,
    SAME,
    SHORT,
    SPELLING,
    close,
    compare_words,
    is_spelling,
    is_surname_of_other_sex,
)

MISSING, REORDERED, MIDDLE, MIDDLE_DIFFERS, PART = "missing", "reordered", "middle", "middle_differs", "part"
REORDERED_PART = "reordered_part"

#: Levels at which forenames agree, from the surest on; the second row agrees only when it fits one child of a home.
AGREES = frozenset((SAME, SPELLING, REORDERED))
AGREES_IF_ALONE = frozenset((KNOWN_AS, SHORT, INITIAL, MIDDLE))
SURNAME_AGREES = frozenset((SAME, SPELLING, FORMER, PART, CLOSE, REORDERED))

#: Birth names agree before names by which a child is known; all of them before what is only alike.
_GIVEN_RANK = (
    *(SAME, REORDERED, SPELLING, KNOWN_AS, MIDDLE, SHORT, INITIAL, REORDERED_PART),
    *(CLOSE, RELATED, MISSING, MIDDLE_DIFFERS, DIFFERS),
)
_FAMILY_RANK = (SAME, REORDERED, SPELLING, FORMER, PART, CLOSE, REORDERED_PART, MISSING, DIFFERS)


@dataclass(frozen=True, slots=True)
class NameLevels:
    """How the names of two records agree: a level for the forename and one for the surname."""

    given: str
    family: str


def compare_names(one: MatchFacts, other: MatchFacts) -> NameLevels:
    """Give the best agreement that any pair of the two records' names has."""
    best: tuple[int, NameLevels] | None = None
    for ours, theirs in product(one.names or (NameForm(),), other.names or (NameForm(),)):
        levels = _compare_forms(ours, theirs)
        rank = _GIVEN_RANK.index(levels.given) * 2 + _FAMILY_RANK.index(levels.family)
        if best is None or rank < best[0]:
            best = (rank, levels)
    assert best is not None
    return _with_best_family(best[1], one, other)


def _with_best_family(levels: NameLevels, one: MatchFacts, other: MatchFacts) -> NameLevels:
    """A surname may be said in another of the names: a former one, one of a double name."""
    if levels.family not in (DIFFERS, MISSING):
        return levels
    found = min(
        (
            _family_level(ours, theirs)
            for ours, theirs in product(one.names or (NameForm(),), other.names or (NameForm(),))
        ),
        key=_FAMILY_RANK.index,
    )
    return NameLevels(levels.given, min(levels.family, found, key=_FAMILY_RANK.index))


@lru_cache(maxsize=100_000)
def _compare_forms(ours: NameForm, theirs: NameForm) -> NameLevels:
    given, family = _given_level(ours, theirs), _family_level(ours, theirs)
    sure = given in (SAME, SPELLING, KNOWN_AS) and family in SURNAME_AGREES
    if not sure and len(ours.all) >= 2 and len(theirs.all) >= 2:
        order = _reordered(ours, theirs)
        if order == REORDERED:
            return NameLevels(REORDERED, REORDERED)
        if order and given in (DIFFERS, CLOSE, RELATED):
            return NameLevels(REORDERED_PART, REORDERED_PART)
    return NameLevels(given, family)


def given_level(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """Say how the forenames of two names agree, their middle names looked at too."""
    if not ours or not theirs:
        return MISSING
    whole, other_whole = "".join(ours), "".join(theirs)
    if whole == other_whole or _writes_apart(ours, theirs):
        return SAME
    level = compare_words(ours[0], theirs[0])
    if level in (SAME, SPELLING) and _middles_differ(ours[1:], theirs[1:]):
        return MIDDLE_DIFFERS
    if level in (SAME, SPELLING, SHORT):
        return level
    joined_level = compare_words(whole, other_whole)
    if joined_level in (SAME, SPELLING):
        return joined_level
    if any(compare_words(word, theirs[0]) in (SAME, SPELLING) for word in ours[1:]) or any(
        compare_words(ours[0], word) in (SAME, SPELLING) for word in theirs[1:]
    ):
        return MIDDLE
    return min(level, joined_level, key=_GIVEN_RANK.index)


def _writes_apart(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Elif Naz and Elifnaz are one name; so are Annmarie and Ann Marie Louise in their first words."""
    return any(
        len(short) == 1 and any(short[0] == "".join(long[:count]) for count in range(2, len(long) + 1))
        for short, long in ((ours, theirs), (theirs, ours))
    )


def _middles_differ(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    if not ours or not theirs:
        return False
    agree = (SAME, SPELLING, SHORT, INITIAL, CLOSE, RELATED)
    return not any(compare_words(a, b) in agree for a, b in product(ours, theirs))


def _given_level(ours: NameForm, theirs: NameForm) -> str:
    level = given_level(ours.given, theirs.given)
    if KNOWN_AS in (ours.kind, theirs.kind) and level in (SAME, SPELLING):
        return KNOWN_AS
    return level


def _family_level(ours: NameForm, theirs: NameForm) -> str:
    level = family_level(ours.family, theirs.family)
    if FORMER in (ours.kind, theirs.kind) and level in (SAME, SPELLING):
        return FORMER
    return level


def family_level(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """Say how two family names agree: the same but for blanks and hyphens, a spelling, a part of a double name."""
    if not ours or not theirs:
        return MISSING
    whole, other_whole = "".join(ours), "".join(theirs)
    if whole == other_whole:
        return SAME
    if is_spelling(whole, other_whole, "family") or is_surname_of_other_sex(whole, other_whole):
        return SPELLING
    if sorted(ours) == sorted(theirs):
        return SAME
    shared = {word for word in ours if len(word) > 2} & set(theirs)
    if shared and (set(ours) <= set(theirs) or set(theirs) <= set(ours)):
        return PART
    if len(ours) == len(theirs) and all(
        is_spelling(a, b, "family") for a, b in zip(sorted(ours), sorted(theirs), strict=True)
    ):
        return SPELLING
    if close(whole, other_whole):
        return CLOSE
    return PART if shared else DIFFERS


def _reordered(ours: NameForm, theirs: NameForm) -> str:
    """Say whether two names hold the same words in another order, or the words of the shorter all stand in the longer."""
    short, long = sorted((ours.all, theirs.all), key=lambda words: (len(words), words))
    left = list(long)
    for word in short:
        found = next((each for each in left if _one_word(word, each)), None)
        if found is None:
            return ""
        left.remove(found)
    return REORDERED if not left else REORDERED_PART


def _one_word(one: str, other: str) -> bool:
    return one == other or is_spelling(one, other) or is_spelling(one, other, "family")


def legal_given(facts: MatchFacts) -> tuple[tuple[str, ...], ...]:
    """Give the forenames that a record's legal names have."""
    return tuple(form.given for form in facts.names if form.kind == LEGAL and form.given)


def are_two_forenames(one: MatchFacts, other: MatchFacts) -> bool:
    """Say whether two records cannot be one child by their legal forenames, so that they are two of a household.

    Some of their forenames differ, and none agrees; what is only alike decides nothing.
    """
    levels = {given_level(a, b) for a, b in product(legal_given(one), legal_given(other))}
    apart = {DIFFERS, MIDDLE_DIFFERS}
    if one.sexes and other.sexes and not one.sexes & other.sexes:
        apart |= {CLOSE, RELATED}
    return bool(levels & apart) and not levels - {DIFFERS, MIDDLE_DIFFERS, CLOSE, RELATED}


def may_bear(one: MatchFacts, other: MatchFacts, *, known_as: bool) -> str:
    """Give the surest way in which a forename of one record agrees with any of the other.

    Without ``known_as`` only the legal forenames of the first are looked at.
    """
    forms = [form for form in one.names if known_as or form.kind == LEGAL]
    levels = [_given_level(a, b) for a, b in product(forms, other.names)]
    return min(levels, key=_GIVEN_RANK.index, default=MISSING)
