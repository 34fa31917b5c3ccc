"""What admins see of courses and drafts."""
