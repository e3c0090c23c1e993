"""Bare numbers: cardinals, fractions, ordinals, codes."""
