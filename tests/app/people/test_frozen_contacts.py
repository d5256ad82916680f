"""What is safe goes with the number into a share and onto paper, whenever the number itself is chosen."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from app.desk import Desk
from app.papers.wording import statement_said
from app.people.contacts import contact_value
from app.people.saying import record_statement
from app.sharing.gathering_items import find_items
from app.sharing.gathering_people import People
from app.sharing.share_draft import ItemDraft
from app.unit_of_work import Reader
from tests.app.people.by_hand import a_girl, here

DAY = date(2026, 11, 25)


def _frozen(reader: Reader, statement: UUID) -> tuple[Any, str]:
    (found,) = find_items(
        reader.session, (ItemDraft(statement=str(statement), tag="fact"),), People(reader.session, DAY)
    )
    return found.item.value, found.item.text


def test_a_chosen_number_carries_what_is_safe_in_its_frozen_value_and_text(desk: Desk) -> None:
    safe = {"safe_to_call": False, "safe_to_leave_message": False, "safe_to_text": True}
    value = contact_value("phone", "020 7946 0011", kind="mobile", safe=safe)
    key = desk.do(record_statement, here(a_girl(desk)), "phone", value)
    frozen, text = desk.read(_frozen, key)
    assert frozen == value
    assert text == "020 7946 0011, mobile, safe to call: no, safe to text: yes, safe to leave a message: no"


def test_paper_says_what_is_safe_beside_number_and_address() -> None:
    phone = {"value": "020 7946 0011", "kind": "mobile", "safe_to_call": False}
    assert statement_said("phone", phone, DAY) == "020 7946 0011 (mobile), safe to call: no"
    address = {"lines": ["3 Lock Row"], "postcode": "QX4 2AA", "kind": "home", "safe_to_visit": False}
    assert statement_said("address", address, DAY) == "3 Lock Row, QX4 2AA, safe to visit: no"


def test_paper_says_a_warning_before_its_day() -> None:
    said = statement_said("warning", {"text": "Dog in the yard", "review": "2026-12-01"}, DAY)
    assert said == "Dog in the yard (to be reviewed by 1 December 2026)"
    assert statement_said("warning", {"text": "Dog"}, DAY) == "Dog"
