"""What does a cell mean: names, numbers, codes, postcodes? Pure; what cannot be read is said, never guessed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.folding import fold
from app.identifiers import nhs_number_holds, postcode_tidied, tidy, uln_holds, upn_holds, upn_is_temporary

#: Signs at the beginning of a cell that a spreadsheet would run as a formula, with their full-width forms.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SCIENTIFIC = re.compile(r"[+-]?\d+([.,]\d+)?E\+?\d+", re.I)
_NO_NAME = frozenset(
    ("unknown", "not known", "n k", "nk", "not stated", "unborn", "baby", "tbc", "no name", "none", "n a")
)
_UNBORN = ("unborn", "baby")
_TITLES = frozenset(
    (
        *(
            "mr",
            "mrs",
            "miss",
            "ms",
            "mx",
            "dr",
            "prof",
            "rev",
            "sir",
            "dame",
            "lady",
            "lord",
            "master",
            "fr",
            "sr",
        ),
        *("br", "rabbi", "imam", "sheikh", "hajji", "hajja", "capt", "maj", "col", "sgt", "cllr"),
    )
)
SPLITS = ("first_and_middle", "family_comma_given", "title_given_family", "given_family")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A value with the text it came from; ``why`` says in a sentence what is odd about it (empty when nothing is)."""

    value: Any
    usable: bool = True
    why: str = ""


def strip_marks(text: str) -> tuple[str, bool]:
    """Take control and direction marks and lone surrogates out of a text, and say whether there were any."""
    if text.isprintable():
        return text, False
    clean = _CONTROLS.sub("", text)
    return clean, clean != text


def own_text(text: str) -> str:
    """Give a cell's text without marks, and without the apostrophe that our own exports put before a formula sign."""
    clean = strip_marks(text)[0]
    return clean[1:] if clean.startswith("'") and begins_like_formula(clean[1:]) else clean


def plain_text(text: str) -> str:
    """Give a text in composed form with blanks of every kind as one blank, line breaks kept."""
    if text.isascii() and text.isprintable():
        return one_line(text)
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in composed.split("\n")).strip()


