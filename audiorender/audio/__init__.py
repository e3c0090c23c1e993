"""Samples and audio files. Knows no stage: nothing here has heard of a turn, a clip or a chapter."""
