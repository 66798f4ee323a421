"""Temporary stand-in for the screen, until ui/ is built."""

import streamlit as st

st.set_page_config(page_title="Netral", page_icon="/aset/favicon.svg")
st.title("Netral", anchor=False)
st.radio("Contoh", ["a", "b"], index=None)
st.button("Lanjut")
