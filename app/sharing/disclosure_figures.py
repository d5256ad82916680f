"""Does a percentage or an average give a small number away (domain-and-law, section 10.2, steps 5 to 7)?"""

from __future__ import annotations

import math
import re
from fractions import Fraction

from app.sharing.disclosure_control import SMALL
from app.sharing.facts_content import HIDDEN, Figure

PERCENT = "percent"
_PRINTED = re.compile(r"(\d+(?:\.\d+)?)\s*%?")
HUNDRED = 100


def betrayal(figure: Figure, small_group: int) -> str:
    """Say how a figure gives a small number away: hidden, small, exact, everyone or few; nothing when it does not.

    ``hidden``: a number beside it is hidden. ``small``: a number beside it is 1 to 5. ``exact``: with the denominator
    it can be worked out to 1 to 5, or leaves 1 to 5. ``everyone``: it says something about everybody in a small named
    group. ``few``: too few people stand behind an average.
    """
    if figure.value.strip().casefold() == HIDDEN:
        return ""
    if figure.kind == PERCENT:
        return _percentage(figure, small_group)
    return "few" if figure.people is None or figure.people < small_group else ""


def _percentage(figure: Figure, small_group: int) -> str:
    beside = (figure.numerator, figure.denominator)
    if HIDDEN in beside:
        return "hidden"
    if any(number in SMALL for number in beside):
        return "small"
    printed = _PRINTED.fullmatch(figure.value.strip())
    if not printed:
        return ""
    value = printed[1]
    whole = figure.denominator if isinstance(figure.denominator, int) else None
    if whole is not None and figure.numerator is None and _only_small_numbers_give(value, whole):
        return "exact"
    people = whole if figure.people is None else figure.people
    of_everyone = figure.named_group and Fraction(value) in (0, HUNDRED)
    return "everyone" if of_everyone and (people is None or people < small_group) else ""


def _only_small_numbers_give(value: str, whole: int) -> bool:
    """Whether numbers give this value, rounded half up to its decimals, and each is 1 to 5 or leaves 1 to 5."""
    numbers = numerators_of(value, whole)
    return bool(numbers) and all(number in SMALL or whole - number in SMALL for number in numbers)


def numerators_of(value: str, whole: int) -> range:
    """Give the whole numbers from 0 to ``whole`` whose percentage, rounded half up as printed, is the value."""
    decimals = len(value.partition(".")[2])
    half_a_place = Fraction(1, 2 * 10**decimals)
    least = math.ceil((Fraction(value) - half_a_place) * whole / HUNDRED)
    beyond = math.ceil((Fraction(value) + half_a_place) * whole / HUNDRED)
    return range(max(least, 0), min(beyond, whole + 1))
