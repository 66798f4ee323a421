"""Rules of store."""
