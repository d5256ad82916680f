"""What agencies send, on screen."""
