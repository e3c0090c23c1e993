"""From samples to files: pieces of an MP3, and whole files in several formats at once."""
