"""Transcripts as data: JSON, and tables with a column for the speaker."""
