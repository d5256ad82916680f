"""Whatever is typed or sent is kept, drawn, looked for or refused with a sentence, and never ends in a fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.casefile.case_view import open_case
from app.casefile.finding import find, settle_search
from app.casefile.own_record import open_own_record
from app.desk import Desk
from app.drafts import finish_draft, my_draft, save_draft
from app.errors import DeskError, RefusedInput
from app.feeds.layouts import load_layout
from app.folding import fold
from app.linking.candidates import propose_links
from app.papers.fonts import MissingLetter
from app.papers.referral import referral
from app.papers.share_record import share_record
from app.people.adding import ADULT, NewPerson, add_person
from app.people.saying import record_statement
from app.people.withholding import withhold_address
from app.sharing.catalogue import shipped_catalogue
from app.sharing.share_file import ShareFileRefused, read_draft, read_share_file
from resources import FOLDER
from tests.app.papers.frozen import a_copy, a_frozen, a_statement, an_item
from tests.builders import a_desk
from tests.builders_case import Row, a_child, bring_in, name
from tests.safety.texts import KEPT, LONG, TEXTS, tried


def _is_a_sentence(refused: DeskError, naming: str = "") -> None:
    assert refused.happened.endswith((".", "?")) and naming in refused.happened


# --- papers: each example puts eleven texts on two papers ------------------------------------------------------------


def _frozen(texts: tuple[str, ...]) -> dict[str, Any]:
    said, family, reason, purpose, why, held, person, danger, street, organisation, told = texts
    items = (
        a_statement(1, "name", {"given": said, "family": family}),
        a_statement(2, "address", {"lines": [street], "postcode": "QX4 1AB", "kind": "home"}),
        an_item(3, text=said, kind="text", tag="opinion"),
    )
    made = a_frozen(
        *items, proportionality=why, reason=reason, purpose={"code": "SAFEGUARD", "text": purpose}
    )
    made["told"] = {"family": False, "reason": told}
    made["to"] = {**made["to"], "person": person, "organisation": organisation}
    made["held_back"] = [{"category": "HEALTH", "why": held}]
    made["emergency"] = {"who": danger, "danger": danger, "why_now": why}
    return made


@tried(6, 90)
@given(st.tuples(*[KEPT] * 11))
def test_any_texts_make_a_paper_or_the_letter_that_is_missing_is_named(texts: tuple[str, ...]) -> None:
    frozen = _frozen(texts)
    for make in (referral, share_record):
        try:
            assert make(frozen, a_copy(frozen)).startswith(b"%PDF")
        except MissingLetter as stopped:
            _is_a_sentence(stopped, "U+")


# --- what is typed into the desk --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, UUID]]:
    """An open desk with one child in it."""
    desk = a_desk(tmp_path_factory.mktemp("texts"))
    yield desk, a_child(desk, bring_in(desk, "EDU", Row("1", (name("Ann", "Lee"),))).people["1"])
    desk.close()


@tried(40, 1_000)
@given(TEXTS)
@example("\ud800")
def test_any_text_can_be_looked_for(kept: tuple[Desk, UUID], text: str) -> None:
    desk, _ = kept
    page = desk.read(find, text)
    assert len(page.hits) <= 30
    assert desk.do(settle_search, page) == len(page.hits)


@tried(25, 1_000)
@given(TEXTS)
@example("\ud800")
def test_any_text_is_kept_as_a_note_as_it_was_typed_or_refused(kept: tuple[Desk, UUID], text: str) -> None:
    desk, child = kept
    try:
        desk.do(record_statement, child, "note", {"text": text})
    except DeskError as refused:
        _is_a_sentence(refused)
        return
    newest = desk.do(open_own_record, child).statements[0]
    assert newest.value["text"] == text


@tried(25, 1_000)
@given(TEXTS)
@example("\ud800")
def test_a_draft_comes_back_as_it_was_typed_or_is_refused(kept: tuple[Desk, UUID], text: str) -> None:
    desk, _ = kept
    try:
        desk.do(save_draft, "note", "somebody", text, {"why": text})
    except DeskError as refused:
        _is_a_sentence(refused)
        return
    found = desk.read(my_draft, "note", "somebody")
    assert found is not None and (found.title, found.value["why"]) == (text, text)
    desk.do(finish_draft, "note", "somebody")


@tried(15, 300)
@given(TEXTS, TEXTS)
@example("\ud800", "Lee")
def test_somebody_of_any_name_is_found_by_it_or_refused(
    kept: tuple[Desk, UUID], given_name: str, family: str
) -> None:
    desk, _ = kept
    try:
        added = desk.do(add_person, NewPerson(ADULT, given=given_name, family=family), place=propose_links)
    except DeskError as refused:
        _is_a_sentence(refused)
        return
    assert added.person is not None
    assert desk.do(open_case, added.person).reference == added.reference
    words = fold(f"{given_name} {family}").split()
    if words and max(map(len, words)) < 40 and len(words) < 8:
        page = desk.read(find, f"{given_name} {family}", limit=1_000)
        assert added.person in {hit.person_id for hit in page.hits} or page.more


@tried(10, 200)
@given(TEXTS, TEXTS)
def test_reasons_of_any_letters_are_kept_or_refused(kept: tuple[Desk, UUID], whom: str, why: str) -> None:
    desk, child = kept
    try:
        key = desk.do(withhold_address, child, from_whom=whom, why=why)
    except DeskError as refused:
        _is_a_sentence(refused)
        return
    assert isinstance(key, UUID)
    assert desk.do(open_case, child).address_withheld


# --- files of our own kinds -------------------------------------------------------------------------------------------


@tried(50, 1_000)
@given(TEXTS)
def test_any_text_given_as_a_share_file_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ShareFileRefused) as refused:
        read_share_file(text, shipped_catalogue())
    assert "Nothing was decided" in refused.value.kept


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXTS, st.dates(), st.datetimes()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=4,
)
SHARE: dict[str, Any] = {
    "schema": "mash-desk/share/1",
    "decision": "SHARE",
    "about": ["P-A00731-K"],
    "to": {"organisation": "HV", "person": "Duty health visitor", "channel": "secure file transfer"},
    "purpose": {"code": "SAFEGUARD", "text": "see the child"},
    "law": {"gateways": ["CA04-16LA"], "art6": ["6c"], "packages": ["SG"], "apd": "APD-1", "facts": {}},
    "told": {"family": False, "reason": "danger"},
    "proportionality": "no more",
    "reason": "could not be reached",
    "review_at": "2026-12-01T10:00:00Z",
    "request": {"from": "HV", "received": "2026-11-01T10:00:00Z", "reference": "R1"},
    "item": [{"text": "seen", "category": "SAFEGUARDING", "about": "P-A00731-K", "tag": "fact"}],
    "held_back": [{"category": "HEALTH", "why": "not needed"}],
    "emergency": {"who": "Ann", "danger": "fire", "why_now": "now"},
    "reasons": {"G12": "weighed"},
}


def _spots(table: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    pairs = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    for key, inner in pairs:
        yield (*path, key)
        yield from _spots(inner, (*path, key))


def _put(table: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Give a copy of a table with another value at one spot."""
    if not path:
        return value
    made = dict(table) if isinstance(table, dict) else list(table)
    made[path[0]] = _put(table[path[0]], path[1:], value)
    return made


