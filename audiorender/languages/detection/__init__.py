"""Which language a few words are in: `identify` by words and letters, `scripts` by writing systems."""
