"""Statements about accounts, sessions and what lets somebody in."""
