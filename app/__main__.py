"""Start the program: the window, or one command."""

from __future__ import annotations

import sys
from pathlib import Path

from app.cli.running import main


def open_window(arguments: list[str]) -> int:
    """Show the program's window; only this module and the window itself put the two halves together."""
    if "--demo" in arguments:
        from ui.pictures import show_made_up_store, there_is_a_screen

        if not there_is_a_screen():
            return show_made_up_store(Path(arguments[-1]))
    from ui.main import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], open_window))
