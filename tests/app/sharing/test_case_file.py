"""Is every row of a judging file read as its page says, and refused in one sentence that names the column?"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.clock import LONDON
from app.sharing.case_file import COLUMNS, CasesRefused, open_cases
from app.sharing.facts import NONE, UNDATED, Facts, Settings
from tests.app.sharing.case_rows import CASES, CHILD, ITEM, LAW, ROW, as_csv, judged, read

EVERYTHING: dict[str, Any] = json.loads((CASES / "every_key.json").read_text(encoding="utf-8"))


def facts_of(**cells: Any) -> Facts:
    case = read({**ROW, **cells})[0]
    assert case.facts is not None, case.wrong
    return case.facts


def wrong_in(**cells: Any) -> str:
    case = read({**ROW, **cells})[0]
    assert case.facts is None
    return case.wrong


# --- what is read ---------------------------------------------------------------------------------------------------


def test_only_the_first_stroke_parts_organisation_and_person() -> None:
    to = facts_of(recipient_name="Lighthouse Surgery / nurse / desk 2").recipient
    assert (to.organisation, to.person) == ("Lighthouse Surgery", "nurse / desk 2")


@pytest.mark.parametrize("party_class", ["FAMILY", "PRIVATE_PERSON"])
def test_a_private_person_has_one_name(party_class: str) -> None:
    flags = {"body": "PERSON"}
    to = facts_of(recipient_class=party_class, recipient_flags=flags, recipient_name="Theo / Dad").recipient
    assert (to.organisation, to.person) == ("Theo / Dad", "")


def test_lists_are_parted_by_semicolons_and_blanks_are_dropped() -> None:
    assert facts_of(gateways=" CA04-11 ;; CA89-47 ;").gateways == ("CA04-11", "CA89-47")


def test_times_are_local_times_of_england() -> None:
    at = facts_of(review_at="2026-07-12T16:00").review_at
    assert at is not None
    assert at == dt.datetime(2026, 7, 12, 15, 0, tzinfo=dt.UTC)
    assert at.tzinfo is LONDON


def test_a_silent_row_counts_as_the_page_says() -> None:
    facts = facts_of()
    assert facts.settings == Settings()
    assert (facts.told, facts.detriment_considered, facts.request, facts.emergency) == (
        None,
        None,
        None,
        None,
    )
    assert facts.recipient.service_role_with_child is True
    assert (facts.match.state, facts.match.duplicates_exist) == ("confirmed", False)
    assert facts.items[0].relevant is True
    assert facts.sender.public_authority is None
    assert facts.sender.party_class == "COUNCIL"


def test_conditions_count_as_recorded_unless_they_are_named_as_missing() -> None:
    facts = facts_of(context={"conditions_missing": ["6e.task"]})
    assert dict(facts.conditions).keys() == set(LAW.conditions) - {"6e.task"}
    assert all(answer for _, answer in facts.conditions)


def test_settings_depart_from_the_defaults_one_by_one() -> None:
    changed = {"s16LA_start": "2027-01-01", "local_start": {"CA04-11": "2026-12-01"}, "small_group": 5}
    expected = replace(
        Settings(),
        s16la_start=dt.date(2027, 1, 1),
        local_start=(("CA04-11", dt.date(2026, 12, 1)),),
        small_group=5,
    )
    assert facts_of(settings=changed).settings == expected


def test_an_unborn_child_is_a_child_where_nobody_wrote_a_role() -> None:
    subject = facts_of(subjects=[{"id": "K1", "edd": "2027-02-01"}]).subjects[0]
    assert (subject.role, subject.dob, subject.edd) == ("child", None, dt.date(2027, 2, 1))


def test_a_consent_without_a_day_counts_on_none() -> None:
    assert facts_of(consents=[{"subject": "K1", "answer": "not sought"}]).consents[0].date == UNDATED


def test_an_act_that_is_no_share_needs_neither_sides_nor_decision() -> None:
    row = {
        "id": "A1",
        "event": "FGM_CLOCK",
        "date": "2026-11-03",
        "context": {"discovered_on": "2026-11-02", "same_profession": True},
    }
    facts = read(row)[0].facts
    assert facts is not None
    assert (facts.decision, facts.act.discovered_on, facts.act.same_profession) == (
        NONE,
        dt.date(2026, 11, 2),
        True,
    )


def test_every_key_of_the_page_is_read() -> None:
    assert facts_of(**EVERYTHING).act.field == "reason"


# --- what is refused ------------------------------------------------------------------------------------------------

WRONG: list[tuple[dict[str, Any], str]] = [
    ({"event": "TEA"}, "event: unknown code"),
    ({"event": ""}, "event: it is missing"),
    ({"decision": "MAYBE"}, "decision: unknown code"),
    ({"decision": ""}, "decision: a share needs one of SHARE, DO_NOT_SHARE, DEFER"),
    ({"mode": "CLEAR"}, "mode: unknown code"),
    ({"recipient_class": "gp"}, "recipient_class: unknown code"),
    ({"recipient_class": ""}, "recipient_class: a share needs the recipient's class"),
    ({"recipient_flags": {}}, "recipient_flags: a share needs the recipient's body"),
    ({"recipient_flags": {"body": "SURGERY"}}, "recipient_flags: body is an unknown code"),
    ({"sender": {}}, "sender: a share needs the sender's body"),
    ({"sender": {"body": "COUNCIL"}}, "sender: body is an unknown code"),
    ({"sender": {"body": "LA", "class": "LA"}}, "sender: class is an unknown code"),
    ({"sender": {"body": "LA", "listed": True}}, "sender: unknown key listed"),
    ({"sender": '{"body": "LA"'}, "sender: the JSON cannot be read"),
    ({"sender": "[]"}, "sender: this must be a JSON object"),
    ({"sender": '{"body": "LA", "body": "GP"}'}, "sender: the JSON cannot be read"),
    ({"sender": {"body": "LA", "commissioned": "yes"}}, "sender: commissioned must be true or false"),
    ({"items": "{}"}, "items: this must be a JSON array"),
    ({"items": ["IDENTITY"]}, "items: entry 1 must be an object"),
    ({"items": [{**ITEM, "cat": "NAME"}]}, "items: entry 1 cat is an unknown code"),
    ({"items": [{"about": "K1"}]}, "items: entry 1 cat is missing"),
    ({"items": [{**ITEM, "tag": "rumour"}]}, "items: entry 1 tag is an unknown code"),
    ({"items": [{**ITEM, "age_months": "30"}]}, "items: entry 1 age_months must be a number"),
    ({"items": [ITEM, {**ITEM, "about": "K9"}]}, "items: entry 2 about names somebody who is not in subjects"),
    ({"items": [{**ITEM, "relates_to": ["M1"]}]}, "items: entry 1 relates_to names somebody who is not in subjects"),
    ({"items": [{**ITEM, "relates_to": "K1"}]}, "items: entry 1 relates_to must be an array"),
    ({"subjects": [{**CHILD, "edd": "2027-01-01"}]}, "subjects: entry 1 has both dob and edd"),
    ({"subjects": [{**CHILD, "role": "pupil"}]}, "subjects: entry 1 role is an unknown code"),
    ({"subjects": [{**CHILD, "dob": "20.2.2018"}]}, "subjects: entry 1 dob is no date such as 2026-11-03"),
    ({"subjects": [CHILD, CHILD]}, "subjects: two entries have the same id"),
    ({"gateways": "CA04-11;CA04-99"}, "gateways: entry 2 is an unknown code"),
    ({"art6": "6z"}, "art6: entry 1 is an unknown code"),
    ({"art9_packages": "XX"}, "art9_packages: entry 1 is an unknown code"),
    ({"art9": "9(2)(z)"}, "art9: entry 1 is an unknown code"),
    ({"sch1": "para 99"}, "sch1: entry 1 is an unknown code"),
    ({"sg_limb": "CANNOT"}, "sg_limb: unknown code"),
    ({"purpose_code": "TEA"}, "purpose_code: unknown code"),
    ({"channel": "secure_email"}, "channel: unknown code"),
    ({"told": "maybe"}, "told: it must be yes, no or empty"),
    ({"date": ""}, "date: it is missing"),
    ({"date": "2026-02-30"}, "date: it is no date such as 2026-11-03"),
    ({"date": "20261103"}, "date: it is no date such as 2026-11-03"),
    ({"review_at": "2026-11-03"}, "review_at: it is no time such as 2026-11-03T16:00"),
    ({"review_at": "2026-11-03T25:00"}, "review_at: it is no time such as 2026-11-03T16:00"),
    ({"consents": [{"kind": "VERBAL"}]}, "consents: entry 1 kind is an unknown code"),
    ({"consents": [{"answer": "yes"}]}, "consents: entry 1 answer is an unknown code"),
    ({"consents": [{"capacity": "mother"}]}, "consents: entry 1 capacity is an unknown code"),
    ({"consents": [{"scope_items": ["ALL"]}]}, "consents: entry 1 scope_items entry 1 is an unknown code"),
    ({"consents": [{"conditions_5_2": ["5.2(7)"]}]}, "consents: entry 1 conditions_5_2 entry 1 is an unknown code"),
    ({"approvals": [{"role": "BOSS"}]}, "approvals: entry 1 role is an unknown code"),
    ({"emergency": {"who": 1}}, "emergency: who must be a text"),
    ({"request": {"earlier_deferrals": 1.5}}, "request: earlier_deferrals must be a whole number"),
    ({"request": {"earlier_deferrals": -1}}, "request: earlier_deferrals must be a number from 0 to 1000000"),
    ({"context": {"conditions": {"CA04-11.tea": "x"}}}, "context: conditions has an unknown condition"),
    ({"context": {"conditions_missing": ["x"]}}, "context: conditions_missing entry 1 is an unknown code"),
    ({"context": {"ri_condition": "PUBLIC"}}, "context: ri_condition is an unknown code"),
    ({"context": {"gra_exception": "NEVER"}}, "context: gra_exception is an unknown code"),
    ({"context": {"figures": [{"kind": "mean", "value": "3"}]}}, "context: figures entry 1 kind is an unknown code"),
    ({"context": {"figures": [{"kind": "percent", "value": "3", "of": 4}]}}, "context: unknown key of in figures entry 1"),
    ({"context": {"match": {"state": "sure"}}}, "context: match state is an unknown code"),
    (
        {"context": {"table": {"columns": ["A", "B"], "rows": [["1"]]}}},
        "context: table rows row 1 has not as many cells as there are columns",
    ),
    (
        {"context": {"table": {"columns": ["A"], "rows": [["few"]]}}},
        "context: table rows row 1 has a cell that is neither a number as text nor c",
    ),
    ({"settings": {"not_approved": ["X"]}}, "settings: not_approved entry 1 is an unknown code"),
    ({"settings": {"local_start": {"X": "2026-01-01"}}}, "settings: local_start has an unknown gateway"),
    ({"settings": {"yss_policy": "NONE"}}, "settings: yss_policy is an unknown code"),
    ({"settings": {"consent_max_months": True}}, "settings: consent_max_months must be a number"),
]  # fmt: skip


@pytest.mark.parametrize(("cells", "note"), WRONG, ids=[note for _, note in WRONG])
def test_a_row_that_cannot_be_read_names_the_column(cells: dict[str, Any], note: str) -> None:
    assert wrong_in(**cells) == note


def test_a_gateway_that_the_catalogue_no_longer_holds_is_unknown() -> None:
    assert wrong_in(gateways="CA04-14B") == "gateways: entry 1 is an unknown code"


def test_a_gateway_that_has_ended_is_in_force_on_no_day() -> None:
    ended = {gateway.id for gateway in LAW.gateways.values() if gateway.start == "ended"}
    rows = [{**ROW, "id": gateway, "gateways": gateway} for gateway in sorted(ended)]
    assert [row["id"] for row in judged(as_csv(*rows)) if "G02" in row["blocks"].split(";")] == sorted(ended)


def test_an_id_that_came_before_is_refused_and_the_others_are_judged() -> None:
    cases = read(ROW, ROW, {**ROW, "id": "A2"})
    assert [(case.id, case.wrong) for case in cases] == [("A1", ""), ("A1", "id: it came before"), ("A2", "")]


def test_a_row_with_more_or_fewer_cells_than_columns_is_refused_and_the_others_are_judged() -> None:
    text = as_csv(ROW, {**ROW, "id": "A2"}).replace("A2,SHARE", "A2,x,SHARE")
    rows = judged(text + "A3,SHARE,2026-11-03\n")
    assert [row["outcome"] == "ERROR" for row in rows] == [False, True, True]


def test_no_refusal_says_what_stood_in_the_cell() -> None:
    assert "Marlowe" not in wrong_in(sender={"body": "LA", "Alice Marlowe": True})
    assert "Marlowe" not in wrong_in(gateways="Alice Marlowe")


# --- the form of the file -------------------------------------------------------------------------------------------


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = as_csv(ROW, {**ROW, "id": "A2"})
    windows = as_csv(ROW, {**ROW, "id": "A2"}, line_end="\r\n")
    assert judged(b"\xef\xbb\xbf" + windows.encode()) == judged(plain)
    assert judged(plain.rstrip("\n")) == judged(plain)


def test_the_order_of_the_columns_changes_nothing() -> None:
    assert judged(as_csv(ROW, columns=sorted(ROW, reverse=True))) == judged(as_csv(ROW))


def test_the_order_of_the_rows_is_kept_and_an_id_is_written_as_given() -> None:
    ids = ["Z", 'a "quoted", one', " two\nlines ", "=1+1", "ä"]
    assert [row["id"] for row in judged(as_csv(*({**ROW, "id": one} for one in ids)))] == ids


def test_columns_that_nobody_knows_are_left_aside() -> None:
    file = open_cases(as_csv({**ROW, "colour": "red", "shade": "dark"}).encode())
    assert file.left_aside == ("colour", "shade")
    assert judged(as_csv({**ROW, "colour": "red"})) == judged(as_csv(ROW))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"id,event\n1,SHARE\n",
        b'id,event,date\n1,"SHARE,2026-11-03\n',
        b"id,id,event,date\n",
    ],
)
def test_a_file_that_is_none_is_refused_whole(content: bytes) -> None:
    with pytest.raises(CasesRefused, match="cannot be read"):
        open_cases(content)


def test_an_empty_line_is_no_case_and_a_file_without_cases_is_judged() -> None:
    assert judged(as_csv(ROW) + "\n\n") == judged(as_csv(ROW))
    assert judged("id,event,date\n") == []


# --- any text -------------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)


@settings(max_examples=80, deadline=None)
@given(column=st.sampled_from(COLUMNS), cell=TEXT | JSON)
def test_any_text_in_any_column_is_judged_or_refused_in_one_line(column: str, cell: Any) -> None:
    rows = judged(as_csv({**ROW, column: cell}, {**ROW, "id": "last"}))
    assert [bool(row["note"]) == (row["outcome"] == "ERROR") for row in rows] == [True, True]
    assert rows[-1]["id"] == "last"


@settings(max_examples=60, deadline=None)
@given(column=st.sampled_from(sorted(EVERYTHING)), value=JSON, data=st.data())
def test_any_value_under_any_key_is_judged_or_refused(column: str, value: Any, data: st.DataObject) -> None:
    whole = EVERYTHING[column]
    part = whole[0] if isinstance(whole, list) else whole
    changed = {**part, data.draw(st.sampled_from(sorted(part))): value}
    cell = [changed] if isinstance(whole, list) else changed
    row = judged(as_csv({**ROW, **EVERYTHING, column: cell}))[0]
    assert row["outcome"] in ("ALLOWED", "WARNED", "BLOCKED", "ERROR")
    assert row["note"].count("\n") == 0


@settings(max_examples=60, deadline=None)
@given(event=st.sampled_from(sorted({"SHARE", "CONSENT_REQUEST", "REQUEST_CLOCK", "RECORD_REVIEW", "SAVE_IDENTIFIER",
       "FGM_CLOCK", "ENCOMPASS_CLOCK", "EDIT_PAST_SHARE", "CORRECT_PAST_SHARE", "RAG_CHANGE", "THRESHOLD_DECISION",
       "CASE_CLOSE", "SYNC_OVERWRITE"})), left_out=st.sets(st.sampled_from(sorted(EVERYTHING))),
       day=st.dates(), mode=st.sampled_from(("", "AGGREGATE", "ANONYMOUS", "PSEUDONYMISED")))  # fmt: skip
def test_every_event_is_judged_with_whatever_is_left_out(
    event: str, left_out: set[str], day: dt.date, mode: str
) -> None:
    row = {**ROW, **EVERYTHING, "event": event, "date": day.isoformat(), "mode": mode}
    kept = {column: cell for column, cell in row.items() if column not in left_out}
    result = judged(as_csv(kept))[0]
    half = event == "SHARE" and left_out & {"sender", "recipient_flags"}
    nobody = {"items"} - left_out and "subjects" in left_out
    assert (result["outcome"] == "ERROR") == bool(half or nobody), result
