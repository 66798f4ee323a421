"""The tables, one file per subject; ``store/migrations.py`` applies them in order."""
