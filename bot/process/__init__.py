"""What the process lives on: clock, threads, the one that may run, logs."""
