"""Words for stored codes: what an officer reads where the store holds a code."""

from __future__ import annotations

import tomllib
from functools import cache

from resources import text


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(text("vocabulary.toml"))


def words(kind: str, code: str | None) -> str:
    """Give the words for a code of a kind; a code without words is shown as it is, with blanks for underscores."""
    if not code:
        return ""
    return _words().get(kind, {}).get(code, code.replace("_", " "))


def codes(kind: str) -> tuple[tuple[str, str], ...]:
    """Give all codes of a kind with their words, in the order in which they are offered."""
    return tuple(_words().get(kind, {}).items())


def act_words(act: str) -> str:
    """Say what an officer did, as the log names it."""
    return words("act", act)


def role_words(role: str) -> str:
    """Say a role."""
    return words("role", role)
