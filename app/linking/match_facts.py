"""What is looked at when two records are compared: plain values, read from statements, nothing of them kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from app.dates import PLACEHOLDER, UNREADABLE, GivenDate
from app.folding import fold

#: What a name was said to be. A name "known as" fits more children of a household than a legal one does.
LEGAL, KNOWN_AS, FORMER = "legal", "known_as", "former"

_ABBREVIATIONS = {
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "cl": "close",
    "ct": "court",
    "cres": "crescent",
    "dr": "drive",
    "gdns": "gardens",
    "gr": "grove",
    "hse": "house",
    "la": "lane",
    "ln": "lane",
    "pl": "place",
    "sq": "square",
    "terr": "terrace",
    "gff": "ground floor flat",
    "fff": "first floor flat",
    "apt": "flat",
}
_PLACES_OF_MANY = frozenset(("refuge", "hostel", "temporary_shared", "children_home"))
_WORDS_OF_MANY = re.compile(r"\b(refuge|hostel|night shelter|bed and breakfast)\b")


@dataclass(frozen=True, slots=True)
class NameForm:
    """One name as somebody said it, in folded words; ``kind`` is legal, known_as or former."""

    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    kind: str = LEGAL

    @property
    def all(self) -> tuple[str, ...]:
        """All words of the name."""
        return (*self.given, *self.family)


def name_form(given: str = "", family: str = "", kind: str = LEGAL) -> NameForm:
    """Make a name of its parts as given; words that stand where no name is known (Unborn, Baby, Unknown) are left out."""
    return NameForm(_name_words(given), _name_words(family), kind)


_NO_NAME = frozenset(
    ("unborn", "baby", "unknown", "tbc", "nk", "none", "infant", "male", "female", "twin", "of")
)
_NO_NAME_WHOLE = frozenset(("not known", "no name", "not stated", "n k", "n a"))


@lru_cache(maxsize=20_000)
def _name_words(text: str) -> tuple[str, ...]:
    folded = fold(text)
    if folded in _NO_NAME_WHOLE:
        return ()
    return tuple(word for word in folded.split() if word not in _NO_NAME and not word.isdigit())


@dataclass(frozen=True, slots=True)
class Home:
    """One address: folded words, postcode without blank; ``former`` when it is no longer the home.

    ``shared`` marks a place where families live who are strangers to one another (a refuge, a hostel). Made of the rest:
    ``numbers``, those of flat and house in their order, such as ``9`` and ``33a``; and ``place``, what two writings of
    one address have in common, postcode and numbers, empty when that is too little.
    """

    words: tuple[str, ...] = ()
    postcode: str = ""
    uprn: str = ""
    former: bool = False
    withheld: bool = False
    shared: bool = False

    numbers: tuple[str, ...] = field(init=False, compare=False, repr=False)
    place: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        numbers = tuple(word for word in self.words if word[0].isdigit())
        place = f"{self.postcode}|{'-'.join(numbers)}" if self.postcode and numbers else ""
        object.__setattr__(self, "numbers", numbers)
        object.__setattr__(self, "place", place)


@lru_cache(maxsize=20_000)
def home(
    text: str,
    postcode: str = "",
    *,
    uprn: str = "",
    kind: str = "home",
    withheld: bool = False,
) -> Home:
    """Make a home of an address as given; ``kind`` previous or former makes it a former one."""
    words = tuple(_ABBREVIATIONS.get(word, word) for word in fold(text).split())
    return Home(
        words=words,
        postcode=re.sub(r"\W", "", postcode).upper(),
        uprn=uprn.lstrip("0"),
        former=kind in ("previous", "former", "old"),
        withheld=withheld,
        shared=kind in _PLACES_OF_MANY or bool(_WORDS_OF_MANY.search(" ".join(words))),
    )


@dataclass(frozen=True, slots=True)
class Relative:
    """One adult named beside the child: mother, father, carer (``relation`` is a code, PAM for a mother)."""

    name: NameForm
    relation: str = ""
    born: GivenDate | None = None
    nhs: str = ""


@dataclass(frozen=True, slots=True)
class SaidBy:
    """Which organisation's record this is, and whether its references tell people apart."""

    organisation: str
    reference: str
    tells_people_apart: bool = False
    made_by_us: bool = False


def _has_weight(born: GivenDate) -> bool:
    return (
        born.precision not in (PLACEHOLDER, UNREADABLE)
        and bool(born.year)
        and (born.month, born.day) != (1, 1)
    )


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """Everything the matcher may look at of one record, or of one person of ours with all linked records.

    ``nhs``, ``upns`` (permanent ones), ``temporary_upns``, ``former_upns`` and ``ulns`` hold only numbers whose check
    holds. ``born_years`` is the span of birth years that follows from an age and the day it was said. ``weighty`` are
    those of the births that carry weight: none that stands for "not known", and no 1 January.
    """

    key: str
    said_by: tuple[SaidBy, ...] = ()
    is_child: bool = True
    names: tuple[NameForm, ...] = ()
    births: tuple[GivenDate, ...] = ()
    expected: tuple[GivenDate, ...] = ()
    born_years: tuple[tuple[int, int], ...] = ()
    died: bool = False
    sexes: frozenset[str] = frozenset()
    homes: tuple[Home, ...] = ()
    nhs: frozenset[str] = frozenset()
    upns: frozenset[str] = frozenset()
    temporary_upns: frozenset[str] = frozenset()
    former_upns: frozenset[str] = frozenset()
    ulns: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()
    relatives: tuple[Relative, ...] = ()
    firewalled: bool = False
    weighty: tuple[GivenDate, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "weighty", tuple(born for born in self.births if _has_weight(born)))

    @property
    def unborn(self) -> bool:
        """Whether only an expected date is known, so that the child was not born when this was said."""
        return bool(self.expected) and not any(born.exact for born in self.births)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around a pair.

    ``others``: records of children who may live in the same household. ``shared_numbers``: numbers (``nhs:999...``) that
    two living records of one organisation bear. ``shared_places``: places (``Home.place``) known to house strangers.
    ``household_known``: a register of whole households holds this one, so that all its children are among ``others``.
    """

    others: tuple[MatchFacts, ...] = ()
    shared_numbers: frozenset[str] = frozenset()
    shared_places: frozenset[str] = frozenset()
    household_known: bool = False


@dataclass(frozen=True, slots=True)
class FieldReason:
    """What one field says about a pair: verdict same, similar, differs or missing, and why in words."""

    field: str
    verdict: str
    words: str
    level: str = ""

    def plain(self) -> dict[str, str]:
        """Give the value that is kept with a link or a candidate."""
        return {"field": self.field, "verdict": self.verdict, "words": self.words}
