"""What waits at the front door: the worklist."""
