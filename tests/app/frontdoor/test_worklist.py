"""Does each kind of work stand on the worklist while it waits, vanish when it is done, and show to whom it may?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from app import clock
from app.access import Act, table
from app.desk import Desk
from app.drafts import finish_draft, save_draft
from app.feeds.importing import accept_batch, begin_batch, discard_batch
from app.frontdoor.worklist import Worklist, worklist
from app.linking.deciding import confirm_link, not_sure, refuse_link
from app.sharing.deciding import begin_share, decide_share, drop_share
from models.codes import Role
from tests.app.frontdoor.waiting import FIRST_DAY, SECOND_DAY, put_off, share_with, staged
from tests.app.linking.store import Sent, bring_in, undo
from tests.app.sharing.children import a_child
from tests.builders import with_role
from tests.builders_feeds import HOUSING, housing_row, read_text


def kinds(desk: Desk) -> list[str]:
    return [row.kind for row in desk.read(worklist).rows]


def counts(work: Worklist) -> tuple[int, int, int, int]:
    return work.batches_to_review, work.links_to_decide, work.shares_to_finish, work.shares_to_review


def a_pair(desk: Desk) -> UUID:
    """Bring in two records of one child; give the key of the pair."""
    bring_in(desk, "HSG", Sent("1"))
    bring_in(desk, "EY", Sent("E1"))
    return UUID(desk.read(worklist).rows[0].key)


def all_kinds(desk: Desk, folder: Path) -> None:
    """Put one thing of each kind before the officer."""
    a_pair(desk)
    staged(desk, folder)
    child = a_child(desk)
    desk.do(begin_share, share_with(child))
    desk.do(decide_share, put_off(child))


def test_nothing_waits_in_a_new_store(desk: Desk) -> None:
    work = desk.read(worklist)
    assert (work.rows, work.drafts, work.from_agencies) == ((), (), ())
    assert counts(work) == (0, 0, 0, 0)


# --- batches ----------------------------------------------------------------------------------------------------------


def test_a_staged_batch_says_what_came_and_leads_to_its_review(desk: Desk, tmp_path: Path) -> None:
    batch = staged(desk, tmp_path)
    work = desk.read(worklist)
    row = work.rows[0]
    assert (row.kind, row.place, row.key) == ("batch", "feeds", str(batch.key))
    assert row.what == "Housing"
    assert row.act == "Review what came: 1 person, 1 row refused"
    assert counts(work) == (1, 0, 0, 0)


def test_an_accepted_batch_goes_from_the_list_to_what_came_from_agencies(desk: Desk, tmp_path: Path) -> None:
    batch = staged(desk, tmp_path)
    accept_batch(desk, batch.key)
    work = desk.read(worklist)
    assert (work.rows, work.batches_to_review) == ((), 0)
    line = work.from_agencies[0]
    assert (line.words, line.refused, line.key) == ("Housing: 1 person in", 1, str(batch.key))


def test_a_discarded_batch_is_gone_from_both(desk: Desk, tmp_path: Path) -> None:
    desk.do(discard_batch, staged(desk, tmp_path).key)
    work = desk.read(worklist)
    assert (work.rows, work.from_agencies) == ((), ())


def test_a_batch_that_is_still_being_read_is_not_offered_for_review(desk: Desk, tmp_path: Path) -> None:
    reading = read_text(tmp_path, "HSG", "\n".join([HOUSING, housing_row()]))
    desk.do(begin_batch, reading, "HSG")
    work = desk.read(worklist)
    assert (work.rows, work.batches_to_review) == ((), 0)


# --- pairs ------------------------------------------------------------------------------------------------------------


def test_a_pair_says_who_sent_it_and_of_which_child_it_may_be(desk: Desk) -> None:
    key = a_pair(desk)
    row = desk.read(worklist).rows[0]
    assert (row.kind, row.place, row.key) == ("link", "linking", str(key))
    assert row.what == "Zoë OKONKWO-BELL"
    assert row.second.startswith("Early years") and " · P-A" in row.second
    assert row.act == "Is this the same child? All that is known agrees"


@pytest.mark.parametrize("answer", [confirm_link, refuse_link])
def test_an_answered_pair_is_gone(desk: Desk, answer: Callable[..., object]) -> None:
    desk.do(answer, a_pair(desk), reason="Seen at the door.")
    assert kinds(desk) == []
    assert counts(desk.read(worklist)) == (0, 0, 0, 0)


def test_a_pair_of_which_somebody_was_not_sure_still_waits(desk: Desk) -> None:
    desk.do(not_sure, a_pair(desk), note="Ask the nursery.")
    assert (kinds(desk), desk.read(worklist).links_to_decide) == (["link"], 1)


def test_a_pair_whose_batch_was_undone_is_neither_shown_nor_counted(desk: Desk) -> None:
    bring_in(desk, "HSG", Sent("1"))
    undo(desk, *bring_in(desk, "EY", Sent("E1")))
    assert (kinds(desk), desk.read(worklist).links_to_decide) == ([], 0)


def test_possible_twins_come_before_pairs_that_agree(desk: Desk) -> None:
    bring_in(desk, "HSG", Sent("1"), Sent("2", given="Anaïs", family="Fenwick", postcode="QX9 9ZZ"))
    bring_in(desk, "EY", Sent("E1"), Sent("E2", given="Ana", family="Fenwick", postcode="QX9 9ZZ"))
    acts = [row.act for row in desk.read(worklist).rows]
    assert acts == [
        "Is this the same child? Possible twin or sibling",
        "Is this the same child? All that is known agrees",
    ]


def test_of_many_pairs_the_first_are_shown_and_all_are_counted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [(f"Child{number}", f"Okoro{number}") for number in range(4)]
    bring_in(desk, "HSG", *(Sent(f"{n}", given=a, family=b) for n, (a, b) in enumerate(names)))
    bring_in(desk, "EY", *(Sent(f"E{n}", given=a, family=b) for n, (a, b) in enumerate(names)))
    monkeypatch.setattr("app.frontdoor.worklist.MOST", 2)
    work = desk.read(worklist)
    assert len(work.rows) == 2 < work.links_to_decide


# --- shares -----------------------------------------------------------------------------------------------------------


def test_a_share_that_was_begun_waits_to_be_finished(desk: Desk) -> None:
    made = desk.do(begin_share, share_with(a_child(desk)))
    work = desk.read(worklist)
    row = work.rows[0]
    assert (row.kind, row.place, row.key) == ("share", "sharing", made.reference)
    assert (row.what, row.act) == ("Alice MARLOWE", "Finish the share with Health visiting")
    assert counts(work) == (0, 0, 1, 0)


def test_a_begun_share_is_gone_when_it_is_decided_or_dropped(desk: Desk) -> None:
    child = a_child(desk)
    first, second = (desk.do(begin_share, share_with(child)) for _ in range(2))
    desk.do(decide_share, share_with(child), first.reference)
    assert counts(desk.read(worklist)) == (0, 0, 1, 0)
    desk.do(drop_share, second.reference)
    assert kinds(desk) == []


def test_a_decision_put_off_stands_there_with_its_day(desk: Desk) -> None:
    made = desk.do(decide_share, put_off(a_child(desk)))
    work = desk.read(worklist)
    row = work.rows[0]
    assert (row.kind, row.place, row.key) == ("review", "papers", made.reference)
    assert (row.due, row.late, row.act) == (
        FIRST_DAY,
        False,
        "Decide again whether to share with Health visiting",
    )
    assert (counts(work), work.late) == ((0, 0, 0, 1), 0)


def test_a_decision_whose_day_has_passed_is_late(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.do(decide_share, put_off(a_child(desk)))
    monkeypatch.setattr(clock, "now_utc", lambda: FIRST_DAY + timedelta(hours=2))
    work = desk.read(worklist)
    assert (work.rows[0].late, work.late) == (True, 1)


def test_what_is_due_first_stands_first_and_before_all_else(desk: Desk) -> None:
    child = a_child(desk)
    desk.do(begin_share, share_with(child))
    second = desk.do(decide_share, put_off(child, until=SECOND_DAY))
    first = desk.do(decide_share, put_off(child, "Police"))
    assert [row.key for row in desk.read(worklist).rows][:2] == [first.reference, second.reference]


def test_deciding_again_with_the_same_agency_answers_a_decision_put_off(desk: Desk) -> None:
    child = a_child(desk)
    desk.do(decide_share, put_off(child))
    desk.do(decide_share, share_with(child, "Police"))
    assert kinds(desk) == ["review"]
    desk.do(decide_share, share_with(child))
    assert kinds(desk) == []


def test_putting_it_off_once_more_leaves_one_row_with_the_new_day(desk: Desk) -> None:
    child = a_child(desk)
    desk.do(decide_share, put_off(child))
    desk.do(decide_share, put_off(child, until=SECOND_DAY))
    assert [row.due for row in desk.read(worklist).rows] == [SECOND_DAY]


# --- drafts -----------------------------------------------------------------------------------------------------------


def test_a_form_half_written_is_there_until_it_is_finished(desk: Desk) -> None:
    desk.do(save_draft, "share", "P-A00001-P", "Share with Police", {"to": "Police"})
    assert [draft.title for draft in desk.read(worklist).drafts] == ["Share with Police"]
    desk.do(finish_draft, "share", "P-A00001-P")
    assert desk.read(worklist).drafts == ()


def test_a_colleague_does_not_see_what_another_was_writing(desk: Desk) -> None:
    desk.do(save_draft, "share", "P-A00001-P", "Share with Police", {})
    assert desk.read(worklist).drafts != ()
    with_role(desk, Role.SOCIAL_WORKER)
    assert desk.read(worklist).drafts == ()


# --- roles ------------------------------------------------------------------------------------------------------------

KIND_NEEDS = {
    "batch": Act.IMPORT_FILES,
    "link": Act.CONFIRM_LINK,
    "share": Act.DRAFT_SHARE,
    "review": Act.DECIDE_SHARE,
}


@pytest.mark.parametrize("role", list(Role))
def test_an_officer_gets_only_what_their_role_lets_them_do(desk: Desk, tmp_path: Path, role: Role) -> None:
    all_kinds(desk, tmp_path)
    assert set(kinds(desk)) == set(KIND_NEEDS)
    with_role(desk, role)
    work = desk.read(worklist)
    may_do = {kind for kind, act in KIND_NEEDS.items() if role in table()[act]}
    assert {row.kind for row in work.rows} == may_do
    counted = dict(zip(("batch", "link", "share", "review"), counts(work), strict=True))
    assert {kind for kind, count in counted.items() if count} == may_do


def test_what_came_from_agencies_is_for_those_who_bring_it_in(desk: Desk, tmp_path: Path) -> None:
    accept_batch(desk, staged(desk, tmp_path).key)
    assert desk.read(worklist).from_agencies != ()
    with_role(desk, Role.INFORMATION_GOVERNANCE)
    assert desk.read(worklist).from_agencies == ()
