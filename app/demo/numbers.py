"""Which numbers the made-up people bear: all valid, none of them anybody's."""

from __future__ import annotations

from app.demo.lists import places
from app.demo.persons import Address
from app.identifiers import UPN_LETTERS, upn_check_letter

_STEP = 387_019  # shares no factor with a million, so that the numbers jump about and never come twice


class Numbers:
    """Gives out numbers, each once; the same calls in the same order give the same numbers."""

    def __init__(self, seed: int) -> None:
        self._nhs = (seed * 7_919) % 1_000_000
        self._phone = (seed * 31) % 1_000
        self._uprn = places().uprn_from
        self._serials: dict[tuple[int, int], int] = {}
        self._persons = 0

    def person(self) -> str:
        """Give the key of the next person."""
        self._persons += 1
        return f"P{self._persons:06d}"

    def nhs(self) -> str:
        """Give a valid NHS number of the 999 range, which is kept for tests."""
        while True:
            self._nhs = (self._nhs + _STEP) % 1_000_000
            first_nine = f"999{self._nhs:06d}"
            check = (11 - sum(int(d) * (10 - place) for place, d in enumerate(first_nine)) % 11) % 11
            if check != 10 and first_nine != "999999999":
                return f"{first_nine}{check}"

    def upn(self, school: int, entered: int) -> str:
        """Give a valid permanent unique pupil number of a school's (index) and the year of entry."""
        serial = self._serials.get((school, entered), 0) + 1
        self._serials[(school, entered)] = serial
        carried, serial = divmod(serial, 1_000)
        rest = f"{places().authority}{estab(school + 60 * carried)}{entered % 100:02d}{serial:03d}"
        return upn_check_letter(rest) + rest

    def mobile(self) -> str:
        """Give a mobile number from the range that Ofcom keeps for drama; there are only a thousand."""
        self._phone = (self._phone + 379) % 1_000
        return f"07700 900{self._phone:03d}"

    def address(self, flat: str, number: str, street: str) -> Address:
        """Make an address: locality and postcode follow from the street and the number."""
        self._uprn += 1
        listed = places()
        at = listed.streets.index(street)
        block = int(number) // 12
        letters = "ABDEFGHJLNPQRSTUWXYZ"
        district = at % 9 + 1
        unit = letters[(at * 7 + block) % 20] + letters[block % 20]
        code = f"{listed.postcode_areas[at % 2]}{district} {at // 9 + 1}{unit}"
        uprn = "" if flat == listed.refuge else str(self._uprn)
        return Address(flat, number, street, listed.localities[at % len(listed.localities)], code, uprn)


def estab(school: int) -> str:
    """Give a school's establishment number by its index: 99xx does not exist."""
    return f"{9900 + school % 100:04d}"


def temporary(upn: str) -> str:
    """Give the temporary unique pupil number that a child had before this one: its last character is a letter."""
    rest = upn[1:-1] + UPN_LETTERS[int(upn[-1])]
    return upn_check_letter(rest) + rest


def with_wrong_check(number: str) -> str:
    """Change the check character of an NHS number (last) or a unique pupil number (first) into a wrong one."""
    if number[0].isalpha():
        return UPN_LETTERS[(UPN_LETTERS.index(number[0]) + 1) % 23] + number[1:]
    return number[:-1] + str((int(number[-1]) + 3) % 10)
