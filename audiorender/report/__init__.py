"""What is reported about an episode as JSON: the report of a render, and a script."""
