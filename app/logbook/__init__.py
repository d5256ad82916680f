"""Who saw, changed, shared, printed what, when; and is the chain whole?"""
