"""What the officer sees: the screens, one folder per room; the only place that knows Qt."""
