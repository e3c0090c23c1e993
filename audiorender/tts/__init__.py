"""Who sounds how: spoken text, voices and casting, engines, clips and their words."""
