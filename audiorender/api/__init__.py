"""The Python API: each function does what the command of the same name does.

The command line uses these functions, too. Each loads what it needs when it is called. `episodes` makes episodes,
`listening` plays voices, and `files` works with what was made; their `options` are described once.
"""
