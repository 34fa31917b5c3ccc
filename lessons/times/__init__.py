"""Times of day, dates and the instants at which lessons fall due."""
