"""Deciding a share on screen."""
