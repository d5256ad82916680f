"""Where the built program starts: the window or a command, or one of the children in which foreign files are read."""

from __future__ import annotations

import runpy
import sys

#: A built program has no interpreter to start a child with, so it starts itself and says which.
CHILDREN = ("app.feeds.reading_child", "app.feeds.sampling", "app.people.letter_child")

if __name__ == "__main__":
    if sys.argv[1:2] == ["-m"] and sys.argv[2] in CHILDREN:
        sys.argv = sys.argv[2:]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        from app.__main__ import open_window
        from app.cli.running import main

        sys.exit(main(sys.argv[1:], open_window))
