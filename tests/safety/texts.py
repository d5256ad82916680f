"""Texts that somebody could type, paste or send: any letters of the world, and those that mean something to a program."""

from __future__ import annotations

import os

from hypothesis import settings
from hypothesis import strategies as st

#: The long run (before an issue closes): DESK_LONG=1 tries a thousand texts.
LONG = bool(os.environ.get("DESK_LONG"))
MEANT = (
    "O'Brien <b",
    "<img src='file:///etc/hostname'/>",
    "&bogus; &lt;para&gt;",
    "=HYPERLINK(1)",
    "\u202egnp.exe",
    "\u2066Zoë\u2069",
    "e\u0301\u0301\u0301\u0301",
    "a\x00b\x07\x1b[2J",
    "محمد בן 李 Łukasz Ngũgĩ",
    "👩\u200d👧 \ufe0f",
    "\ufeff\u200b",
    "\r\n\r\n\t",
    '"""\\x',
    "NEAR(a b) OR * AND NOT ^",
    "'; DROP TABLE person; --",
    "{0} %s {{x}}",
    "x" * 3_000,
    "\ud800 half a letter",
)
TEXTS = st.one_of(
    st.sampled_from(MEANT),
    st.text(max_size=40),
    st.text(st.characters(max_codepoint=0x24F), max_size=80),
    st.text(st.sampled_from("\"'`<>&;=[]{}\\/*^()-:#\n\r\t\x00\u202e\u2028 aZ0"), max_size=60),
    st.builds(lambda first, second: first + second, st.sampled_from(MEANT), st.text(max_size=10)),
)

#: Without halves of letters, which the store refuses: what can have been decided and frozen.
KEPT = TEXTS.filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text))


def tried(ordinarily: int, at_length: int) -> settings:
    """Say how many examples are tried in an ordinary run, and how many in the long one."""
    return settings(max_examples=at_length if LONG else ordinarily)
