"""From bytes to one text: the file, its encoding, what a Word file unpacks to, and the front matter."""
