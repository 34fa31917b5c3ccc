"""What the check does with example cases."""
