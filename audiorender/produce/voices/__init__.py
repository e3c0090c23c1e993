"""Voices that are not in the package: `listing` shows what is installed and available, `adding` installs and
removes."""
