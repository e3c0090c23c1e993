"""reStructuredText: its sections, lists, directives and tables, and the markup within its paragraphs."""
