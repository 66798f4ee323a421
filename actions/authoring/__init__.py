"""What authors do with the bank and what they are told about it."""
