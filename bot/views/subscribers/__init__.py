"""What subscribers see."""
