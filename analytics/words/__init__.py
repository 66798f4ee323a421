"""Figures as plain sentences."""
