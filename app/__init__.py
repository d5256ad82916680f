"""What the officer does: use cases and rules, one folder per room."""
