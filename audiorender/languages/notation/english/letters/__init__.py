"""Things written in short: abbreviations, initials, addresses, states."""
