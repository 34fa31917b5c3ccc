"""Places that people name, and their time zones."""
