"""What do birth date, home, family and numbers say about two records? Pure: a level and the reason in words."""

from __future__ import annotations

from datetime import date
from itertools import product

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from app.dates import GivenDate
from app.linking.comparing_names import MISSING, SURNAME_AGREES, family_level, given_level
from app.linking.match_facts import Context, FieldReason, Home, MatchFacts, Relative
from app.linking.name_lists import CLOSE, DIFFERS, INITIAL, RELATED, SAME, SHORT, SPELLING

SWAPPED, NEIGHBOUR, TWO_PARTS, COARSE, YEAR, AGE, OTHER_AGE, ADULT = (
    "swapped",
    "neighbour",
    "two_parts",
    "coarse",
    "year",
    "age",
    "other_age",
    "adult",
)
DUE = "due"
FORMER_HOME, NEAR, SHARED = "former", "near", "shared"
FORMER_NUMBER, TEMPORARY = "former", "temporary"
SIMILAR = "similar"

_BIRTH_RANK = (SAME, SWAPPED, NEIGHBOUR, TWO_PARTS, COARSE, YEAR, AGE, MISSING, OTHER_AGE, DIFFERS)
_HOME_RANK = (SAME, FORMER_HOME, NEAR, SHARED, MISSING, DIFFERS)
_MOTHERS = frozenset(("PAM", "FOM", "STM"))
_DAYS_ABOUT_DUE = 45


# --- birth ---------------------------------------------------------------------------------------------------------


def compare_births(one: MatchFacts, other: MatchFacts) -> FieldReason:
    """Say how birth dates agree; a date that stands for "not known" (and every 1 January) carries no weight."""
    ours, theirs = one.weighty, other.weighty
    if ours and theirs:
        level = min((_birth_level(a, b) for a, b in product(ours, theirs)), key=_BIRTH_RANK.index)
        return _birth_reason(level)
    if one.unborn != other.unborn and (ours or theirs):
        return _due_reason(one, other)
    if one.expected and other.expected:
        near = any(_days_apart(a, b) <= _DAYS_ABOUT_DUE for a, b in product(one.expected, other.expected))
        words = "expected at the same time" if near else "expected at other times"
        return FieldReason("birth", "similar" if near else "differs", words, DUE if near else DIFFERS)
    for dates, spans in ((ours, other.born_years), (theirs, one.born_years)):
        if dates and spans:
            fits = any(low <= (born.year or 0) <= high for born, (low, high) in product(dates, spans))
            return _birth_reason(AGE if fits else OTHER_AGE)
    if one.born_years and other.born_years:
        fits = any(a[0] <= b[1] and b[0] <= a[1] for a, b in product(one.born_years, other.born_years))
        return _birth_reason(AGE if fits else OTHER_AGE)
    if one.births and other.births:
        return FieldReason("birth", "missing", "a date that stands for an unknown one has no weight", MISSING)
    return FieldReason("birth", "missing", "not given on both sides", MISSING)


