"""Amounts: money, units and sizes."""
