"""Plain text that marks speakers by names, times, tags or arrows; and screenplays."""
