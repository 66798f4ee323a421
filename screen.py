"""The Streamlit script: finds out who is visiting and draws their screen.

It does not live in ui/, because Streamlit would take the folder ``pages`` beside it for scripts of its own.
"""

from __future__ import annotations

import streamlit as st

from actions.site import present_site
from people.errors import NetralError
from settings import SettingsRefused
from ui.frame import run
from ui.problem import show_error
from ui.visit import visit_from_cookie

st.set_page_config(page_title="Netral", page_icon="/aset/favicon.svg", layout="centered")

try:
    visit = visit_from_cookie(present_site())
except NetralError as error:
    show_error(error)
except SettingsRefused as refusal:
    st.error(f"**Pengaturan keliru.** {refusal}")
else:
    if visit is None:
        st.title("Sesi Anda telah berakhir", anchor=False)
        st.markdown("Jawaban yang sudah tersimpan tetap aman. Silakan masuk lagi untuk melanjutkan.")
        st.html('<p><a href="/masuk" target="_self">Masuk ke Netral</a></p>')
    else:
        run(visit)
