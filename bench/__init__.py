"""How fast and how heavy Netral is, always beside a baseline measured in the same run: ``python -m bench``."""
