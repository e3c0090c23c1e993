"""Voices that are not in the package: `listing` says which are here and to be had, `adding` gets and removes them."""
