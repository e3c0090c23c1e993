"""Music and sounds: files in, and where they are heard beneath and between the voices."""
