"""What may be given to a command: its `options`, their `numbers`, what the shell offers (`completion`), and all as one
value (`flags`).
"""
