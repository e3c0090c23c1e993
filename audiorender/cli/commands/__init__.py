"""One module per command; `episode` has those that make an episode or play part of it."""
