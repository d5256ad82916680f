"""May we share, under which law, exactly what, with whom? Decided, frozen, kept."""
