"""Chapters in MP4 files: Nero's list, and text and picture tracks; created, read, and edited in place."""
