"""Statements about assignments."""
