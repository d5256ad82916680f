"""What leaves on paper or as a file: made from the frozen decision and its copy row alone."""
