"""Rules and words of letters."""
