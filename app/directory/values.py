"""Can an organisation, a channel or a post be kept as it was given? Judged column by column, in words; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.directory.classes import bodies, classes, first_class, only_body
from app.errors import RefusedInput
from app.vocabulary import codes

_CODE = re.compile(r"[A-Z0-9][A-Z0-9._/-]{0,39}")
_SCHOOL = re.compile(r"SCH-\d{7}")
LONGEST = 200


@dataclass(frozen=True)
class OrganisationValues:
    """What is kept of an organisation; ``parent`` is a code, ``s16la_listed`` None where it follows from the body."""

    code: str
    name: str
    class_: str = ""
    body: str = ""
    parent: str = ""
    tells_people_apart: bool = False
    s16la_listed: bool | None = None
    commissioned: bool = False
    competent_authority: bool = False
    registered_landlord: bool = False


@dataclass(frozen=True)
class ChannelValues:
    """One way to reach an organisation."""

    kind: str
    address: str
    secure: bool = False


@dataclass(frozen=True)
class PostValues:
    """A named person, a role, or both."""

    name: str
    title: str


@dataclass(frozen=True)
class Fault:
    """What is wrong with one column, as a sentence that says what was read and what can stand there."""

    column: str
    words: str


class FaultyValues(RefusedInput):
    """Values that cannot be kept; ``faults`` says column by column why."""

    def __init__(self, faults: Sequence[Fault], next_step: str = "") -> None:
        super().__init__(
            " ".join(fault.words for fault in faults), kept="Nothing was changed.", next_step=next_step
        )
        self.faults = tuple(faults)


def tidied(values: OrganisationValues) -> OrganisationValues:
    """Give values without blanks at the ends, codes in capitals, and the class or body that follows from the other."""
    class_, body = values.class_.strip().upper(), values.body.strip().upper()
    return replace(
        values,
        code=values.code.strip().upper(),
        name=" ".join(values.name.split()),
        class_=class_ or first_class(body),
        body=body or only_body(class_),
        parent=values.parent.strip().upper(),
    )


def faults_of(values: OrganisationValues) -> tuple[Fault, ...]:
    """Name what keeps tidied values from being kept, but for what only the directory knows."""
    found = [*_code_faults(values.code), *_name_faults(values.name)]
    if values.class_ not in classes():
        found.append(Fault("class", f"{_not_one(values.class_, 'class')} Classes: {_listed(classes())}."))
    elif values.body not in classes()[values.class_].bodies:
        allowed = classes()[values.class_].bodies
        found.append(
            Fault(
                "body",
                f"{_not_one(values.body, f'body of class {values.class_}')} Bodies: {_listed(allowed)}.",
            )
        )
    elif values.body not in bodies():
        found.append(Fault("body", f"{_not_one(values.body, 'body')} Bodies: {_listed(bodies())}."))
    if values.parent and values.parent == values.code:
        found.append(Fault("parent", "An organisation cannot be a part of itself."))
    return tuple(found)


def channel_faults(channel: ChannelValues) -> tuple[Fault, ...]:
    """Name what keeps a channel from being kept."""
    kinds = [code for code, _words in codes("channel")]
    found = []
    if channel.kind not in kinds:
        found.append(Fault("channel", f"{_not_one(channel.kind, 'channel')} Channels: {_listed(kinds)}."))
    if not channel.address.strip():
        found.append(Fault("address", "The channel has no address."))
    elif "email" in channel.kind and not re.fullmatch(r"[^@\s]+@[^@\s]+", channel.address.strip()):
        found.append(Fault("address", "An e-mail address has one @ and no blank."))
    elif len(channel.address) > LONGEST:
        found.append(Fault("address", f"An address is at most {LONGEST} letters long."))
    return tuple(found)


def post_faults(post: PostValues) -> tuple[Fault, ...]:
    """Name what keeps a post from being kept."""
    if not (post.name.strip() or post.title.strip()):
        return (Fault("post", "A post needs a name or a role."),)
    if max(len(post.name), len(post.title)) > LONGEST:
        return (Fault("post", f"A name or a role is at most {LONGEST} letters long."),)
    return ()


def refuse(faults: Iterable[Fault], next_step: str = "") -> None:
    """Raise ``FaultyValues`` where there is any fault."""
    found = tuple(faults)
    if found:
        raise FaultyValues(found, next_step)


def school_code(number: str) -> str:
    """Give a school's code from its LA and establishment number: ``SCH-9991234``, or nothing where it is no such number.

    Three figures of the authority and four of the establishment (data-formats, section 1).
    """
    code = re.sub(r"[\s/-]", "", number.upper().removeprefix("SCH-"))
    return f"SCH-{code}" if re.fullmatch(r"\d{7}", code) else ""


def _code_faults(code: str) -> list[Fault]:
    if not code:
        return [Fault("code", "An organisation needs a code.")]
    if code.startswith("SCH-") and not _SCHOOL.fullmatch(code):
        words = "A school's code is SCH- and seven figures: three of the authority, four of the school."
        return [Fault("code", words)]
    if not _CODE.fullmatch(code):
        return [Fault("code", "A code has letters A to Z, figures, and - . _ / between them, at most 40.")]
    return []


def _name_faults(name: str) -> list[Fault]:
    if not name:
        return [Fault("name", "An organisation needs a name.")]
    return [Fault("name", f"A name is at most {LONGEST} letters long.")] if len(name) > LONGEST else []


def _not_one(given: str, what: str) -> str:
    return f"“{given[:40]}” is no {what}." if given else f"The {what.split(' ')[0]} is not said."


def _listed(known: Iterable[str]) -> str:
    return ", ".join(known)
