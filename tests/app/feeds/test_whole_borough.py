"""A borough's files come in one after the other, are rebuilt without a change, and leave no trace when they are undone."""

from __future__ import annotations

from typing import Any

import pytest

from app.desk import Desk
from app.feeds.derived_rows import rebuild
from app.feeds.importing import accept_batch, stage_reading
from app.feeds.undoing import undo_batch
from app.unit_of_work import Reader
from models import feeds
from tests.builders_feeds import others_data, read

#: The last one says again, in part, what the one before it said.
SENT = [
    ("POL", "police_notices.csv"),
    ("HSG", "housing.csv"),
    ("HV", "health_visiting.xlsx"),
    ("EDU", "ctf/3089912_CTF_308LLLL_014.xml"),
    ("EDU", "ctf/3089912_CTF_308LLLL_015.xml"),
]


def _derived(reader: Reader) -> tuple[Any, ...]:
    people = feeds.everybody_said(reader.session)
    words = sorted(
        (w.agency_person_id.hex, w.kind, w.folded, w.shown) for w in feeds.words_of(reader.session, people)
    )
    keys = sorted((k.agency_person_id.hex, k.kind, k.value) for k in feeds.keys_of_everybody(reader.session))
    said = [(s.agency_person_id, s.group, s.value) for s in feeds.statements_of(reader.session, people)]
    records = [(r.reference, r.text, p.role) for r, p in feeds.records_of(reader.session, people)]
    return words, keys, said, records


@pytest.mark.slow
def test_a_borough_comes_in_is_rebuilt_and_goes_out_by_content(desk: Desk) -> None:
    stages, batches = [desk.read(_derived)], []
    for sender, name in SENT:
        reading = read(sender, others_data(f"borough/{name}"))
        batches.append(accept_batch(desk, stage_reading(desk, reading, organisation=sender).key).key)
        stages.append(desk.read(_derived))
    assert len(stages[-1][0]) > 1_500
    rebuild(desk)
    assert desk.read(_derived) == stages.pop()
    for key in reversed(batches):
        undo_batch(desk, key, because="a test")
        assert desk.read(_derived) == stages.pop()
    assert desk.check_whole() is None
