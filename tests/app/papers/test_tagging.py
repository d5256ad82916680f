"""Is anything drawn on a page that no screen reader is told of, or told of wrongly?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.papers.flow import Column, Flow, pages, paint, say
from app.papers.shaping import Span, break_lines, shape
from app.papers.tagging import Described, TaggedCanvas
from tests.app.papers.reading import marks_of, opened, tree_of

ABOUT = Described("A paper", "A council", datetime(2026, 11, 22, tzinfo=UTC))
(LINE,) = break_lines(shape((Span("A line"),)), 1e9)


def test_text_outside_an_element_and_an_artifact_is_refused() -> None:
    canvas = TaggedCanvas()
    with pytest.raises(RuntimeError, match="inside an element"):
        canvas.draw_line(LINE, 50, 50, 11)


def test_marks_do_not_nest() -> None:
    canvas = TaggedCanvas()
    with canvas.marked(canvas.tree.add("P")), pytest.raises(RuntimeError, match="nest"), canvas.artifact():
        canvas.draw_line(LINE, 50, 50, 11)


def test_a_page_does_not_end_inside_a_mark() -> None:
    canvas = TaggedCanvas()
    with canvas.marked(canvas.tree.add("P")), pytest.raises(RuntimeError, match="ended inside"):
        canvas.end_page()


def test_what_is_for_the_eye_only_is_in_no_element() -> None:
    canvas = TaggedCanvas()
    with canvas.artifact("Pagination"):
        canvas.draw_line(LINE, 50, 50, 11)
    canvas.end_page()
    with opened(canvas.finished(ABOUT)) as pdf:
        assert tree_of(pdf).text() == ""
        assert marks_of(pdf.pages[0])[1] == "A line"


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    canvas = TaggedCanvas()
    flow = Flow(canvas.tree, 50, 300)
    flow.paragraphs(say("One word after another. " * 60))
    laid = list(pages(flow.strips, 400, 100))
    for page in laid:
        paint(canvas, page, 50, 300)
        canvas.end_page()
    with opened(canvas.finished(ABOUT)) as pdf:
        paragraphs = [node for node in tree_of(pdf).walk() if node.role == "/P"]
    assert len(laid) > 1
    assert [" ".join(p.text().split()) for p in paragraphs] == [
        "One word after another. " * 59 + "One word after another."
    ]


def test_an_empty_cell_is_still_a_cell() -> None:
    canvas = TaggedCanvas()
    flow = Flow(canvas.tree, 50, 300)
    flow.table((Column("One", 1), Column("Two", 1)), [(say("x"), ())])
    paint(canvas, next(pages(flow.strips, 700, 100)), 50, 300)
    canvas.end_page()
    with opened(canvas.finished(ABOUT)) as pdf:
        rows = [node for node in tree_of(pdf).walk() if node.role == "/TR"]
    assert [len(row.children) for row in rows] == [2, 2]


def test_no_strip_stands_below_the_foot_of_its_page_or_above_its_head() -> None:
    flow = Flow(TaggedCanvas().tree, 50, 300)
    flow.heading("A head")
    flow.boxed([*say("In a box. " * 30), *say("Again. " * 30)])
    flow.table((Column("One", 1), Column("Two", 1)), [(say("word " * n), say("x")) for n in range(1, 90, 7)])
    for page in pages(flow.strips, 400, 100):
        assert all(placed.top <= 400 and placed.top - placed.strip.height >= 100 for placed in page)


def test_a_heading_never_stands_alone_at_the_end_of_a_page() -> None:
    for before in range(10, 24):
        flow = Flow(TaggedCanvas().tree, 50, 300)
        for _ in range(before):
            flow.paragraphs(say("A line"))
        flow.heading("The next part")
        flow.paragraphs(say("What it says"))
        for page in pages(flow.strips, 400, 100):
            assert page[-1].strip.parts[0].element.role != "H2"
