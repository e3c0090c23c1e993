"""Signs of mathematics and everyday, and formulas."""
