"""After a batch is undone every question is answered as before it came."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from app import clock
from app.desk import Desk
from app.errors import NotAllowed, RefusedInput
from app.feeds.importing import AcceptedBatch, accept_batch, stage_reading
from app.feeds.undoing import foresee_undo, undo_batch
from app.unit_of_work import Reader
from models import feeds, linking, people
from models.codes import Role
from models.feeds import AgencyPerson
from tests.builders import with_role
from tests.builders_case import a_child
from tests.builders_feeds import HOUSING, ctf, housing_row, pupil, read

CONTACT = (
    "<Contacts><Contact><Surname>Rosewarne</Surname><Forename>Jenna</Forename><Relationship>PAM</Relationship>"
    "</Contact></Contacts>"
)


def _bring_in(desk: Desk, folder: Path, name: str, text: str, sender: str) -> AcceptedBatch:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return accept_batch(desk, stage_reading(desk, read(sender, path), organisation=sender).key)


def _housing(desk: Desk, folder: Path, *rows: str, name: str = "housing.csv") -> AcceptedBatch:
    return _bring_in(desk, folder, name, "\n".join([HOUSING, *rows]), "HSG")


def _answers(reader: Reader) -> dict[str, Any]:
    """Answer what screens ask of what was said, by content."""
    session = reader.session
    everybody = feeds.everybody_said(session)
    return {
        "said": [
            (s.agency_person_id, s.group, s.value, s.usable) for s in feeds.statements_of(session, everybody)
        ],
        "records": [(r.reference, r.text, p.role) for r, p in feeds.records_of(session, everybody)],
        "words": sorted(
            (w.agency_person_id.hex, w.kind, w.folded) for w in feeds.words_of(session, everybody)
        ),
        "keys": sorted((k.agency_person_id.hex, k.kind, k.value) for k in feeds.keys_of_everybody(session)),
        "links": sorted(
            (k.hex, link.person_id.hex) for k, link in linking.live_links(session, everybody).items()
        ),
        "children": linking.said_children(session),
        "waiting": linking.waiting_children(session),
        "refused": feeds.count_open_refused(session),
    }


def _person(reader: Reader, key: UUID) -> people.Person | None:
    return people.person(reader.session, key)


def test_undoing_gives_every_answer_as_before(desk: Desk, tmp_path: Path) -> None:
    first = _housing(desk, tmp_path, housing_row(), housing_row(Person_Ref="P2", First_Name="Rory"))
    a_child(desk, first.children[0])
    before = desk.read(_answers)
    second = _housing(
        desk,
        tmp_path,
        housing_row(Last_Name="Fenwick-Hale", DOB="31/02/2016"),
        housing_row(Person_Ref="P9", First_Name="Ines"),
        housing_row(Person_Ref="P10") + ",surplus",
        name="second.csv",
    )
    third = _bring_in(desk, tmp_path, "school.xml", ctf(pupil(CONTACT)), "EDU")
    a_child(desk, *third.children)
    assert desk.read(_answers) != before
    for batch in (third, second):
        undo_batch(desk, batch.key, because="sent by mistake")
    assert desk.read(_answers) == before


def test_links_of_people_known_only_from_the_batch_end_with_it_as_reason(desk: Desk, tmp_path: Path) -> None:
    batch = _housing(desk, tmp_path, housing_row())
    person = a_child(desk, *batch.children)
    seen = desk.read(foresee_undo, batch.key)
    done = undo_batch(desk, batch.key, because="sent by mistake")
    assert (done.people, done.people_leaving, done.links_ending) == (1, 1, 1)
    assert (seen.people_leaving, seen.links_ending) == (1, 1)
    ended = desk.read(
        lambda reader: [
            link.ended_because
            for link in linking.links_ended_by(reader.session, batch.key, list(batch.children))
        ]
    )
    assert ended == ["batch_undone"]
    gone = desk.read(lambda reader: getattr(_person(reader, person), "state", None))
    assert gone == "left"


def test_a_child_known_from_elsewhere_keeps_its_link(desk: Desk, tmp_path: Path) -> None:
    first = _housing(desk, tmp_path, housing_row())
    a_child(desk, *first.children)
    second = _housing(desk, tmp_path, housing_row(Last_Name="Hale"), name="second.csv")
    done = undo_batch(desk, second.key, because="twice")
    assert (done.people_leaving, done.links_ending) == (0, 0)
    assert len(desk.read(lambda reader: linking.live_links(reader.session, list(first.children)))) == 1


def test_an_undone_batch_can_come_in_again(desk: Desk, tmp_path: Path) -> None:
    batch = _housing(desk, tmp_path, housing_row())
    before = desk.read(_answers)
    undo_batch(desk, batch.key, because="twice")
    _housing(desk, tmp_path, housing_row())
    assert desk.read(_answers) == before
    assert len(desk.read(lambda reader: list(reader.session.query(AgencyPerson)))) == 1


def test_only_an_accepted_batch_can_be_undone(desk: Desk, tmp_path: Path) -> None:
    batch = _housing(desk, tmp_path, housing_row())
    undo_batch(desk, batch.key, because="twice")
    with pytest.raises(RefusedInput, match="undone"):
        undo_batch(desk, batch.key, because="twice")


def test_a_contact_officer_undoes_their_own_batch_on_the_same_day_only(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    managers = _housing(desk, tmp_path, housing_row())
    with_role(desk, Role.CONTACT_OFFICER)
    with pytest.raises(NotAllowed):
        undo_batch(desk, managers.key, because="not mine")
    own = _housing(desk, tmp_path, housing_row(Person_Ref="P7"), name="own.csv")
    tomorrow = clock.now_utc() + timedelta(days=1)
    with monkeypatch.context() as patch:
        patch.setattr(clock, "now_utc", lambda: tomorrow)
        with pytest.raises(NotAllowed):
            undo_batch(desk, own.key, because="too late")
    assert undo_batch(desk, own.key, because="same day").people == 1


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.AUDITOR])
def test_who_may_not_undo_is_refused(desk: Desk, tmp_path: Path, role: Role) -> None:
    batch = _housing(desk, tmp_path, housing_row())
    with_role(desk, role)
    with pytest.raises(NotAllowed):
        undo_batch(desk, batch.key, because="no")
