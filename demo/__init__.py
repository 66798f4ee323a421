"""The demo: an invented province and two simulated months of learning, made by the real engine."""
