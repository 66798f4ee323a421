"""Rules of personal data: kept how long, told to whom."""
