"""Parts of the page of letters."""
