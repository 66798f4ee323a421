"""Parts of the page of personal data."""
