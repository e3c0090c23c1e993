"""Captions with times: WebVTT, SubRip, and what the two share."""
