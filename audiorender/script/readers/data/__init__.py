"""Transcripts as data: JSON, YAML, and tables with a column for the speaker."""
