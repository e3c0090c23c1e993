"""The script file: reading, writing, rereading it as a source, and merging it with a changed source."""
