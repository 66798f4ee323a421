"""Letters: planned, made, kept in the outbox, sent."""
