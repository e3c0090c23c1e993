"""From bytes to text: the file, its encoding, the text inside a Word file, and the front matter."""
