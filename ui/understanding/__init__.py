"""Parts of the supervisor's page."""
