"""Statements about letters."""
