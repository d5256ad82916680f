"""How fast it is, beside a bare counterpart in the same run; never part of the tests."""
