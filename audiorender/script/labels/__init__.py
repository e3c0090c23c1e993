"""Finds speakers' labels, and decides which of them belong to one person."""
