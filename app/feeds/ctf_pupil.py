"""What does one pupil of a Common Transfer File say of the child, of the contacts and of the time at school?"""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, tostring

from app.dates import YEAR, GivenDate
from app.feeds import cleaning
from app.feeds.cleaning_dates import DateRules, read_date
from app.feeds.codes import own_codes, said_as
from app.feeds.gathering import Gathering, made_reference
from app.feeds.person_fields import SEXES
from app.feeds.records import ReadRelation, ReadStatement
from app.identifiers import tidy

_PHONES = {"H": "home", "W": "work", "M": "mobile", "F": "fax", "O": "other"}
_NAMES = (
    ("family", "surname", True),
    ("given", "forename", True),
    ("middle", "basicdetails/middlenames", False),
    ("preferred_family", "basicdetails/preferredsurname", False),
    ("preferred_given", "basicdetails/preferredforename", False),
    ("former_family", "basicdetails/formersurname", False),
    ("former_given", "basicdetails/formerforename", False),
)
_BS7666 = ("saon", "paon", "street", "locality", "town", "administrativearea", "posttown")


def _text(element: Element | None, path: str = "") -> str:
    if element is None:
        return ""
    return cleaning.one_line(
        cleaning.strip_marks((element.findtext(path) if path else element.text) or "")[0]
    )


class _Said:
    """Collects the statements and flags of one person of the file."""

    def __init__(self, reader: PupilReader, place: str) -> None:
        self.reader = reader
        self.place = place
        self.statements: list[ReadStatement] = []
        self.flags: list[tuple[str, str, str]] = []

    def say(self, group: str, value: dict[str, Any], as_given: str = "", usable: bool = True) -> None:
        self.statements.append(ReadStatement(group, value, self.reader.made_on, as_given, usable, self.place))

    def flag(self, element: str, given: str, what: str) -> None:
        if what:
            self.flags.append((element, given, what))

    def cleaned(self, group: str, element: str, given: str, found: cleaning.Cleaned) -> None:
        self.flag(element, given, found.why)
        self.say(group, found.value, "" if found.usable else given, found.usable)


