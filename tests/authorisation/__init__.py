"""The authorisation matrix: every action, by every role, on every object."""
