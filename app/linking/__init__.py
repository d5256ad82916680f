"""Is this the same child? How alike two records are and why; a person decides, and every answer can be taken back."""
