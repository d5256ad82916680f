"""Is what README, CONTRIBUTING and the notes for IT tell the reader to type really there?"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from app.cli.running import parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "CONTRIBUTING.md", "packaging/README.md")
OWN_COMMANDS = {"test", "check", "bench", "help"}


def program_commands() -> set[str]:
    """Name the commands that the program's own command line knows."""
    found: set[str] = set()
    for action in parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= set(action.choices)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_every_command_on_a_page_can_be_typed(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    typed = {found for found in re.findall(r"desk\.py (?:--\w+ )*([a-z][\w-]*)", text)}
    assert typed
    assert typed <= OWN_COMMANDS | program_commands()


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_links_to_is_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    missing = [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]
    assert not missing
