"""Does any text, in any script, print whole, or stop with the letter that cannot be drawn?"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.papers.flow import Flow, say
from app.papers.fonts import MissingLetter
from app.papers.referral import referral
from app.papers.shaping import Span, break_lines, shape, tidied
from app.papers.tagging import Element
from tests.app.papers.frozen import NAME, a_copy, a_frozen, a_statement, an_item
from tests.app.papers.reading import extracted, opened, tree_of

NAMES = {
    "Yoruba": "Adébọ́lá Ọláńrewájú Ẹ̀bùn",
    "Vietnamese": "Nguyễn Thị Hường",
    "Ukrainian": "Ольга Їжакевич",
    "Bengali": "মোহাম্মদ রহমান শ্রেয়া",
    "Punjabi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Tamil": "கார்த்திகேயன் ஸ்ரீதேவி",
    "Amharic": "ሰላማዊት ተስፋዬ",
    "Chinese": "陳怡君 张伟",
    "Korean": "김민준",
    "Thai": "สมชาย น้ำผึ้ง",
    "Sylheti": "ꠍꠤꠟꠐꠤ",
}
RIGHT_TO_LEFT = {
    "Arabic": "محمد عبد الله",
    "Urdu": "محمد علی چوہدری",
    "Hebrew": "שרה כהן",
    "Persian": "گلابی‌زاده ۱۲۳",
}


def paper_with(text: str) -> bytes:
    frozen = a_frozen(NAME, a_statement(2, "alias", {"text": text}), an_item(3, text=text))
    return referral(frozen, a_copy(frozen))


def cells(paper: bytes) -> list[str]:
    with opened(paper) as pdf:
        return [node.text() for node in tree_of(pdf).walk() if node.role in ("/TD", "/P")]


@pytest.mark.parametrize("text", [*NAMES.values(), *RIGHT_TO_LEFT.values()], ids=[*NAMES, *RIGHT_TO_LEFT])
def test_a_name_in_any_script_is_read_out_letter_by_letter(text: str) -> None:
    assert unicodedata.normalize("NFC", text) in cells(paper_with(text))


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_a_searcher_finds_a_left_to_right_name_as_it_is_written(text: str) -> None:
    found = unicodedata.normalize("NFKC", extracted(paper_with(text))).replace(" ", "")
    assert unicodedata.normalize("NFKC", text).replace(" ", "") in found


@pytest.mark.parametrize("text", RIGHT_TO_LEFT.values(), ids=RIGHT_TO_LEFT)
def test_words_from_right_to_left_begin_at_the_right(text: str) -> None:
    shaped = shape((Span(text),))
    (line,) = break_lines(shaped, 1e9)
    drawn = [cluster.text for cluster in line.clusters if cluster.text != " "]
    assert shaped.base == 1
    assert text.startswith(drawn[-1])


def test_lines_from_right_to_left_all_begin_at_the_same_place() -> None:
    flow = Flow(Element("Document"), 50, 200)
    flow.paragraphs(
        say("قال الوالد محمد لم يكن في البيت عند الساعة وأن الطفل كان وحده مع أخيه الصغير لعدة ساعات")
    )
    parts = [part for strip in flow.strips for part in strip.parts]
    ends = {
        round(part.x + sum(c.advance for c in part.line.clusters) * part.size / 1000, 3) for part in parts
    }
    assert len(parts) > 2
    assert ends == {250.0}


def test_figures_inside_right_to_left_text_keep_their_order() -> None:
    (line,) = break_lines(shape((Span("محمد ۱۲۳ x 456"),)), 1e9)
    drawn = "".join(cluster.text for cluster in line.clusters)
    assert "۱۲۳" in drawn
    assert "456" in drawn


def test_every_font_is_embedded_and_no_sign_is_the_missing_one() -> None:
    paper = paper_with(" ".join([*NAMES.values(), *RIGHT_TO_LEFT.values()]))
    with opened(paper) as pdf:
        fonts = list(pdf.pages[0].obj.Resources.Font.values())
        assert len(fonts) > 10
        for font in fonts:
            below = font.DescendantFonts[0]
            assert int(below.FontDescriptor.FontFile2.Length1) > 500
            places = below.CIDToGIDMap.read_bytes()
            used = [int.from_bytes(places[at : at + 2], "big") for at in range(2, len(places), 2)]
            assert used
            assert 0 not in used
        assert b"Helvetica" not in b"".join(_names(pdf))


def _names(pdf: pikepdf.Pdf) -> list[bytes]:
    return [
        str(thing.BaseFont).encode()
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and "/BaseFont" in thing
    ]


@pytest.mark.parametrize("letter", ["𠮷", "བ", "👍", "\ue000", "\ufffe"])
def test_a_letter_that_no_font_has_stops_the_paper_and_is_named(letter: str) -> None:
    with pytest.raises(MissingLetter) as stopped:
        paper_with(f"Li {letter} Wei")
    assert f"U+{ord(letter):04X}" in stopped.value.happened
    assert stopped.value.next_step


@pytest.mark.parametrize(
    "text",
    [
        "<b>Bold</b> &bogus; &amp; <",
        "]]> <para> %s {0} \\n",
        "(un)balanced) \\ ( text",
        "a\tb\x07c",
        "/Span BDC EMC",
    ],
)
def test_signs_of_any_markup_stand_as_they_are(text: str) -> None:
    assert tidied(text) in cells(paper_with(text))


def test_an_override_of_direction_does_not_turn_what_is_seen() -> None:
    shaped = shape((Span("safe \u202eevil\u202c end"),))
    assert shaped.text == "safe evil end"
    assert not shaped.turns


WORDS: st.SearchStrategy[str] = st.text(
    st.one_of(
        st.sampled_from("<b>&bogus; '\"\\()[]{}%\n\t"),
        st.characters(max_codepoint=0x24F, exclude_categories=["Cs"]),
        st.sampled_from("محمدعليשרהগুরক্ষিதமி\u0301\u0323\u200d\u200c\u202e۱۲۳ कृ陳"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
)


def made_or_stopped(make: Callable[[], Any]) -> Any:
    """Give what was made, or the stop that names a letter."""
    try:
        return make()
    except MissingLetter as stopped:
        return stopped


@given(text=WORDS)
def test_any_text_is_shaped_whole_or_its_letter_is_named(text: str) -> None:
    shaped = made_or_stopped(lambda: shape((Span(text), Span(text, bold=True))))
    if isinstance(shaped, MissingLetter):
        assert "U+" in shaped.happened
        return
    lines = break_lines(shaped, 9000)
    assert "".join(cluster.text for cluster in shaped.clusters) == shaped.text
    assert sum(len(line.clusters) for line in lines) == len(shaped.clusters)
    assert all(glyph.number for cluster in shaped.clusters for glyph in cluster.glyphs)


@given(given_name=WORDS, text=WORDS)
def test_any_name_makes_a_paper_or_its_letter_is_named(given_name: str, text: str) -> None:
    frozen = a_frozen(a_statement(1, "name", {"given": given_name, "family": "Bell"}), an_item(2, text=text))
    paper = made_or_stopped(lambda: referral(frozen, a_copy(frozen)))
    if isinstance(paper, MissingLetter):
        assert "U+" in paper.happened
        return
    read = {" ".join(cell.split()) for cell in cells(paper)}
    wanted = {" ".join(tidied(line).split()) for line in text.splitlines()} - {""}
    assert wanted <= read
