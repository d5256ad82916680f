"""What is kept: tables and the queries on them, one module per room."""
