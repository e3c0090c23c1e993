"""Times of day, dates, and how long something takes."""
