"""Is this the same child, on screen."""