def one_line(text: str) -> str:
    """Give a text in composed form on one line."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFC", text)).split())


def begins_like_formula(text: str) -> bool:
    """Say whether a spreadsheet would run a cell with this text."""
    return text.startswith(FORMULA_SIGNS)


def is_scientific(text: str) -> bool:
    """Say whether a long number has lost its digits in a spreadsheet, such as ``2.30E+06``."""
    return _SCIENTIFIC.fullmatch(text.strip()) is not None


def whole_number_text(text: str) -> str:
    """Write ``785.0`` as ``785``; other texts stay as they are."""
    if not text.endswith(".0"):
        return text
    return text[:-2] if re.fullmatch(r"-?\d+\.0", text) else text


def is_no_name(text: str) -> bool:
    """Say whether a text stands where a name should be but is none: UNKNOWN, BABY, UNBORN."""
    return fold(text) in _NO_NAME or fold(text).split()[:1] == ["unborn"]


def speaks_of_unborn(text: str) -> bool:
    """Say whether a text in the place of a name begins with UNBORN or BABY."""
    return fold(text).split()[:1] in ([word] for word in _UNBORN)


def split_name(text: str, how: str) -> dict[str, str]:
    """Split a full name into the parts of a name value; the layout says how (one of ``SPLITS``)."""
    words = one_line(text).split()
    if how == "first_and_middle":
        return _parts(given=words[:1], middle=words[1:])
    if how == "family_comma_given":
        family, _, given = one_line(text).partition(",")
        return _parts(family=family.split(), given=given.split())
    title = []
    if how == "title_given_family" and words and fold(words[0]) in _TITLES:
        title, words = words[:1], words[1:]
    return _parts(title=title, given=words[:-1], family=words[-1:])


def _parts(**parts: list[str]) -> dict[str, str]:
    return {key: " ".join(words) for key, words in parts.items() if words}


def name_oddity(text: str) -> str:
    """Say what is odd about a name that is kept letter for letter, or nothing."""
    if begins_like_formula(text):
        return "The name begins with a sign that a spreadsheet would run; kept letter for letter as text."
    if "?" in text or "\ufffd" in text:
        return "A letter of the name was lost on the way (it stands as a question mark)."
    return ""


def read_nhs_number(text: str) -> Cleaned:
    """Read an NHS number: its value with ``check`` ok, bad, or none when it is no number at all."""
    if is_scientific(text):
        return Cleaned(
            {"value": text, "check": "none"}, False, "The number has lost its digits in a spreadsheet."
        )
    number = tidy(whole_number_text(text))
    if nhs_number_holds(number):
        return Cleaned({"value": number, "check": "ok"})
    if number.isdigit() and len(number) != 10:
        return Cleaned({"value": number, "check": "bad"}, False, "An NHS number has ten digits.")
    return Cleaned({"value": number, "check": "bad"}, False, "The NHS number fails its check.")


def read_upn(text: str) -> Cleaned:
    """Read a unique pupil number: value, check and whether it is a temporary one."""
    upn = tidy(text)
    holds = upn_holds(upn)
    value = {"value": upn, "check": "ok" if holds else "bad", "temporary": upn_is_temporary(upn)}
    why = "" if holds else "The UPN fails its check; it is kept and not used for linking."
    if holds and text.strip() != upn:
        why = "The UPN was not written in capitals without blanks; it holds."
    return Cleaned(value, holds, why)


def read_uln(text: str) -> Cleaned:
    """Read a unique learner number with its check."""
    number = tidy(whole_number_text(text))
    holds = uln_holds(number)
    why = "" if holds else "The unique learner number fails its check; it is kept and not used for linking."
    return Cleaned({"value": number, "check": "ok" if holds else "bad"}, holds, why)


def read_postcode(text: str) -> Cleaned:
    """Read a postcode in its usual form; a text without that shape is not usable."""
    code = postcode_tidied(text)
    if code is None:
        return Cleaned(one_line(text), False, "This is not a postcode.")
    return Cleaned(code)


def read_phone(text: str) -> Cleaned:
    """Read a telephone number; one that lost digits or its leading zero is kept and not used."""
    number = one_line(whole_number_text(text))
    if is_scientific(number):
        return Cleaned(number, False, "The telephone number has lost its digits in a spreadsheet.")
    digits = re.sub(r"\D", "", number)
    if re.fullmatch(r"[127]\d{9}", digits) and not number.startswith("+"):
        return Cleaned(number, False, "The telephone number has lost its leading zero.")
    if len(digits) < 6:
        return Cleaned(number, False, "This is no telephone number.")
    return Cleaned(number)


def read_uprn(text: str) -> Cleaned:
    """Read a unique property reference number of at most twelve digits."""
    number = one_line(whole_number_text(text))
    if is_scientific(number):
        return Cleaned("", False, "The property number has lost its digits in a spreadsheet.")
    if not re.fullmatch(r"\d{1,12}", number):
        return Cleaned("", False, "This is no unique property reference number.")
    return Cleaned(number)


def read_code(text: str, codes: Mapping[str, str]) -> Cleaned:
    """Read a code of a list, in any case; what is not in the list is kept as text and not usable."""
    given = one_line(whole_number_text(text))
    if given in codes:
        return Cleaned(codes[given])
    found = folded_codes(tuple(codes.items())).get(fold(given))
    if found is not None:
        return Cleaned(found)
    return Cleaned(None, False, "This code is not in the list; it is kept as given and not used.")


@cache
def folded_codes(codes: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Give codes by their folded spelling."""
    return {fold(key): value for key, value in codes}


def yes_or_no(text: str) -> bool | None:
    """Read true and false as writers of files spell them (true, 1, Y, Yes); None for anything else."""
    return {
        "true": True,
        "1": True,
        "y": True,
        "yes": True,
        "false": False,
        "0": False,
        "n": False,
        "no": False,
    }.get(fold(text))
