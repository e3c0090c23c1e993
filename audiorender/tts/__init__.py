"""Text to speech: spoken forms, voices and casting, engines, clips and their word times."""
