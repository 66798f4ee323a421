"""Small groups stay hidden, also from arithmetic."""
