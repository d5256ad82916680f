"""Two hundred files spoiled by chance: each is refused with a sentence or comes in, quickly, in little memory."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from app.errors import RefusedInput
from app.feeds.reading import Limits, read_files
from app.feeds.records import Reading
from tests.app.feeds.spoiling import WAYS, spoil
from tests.builders_feeds import TODAY, others_data

#: The long run (before an issue closes): DESK_LONG=1 tries all of them.
COUNT = 200 if os.environ.get("DESK_LONG") else 12
#: What a bad file may take: it is read under these very limits, and reaching them is a failure here, not a refusal.
LIMITS = Limits(megabytes=500, seconds=10)
SECONDS = 10
FILES = (
    ("ctf/3089936_CTF_308LLLL_022.xml", "SCH-3089936"),
    ("police_notices.csv", "POL"),
    ("early_years.xlsx", "EY"),
    ("housing.csv", "HSG"),
    ("health_visiting.xlsx", "HV"),
    ("school_nursing.csv", "SN"),
    ("ctf/3089912_CTF_3089936_001.xml", "SCH-3089912"),
)


@cache
def _good() -> list[tuple[str, str, bytes]]:
    return [(name, code, others_data(f"borough/{name}").read_bytes()) for name, code in FILES]


def _numbers() -> list[int]:
    """Give the numbers of the files that are tried: spread over all of them in the ordinary run."""
    return [number * 200 // COUNT for number in range(COUNT)]


def _what_came(reading: Reading) -> str:
    assert reading.rows_read == reading.accepted + reading.refused_count + reading.skipped
    assert all(finding.what.rstrip().endswith((".", "?", "!")) for finding in reading.findings)
    return f"came in with {len(reading.findings)} findings"


@pytest.mark.slow
@pytest.mark.parametrize("number", _numbers())
def test_a_spoiled_file_is_refused_by_a_sentence_or_comes_in(
    number: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    bad = spoil(number, _good())
    path = tmp_path / bad.name
    path.write_bytes(bad.data)
    began = time.monotonic()
    try:
        said = _what_came(read_files([path], organisation=bad.organisation, today=TODAY, limits=LIMITS))
    except RefusedInput as refused:
        said = refused.happened
        assert "more memory or time" not in said, f"{bad.how} reached the limits"
        assert said.endswith(".") and "Traceback" not in said, bad.how
    took = time.monotonic() - began
    record_property(bad.how, f"{took:.2f} s: {said}")
    assert took < SECONDS, bad.how
    assert path.read_bytes() == bad.data


def test_the_same_number_gives_the_same_bad_file() -> None:
    assert all(spoil(number, _good()) == spoil(number, _good()) for number in (0, 9, 18, 27))


def test_every_way_of_spoiling_is_among_the_two_hundred() -> None:
    tried = {spoil(number, _good()).how.partition(": ")[2] for number in range(200)}
    assert tried == {way.__name__ for ways in WAYS.values() for way in ways}
