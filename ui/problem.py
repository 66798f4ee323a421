"""What a person sees when something goes wrong: our own errors as sentences, anything else as a reference number."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from people.errors import NetralError
from ui import look

_log = logging.getLogger("netral")


def show_error(error: NetralError) -> None:
    st.error(f"**{error}** {error.what_to_do}", icon=":material/error:")


@contextmanager
def problems_shown(title: str | None = None) -> Iterator[None]:
    """Wraps a page, by its ``title``, or a part of one. Streamlit's own control flow (rerun, stop) passes through untouched.

    A page that ends before it has drawn its own title gets this one: without a heading nobody hears where they are.
    """
    if title:
        look.begin_page()
    try:
        yield
    except NetralError as error:
        if title:
            look.title_unless_there(title)
        show_error(error)
    except Exception:
        if title:
            look.title_unless_there(title)
        reference = secrets.token_hex(3).upper()
        _log.exception("page failed, reference %s", reference)
        st.error(
            f"**Terjadi kesalahan di server.** Jawaban yang sudah tersimpan tetap aman. "
            f"Muat ulang halaman; bila terulang, sampaikan kode **{reference}** kepada admin.",
            icon=":material/error:",
        )
