"""Captions with times: WebVTT, SubRip, TTML, and what they share."""
