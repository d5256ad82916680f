"""What leaves on paper or as a file, seen before it leaves."""
