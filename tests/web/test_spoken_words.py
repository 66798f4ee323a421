"""What Streamlit says to screen readers is exchanged for Indonesian, and every phrase is still where we look for it."""

from __future__ import annotations

import pytest

from web.spoken_words import PHRASES, in_indonesian
from web.static_cache import STREAMLIT_FILES

SCRIPTS = [path.read_bytes() for path in sorted(STREAMLIT_FILES.rglob("*.js"))]


@pytest.mark.parametrize("english", PHRASES)
def test_the_installed_streamlit_still_says_it_and_no_longer_after(english: str) -> None:
    saying = [script for script in SCRIPTS if english.encode() in script]
    assert saying, "an upgrade worded it differently: look for the new words in the bundle"
    assert all(english.encode() not in in_indonesian(script) for script in saying)
    assert all(PHRASES[english].encode() in in_indonesian(script) for script in saying)


def test_nothing_else_changes() -> None:
    script = b'a="Open";b=`Opened`;c={"aria-label":`Open`}'
    assert in_indonesian(script) == b'a="Open";b=`Opened`;c={"aria-label":`Buka pilihan`}'
    assert in_indonesian(in_indonesian(script)) == in_indonesian(script)
