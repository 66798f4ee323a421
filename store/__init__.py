"""Memory: the only folder that knows SQL and the database engine."""
