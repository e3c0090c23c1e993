"""A module per command, or for the few that make an episode or play part of it (`episode`)."""
