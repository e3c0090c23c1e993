"""Samples and audio files. This package does not depend on any stage: it knows nothing of turns, clips or chapters."""
