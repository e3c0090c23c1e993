"""Music and sounds: reading files, and placing them under and between the voices."""
