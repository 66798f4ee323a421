"""Statements about personal data, and what every table holds of a person."""
