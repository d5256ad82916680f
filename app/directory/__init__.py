"""Who do we work with: organisations, services, posts, channels, and what class each is in law."""
