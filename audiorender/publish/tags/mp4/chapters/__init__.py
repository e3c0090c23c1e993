"""Chapters in MP4 files: Nero's list, and tracks of texts and pictures; made, read, and edited in place."""
