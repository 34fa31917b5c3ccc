"""What admins do about admins, and the panel."""
