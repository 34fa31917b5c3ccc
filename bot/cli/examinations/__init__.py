"""What ``python -m bot doctor`` looks at, by subject."""
