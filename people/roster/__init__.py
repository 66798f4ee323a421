"""The roster: a list of an agency's people in CSV or XLSX, read without ever guessing a number, and compared."""
