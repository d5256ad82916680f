"""Start the program: the window, or one command."""

from __future__ import annotations

import sys

from app.cli.running import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
