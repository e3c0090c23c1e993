"""Org mode: its headlines, blocks and drawers, and the markup within its paragraphs."""
