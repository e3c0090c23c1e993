"""The script file: read, written, read again as a source, and brought together with a changed source."""
