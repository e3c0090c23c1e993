"""Numbers by themselves: in words, in figures, as fractions, ordinals and codes."""
