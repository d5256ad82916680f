"""The guide in a window of its own, the keys of a page, and the tour for whoever is new."""
