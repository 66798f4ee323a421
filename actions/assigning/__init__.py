"""Giving assignments and following them up."""
