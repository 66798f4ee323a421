"""Rules of prove."""
