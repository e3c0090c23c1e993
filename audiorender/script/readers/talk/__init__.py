"""Plain text that says who speaks by names, times, tags or arrows; and scripts of plays."""
