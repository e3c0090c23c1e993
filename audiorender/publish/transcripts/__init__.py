"""Transcripts beside the audio: one module per format.

Each takes the timeline's captions, so that all formats have the same words at the same times, and each reads its own
format back for `publish.sidecars`: `vtt(captions) -> str` and `read_vtt(text) -> tuple[Cue, ...]`.
"""
