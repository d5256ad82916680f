"""The command line: the same acts as in the window, as a contract for scripts."""
