"""Mathematical and everyday signs, and formulas."""
