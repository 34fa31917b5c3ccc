"""What the product keeps, and nothing else."""
