"""Who may do what, typed once more from the desk's table of acts and compared cell by cell."""

from __future__ import annotations

from uuid import uuid4

import pytest

from app.access import Act, OfficerNow, may, require
from app.errors import NotAllowed
from models.codes import Role

CO, SW, M = Role.CONTACT_OFFICER, Role.SOCIAL_WORKER, Role.MANAGER
IG, AUD, ADM = Role.INFORMATION_GOVERNANCE, Role.AUDITOR, Role.ADMINISTRATOR

#: The table of what-is-kept, section 8, row by row; acts that it does not name stand below it.
TABLE: dict[Act, set[Role]] = {
    Act.IMPORT_FILES: {CO, SW, M},
    Act.MEND_ROWS: {CO, SW, M},
    Act.UNDO_OWN_BATCH: {CO, M},
    Act.UNDO_BATCH: {M},
    Act.OPEN_CHILD: {CO, SW, M, IG},
    Act.SEARCH: {CO, SW, M, IG},
    Act.CONFIRM_LINK: {CO, SW, M},
    Act.RECORD_ABOUT_CHILD: {CO, SW, M},
    Act.SPLIT_LINK: {SW, M},
    Act.JOIN_PERSONS: {SW, M},
    Act.WITHHOLD_ADDRESS: {SW, M},
    Act.LIFT_WITHHELD_ADDRESS: {M},
    Act.DRAFT_SHARE: {CO, SW, M, IG},
    Act.DECIDE_SHARE: {SW, M, IG},
    Act.PRINT_AND_SEND: {SW, M, IG},
    Act.APPROVE_AS_SECOND: {M, IG},
    Act.LIST_SHARES: {M, IG},
    Act.KEEP_CATALOGUE: {IG},
    Act.READ_OWN_LOG: {M, IG, AUD},
    Act.READ_WHOLE_LOG: {M, IG, AUD},
    Act.KEEP_OFFICERS: {ADM},
    Act.KEEP_DEVICES: {ADM},
    Act.BACK_UP: {ADM},
    # Not in the table: what every officer does with their own typing, and what keeps a council's own data.
    Act.USE_OWN_DESK: {CO, SW, M, IG, AUD, ADM},
    Act.KEEP_DIRECTORY: {M, IG, ADM},
    Act.KEEP_SETTINGS: {M, ADM},
    Act.REBUILD: {M, ADM},
}


class _Work:
    def __init__(self, *roles: Role) -> None:
        self.officer = OfficerNow(uuid4(), "Tom Abara", "", frozenset(roles))


def test_every_act_stands_in_the_table() -> None:
    assert set(TABLE) == set(Act)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("act", list(Act))
def test_a_role_may_do_what_the_table_says_and_nothing_else(act: Act, role: Role) -> None:
    allowed = role in TABLE[act]
    assert may(_Work(role).officer, act) is allowed
    if allowed:
        require(_Work(role), act, reason="asked by the family's solicitor")
    else:
        with pytest.raises(NotAllowed):
            require(_Work(role), act)


@pytest.mark.parametrize("act", list(Act))
def test_somebody_without_a_role_may_do_nothing(act: Act) -> None:
    with pytest.raises(NotAllowed):
        require(_Work(), act, reason="please")


def test_information_governance_opens_a_child_only_with_a_reason() -> None:
    with pytest.raises(NotAllowed, match="reason"):
        require(_Work(IG), Act.OPEN_CHILD, reason="  ")
    require(_Work(IG), Act.OPEN_CHILD, reason="complaint of 3 November")


def test_a_manager_who_also_governs_information_needs_no_reason() -> None:
    with pytest.raises(NotAllowed):
        require(_Work(IG), Act.OPEN_CHILD)
    require(_Work(IG, M), Act.OPEN_CHILD)
