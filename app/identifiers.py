"""Whether an identifier's own check digit holds."""

from __future__ import annotations

import re

UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_UPN = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]")

_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[A-D]", re.ASCII)


def tidy(text: str) -> str:
    """Take out the blanks and hyphens people write into a number, and put letters in capitals."""
    return re.sub(r"[\s\-\u00a0]", "", text).upper()


def nhs_number_holds(text: str) -> bool:
    """Say whether an NHS number has ten digits and its modulus 11 check digit holds.

    Weights 10 to 2 over the first nine digits; 11 minus the remainder is the check digit, 11 counts as 0 and 10 makes
    the number invalid (domain-and-law, section 8.2). A number of one repeated digit is refused.
    """
    number = tidy(text)
    if not re.fullmatch(r"[0-9]{10}", number) or len(set(number)) == 1:
        return False
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(number[:9]))
    check = (11 - total % 11) % 11
    return check != 10 and check == int(number[9])


def nhs_number_shown(text: str) -> str:
    """Write an NHS number 3-3-4, as staff read it aloud."""
    number = tidy(text)
    return f"{number[:3]} {number[3:6]} {number[6:]}" if len(number) == 10 else text


def upn_check_letter(rest: str) -> str:
    """Give the check letter for the twelve characters after it: the sum of value times place (2 to 13), modulo 23.

    The last character of a temporary UPN is a letter and counts as its place in the alphabet without I, O and S
    (data-formats, section 5).
    """
    values = [int(c) if c.isdigit() else UPN_LETTERS.index(c) for c in rest]
    return UPN_LETTERS[sum(value * place for place, value in enumerate(values, start=2)) % 23]


def upn_holds(text: str) -> bool:
    """Say whether a unique pupil number has the right shape and check letter; a temporary one may."""
    upn = tidy(text)
    return bool(_UPN.fullmatch(upn)) and upn_check_letter(upn[1:]) == upn[0]


def upn_is_temporary(text: str) -> bool:
    """Say whether the last character is a letter, which marks a temporary UPN."""
    upn = tidy(text)
    return bool(_UPN.fullmatch(upn)) and upn[-1].isalpha()


def uln_holds(text: str) -> bool:
    """Say whether a unique learner number has ten digits and its modulus 11 check digit holds.

    Weights 10 to 2; 10 minus the remainder is the check digit, and a remainder of 0 is not allowed
    (domain-and-law, section 8.3).
    """
    number = tidy(text)
    if not re.fullmatch(r"[1-9][0-9]{9}", number):
        return False
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(number[:9])) % 11
    return remainder != 0 and 10 - remainder == int(number[9])


def nino_holds(text: str) -> bool:
    """Say whether a National Insurance number has the shape of one in use; it has no check digit.

    Two letters, six digits, A to D; some letters and prefixes are never used (domain-and-law, section 8.4).
    """
    return bool(_NINO.fullmatch(tidy(text)))


def postcode_tidied(text: str) -> str | None:
    """Write a United Kingdom postcode in capitals with one blank, or give None when it has not that shape."""
    code = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", code):
        return None
    return f"{code[:-3]} {code[-3:]}"
