"""Levels computed from the cells of clips alone: speakers matched, balance over the music, the waveform."""
