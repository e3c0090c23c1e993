"""Processes that speak for an engine, and what they send."""
