"""Statements about what authors decided on the items of the bank."""
