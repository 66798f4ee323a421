"""The demo: an invented province and two simulated months of learning, made by the real engine."""

DEFAULT_SEED = 2026
"""Printed with the demo, so that anyone can make the same one."""
