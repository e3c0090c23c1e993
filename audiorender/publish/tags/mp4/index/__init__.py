"""The index of an MP4 file: its boxes, tracks and tables, and the places in the file that they name."""
