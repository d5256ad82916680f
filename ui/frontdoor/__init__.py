"""The front door on screen: the worklist."""
