"""Who are they: what is said of people, their family, their warnings, what is settled."""
