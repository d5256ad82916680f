"""Who is this child in one line: name, known as, sex, age, birth date, number, and what must be seen first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.casefile.disagreeing import agree
from app.dates import GivenDate, age_on, from_value
from app.folding import fold
from app.identifiers import nhs_number_holds, nhs_number_shown
from app.people.naming import NAMELESS, given_family, other_names
from app.people.standing import Said
from app.vocabulary import words


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing to be seen first: ``kind`` is withheld, died, expected, warning or interpreter."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Banner:
    """The child in one line. Texts are as shown, empty where nobody said; ``birth_iso`` may be cut or empty."""

    name: str
    known_as: tuple[str, ...]
    sex: str
    sex_words: str
    birth: str
    birth_iso: str
    age: str
    expected: str
    nhs_number: str
    chips: tuple[Chip, ...]
    name_statement: UUID | None = None
    birth_statement: UUID | None = None


def banner(
    said: Iterable[Said], settled: frozenset[UUID], day: date, withheld: tuple[str, ...] | None
) -> Banner:
    """Make the banner from what stands in front (masked already), on a day.

    ``settled`` are the statements an officer settled on. ``withheld`` is None when no address is, else from whom.
    """
    groups: dict[str, list[Said]] = {}
    for one in said:
        groups.setdefault(one.group, []).append(one)
    name = chosen(groups.get("name", []), settled)
    birth = chosen(groups.get("birth", []), settled)
    due = chosen(groups.get("expected", []), settled) if birth is None else None
    sex = chosen([one for one in groups.get("sex", []) if one.value.get("code") in ("M", "F")], settled)
    death = chosen(groups.get("death", []), settled)
    numbers = [
        one for one in groups.get("nhs_number", []) if nhs_number_holds(str(one.value.get("value", "")))
    ]
    number = chosen(numbers, settled)
    born = from_value(birth.value.get("date")) if birth else GivenDate()
    expected = from_value(due.value.get("date")).shown() if due else ""
    return Banner(
        name=given_family(dict(name.value)) if name else NAMELESS,
        known_as=_known_as(name, groups),
        sex=str(sex.value["code"]) if sex else "",
        sex_words=words("sex", str(sex.value["code"])) if sex else "",
        birth=born.shown() if birth else "",
        birth_iso=born.iso(),
        age="" if death else "not yet born" if due else age_words(born, day),
        expected=expected,
        nhs_number=nhs_number_shown(str(number.value["value"])) if number else "",
        chips=_chips(groups, expected, death, withheld),
        name_statement=name.id if name else None,
        birth_statement=birth.id if birth else None,
    )


def chosen(said: list[Said], settled: frozenset[UUID]) -> Said | None:
    """Choose what a group shows: what was settled, else what most agencies' records say.

    Where as many say one thing as another, a register that tells people apart counts for more, then what was heard
    last. Of several spellings the one with marks and small letters is shown. An unreadable statement is never chosen.
    """
    readable = [one for one in said if one.usable and one.value]
    if not readable:
        return None
    if len(readable) == 1:
        return readable[0]
    by_hand = [one for one in readable if one.id in settled]
    if by_hand:
        return by_hand[-1]
    camps: list[list[Said]] = []
    same = _same(readable[0].group)
    for one in readable:
        camp = next((camp for camp in camps if same(one, camp[0])), None)
        if camp is None:
            camps.append([one])
        else:
            camp.append(one)
    largest = max(camps, key=_weight)
    return max(enumerate(largest), key=lambda pair: (_care(pair[1]), pair[0]))[1]


def _weight(camp: list[Said]) -> tuple[int, bool, str]:
    sources = {one.source.agency_person for one in camp}
    return len(sources), any(one.source.register for one in camp), camp[-1].heard_at


def _same(group: str) -> Callable[[Said, Said], bool]:
    if group == "name":
        return lambda one, other: _folded(one) == _folded(other)
    if group in ("sex", "birth", "expected", "death", "nhs_number"):
        return lambda one, other: agree(group, one.value, other.value)
    return lambda one, other: one.value == other.value


def _folded(one: Said) -> str:
    return fold(given_family(dict(one.value)))


def _care(one: Said) -> tuple[int, int]:
    """Rate how carefully something was written: exact dates, small letters, marks."""
    if one.group in ("birth", "expected", "death"):
        return (len(from_value(one.value.get("date")).iso()), 0)
    text = " ".join(str(part) for part in one.value.values() if isinstance(part, str))
    return (0 if text.isupper() else 1, sum(not letter.isascii() for letter in text))


def _known_as(name: Said | None, groups: dict[str, list[Said]]) -> tuple[str, ...]:
    told = [other for one in groups.get("name", []) for other in other_names(dict(one.value))]
    told += [str(one.value.get("text", "")) for one in groups.get("alias", [])]
    if not told:
        return ()
    shown = fold(given_family(dict(name.value))) if name else ""
    given = fold(str(name.value.get("given", ""))) if name else ""
    once = {fold(one): one for one in reversed(told) if fold(one) and fold(one) not in (shown, given)}
    return tuple(reversed(once.values()))


def _chips(
    groups: dict[str, list[Said]], expected: str, death: Said | None, withheld: tuple[str, ...] | None
) -> tuple[Chip, ...]:
    chips = []
    if withheld is not None:
        from_whom = ", ".join(dict.fromkeys(one for one in withheld if one))
        chips.append(
            Chip("withheld", f"Address withheld from {from_whom}" if from_whom else "Address withheld")
        )
    if death is not None:
        chips.append(Chip("died", f"Died {from_value(death.value.get('date')).shown()}"))
    if expected:
        chips.append(Chip("expected", f"Unborn, expected {expected}"))
    warnings = [str(one.value.get("text") or one.as_given) for one in groups.get("warning", [])]
    chips += [Chip("warning", text) for text in dict.fromkeys(warnings) if text]
    needed = [_interpreter(one, groups) for one in groups.get("interpreter", [])]
    chips += [Chip("interpreter", text) for text in dict.fromkeys(needed) if text]
    return tuple(chips)


def _interpreter(one: Said, groups: dict[str, list[Said]]) -> str:
    text = str(one.value.get("text") or one.as_given).strip()
    if fold(text) in ("n", "no", "none", "false", "0", "not needed", "not required"):
        return ""
    if fold(text) in ("", "y", "yes", "true", "1", "needed", "required"):
        spoken = [
            str(said.value.get("text") or said.value.get("code") or "") for said in groups.get("language", [])
        ]
        text = next((language for language in spoken if language), "")
    return f"Interpreter: {text}" if text else "Interpreter needed"


def age_words(born: GivenDate, day: date) -> str:
    """Say an age on a day: ``7 years``, ``14 months``, ``3 weeks``; ``6 or 7 years`` where only the year is known.

    Empty where the year is not known, or the birth lies after the day.
    """
    exact = born.exact
    if exact is not None:
        return _exact_age(exact, day)
    if born.year is None or born.precision in ("placeholder", "unreadable"):
        return ""
    if born.month is not None:
        known = date(born.year, born.month, 1)
        years = age_on(known, day)
        if (day.year, day.month) < (born.year, born.month):
            return ""
        if day.month == born.month and years > 0:
            return f"{years - 1} or {years} years"
        return f"{years} years" if years > 1 else "under 2 years"
    most = day.year - born.year
    return "" if most < 0 else f"{most - 1} or {most} years" if most else "under 1 year"


def _exact_age(born: date, day: date) -> str:
    if day < born:
        return ""
    years = age_on(born, day)
    if years >= 2:
        return f"{years} years"
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    if months >= 1:
        return f"{months} months" if months > 1 else "1 month"
    days = (day - born).days
    weeks = days // 7
    if weeks:
        return f"{weeks} weeks" if weeks > 1 else "1 week"
    return f"{days} days" if days != 1 else "1 day"
