"""Rules of content."""
