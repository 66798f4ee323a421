"""Personal data: copies, requests, retention, erasure, breaches."""
