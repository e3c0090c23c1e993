"""Times of day, dates and durations."""
