"""The baseline: the least a Streamlit page with a question can be. One radio, no database, no styling.

Its copy stands as ``app.py`` in a folder of its own, next to our config.toml (see bench/servers.py), and is run both by
web/server.py and by plain ``streamlit run``. It gets our start-up too, or the comparison would measure the
garbage collector.
"""

from __future__ import annotations

import gc
from contextlib import asynccontextmanager
from importlib import import_module

import streamlit as st

HEAVY_MODULES = ("numpy", "pandas", "pyarrow", "plotly.graph_objects", "streamlit.elements.plotly_chart")


def page() -> None:
    st.radio("Pertanyaan", ["satu", "dua", "tiga", "empat"], index=None)


@asynccontextmanager
async def warm_start(app):
    for name in HEAVY_MODULES:
        import_module(name)
    gc.collect()
    gc.freeze()
    yield


if __name__ == "__main__":
    page()
else:
    app = st.App(__file__, lifespan=warm_start)
