"""How much of what: money, units and sizes."""
