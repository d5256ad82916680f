"""Who is found by what, why, and who is not."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casefile.finding import FoundPage, find, settle_search, whose_reference
from app.casefile.fitting import likely_seeds
from app.desk import Desk
from app.errors import NotAllowed, NotFound, RefusedInput
from app.folding import fold
from app.logbook.searching import LogQuestion, look_through
from models.codes import Role
from tests.builders import with_role
from tests.builders_case import Row, a_child, born, bring_in, home, join, name, withhold

ZOE = name("Zo\u00eb", "Okonkwo-Bell")


@pytest.fixture
def zoe(desk: Desk) -> UUID:
    """Zoë as school, health visiting and police know her, linked as one child; Leo beside her, not yet linked."""
    nhs = ("nhs_number", {"value": "9991042202", "check": "ok"})
    school = bring_in(desk, "EDU", Row("E-1", (ZOE, born(2019, 3, 12), home("14 Alder Court", "QX4 1AB"))))
    health = bring_in(desk, "HV", Row("HV/22", (name("Zoe", "Okonkwo"), ("alias", {"text": "Zo"}), nhs)))
    police = bring_in(desk, "POL", Row("2219", (name("ZOE", "BELL"), born(2019, 12, 3))))
    bring_in(desk, "HSG", Row("T-77", (name("Leo", "Ng"), born(2021), home("2 Quern Close", "QX4 9ZZ"))))
    return a_child(desk, school.people["E-1"], health.people["HV/22"], police.people["2219"])


def _found(desk: Desk, typed: str) -> list[str]:
    return [hit.name for hit in desk.read(find, typed).hits]


@pytest.mark.parametrize(
    "typed",
    [
        "zoe okonkwo",
        "Okonkwo Zo\u00eb",
        "bell zoe okonkwo",
        "okon",
        "zo",
        "999 104 2202",
        "9991042202",
        "QX4 1AB",
        "qx41ab",
        "HV/22",
        "2219",
        "zo qx4",
        "bell 9991042202",
        "bell qx41ab",
    ],
)
def test_a_child_is_found_once_by_whatever_any_agency_said(desk: Desk, zoe: UUID, typed: str) -> None:
    hits = desk.read(find, typed).hits
    assert [hit.person_id for hit in hits if hit.person_id] == [zoe]


def test_a_child_is_found_by_our_own_reference(desk: Desk, zoe: UUID) -> None:
    reference = desk.read(find, "okonkwo").hits[0].person
    assert reference is not None
    hits = desk.read(find, reference.replace("-", "").lower()).hits
    assert [hit.person for hit in hits] == [reference]
    assert hits[0].why == ("our reference",)
    assert desk.read(whose_reference, reference.lower()) == zoe


def test_a_record_not_yet_linked_is_found_under_its_organisations_reference(desk: Desk, zoe: UUID) -> None:
    (hit,) = desk.read(find, "ng").hits
    assert (hit.person, hit.organisation, hit.agency_reference, hit.birth) == (None, "HSG", "T-77", "2021")
    assert hit.name == "Leo NG"


def test_why_somebody_was_found_names_each_thing_that_fitted(desk: Desk, zoe: UUID) -> None:
    (hit,) = desk.read(find, "bell qx4 1ab").hits
    assert hit.why == ("name Zo\u00eb Okonkwo-Bell", "postcode QX4 1AB")


def test_words_that_two_people_hold_between_them_find_neither(desk: Desk, zoe: UUID) -> None:
    assert _found(desk, "leo qx41ab") == []
    assert _found(desk, "zoe quern") == []


def test_whole_words_stand_before_names_that_only_begin_so(desk: Desk) -> None:
    rows = [Row(f"A{number}", (name(f"Lina{number}", "Shah"),)) for number in range(40)]
    bring_in(desk, "EDU", *rows, Row("LAST", (name("Li", "Shah"),)))
    page = desk.read(find, "li")
    assert page.hits[0].name == "Li SHAH"
    assert page.more


def test_twins_are_two_answers(desk: Desk) -> None:
    address = home("3 Mill Lane", "QX1 2CD")
    twins = [Row(one, (name(one, "Yildirim"), born(2016, 4, 12), address)) for one in ("Elifnaz", "Elifnur")]
    brought = bring_in(desk, "EDU", *twins)
    keys = {a_child(desk, brought.people[one]) for one in ("Elifnaz", "Elifnur")}
    assert {hit.person_id for hit in desk.read(find, "elif yildirim qx1").hits} == keys
    assert _found(desk, "elifnur") == ["Elifnur YILDIRIM"]


def test_persons_joined_as_one_child_are_one_answer(desk: Desk, zoe: UUID) -> None:
    nurse = bring_in(desk, "SN", Row("N-5", (name("Zoe", "Bello"), home("9 Far Road", "QX9 9QQ"))))
    other = a_child(desk, nurse.people["N-5"])
    join(desk, zoe, other)
    assert [hit.person_id for hit in desk.read(find, "zoe").hits] == [zoe]
    assert [hit.person_id for hit in desk.read(find, "okonkwo qx9").hits] == [zoe]
    assert [hit.person_id for hit in desk.read(find, "qx99qq").hits] == [zoe]


def test_a_child_is_found_by_the_name_of_its_mother_and_why_says_so(desk: Desk) -> None:
    bring_in(
        desk, "EDU", Row("1", (name("Kit", "Tavener"),), beside=({"given": "Imelda", "family": "Ross"},))
    )
    (hit,) = desk.read(find, "imelda").hits
    assert (hit.name, hit.why) == ("Kit TAVENER", ("family Imelda Ross",))


# --- a withheld address finds nobody ---------------------------------------------------------------------------------


def test_nobody_is_found_by_the_postcode_an_officer_withheld(desk: Desk, zoe: UUID) -> None:
    withhold(desk, zoe)
    assert _found(desk, "QX4 1AB") == []
    assert _found(desk, "zoe qx41ab") == []
    assert _found(desk, "qx4") == ["Leo NG"]
    assert len(_found(desk, "zoe")) == 1


def test_nobody_is_found_by_any_postcode_once_one_agency_marks_the_address(desk: Desk, zoe: UUID) -> None:
    secret = home("1 Safe Street", "QX7 7SS", withheld=True, withheld_reason="refuge")
    housing = bring_in(desk, "HSG", Row("T-90", (name("Nhyira", "Sackey"), secret)))
    school = bring_in(desk, "EDU", Row("E-9", (name("Nhyira", "Sackey"), home("1 Safe Street", "QX7 7SS"))))
    a_child(desk, housing.people["T-90"], school.people["E-9"])
    assert _found(desk, "qx7 7ss") == []
    assert _found(desk, "sackey qx7") == []
    assert "QX7" not in repr(desk.read(find, "sackey"))


def test_a_record_not_yet_linked_keeps_its_own_withheld_postcode(desk: Desk) -> None:
    bring_in(desk, "HSG", Row("T-91", (name("Adepa", "Sackey"), home("1 Safe St", "QX7 7SS", withheld=True))))
    assert _found(desk, "qx77ss") == []
    assert _found(desk, "adepa") == ["Adepa SACKEY"]


def test_a_withheld_postcode_of_a_joined_person_is_kept_too(desk: Desk, zoe: UUID) -> None:
    nurse = bring_in(desk, "SN", Row("N-5", (name("Zoe", "Bello"), home("9 Far Road", "QX9 9QQ"))))
    other = a_child(desk, nurse.people["N-5"])
    join(desk, zoe, other)
    withhold(desk, other)
    assert _found(desk, "qx41ab") == []
    assert _found(desk, "qx99qq") == []


# --- any order, any marks --------------------------------------------------------------------------------------------


@given(st.permutations(["zoe", "okonkwo", "bell"]), st.integers(1, 3))
def test_the_order_and_number_of_names_do_not_matter(
    whole_borough: Desk, order: list[str], kept: int
) -> None:
    assert len(_found(whole_borough, " ".join(order[:kept]))) == 1


@given(st.sampled_from(["Zo\u00eb", "ZOE", "zo\u0308e", "z\u00f6e", "Zo\u00c8", "zo\u0117"]))
def test_marks_and_case_do_not_matter(whole_borough: Desk, typed: str) -> None:
    assert fold(typed) == "zoe"
    assert len(_found(whole_borough, typed)) == 1


@given(st.text(max_size=40))
def test_any_typed_text_is_answered(whole_borough: Desk, typed: str) -> None:
    assert isinstance(whole_borough.read(find, typed), FoundPage)


@pytest.fixture
def whole_borough(desk: Desk, zoe: UUID) -> Desk:
    """The desk with the children of this module in it."""
    assert desk.read(find, "zoe").hits[0].person_id == zoe
    return desk


# --- who may, and what the log holds ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_may_not_search_is_refused(desk: Desk, zoe: UUID, role: Role) -> None:
    with_role(desk, role)
    with pytest.raises(NotAllowed):
        desk.read(find, "zoe")
    with pytest.raises(NotAllowed):
        desk.do(settle_search, FoundPage(()))
    with pytest.raises(NotAllowed):
        desk.read(whose_reference, "P-A00001-C")


def test_a_settled_search_is_logged_with_whom_it_showed_and_no_word(desk: Desk, zoe: UUID) -> None:
    page = desk.read(find, "zoe")
    assert desk.do(settle_search, page) == 1
    entry = desk.do(look_through, LogQuestion(act="search")).entries[0]
    assert entry.counts == {"found": 1}
    assert "zoe" not in repr(entry).lower()
    assert page.hits[0].person in entry.persons


def test_a_reference_that_nobody_has_is_refused_with_a_next_step(desk: Desk) -> None:
    with pytest.raises(RefusedInput):
        desk.read(whose_reference, "P-A00001-A")
    from app.references import make_reference

    with pytest.raises(NotFound):
        desk.read(whose_reference, make_reference("P", "A", 99999))


# --- where a search across records begins ----------------------------------------------------------------------------


def test_a_search_across_records_begins_with_the_rarest_piece() -> None:
    assert likely_seeds([[1, 2, 3, 4], [9, 70]], most=3) == [9, 70]


def test_where_too_many_fit_those_with_every_piece_near_come_first() -> None:
    common = list(range(0, 4000, 100))
    assert likely_seeds([common, [*range(3105, 3145)]], most=2)[0] == 3100


@given(
    st.lists(st.lists(st.integers(0, 500), unique=True).map(sorted), min_size=2, max_size=3),
    st.integers(1, 20),
)
def test_seeds_are_places_of_the_rarest_piece_and_no_more_than_asked(
    places: list[list[int]], most: int
) -> None:
    seeds = likely_seeds(places, most)
    rarest = min(places, key=len)
    assert set(seeds) <= set(rarest)
    assert len(seeds) == min(most, len(rarest))
