"""Does the referral say what was decided, in an order a screen reader can follow, and the same each time?"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from app.papers.referral import NoReferral, referral
from tests.app.papers.frozen import (
    BORN,
    CHILD,
    NAME,
    POLICE,
    a_copy,
    a_frozen,
    a_statement,
    an_item,
)
from tests.app.papers.reading import Node, extracted, marks_of, opened, tree_of, words_in

#: What a table's head and the two kinds say; they stand on the form only where there is a row.
FORM_HEADS = (
    "When What is said Who says so Kind Agency Their reference Name and contact "
    "Fact Instruction The instructions above Not recorded"
)
ROOT = Path(__file__).resolve().parents[3]


def paper_of(frozen: dict[str, Any], **copy: Any) -> bytes:
    return referral(frozen, a_copy(frozen, **copy))


@cache
def read_back(paper: bytes) -> Node:
    with opened(paper) as pdf:
        return tree_of(pdf)


def test_every_word_of_the_chosen_items_is_read_out_in_their_order() -> None:
    frozen = a_frozen()
    read = words_in(read_back(paper_of(frozen)).text())
    at = 0
    for item in frozen["items"][3:]:
        words = words_in(item["text"])
        at = next(start for start in range(at, len(read)) if read[start : start + len(words)] == words)
    assert at > 0


def test_what_the_paper_says_beside_the_form_comes_from_the_record() -> None:
    frozen = a_frozen()
    empty = a_frozen(items=[], about=[{"reference": CHILD, "statements": []}])
    form = Counter(words_in(read_back(paper_of(empty)).text()))
    whole = Counter(words_in(read_back(paper_of(frozen)).text()))
    dates = "12 March 2019, aged 7; 3 September 2026; 20 November 2026; 999 104 2202"
    record = {word.strip(",;()'\"{}[]:") for word in words_in(f"{frozen['items']} {dates}")}
    heads = set(words_in(FORM_HEADS))
    copy = a_copy(frozen)["fingerprint"][:16]
    assert not {word for word in whole - form if word.strip("(),;:") not in record | heads | {copy}}


def test_each_item_says_who_says_so_and_as_what() -> None:
    tables = [node for node in read_back(paper_of(a_frozen())).walk() if node.role == "/Table"]
    concern = next(table for table in tables if "What is said" in table.text())
    rows = [[" ".join(words_in(cell.text())) for cell in row.children] for row in concern.children[1:]]
    assert [row[2:] for row in rows] == [
        ["Northmere Police PPN-88121", "Fact"],
        ["London Borough of Tidewell", "Instruction"],
    ]
    assert rows[0][0] == "20 November 2026"


def test_a_field_that_nobody_filled_says_not_recorded() -> None:
    read = read_back(paper_of(a_frozen(items=[], about=[{"reference": CHILD, "statements": []}])))
    rows = [row for row in read.walk() if row.role == "/TR"]
    pairs = [
        (row.children[at].text(), row.children[at + 1].text())
        for row in rows
        for at in range(0, len(row.children) - 1, 2)
    ]
    said = dict(pairs)
    assert [
        said[label] for label in ("Received", "Name", "Born", "Home address", "Who agreed", "Professionals")
    ] == ["Not recorded"] * 6


@pytest.mark.parametrize("letter", "ABCDEFGH")
def test_the_form_has_its_eight_sections(letter: str) -> None:
    heads = [node.text() for node in read_back(paper_of(a_frozen())).walk() if node.role == "/H2"]
    assert sum(head.startswith(f"{letter}. ") for head in heads) == 1


def test_the_box_says_urgency_recipient_law_and_what_the_family_knows() -> None:
    emergency = {"who": "Zoë", "danger": "Her father has a key", "why_now": "He is on his way"}
    box = next(n for n in read_back(paper_of(a_frozen(emergency=emergency))).walk() if n.role == "/Div")
    said = [paragraph.text() for paragraph in box.children]
    assert said == [
        "▲ Immediate danger. Zoë. Her father has a key. He is on his way.",
        "For Ms R. Shah, Oak Lane Primary School.",
        "Shared under Children Act 2004 s16LA (duty to share). Ask us before you pass it on.",
        "The family has not been told: asking could put the child at more risk.",
    ]


def test_the_foot_of_each_page_names_reference_copy_page_fingerprint_and_log_head() -> None:
    frozen = a_frozen(*(an_item(number) for number in range(1, 40)))
    copy = a_copy(frozen)
    with opened(referral(frozen, copy)) as pdf:
        total = len(pdf.pages)
        feet = [marks_of(page)[1] for page in pdf.pages]
    assert total > 2
    for number, foot in enumerate(feet, start=1):
        for part in (
            "S-A00412-M",
            "copy 1, D-A00007-K",
            f"page {number} of {total}",
            copy["fingerprint"][:16],
        ):
            assert part in foot
        assert "18204 a9c144f0" in foot
        assert "dpo@tidewell.example" in foot
        assert "OFFICIAL-SENSITIVE" in foot


def test_the_file_says_its_title_language_and_that_it_is_tagged() -> None:
    with opened(paper_of(a_frozen())) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == "Multi-agency referral S-A00412-M, copy 1"
        assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf.Root.Metadata.read_bytes()
        assert all(page.obj.Tabs == pikepdf.Name.S for page in pdf.pages)


def test_a_table_over_many_pages_is_one_element_whose_head_is_read_once() -> None:
    frozen = a_frozen(*(an_item(number, text=f"Notice {number}. " * 9) for number in range(1, 60)))
    with opened(paper_of(frozen)) as pdf:
        pages = len(pdf.pages)
        tree = tree_of(pdf)
        repeated = sum("What is said" in marks_of(page)[1] for page in pdf.pages)
    concern = [node for node in tree.walk() if node.role == "/Table" and "Notice 1." in node.text()]
    assert pages > 4
    assert len(concern) == 1
    assert len(concern[0].children) == 60
    assert "Notice 59." in concern[0].children[-1].text()
    assert tree.text().count("What is said") == 1
    assert repeated >= pages - 4


def test_each_head_of_a_table_says_what_it_heads() -> None:
    heads = [node for node in read_back(paper_of(a_frozen())).walk() if node.role == "/TH"]
    scopes = {str(node.attributes["/A"]["/Scope"]) for node in heads}
    assert scopes == {"/Row", "/Column"}
    assert len(heads) > 20


def test_each_row_of_a_table_has_as_many_columns_as_its_head() -> None:
    for table in (node for node in read_back(paper_of(a_frozen())).walk() if node.role == "/Table"):
        spans = [
            sum(int(cell.attributes.get("/A", {}).get("/ColSpan", 1)) for cell in row.children)
            for row in table.children
        ]
        assert len(set(spans)) == 1


def test_the_code_is_a_figure_with_words_for_who_cannot_see_it() -> None:
    frozen = a_frozen()
    copy = a_copy(frozen)
    figures = [node for node in read_back(referral(frozen, copy)).walk() if node.role == "/Figure"]
    assert len(figures) == 1
    assert str(figures[0].attributes["/Alt"]).endswith(f"S-A00412-M D-A00007-K {copy['fingerprint'][:16]}")
    assert len(figures[0].attributes["/A"]["/BBox"]) == 4


def test_the_same_record_and_copy_give_the_same_bytes_whatever_was_printed_before() -> None:
    frozen = a_frozen()
    first = paper_of(frozen)
    paper_of(a_frozen(NAME, a_statement(9, "alias", {"text": "محمد عبد الله Ọ̀ṣun"})))
    assert paper_of(frozen) == first
    line = (
        "import hashlib; from tests.app.papers.frozen import a_copy, a_frozen; "
        "from app.papers.referral import referral; f = a_frozen(); "
        "print(hashlib.sha256(referral(f, a_copy(f))).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", line], cwd=ROOT, capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(first).hexdigest()


def test_another_copy_number_gives_another_file() -> None:
    frozen = a_frozen()
    assert paper_of(frozen) != paper_of(frozen, number=2)


@pytest.mark.parametrize("decision", ["DO_NOT_SHARE", "DEFER"])
def test_a_decision_not_to_share_makes_no_referral(decision: str) -> None:
    with pytest.raises(NoReferral):
        paper_of(a_frozen(decision=decision))


def test_a_word_of_ten_thousand_letters_is_cut_and_none_of_it_is_lost() -> None:
    paper = paper_of(a_frozen(NAME, an_item(2, text="Ab" * 5000)))
    cells = [node.text() for node in read_back(paper).walk() if node.role == "/TD"]
    assert "Ab" * 5000 in cells
    with opened(paper) as pdf:
        assert len(pdf.pages) > 4


def test_two_agencies_that_differ_stand_below_one_another_with_their_names() -> None:
    other = a_statement(
        3,
        "birth",
        {"date": {"year": 2019, "month": 12, "day": 3, "precision": "exact"}},
        source={"organisation": "Tidewell NHS Trust", "reference": "H-9", "said_on": "2026-10-03"},
    )
    rows = [node for node in read_back(paper_of(a_frozen(NAME, BORN, other))).walk() if node.role == "/TR"]
    born = next(row for row in rows if row.children[0].text() == "Born").children[1]
    assert [paragraph.text() for paragraph in born.children] == [
        "12 March 2019, aged 7",
        "(Oak Lane Primary School, 3 September 2026, fact)",
        "3 December 2019, aged 6",
        "(Tidewell NHS Trust, 3 October 2026, fact)",
    ]


def test_a_searcher_finds_the_name_and_the_reference() -> None:
    text = extracted(paper_of(a_frozen()))
    assert "Zoë Okonkwo-Bell" in text
    assert "S-A00412-M" in text


def test_who_a_paper_for_two_children_speaks_of_is_said() -> None:
    sister = "P-A00732-M"
    items = [
        NAME,
        a_statement(2, "name", {"given": "Ada", "family": "Bell"}, about=sister),
        POLICE,
        an_item(4, about=sister, text="She was asleep."),
    ]
    frozen = a_frozen(*items)
    frozen["about"].append({"reference": sister, "statements": []})
    read = read_back(paper_of(frozen)).text()
    assert "(about Ada Bell)" in read
    assert "(about Zoë Okonkwo-Bell)" in read
    assert "Child 2 of 2" in read


def test_a_family_member_stands_with_name_relation_and_responsibility() -> None:
    mother = a_statement(3, "name", {"given": "Ada", "family": "Okonkwo"}, about="EDU:M1")
    relation = a_statement(
        2, "relation", {"other": "M1", "relation": "MTH", "text": "Mother", "parental_responsibility": True}
    )
    rows = [
        node for node in read_back(paper_of(a_frozen(NAME, relation, mother))).walk() if node.role == "/TR"
    ]
    cells = [[cell.text() for cell in row.children] for row in rows]
    assert ["Ada Okonkwo", "Mother", "Yes", "Oak Lane Primary School, 3 September 2026, fact"] in [
        [" ".join(cell.split()) for cell in row] for row in cells
    ]
