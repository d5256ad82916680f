"""Start the program: the window, or one command."""

from __future__ import annotations

import sys

from app.cli.running import main


def open_window(arguments: list[str]) -> int:
    """Show the program's window; only this module and the window itself put the two halves together."""
    from ui.main import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], open_window))
