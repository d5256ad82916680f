"""What do the texts of a column tell of how it is read: date forms, codes, the order of a whole name? Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.feeds import field_list

#: Stands where the texts do not tell and somebody must say.
ASK = "?"
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_ISO_NAMED = re.compile(r"\d{4}-[A-Za-z]{3}-\d{1,2}")
_NUMBERS = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?([-/. ])([A-Za-z]{3,9})[-/. ](\d{4}|\d{2})")
_DAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ", re.I)
_TIME = re.compile(r"[ T](\d{1,2}):(\d{2})(:\d{2})?$")
_MOST_CODES = 40


def date_forms(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the forms in which dates are written, as a layout names them; ``("?",)`` when day and month may be either."""
    forms: dict[str, None] = {}
    day_first = month_first = numbers = False
    for text in texts:
        form, first, second = _form(text)
        if form:
            forms.setdefault(form)
            numbers = numbers or bool(first)
            day_first, month_first = day_first or first > 12, month_first or second > 12
    if numbers and not day_first and not month_first:
        return (ASK,)
    if month_first and not day_first:
        forms = {form.replace("dd/mm/", "mm/dd/"): None for form in forms}
    return tuple(forms)


def _form(text: str) -> tuple[str, int, int]:
    weekday = _DAY.match(text)
    bare = text[weekday.end() :] if weekday else text
    time = _TIME.search(bare)
    bare = bare[: time.start()] if time else bare
    after = ("" if time is None else " HH:MM:SS" if time[3] else " HH:MM") if not weekday else ""
    if _ISO.fullmatch(bare):
        return "", 0, 0
    if _ISO_NAMED.fullmatch(bare):
        return f"yyyy-Mon-dd{after}", 0, 0
    if match := _NUMBERS.fullmatch(bare):
        sign = "." if match[2] == "." else "/"
        year = "yyyy" if len(match[4]) == 4 else "yy"
        whole = f"{'ddd ' if weekday and year == 'yyyy' and sign == '/' else ''}dd{sign}mm{sign}{year}"
        return f"{whole}{after}", int(match[1]), int(match[3])
    if match := _NAMED.fullmatch(bare):
        sign = "-" if match[2] == "-" else " "
        year = "yyyy" if len(match[4]) == 4 else "yy"
        whole = "ddd dd Mon yyyy" if weekday and year == "yyyy" else f"dd{sign}Mon{sign}{year}"
        return f"{whole}{after}", 0, 0
    return "", 0, 0


def as_said(forms: tuple[str, ...], month_first: bool) -> tuple[str, ...]:
    """Give date forms once somebody has said which comes first."""
    if forms == (ASK,):
        return ("mm/dd/yyyy", "mm/dd/yy") if month_first else ("dd/mm/yyyy", "dd/mm/yy")
    old, new = ("dd/mm/", "mm/dd/") if month_first else ("mm/dd/", "dd/mm/")
    return tuple(form.replace(old, new) for form in forms)


def name_split(texts: Iterable[str]) -> str:
    """Say how whole names are to be split: a comma after the family name, a title in front, or neither."""
    names = list(texts)[:100]
    if sum("," in name for name in names) > len(names) * 0.5:
        return "family_comma_given"
    titled = sum(bool(re.match(r"(mrs?|miss|ms|dr)\b", name, re.I)) for name in names)
    return "title_given_family" if titled > len(names) * 0.2 else "given_family"


def codes_of(name: str, values: Iterable[str], unknown: str) -> tuple[tuple[str, str], ...]:
    """Give what each value means by the words of a list; ``unknown`` for one that the list does not know."""
    known = field_list.values(name)
    return tuple((value, _code(name, value, known) or unknown) for value in list(values)[:_MOST_CODES])


def _code(name: str, value: str, known: dict[str, tuple[str, ...]]) -> str:
    said = field_list.plain(value)
    for code, words in known.items():
        if said in words:
            return code
    if name == "sex":
        return ""
    for code, words in known.items():
        if any(re.search(rf"\b{re.escape(word)}\b", said) for word in words):
            return code
    return ""


def words_in(words: tuple[str, ...], values: Iterable[str], *, whole: bool) -> tuple[str, ...]:
    """Give those values that are (or hold) one of some words, as they are written."""
    found = []
    for value in values:
        said = field_list.plain(value)
        if said in words or (not whole and any(word in said for word in words)):
            found.append(value)
    return tuple(found)
