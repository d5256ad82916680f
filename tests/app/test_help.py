"""Is the guide whole: every place has its page, every link leads somewhere, every command is told, words are found?"""

from __future__ import annotations

import re

import pytest

from app.cli.running import parser
from app.desk import Desk
from app.help import CONTENTS, contents, guide, page_called, plain, search
from app.view_settings import keep_view_setting, view_setting
from resources import text

KEYS = [page.key for page in guide()]
#: Words in a sentence, and syllables in a word, that a reader of eleven or twelve takes without effort, on average.
LONGEST_SENTENCE, HARDEST = 14.0, 70.0


@pytest.mark.parametrize("key", KEYS)
def test_every_link_of_a_page_leads_to_a_page(key: str) -> None:
    links = re.findall(r"\]\(([^)]*)\)", page_called(key).text)
    assert set(links) <= set(KEYS)


def test_the_contents_name_every_page_once() -> None:
    assert re.findall(r"\]\(([^)]*)\)", contents().text) == KEYS
    assert page_called("no such page").key == CONTENTS


@pytest.mark.parametrize("key", [key for key in KEYS if key not in {"keys", "command-line", "share-files"}])
def test_a_page_tells_what_to_do_step_by_step_and_when_something_is_wrong(key: str) -> None:
    content = page_called(key).text
    assert "## Step by step" in content or re.search(r"^1\. ", content, re.MULTILINE)
    assert "## When something is wrong" in content


def syllables(word: str) -> int:
    return max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))))


@pytest.mark.parametrize("key", [key for key in KEYS if key not in {"command-line", "share-files"}])
def test_a_page_reads_easily(key: str) -> None:
    """Flesch's reading ease of 70 and more is read with ease at twelve; sentences are short."""
    lines = page_called(key).text.splitlines()
    kept = [line for line in lines if not line.startswith("See also")]
    whole = re.sub(r"^\s*(#.*|[-\d]+\.?\s)", r". \1", "\n".join(kept), flags=re.MULTILINE)
    sentences = [said for said in re.split(r"[.!?:](?:\s|$)", plain(whole)) if re.search(r"[a-z]", said)]
    words = [word for said in sentences for word in re.findall(r"[A-Za-z]+", said)]
    length = len(words) / len(sentences)
    ease = 206.835 - 1.015 * length - 84.6 * sum(map(syllables, words)) / len(words)
    assert (length <= LONGEST_SENTENCE, ease >= HARDEST) == (True, True), (round(length, 1), round(ease, 1))


def test_every_command_of_the_command_line_is_told_and_no_other() -> None:
    known = set(next(action for action in parser()._actions if action.dest == "command").choices or ())
    told = set(re.findall(r"`([a-z][a-z-]+)`", page_called("command-line").text))
    assert told == known


@pytest.mark.parametrize("words", ["passphrase", "PASSPHRASE", "pássphrase", "recovery key", "KEY recovery"])
def test_a_word_is_found_in_any_case(words: str) -> None:
    assert "unlock" in {hit.page for hit in search(words)}


def test_headings_come_before_text_and_a_hit_shows_the_sentence() -> None:
    hits = search("backup")
    assert (hits[0].page, hits[0].title) == ("backups", "Backups and restore")
    assert all("ackup" in f"{hit.heading} {hit.passage}" for hit in hits)


def test_what_nobody_wrote_is_not_found() -> None:
    assert search("xylophone") == search("") == search("  ?! ") == ()


def test_the_list_of_pages_names_every_file_of_the_guide() -> None:
    assert text("help/guide.toml").count("[[page]]") == len(set(KEYS)) == len(KEYS)


def test_a_setting_of_the_screen_is_kept_for_the_officer_and_writes_no_entry(desk: Desk) -> None:
    before = desk.head().sequence
    assert desk.read(view_setting, "tour") == ""
    desk.do(keep_view_setting, "tour", "offered")
    desk.do(keep_view_setting, "tour", "taken")
    assert desk.read(view_setting, "tour") == "taken"
    assert desk.head().sequence == before
