"""Which layout says what was taught? Pure: what was said of the columns in, the text of the layout file out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from app.feeds.layout_shape import PARTED_FIELDS, SIMPLE_FIELDS
from app.feeds.taught import EVENTS, JOINED, LEFT, SheetTaught, Taught, Use, made_from, row_is


def layout_text(taught: Taught) -> str:
    """Write the layout file; whoever calls has seen that nothing is ``missing``."""
    sheet = taught.people
    lines = [
        'schema = "mash-desk/layout/1"',
        f"name = {_quoted(taught.name)}",
        f"format = {_quoted(taught.form)}",
        f"organisations = [{_quoted(taught.organisation)}]",
    ]
    if taught.form == "xlsx":
        lines += [f"header_row = {sheet.header_row}"]
        lines += [f"sheet = {_quoted(sheet.sheet)}"] if len(taught.sheets) > 1 else []
        lines += [f"group_row = {sheet.group_row}"] if sheet.group_row else []
    lines.append(f"row_is = {_quoted(row_is(sheet))}")
    if taught.closing:
        lines.append(f"closing = {_quoted(taught.closing)}")
    lines += _reference(taught, sheet)
    lines += ["", "[person]", *_fields(sheet, "")]
    lines += _role(taught, sheet)
    for number in contact_numbers(sheet):
        lines += _contact(sheet, number)
    lines += _household(sheet)
    if row_is(sheet) == "person_in_event":
        lines += ["", "[event]", *_event(sheet)]
    for other in taught.sheets:
        if other.holds == EVENTS:
            lines += _join(other)
    left = sheet.headings(LEFT)
    return "\n".join([*lines, "", "[ignore]", f"columns = {_list(left)}", ""])


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(words: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, words))}]"


def _reference(taught: Taught, sheet: SheetTaught) -> list[str]:
    columns = sheet.headings("reference")
    lines = ["", "[reference]"]
    if len(columns) == 1:
        lines.append(f"column = {_quoted(columns[0])}")
    elif columns:
        lines += [f"columns = {_list(columns)}", f"joint = {_quoted(JOINED['reference'])}"]
    if own := made_from(sheet):
        lines.append(f"made_from = {_list(own)}")
    return [*lines, f"tells_people_apart = {'true' if taught.tells_people_apart else 'false'}"]


def _fields(sheet: SheetTaught, before: str) -> list[str]:
    lines = []
    for name in SIMPLE_FIELDS:
        said = list(sheet.using(before + name))
        if said:
            lines.append(f"{name} = {_source(said, JOINED.get(name, ' '))}")
    for name in PARTED_FIELDS:
        if parts := _parts(sheet, before, name):
            lines.append(f"{name} = {parts}")
    return lines


def _source(said: list[tuple[str, Use]], joint: str = " ") -> str:
    """Write a source: a column alone as its name, with anything more as a table."""
    use = said[0][1]
    options = [f"forms = {_list(use.forms)}"] if use.forms and use.forms != ("?",) else []
    options += [f"split = {_quoted(use.split)}"] if use.split else []
    codes = tuple(pair for pair in use.codes if pair[1] != "?")
    options += [f"codes = {_codes(codes)}"] if codes else []
    options += [f"kind = {_quoted(use.kind)}"] if use.kind and "contact." not in use.field else []
    if use.words and use.field == "warning":
        pattern = "|".join(re.escape(word) for word in use.words)
        options.append(f"pattern = {_quoted(f'(?is)(.*(?:{pattern}).*)')}")
    if use.words and use.field == "death_date":
        pattern = re.escape(use.words[0]) + r"\s*(.*)"
        options.append(f"pattern = {_quoted(pattern)}")
    if len(said) > 1:
        return f"{{ columns = {_list(h for h, _ in said)}, {', '.join([f'joint = {_quoted(joint)}', *options])} }}"
    column = _quoted(said[0][0])
    return f"{{ column = {column}, {', '.join(options)} }}" if options else column


def _codes(codes: tuple[tuple[str, str], ...]) -> str:
    return f"{{ {', '.join(f'{_quoted(value)} = {_quoted(code)}' for value, code in codes)} }}"


def _parts(sheet: SheetTaught, before: str, name: str) -> str:
    parts = []
    for part in PARTED_FIELDS[name]:
        said = list(sheet.using(f"{before}{name}.{part}"))
        if said and part == "lines":
            parts.append(f"lines = {_list(heading for heading, _use in said)}")
        elif said:
            parts.append(f"{part} = {_source(said)}")
    if not parts:
        return ""
    if name == "school_history":
        school = [(part, list(sheet.using(f"{before}school.{part}"))) for part in ("name", "code")]
        parts = [*(f"{part} = {_source(said)}" for part, said in school if said), *parts]
    kind = list(sheet.using(f"{before}{name}.kind"))
    if kind:
        parts.append(f"kind = {_source(kind)}")
    elif name.endswith("address"):
        parts.append(f'kind = "{"previous" if name == "previous_address" else "home"}"')
    for heading, use in sheet.using(f"{before}{name}.withheld"):
        how = f"contains = {_list(use.words)}" if use.words else "filled = true"
        home = sheet.headings("household")
        same = f", same = {_quoted(home[0])}" if home else ""
        parts.append(f"withheld_when = {{ column = {_quoted(heading)}, {how}{same} }}")
    return f"{{ {', '.join(parts)} }}"


def _role(taught: Taught, sheet: SheetTaught) -> list[str]:
    lines = ["", "[role]"]
    said = list(sheet.using("role"))
    meant: dict[str, list[str]] = {"child": [], "unborn": [], "deceased": []}
    for heading, use in said[:1]:
        lines.append(f"column = {_quoted(heading)}")
        for value, means in use.codes:
            if means in meant:
                meant[means].append(as_pattern(value))
    child = ["*"] if taught.everybody_a_child else [*meant["child"], *meant["unborn"]]
    lines.append(f"child = {_list(child)}")
    return lines + [f"{key} = {_list(meant[key])}" for key in ("unborn", "deceased") if meant[key]]


def as_pattern(value: str) -> str:
    """Give a value as a layout compares it: what follows the first digit, such as a day, may be anything."""
    head = re.split(r"\d", value, maxsplit=1)[0]
    return f"{head}*" if len(head) > 3 and head != value else re.sub(r"([\[?*])", r"[\1]", value)


def contact_numbers(sheet: SheetTaught) -> list[int]:
    """Give the numbers of the people beside the child of whom a column speaks."""
    found = {
        int(use.field.split(".")[1]) for c in sheet.columns for use in c.uses if use.field[:8] == "contact."
    }
    return sorted(found)


def _contact(sheet: SheetTaught, number: int) -> list[str]:
    before = f"contact.{number}."
    said = [(c.heading, use) for c in sheet.columns for use in c.uses if use.field.startswith(before)]
    groups = {heading.partition(": ")[0] for heading, _use in said}
    part = groups.pop() if len(groups) == 1 else said[0][0]
    lines = ["", "[[contact]]", f"part = {_quoted(part)}", *_fields(sheet, before)]
    related = list(sheet.using(f"{before}relation"))
    kind = next((use.kind for _heading, use in said if use.kind), "")
    if related:
        codes = [(value, code) for value, code in related[0][1].codes if code]
        lines.append(f"relation = {{ column = {_quoted(related[0][0])}, codes = {_codes(tuple(codes))} }}")
    elif kind:
        lines.append(f"relation = {_quoted(kind)}")
    for heading, _use in sheet.using(f"{before}parental_responsibility"):
        lines.append(f"parental_responsibility = {_quoted(heading)}")
    return lines


def _household(sheet: SheetTaught) -> list[str]:
    home = sheet.headings("household")
    related = list(sheet.using("household.relation"))
    if not (home and related):
        return []
    head = next(iter(related[0][1].words), "")
    return [
        "", "[household]", f"column = {_quoted(home[0])}", f"relation = {_quoted(related[0][0])}",
        f"head = {_quoted(head)}",
    ]  # fmt: skip


def _event(sheet: SheetTaught) -> list[str]:
    lines = [f"kind = {_quoted(sheet.kind or 'contact')}"]
    for name in ("reference", "date"):
        said = list(sheet.using(f"event.{name}"))
        if said:
            lines.append(f"{name} = {_source(said)}")
    text = list(sheet.using("event.text"))
    if text:
        lines.append(f"text = {_list(heading for heading, _use in text)}")
        if text[0][1].words:
            lines.append(f"same_as = {_list(text[0][1].words)}")
    details = sheet.headings("event.detail")
    if details:
        parts = [f"{{ column = {_quoted(each)}, label = {_quoted(each)} }}" for each in details]
        lines.append(f"details = [{', '.join(parts)}]")
    return lines


def _join(sheet: SheetTaught) -> list[str]:
    return [
        "", "[[join]]", f"sheet = {_quoted(sheet.sheet)}", f"header_row = {sheet.header_row}",
        f"on = {_quoted(sheet.headings('reference')[0])}", f"ignore = {_list(sheet.headings(LEFT))}",
        "[join.event]", *_event(sheet),
    ]  # fmt: skip
