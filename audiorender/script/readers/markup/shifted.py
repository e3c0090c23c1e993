"""Superscripts and subscripts as Unicode characters: a power, a note's number, a count of atoms."""

from audiorender.expressions import expression

SHIFTED = expression(r"[\d+−-]{1,6}|[nixykt]")
"""What can be shifted; not the letters of "20th"."""
RAISED = str.maketrans("0123456789+-−nixykt", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿⁱˣʸᵏᵗ")
LOWERED = str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋")
