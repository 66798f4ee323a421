"""Statements about agencies and people."""
