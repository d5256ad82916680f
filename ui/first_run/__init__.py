"""The first run: from a bare laptop to an open desk, without a terminal."""

from ui.first_run.first_run_window import FirstRunWindow

__all__ = ["FirstRunWindow"]
