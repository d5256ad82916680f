"""How the desk tells what happened, what was kept and what to do next."""

from __future__ import annotations


class DeskError(Exception):
    """An error that is ours to explain; anything else that is raised is a bug.

    ``happened``, ``kept`` and ``next_step`` are whole sentences. They never hold a person's data: they are shown on
    screen, printed on standard error and may be read out by a screen reader in a room full of people.
    """

    def __init__(self, happened: str, *, kept: str = "", next_step: str = "") -> None:
        self.happened = happened
        self.kept = kept
        self.next_step = next_step
        super().__init__(" ".join(part for part in (happened, kept, next_step) if part))


class NotAllowed(DeskError):
    """The officer's roles do not allow this act (what-is-kept, table of acts)."""


class RefusedInput(DeskError):
    """Something that came from outside cannot be taken as it is."""


class NotFound(DeskError):
    """Nothing is kept under the name that was asked for."""
