"""A real download that nobody here made: 9,498 pupils and their suspensions and exclusions."""

from __future__ import annotations

import pytest

from app.errors import DeskError
from app.feeds.reading import read_files
from tests.builders_feeds import TODAY, others_data, read, said

FOLDER = "school-census-2025-spring"


@pytest.mark.slow
def test_the_census_comes_in_whole_with_each_hashed_upn_reported() -> None:
    paths = [others_data(f"{FOLDER}/pupilonroll.csv"), others_data(f"{FOLDER}/termlyexclusionsonroll.csv")]
    told: list[int] = []
    reading = read_files(paths, organisation="EDU", today=TODAY, progress=told.append)
    assert len(reading.persons) == 9498
    assert len(reading.records) == 10064
    assert (reading.rows_read, reading.accepted, reading.refused_count) == (19562, 19562, 0)
    assert sum(f.field == "upn" and "fails its check" in f.what for f in reading.findings) == 9498
    assert said(reading, "0002e817-8ca", "birth") == [
        {"date": {"year": 2020, "month": 4, "day": 25, "precision": "exact"}}
    ]
    assert told == sorted(told)
    assert len(told) > 20
    first = next(record for record in reading.records if record.reference == "e8a25ee1")
    assert first.text.startswith("Permanent exclusion; ")
    assert "Sessions: 10\n" in f"{first.text}\n"


def test_exclusions_without_their_pupils_are_refused() -> None:
    with pytest.raises(DeskError, match="belongs beside another one"):
        read("EDU", others_data(f"{FOLDER}/termlyexclusionsonroll.csv"))
