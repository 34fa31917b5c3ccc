"""What admins see of announcements."""
