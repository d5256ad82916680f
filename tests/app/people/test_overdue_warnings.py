"""A warning that is late to be reviewed stands on the worklist of those who may record, until somebody answers it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from app.desk import Desk
from app.frontdoor.worklist import worklist
from app.people.cautions import warnings_to_review
from app.people.saying import record_statement, take_back_statement
from models.codes import Role
from tests.app.people.by_hand import a_girl, here, today
from tests.builders import with_role


def _late(desk: Desk) -> UUID:
    child = here(a_girl(desk))
    past = (today() - timedelta(days=2)).isoformat()
    desk.do(record_statement, child, "warning", {"text": "Dog", "review": past})
    return child


def test_a_late_warning_is_a_row_that_leads_to_the_person_and_does_not_say_it(desk: Desk) -> None:
    child = _late(desk)
    work = desk.read(worklist)
    (row,) = [row for row in work.rows if row.kind == "warning"]
    assert (row.what, row.place, row.key, row.late) == ("Ivy BELL", "about", str(child), True)
    assert "Dog" not in repr(row) and work.warnings_to_review == 1


def test_a_warning_that_was_answered_leaves_the_worklist(desk: Desk) -> None:
    _late(desk)
    (due,) = desk.read(warnings_to_review)
    desk.do(take_back_statement, due.statement, because="The dog is gone.")
    assert desk.read(worklist).warnings_to_review == 0


def test_who_may_not_record_has_no_warning_to_review(desk: Desk) -> None:
    _late(desk)
    with_role(desk, Role.AUDITOR)
    assert [row for row in desk.read(worklist).rows if row.kind == "warning"] == []
