"""What a column is, is guessed from heading and content; what the content leaves open is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import RefusedInput
from app.feeds.guessing import guess
from app.feeds.guessing_values import as_said, codes_of, date_forms, name_split
from app.feeds.layout_writing import layout_text
from app.feeds.sampling import look, sample_file
from app.feeds.taught import ColumnTaught, Taught, Use, missing
from app.feeds.trying import try_layout
from tests.builders_feeds import TODAY, ctf

PLAIN = "Ref;Full name;Born;Sex;NHS\n1;Orla Fenwick;05/04/2016;Girl;9990000018\n2;Ned Fenwick;06/07/2014;B;9990000026\n"


def taught(text: str, sender: str = "YJS") -> Taught:
    return guess(look(text.encode(), "list.csv"), sender, "A list")


def changed(said: Taught, heading: str, use: Use) -> Taught:
    columns = tuple(ColumnTaught(heading, (use,)) if c.heading == heading else c for c in said.people.columns)
    return replace(said, sheets=(replace(said.people, columns=columns),))


def test_headings_are_known_in_any_case_and_by_their_synonyms() -> None:
    assert [column.main for column in taught(PLAIN).people.columns] == [
        "reference", "name", "birth_date", "sex", "nhs_number",
    ]  # fmt: skip


def test_day_or_month_first_is_asked_where_no_date_tells() -> None:
    said = taught(PLAIN)
    asked = [each.words for each in missing(said)]
    assert "Born: day or month first?" in asked
    assert date_forms(["25/12/2016", "05/04/16"]) == ("dd/mm/yyyy", "dd/mm/yy")
    assert date_forms(["12/25/2016"]) == ("mm/dd/yyyy",)
    assert date_forms(["2016-04-05"]) == ()
    settled = changed(said, "Born", Use("birth_date", forms=as_said(("?",), month_first=True)))
    tried = try_layout(look(PLAIN.encode(), "list.csv"), layout_text(settled), TODAY)
    assert tried.people[0].birth == "04-May-2016"


def test_a_value_of_which_nobody_knows_what_it_means_is_asked() -> None:
    said = taught(PLAIN)
    assert dict(codes_of("sex", ("Girl", "B"), "?")) == {"Girl": "F", "B": "?"}
    assert any(each.words == "Sex: what does B mean?" for each in missing(said))


def test_a_column_without_a_known_heading_is_guessed_by_numbers_that_check() -> None:
    rows = "\n".join(f"Child {n},QX{n} 8LB" for n in range(1, 6))
    assert [c.main for c in taught(f"Full name,Where\n{rows}\n").people.columns] == [
        "name",
        "address.postcode",
    ]


def test_a_name_is_split_as_most_of_the_column_are_written() -> None:
    assert name_split(["FENWICK, Orla", "HALE, Ned"]) == "family_comma_given"
    assert name_split(["Mrs Orla Fenwick", "Dr Ned Hale"]) == "title_given_family"
    assert name_split(["Orla Fenwick"]) == "given_family"


def test_what_cannot_be_a_layout_says_so_in_sentences() -> None:
    said = changed(taught(PLAIN), "Full name", Use("note"))
    words = [each.words for each in missing(said)]
    assert "No column is a name." in words
    twice = changed(taught(PLAIN), "NHS", Use("birth_date"))
    assert any(each.words == "NHS: Born is that already." for each in missing(twice))


def test_a_strange_file_is_looked_at_in_a_child_process_and_refused_as_ever(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(PLAIN, encoding="utf-8")
    assert sample_file(path).sheets[0].rows[1][1] == "Orla Fenwick"
    path.write_bytes(b"")
    with pytest.raises(RefusedInput, match="empty"):
        sample_file(path)
    path.write_text(ctf(""), encoding="utf-8")
    with pytest.raises(RefusedInput, match="Common Transfer File"):
        sample_file(path)


def test_a_layout_that_does_not_fit_is_told_and_nothing_is_raised() -> None:
    sample = look(PLAIN.encode(), "list.csv")
    other = layout_text(taught("Ref,Surname,Forename\n1,Fenwick,Orla\n"))
    assert "missing" in try_layout(sample, other, TODAY).problem
