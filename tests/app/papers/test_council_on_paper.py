"""What the council set stands on its papers: its logo, its privacy line, and only the printers it allows."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from app.desk import Desk
from app.errors import DeskError
from app.papers.issuing import issue_copy, print_copy
from app.papers.printing_register import trace
from app.papers.referral import referral
from app.settings import change_setting
from tests.app.papers.frozen import a_copy, a_frozen
from tests.app.papers.reading import opened, tree_of
from tests.app.papers.test_issuing import decided
from tests.app.sharing.children import a_child


def a_png(width: int = 120, height: int = 30) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (0, 80, 120, 128)).save(out, "PNG")
    return out.getvalue()


def with_council(**said: str) -> bytes:
    frozen = a_frozen()
    frozen["council"] |= said
    return referral(frozen, a_copy(frozen, fingerprint="ab" * 32))


def test_the_logo_stands_on_the_first_page_in_its_proportions_and_never_twice_in_other_bytes() -> None:
    logo = base64.b64encode(a_png()).decode()
    paper = with_council(logo=logo)
    assert paper == with_council(logo=logo)
    with opened(paper) as pdf:
        assert ["/XObject" in page.Resources for page in pdf.pages] == [True, *[False] * (len(pdf.pages) - 1)]
        drawn = pdf.pages[0].Resources.XObject["/Im1"]
        assert (int(drawn.Width), int(drawn.Height)) == (120, 30)
        assert drawn.read_bytes()[:3] == bytes((127, 167, 187)), "half seen through, it lies on white"


def test_a_logo_that_cannot_be_read_keeps_no_paper_from_leaving() -> None:
    with opened(with_council(logo=base64.b64encode(a_png()[:60]).decode())) as pdf:
        assert "/XObject" not in pdf.pages[0].Resources
        assert "Multi-agency referral" in tree_of(pdf).text()


def test_the_privacy_line_stands_in_the_declaration() -> None:
    line = "Our privacy notice: tidewell.example/privacy"
    for said, there in ((line, True), ("", False)):
        with opened(with_council(privacy=said)) as pdf:
            words = " ".join(tree_of(pdf).text().split())
        assert ("Privacy notice" in words, line in words) == (there, there)


def test_a_paper_is_printed_only_where_the_council_allows_it(desk: Desk) -> None:
    copy = desk.do(issue_copy, decided(desk, a_child(desk)))
    desk.do(change_setting, "printers_allowed", "Front office\nMASH room")
    with pytest.raises(DeskError, match="does not allow"):
        desk.do(print_copy, copy.reference, printer="Public library")
    assert desk.read(trace, copy.reference)[0].printed == ()
    desk.do(print_copy, copy.reference, printer="mash room")
    assert [one.where for one in desk.read(trace, copy.reference)[0].printed] == ["mash room"]
