"""What a person sees when something goes wrong: our own errors as sentences, anything else as a reference number."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from people.errors import NetralError

_log = logging.getLogger("netral")


def show_error(error: NetralError) -> None:
    st.error(f"**{error}** {error.what_to_do}", icon=":material/error:")


@contextmanager
def problems_shown() -> Iterator[None]:
    """Wraps a page. Streamlit's own control flow (rerun, stop) passes through untouched."""
    try:
        yield
    except NetralError as error:
        show_error(error)
    except Exception:
        reference = secrets.token_hex(3).upper()
        _log.exception("page failed, reference %s", reference)
        st.error(
            f"**Terjadi kesalahan di server.** Jawaban yang sudah tersimpan tetap aman. "
            f"Muat ulang halaman; bila terulang, sampaikan kode **{reference}** kepada admin.",
            icon=":material/error:",
        )
