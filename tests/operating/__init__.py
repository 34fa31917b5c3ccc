"""The program as an operator runs it."""
