"""The index of an MP4 file: its boxes, tracks and tables, and the file offsets in them."""