class PupilReader:
    """Reads the pupils of one file into a gathering."""

    def __init__(self, gathering: Gathering, today: date, made_on: str, sender: str, school: str) -> None:
        self.gathering = gathering
        self.today = today
        self.made_on = made_on
        self.sender = sender
        self.school = school
        self._number = 0
        self._upns: dict[str, str] = {}
        self._seen: dict[bytes, str] = {}
        self._named: dict[str, str] = {}

    def read(self, pupil: Element) -> None:
        """Read one pupil; one without any name is refused with what it says."""
        self._number += 1
        place = f"pupil {self._number}"
        self.gathering.begin_row()
        upn, given, family = _text(pupil, "upn"), _text(pupil, "forename"), _text(pupil, "surname")
        born = _text(pupil, "dob")
        if not (given or family):
            row = (upn, family, given, born)
            self.gathering.headings = ("UPN", "Surname", "Forename", "DOB")
            self.gathering.refuse_row(place, None, "The pupil has neither surname nor forename.", row)
            return
        identity = (
            (tidy(upn), given, born) if upn else (family, given, born, _text(pupil, "address/postcode"))
        )
        key = made_reference(*identity)
        earlier = self._seen.setdefault(tostring(pupil), place)
        if earlier != place:
            what = f"This pupil says word for word what {earlier} said: it is counted once."
            self.gathering.skip_row(place, None, what, key)
            return
        said = _Said(self, place)
        if self._named.setdefault(key, place) != place:
            said.flag("UPN", upn, f"The same pupil stands in the file twice, first as {self._named[key]}.")
        if not upn:
            said.flag("UPN", "", "The pupil has no UPN.")
        elif self._upns.setdefault(tidy(upn), key) != key:
            said.flag("UPN", upn, "Another pupil of this file has the same UPN; it decides nothing.")
        self._identity(pupil, said)
        self._details(pupil, said)
        self._school(pupil, said)
        address = _address(pupil.find("address"), said)
        self._reach(pupil, said)
        self.gathering.person(key, made=True, place=place, part="pupil", is_child=True)
        self.gathering.say(key, said.statements)
        for element, text, what in said.flags:
            self.gathering.flag(place, element, text, what, key)
        for number, contact in enumerate(pupil.iterfind("contacts/contact"), start=1):
            self._contact(contact, key, f"{place} contact {number}", address)
        self._attendance(pupil, key, place)
        self.gathering.accept_row()

    def _identity(self, pupil: Element, said: _Said) -> None:
        name = {part: text for part, path, _ in _NAMES if (text := _text(pupil, path))}
        for part, path, _ in _NAMES:
            said.flag(path.rsplit("/", 1)[-1], name.get(part, ""), cleaning.name_oddity(name.get(part, "")))
        said.say("name", dict(name))
        self._date(pupil, "dob", "birth", said)
        self._sex(pupil, said, ("sex", "gender"))
        numbers = (
            ("upn", "upn", cleaning.read_upn),
            ("former_upn", "basicdetails/formerupn", cleaning.read_upn),
            ("uln", "uniquelearnernumber", cleaning.read_uln),
        )
        for group, path, reader in numbers:
            for element in pupil.iterfind(path):
                if text := _text(element):
                    said.cleaned(group, group, text, reader(text))
        if uci := _text(pupil, "uci"):
            said.say("other_id", {"kind": "UCI", "value": uci})

    def _date(self, element: Element, path: str, group: str, said: _Said) -> None:
        text = _text(element, path)
        if not text:
            said.flag(path, "", "The birth date is missing.")
            return
        found = read_date(text, DateRules(("yyyy-mm-dd",), of_birth=True), self.today)
        said.flag(path, text, found.why)
        said.say(group, {"date": found.value}, "" if found.usable else text, found.usable)

    def _sex(self, element: Element, said: _Said, paths: tuple[str, ...]) -> None:
        text = next((t for path in paths if (t := _text(element, path))), "")
        if not text:
            return
        found = cleaning.read_code(text, SEXES)
        if found.usable:
            said.say("sex", {"code": found.value})
        else:
            said.flag("Sex", text, found.why)
            said.say("sex", {"text": text}, text, False)

    def _details(self, pupil: Element, said: _Said) -> None:
        if code := _text(pupil, "basicdetails/ethnicity"):
            _coded(said, "ethnicity", "ethnicity", code)
        for entry in pupil.iterfind("basicdetails/languages/type"):
            if code := _text(entry, "language"):
                _coded(said, "language", "language", code, kind=_text(entry, "languagetype") or "F")
        for element in pupil.iterfind("basicdetails/disabilities/disability"):
            if code := _text(element):
                _coded(said, "disability", "cin_disability", code)
        if cleaning.yes_or_no(_text(pupil, "basicdetails/medicalflag")):
            said.say("note", {"text": "The school holds a medical note."})
        care = _text(pupil, "lookedafter/incare")
        if care:
            value: dict[str, Any] = {"in_care": cleaning.yes_or_no(care)}
            if authority := _text(pupil, "lookedafter/careauthority"):
                value["authority"] = authority
            usable = value["in_care"] is not None
            said.flag("InCare", care, "" if usable else "This is neither yes nor no.")
            said.say("looked_after", value, "" if usable else care, usable)
        self._sen(pupil, said)

    def _sen(self, pupil: Element, said: _Said) -> None:
        types = [code for e in pupil.iterfind("senhistory/senneeds/senneed/sentype") if (code := _text(e))]
        entries = list(pupil.iterfind("senhistory/sen"))
        for entry in entries:
            provision = _text(entry, "senprovision")
            found = cleaning.read_code(provision, own_codes("sen_provision"))
            value: dict[str, Any] = {"provision": found.value if found.usable else provision}
            for part, path in (("start", "startdate"), ("end", "enddate")):
                if day := self._day(entry, path, said):
                    value[part] = day
            if entry is entries[-1] and types:
                value["types"] = types
            said.flag("SENprovision", provision, found.why)
            said.say("sen", value, "" if found.usable else provision, found.usable)

    def _day(self, element: Element, path: str, said: _Said, *, ahead: bool = False) -> str:
        text = _text(element, path)
        if not text:
            return ""
        found = read_date(text, DateRules(("yyyy-mm-dd",), may_lie_ahead=ahead), self.today)
        said.flag(path, text, found.why)
        return found.date.iso() or text

    def _school(self, pupil: Element, said: _Said) -> None:
        value: dict[str, Any] = {}
        if self.sender.isdigit():
            value = {"name": self.school, "code": self.sender}
        if year := _text(pupil, "basicdetails/ncyearactual"):
            value["year_group"] = year
        if status := _text(pupil, "basicdetails/enrolstatus"):
            value["enrolment"] = status
        if "year_group" in value or "enrolment" in value:
            said.say("school", value)
        for entry in pupil.iterfind("schoolhistory/school"):
            history: dict[str, Any] = {
                "name": _text(entry, "schoolname"),
                "code": _text(entry, "lea") + _text(entry, "estab"),
                "entry": self._day(entry, "entrydate", said, ahead=True),
                "leaving": self._day(entry, "leavingdate", said, ahead=True),
                "reason": _text(entry, "leavingreason"),
            }
            said.say("school_history", {key: text for key, text in history.items() if text})

    def _reach(self, element: Element, said: _Said) -> None:
        for phone in element.iterfind("phones/phone"):
            if text := _text(phone, "phoneno"):
                found = cleaning.read_phone(text)
                said.flag("PhoneNo", text, found.why)
                kind = _PHONES.get(_text(phone, "telephonetype") or "H", "other")
                said.say("phone", {"value": found.value, "kind": kind}, usable=found.usable)
        if email := _text(element, "email"):
            said.say("email", {"value": email})

    def _contact(self, contact: Element, child: str, place: str, home: dict[str, Any] | None) -> None:
        said = _Said(self, place)
        parts = (("title", "title"), ("family", "surname"), ("given", "forename"), ("middle", "middlenames"))
        name = {part: text for part, path in parts if (text := _text(contact, path))}
        if not (name.get("family") or name.get("given")):
            self.gathering.flag(place, "Contact", "", "The contact has no name and was left.", child)
            return
        said.say("name", dict(name))
        for part in ("family", "given"):
            said.flag(part, name.get(part, ""), cleaning.name_oddity(name.get(part, "")))
        self._sex(contact, said, ("sex", "gender"))
        if cleaning.yes_or_no(_text(contact, "address/addressaspupil")):
            if home is not None:
                said.say("address", dict(home))
        else:
            _address(contact.find("address"), said)
        self._reach(contact, said)
        code = _text(contact, "relationship").upper()
        key = made_reference(child, code, name.get("family", ""), name.get("given", ""))
        self.gathering.person(key, made=True, place=place, part="contact", is_child=False)
        self.gathering.say(key, said.statements)
        known = cleaning.read_code(code, own_codes("ctf_relationship"))
        said.flag("Relationship", code, known.why)
        answer = _text(contact, "responsibility")
        responsible = cleaning.yes_or_no(answer) if answer else None
        if answer and responsible is None:
            said.flag(
                "Responsibility", answer, "This is neither yes nor no; parental responsibility is not known."
            )
        words = said_as("ctf_relationship", code) if known.usable else code
        self.gathering.relate(
            ReadRelation(child, key, code if known.usable else "", words, responsible, place)
        )
        for element, text, what in said.flags:
            self.gathering.flag(place, element, text, what, key)

    def _attendance(self, pupil: Element, key: str, place: str) -> None:
        for year in pupil.iterfind("attendance/yeardata"):
            number = _text(year, "year")
            if not number.isdigit() or len(number) != 4:
                continue
            sessions = {
                "possible": _text(year, "sessionspossible"),
                "attended": _text(year, "sessionsattended"),
                "authorised absence": _text(year, "sessionsauthorised"),
                "unauthorised absence": _text(year, "sessionsunauthorised"),
            }
            said = ", ".join(f"{count} {what}" for what, count in sessions.items() if count)
            own = made_reference(key, "attendance", number, _text(year, "lea") + _text(year, "estab"))
            self.gathering.event(
                f"{own} {self.made_on}",
                reference=own,
                kind="attendance",
                date=GivenDate(int(number), precision=YEAR).to_value(),
                text=f"{_text(year, 'schoolname')}, school year ending {number}: sessions {said}.",
                details=[],
                tag="fact",
                person=key,
                role="child",
                place=place,
            )


