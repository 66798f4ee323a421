"""Deeds: one function per thing a person does, each one transaction; no Streamlit here."""