@tried(60, 1_000)
@given(st.sampled_from(list(_spots(SHARE))), VALUES)
def test_a_share_file_with_anything_at_one_spot_is_read_or_refused(path: tuple[Any, ...], value: Any) -> None:
    try:
        assert read_draft(_put(SHARE, path, value), shipped_catalogue()) is not None
    except ShareFileRefused as refused:
        _is_a_sentence(refused)


@tried(50, 1_000)
@given(TEXTS)
def test_any_text_given_as_a_layout_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(RefusedInput) as refused:
        load_layout("agency.toml", text)
    assert refused.value.happened.endswith(".")


OTHER = (
    "1",
    "-1",
    "1.5",
    "true",
    '"x"',
    "[]",
    "[1]",
    '["a"]',
    "{}",
    "{ a = 1 }",
    "[[1]]",
    "2026-01-01",
    '"(["',
    '""',
)


def _changed_layouts() -> list[tuple[str, str, str]]:
    """Give every shipped layout with each of its values replaced by a value of another kind: name, line, text."""
    made = []
    for path in sorted((FOLDER / "layouts").glob("*.toml")):
        lines = path.read_text(encoding="utf-8").splitlines()
        for at, line in enumerate(lines):
            key, equals, _ = line.partition(" = ")
            if equals and not line.startswith("#"):
                for value in OTHER:
                    changed = [*lines[:at], f"{key} = {value}", *lines[at + 1 :]]
                    made.append((path.name, changed[at], "\n".join(changed)))
    return made


def test_a_layout_with_a_value_of_another_kind_is_read_or_refused() -> None:
    refused = 0
    tried_now = _changed_layouts()[:: 1 if LONG else 41]
    for called, _line, text in tried_now:
        try:
            load_layout(called, text)
        except RefusedInput as stopped:
            _is_a_sentence(stopped)
            refused += 1
    assert len(tried_now) // 4 < refused < len(tried_now)
