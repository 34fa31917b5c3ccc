"""What admins do about announcements."""
