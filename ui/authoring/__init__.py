"""Parts of the authors' page."""
