"""What admins do about courses."""