def _coded(said: _Said, group: str, name: str, code: str, **more: str) -> None:
    found = cleaning.read_code(code, own_codes(name))
    value: dict[str, Any] = (
        {"code": found.value, "text": said_as(name, found.value)} if found.usable else {"text": code}
    )
    said.flag(group, code, found.why)
    said.say(group, {**value, **more}, "" if found.usable else code, found.usable)


def _address(address: Element | None, said: _Said) -> dict[str, Any] | None:
    """Read an address of either form; None when there is none."""
    if address is None:
        return None
    block = address.find("bs7666address")
    if block is not None:
        parts = [_text(block, path) for path in _BS7666]
        lines = [*_door(parts[:3]), *(part for part in parts[3:] if part)]
    else:
        lines = [text for n in range(1, 6) if (text := _text(address, f"addresslines/addressline{n}"))]
    postcode, uprn = _text(address, "postcode"), _text(block, "uniquepropertyreferencenumber")
    if not lines and not postcode:
        return None
    value: dict[str, Any] = {"lines": lines, "kind": "home"}
    usable = True
    if postcode:
        found = cleaning.read_postcode(postcode)
        said.flag("PostCode", postcode, found.why)
        usable = found.usable
        if found.usable:
            value["postcode"] = found.value
    if uprn:
        read = cleaning.read_uprn(uprn)
        said.flag("UniquePropertyReferenceNumber", uprn, read.why)
        if read.usable:
            value["uprn"] = read.value
    for part in ("county", "zip", "country"):
        if text := _text(address, part):
            value[part] = text
    said.say("address", value, "" if usable else postcode, usable)
    return value


def _door(parts: list[str]) -> list[str]:
    """Write flat, number and street as they stand on an envelope."""
    flat, number, street = parts
    joined = " ".join(part for part in (number, street) if part)
    return [part for part in (flat, joined) if part]
