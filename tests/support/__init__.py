"""What the tests share: people, worlds, files and processes."""
