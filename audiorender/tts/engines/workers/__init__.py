"""Worker processes that speak for an engine, and what they send."""
