"""What is taught: regulations, lessons and misconceptions, as data in YAML."""