def _birth_level(ours: GivenDate, theirs: GivenDate) -> str:
    a, b = (ours.year, ours.month, ours.day), (theirs.year, theirs.month, theirs.day)
    if None in a or None in b:
        known = [(x, y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]
        if any(x != y for x, y in known):
            return DIFFERS
        return COARSE if len(known) == 2 else YEAR
    if a == b:
        return SAME
    if a[0] == b[0] and (a[1], a[2]) == (b[2], b[1]):
        return SWAPPED
    day, other_day = ours.exact, theirs.exact
    if day and other_day and abs((day - other_day).days) == 1:
        return NEIGHBOUR
    if sum(x == y for x, y in zip(a, b, strict=True)) == 2 or _slip_of_hand(ours, theirs):
        return TWO_PARTS
    return DIFFERS


def _slip_of_hand(ours: GivenDate, theirs: GivenDate) -> bool:
    """Two figures side by side changed over, or one figure wrong."""
    texts = [f"{born.day:02d}{born.month:02d}{born.year:04d}" for born in (ours, theirs)]
    return OSA.distance(texts[0], texts[1], score_cutoff=1) <= 1


def _birth_reason(level: str) -> FieldReason:
    words = {
        SAME: ("same", "same day"),
        SWAPPED: ("similar", "day and month changed over"),
        NEIGHBOUR: ("similar", "the day before or after"),
        TWO_PARTS: ("similar", "nearly the same: two of day, month and year, or all figures but one"),
        COARSE: ("similar", "month and year agree, the day is not known"),
        YEAR: ("similar", "the year agrees, the rest is not known"),
        AGE: ("similar", "the age fits, no date on one side"),
        OTHER_AGE: ("differs", "the age does not fit"),
        DIFFERS: ("differs", "another day"),
    }
    verdict, said = words[level]
    return FieldReason("birth", verdict, said, level)


def _due_reason(one: MatchFacts, other: MatchFacts) -> FieldReason:
    unborn, born = (one, other) if one.unborn else (other, one)
    days = [
        abs((due.exact - day.exact).days)
        for due, day in product(unborn.expected, born.births)
        if due.exact and day.exact
    ]
    if days and min(days) <= _DAYS_ABOUT_DUE:
        return FieldReason(
            "birth", "similar", "born near the day on which the unborn child was expected", DUE
        )
    return FieldReason("birth", "differs", "born at another time than the unborn child was expected", DIFFERS)


def _days_apart(one: GivenDate, other: GivenDate) -> int:
    a, b = one.exact, other.exact
    return abs((a - b).days) if a and b else 10_000


def clearly_adult(one: MatchFacts, other: MatchFacts) -> bool:
    """Say whether one record is of a child and the other of somebody at least twelve years older or younger."""
    ours, theirs = one.weighty, other.weighty
    spans = [tuple((born.year or 0, born.year or 0) for born in ours) or one.born_years]
    spans.append(tuple((born.year or 0, born.year or 0) for born in theirs) or other.born_years)
    if spans[0] and spans[1]:
        return all(a[0] - b[1] >= 12 or b[0] - a[1] >= 12 for a, b in product(spans[0], spans[1]))
    return False


def born_exactly(facts: MatchFacts) -> frozenset[date]:
    """Give the birth dates that carry weight and are whole."""
    return frozenset(day for born in facts.weighty if (day := born.exact))


# --- home ----------------------------------------------------------------------------------------------------------


def compare_homes(one: MatchFacts, other: MatchFacts, context: Context) -> FieldReason:
    """Say how homes agree, former ones too; a refuge or hostel is where strangers live and carries no weight."""
    if not one.homes or not other.homes:
        return FieldReason("home", "missing", "not given on both sides", MISSING)
    level, withheld = MISSING, False
    for ours, theirs in product(one.homes, other.homes):
        found = _home_level(ours, theirs, context)
        if _HOME_RANK.index(found) < _HOME_RANK.index(level) or (found == DIFFERS and level == MISSING):
            level, withheld = found, ours.withheld or theirs.withheld
    words = {
        SAME: ("same", "same address"),
        FORMER_HOME: ("similar", "same address, where one of the two lived before"),
        NEAR: ("similar", "same postcode or street"),
        SHARED: ("missing", "a shared place such as a refuge has no weight"),
        MISSING: ("missing", "cannot be compared"),
        DIFFERS: ("differs", "another address"),
    }
    verdict, said = words[level]
    return FieldReason("home", verdict, said + (", withheld" if withheld else ""), level)


def _home_level(ours: Home, theirs: Home, context: Context) -> str:
    level = _places_level(ours, theirs)
    if level not in (SAME, NEAR):
        return level
    if ours.shared or theirs.shared or {ours.place, theirs.place} & context.shared_places:
        return SHARED
    if level == SAME and (ours.former or theirs.former):
        return FORMER_HOME
    return level


def _places_level(ours: Home, theirs: Home) -> str:
    if ours.uprn and ours.uprn == theirs.uprn:
        return SAME
    if ours.postcode and theirs.postcode:
        if ours.postcode != theirs.postcode:
            return DIFFERS
        if ours.numbers and theirs.numbers:
            if ours.numbers == theirs.numbers:
                return SAME
            return NEAR if set(ours.numbers) & set(theirs.numbers) else DIFFERS
        if not ours.words or not theirs.words:
            return NEAR
        return SAME if _text_agrees(ours, theirs) else NEAR
    if ours.words and theirs.words:
        if ours.numbers == theirs.numbers and _text_agrees(ours, theirs):
            return SAME
        return MISSING if _text_agrees(ours, theirs) else DIFFERS
    return MISSING


def _text_agrees(ours: Home, theirs: Home) -> bool:
    return fuzz.token_set_ratio(" ".join(ours.words), " ".join(theirs.words)) >= 88


# --- family --------------------------------------------------------------------------------------------------------


def compare_family(one: MatchFacts, other: MatchFacts) -> FieldReason:
    """Say whether the adults named beside the child agree: mothers first, any carer then."""
    if not one.relatives or not other.relatives:
        return FieldReason("family", "missing", "no parent or carer on both sides", MISSING)
    best = DIFFERS
    who = ""
    for ours, theirs in product(one.relatives, other.relatives):
        level = _relative_level(ours, theirs)
        if level == SAME or (level == SIMILAR and best == DIFFERS):
            best, who = level, _word_for(ours, theirs)
            if level == SAME and who == "mother":
                break
    if best == SAME:
        return FieldReason("family", "same", f"same {who} is named", SAME)
    if best == SIMILAR:
        return FieldReason("family", "similar", f"a {who} with nearly that name", SIMILAR)
    if _mothers(one) and _mothers(other):
        return FieldReason("family", "differs", "another mother is named", DIFFERS)
    return FieldReason("family", "missing", "other adults are named", MISSING)


def _mothers(facts: MatchFacts) -> bool:
    return any(relative.relation == "PAM" and relative.name.all for relative in facts.relatives)


def _word_for(ours: Relative, theirs: Relative) -> str:
    return "mother" if {ours.relation, theirs.relation} & _MOTHERS else "parent or carer"


def _relative_level(ours: Relative, theirs: Relative) -> str:
    if ours.nhs and ours.nhs == theirs.nhs:
        return SAME
    a, b = ours.name, theirs.name
    if sorted(a.all) == sorted(b.all) and len(a.all) >= 2:
        return SAME
    given, family = given_level(a.given, b.given), family_level(a.family, b.family)
    if given in (SAME, SPELLING, SHORT) and family in SURNAME_AGREES:
        return SAME
    if given in (CLOSE, INITIAL, RELATED) and family in SURNAME_AGREES:
        return SIMILAR
    short, long = sorted((a.all, b.all), key=lambda words: (len(words), words))
    if len(short) >= 2 and set(short) <= set(long):
        return SIMILAR
    return DIFFERS


# --- numbers and the rest --------------------------------------------------------------------------------------------


def compare_nhs(one: MatchFacts, other: MatchFacts, context: Context) -> FieldReason:
    """Say how NHS numbers agree; one that two living records of one organisation bear decides nothing."""
    return _numbers("nhs_number", "nhs", one.nhs, other.nhs, context)


def compare_ulns(one: MatchFacts, other: MatchFacts, context: Context) -> FieldReason:
    """Say how unique learner numbers agree."""
    return _numbers("uln", "uln", one.ulns, other.ulns, context)


def _numbers(
    name: str, kind: str, ours: frozenset[str], theirs: frozenset[str], context: Context
) -> FieldReason:
    if not ours or not theirs:
        return FieldReason(name, "missing", "no weight", MISSING)
    doubtful = {number for number in ours | theirs if f"{kind}:{number}" in context.shared_numbers}
    if (ours & theirs) - doubtful:
        return FieldReason(name, "same", "same number", SAME)
    if doubtful:
        said = "two living records of one organisation bear one number, so it decides nothing"
        return FieldReason(name, "missing", said, SHARED)
    return FieldReason(name, "differs", "another number", DIFFERS)


def compare_upns(one: MatchFacts, other: MatchFacts, context: Context) -> FieldReason:
    """Say how pupil numbers agree: a permanent one is strong, a former one links, a temporary one is weak."""
    ours = one.upns | one.temporary_upns | one.former_upns
    theirs = other.upns | other.temporary_upns | other.former_upns
    if not ours or not theirs:
        return FieldReason("upn", "missing", "no weight", MISSING)
    agreed = ours & theirs
    doubtful = {number for number in agreed if f"upn:{number}" in context.shared_numbers}
    if agreed - doubtful:
        if one.upns & other.upns & agreed - doubtful:
            return FieldReason("upn", "same", "same number", SAME)
        if (one.former_upns | other.former_upns) & agreed - doubtful:
            return FieldReason(
                "upn", "similar", "one names the other's number as a former one", FORMER_NUMBER
            )
        return FieldReason("upn", "similar", "same temporary number, which is weak", TEMPORARY)
    if doubtful:
        said = "two living records of one organisation bear one number, so it decides nothing"
        return FieldReason("upn", "missing", said, SHARED)
    if one.upns and other.upns:
        return FieldReason("upn", "differs", "another number; a pupil may have had several", DIFFERS)
    return FieldReason("upn", "missing", "a temporary number has no weight against a permanent one", MISSING)


def compare_sexes(one: MatchFacts, other: MatchFacts) -> FieldReason:
    """Say whether the sex agrees; agreement has no weight, a difference keeps a pair from being certain."""
    if not one.sexes or not other.sexes:
        return FieldReason("sex", "missing", "no weight", MISSING)
    if one.sexes & other.sexes:
        return FieldReason("sex", "same", "no weight", SAME)
    return FieldReason("sex", "differs", "boy and girl", DIFFERS)


def compare_phones(one: MatchFacts, other: MatchFacts) -> FieldReason:
    """Say whether a telephone number of the child or of a carer is the same."""
    if one.phones & other.phones:
        return FieldReason("phone", "same", "same telephone number", SAME)
    return FieldReason("phone", "missing", "no weight", MISSING)


def compare_deaths(one: MatchFacts, other: MatchFacts) -> FieldReason:
    """Say whether both records tell of a death, or only one."""
    if one.died and other.died:
        return FieldReason("death", "same", "both say that the child has died", SAME)
    if one.died or other.died:
        return FieldReason("death", "differs", "only one record says that the child has died", DIFFERS)
    return FieldReason("death", "missing", "no weight", MISSING)
