"""What subscribers do."""
