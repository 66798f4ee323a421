"""Statements about what learners do: progress, attempts, dilemmas."""
