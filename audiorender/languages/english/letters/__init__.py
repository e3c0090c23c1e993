"""What is written short: abbreviations, initials, addresses, states."""
