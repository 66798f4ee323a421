"""The HTTP shell around the Streamlit screen: static files, security headers, signing in and out."""
