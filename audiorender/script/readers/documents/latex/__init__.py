"""LaTeX: its words and commands, what commands stand for, commands that a document defines, and the reader."""
