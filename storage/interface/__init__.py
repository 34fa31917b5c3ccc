"""What every store promises, a protocol a subject."""
