"""Streamlit's browser bundle, compressed once per Streamlit version into a cache folder."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import streamlit

from web.asset import compressed
from web.icon_font import icon_names_in, subset_icon_font
from web.icons import ICONS
from web.spoken_words import PHRASES, in_indonesian

STREAMLIT_FILES = Path(streamlit.__file__).parent / "static" / "static"
TEXT_SUFFIXES = frozenset({".js", ".css", ".svg", ".json"})
ICON_FONT_PATTERN = "media/MaterialSymbols-Rounded.*.woff2"

_BROTLI_QUALITY = 10
"""2 % larger than 11 but twice as quick: the whole bundle takes 10 s on two cores instead of 22."""
_LAYOUT = "1"
"""Raise it when what is written below changes, so that older folders are not read."""

_log = logging.getLogger(__name__)


def prepare_static_cache(cache_root: Path, source: Path = STREAMLIT_FILES) -> Path | None:
    """The folder of ready-made files, made first when absent; None when it cannot be written.

    Readers only ever see a finished folder: it is made under another name and renamed. Two processes may race; the
    second one keeps the first one's work.
    """
    folder = cache_root / _folder_name()
    if folder.is_dir():
        return folder
    try:
        cache_root.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=cache_root))
    except OSError as error:
        _log.warning("Static files are served uncompressed: %s", error)
        return None
    _log.warning("Berkas peramban dimampatkan ke %s (sekali saja, sekitar 10 detik) ...", folder)
    try:
        unfinished.chmod(0o755)  # mkdtemp makes it private, but whoever serves may not be who prepared it
        _fill(unfinished, source)
        os.replace(unfinished, folder)
    except OSError as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not folder.is_dir():
            _log.warning("Static files are served uncompressed: %s", error)
            return None
    return folder


def _folder_name() -> str:
    choices = (*sorted(ICONS), *PHRASES.values())
    made_of = hashlib.sha256(",".join(choices).encode()).hexdigest()[:10]
    return f"streamlit-{streamlit.__version__}-{made_of}-{_LAYOUT}"


def _fill(folder: Path, source: Path) -> None:
    texts = sorted(
        (path for path in source.rglob("*") if path.suffix in TEXT_SUFFIXES),
        key=lambda path: path.stat().st_size,
        reverse=True,  # the largest file first, or it would keep one core busy at the end
    )
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # brotli and zlib let go of the interpreter lock
        for _ in pool.map(lambda path: _write_compressed(path, folder / path.relative_to(source)), texts):
            pass
    for font in source.glob(ICON_FONT_PATTERN):
        names = frozenset(ICONS).union(*(icon_names_in(path.read_text(encoding="utf-8")) for path in texts))
        target = folder / font.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(subset_icon_font(font.read_bytes(), names))


def _write_compressed(path: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    plain = in_indonesian(path.read_bytes()) if path.suffix == ".js" else path.read_bytes()
    for encoding, body in compressed(plain, _BROTLI_QUALITY).items():
        target.with_name(f"{target.name}.{encoding}").write_bytes(body)
