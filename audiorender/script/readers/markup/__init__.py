"""The parts of Markdown that the reader of Markdown walks through, and the HTML in it."""
