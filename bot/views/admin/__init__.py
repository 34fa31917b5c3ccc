"""What admins see of counts, health and admins."""
