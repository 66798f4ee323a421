"""Rules of accounts, login names, passwords and sign-in."""
