"""Markdown's inline markup and its dialects, and the HTML in it."""
