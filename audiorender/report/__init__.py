"""What is said of an episode in JSON: the report of a render, and a script."""
