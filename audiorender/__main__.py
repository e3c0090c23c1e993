"""`python -m audiorender`: the command line."""

from audiorender.cli import main

main()
