"""Parts of the page of assignments."""
