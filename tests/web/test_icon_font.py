"""The cut-down icon font draws every icon in use, and little else."""

import re
from pathlib import Path

import pytest

from ui.frame import PAGES
from web.icon_font import icon_names_in, icon_names_of, subset_icon_font
from web.icons import ICONS
from web.static_cache import ICON_FONT_PATTERN, STREAMLIT_FILES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def original() -> bytes:
    (font,) = STREAMLIT_FILES.glob(ICON_FONT_PATTERN)
    return font.read_bytes()


def streamlit_icons() -> frozenset[str]:
    return frozenset().union(*(icon_names_in(path.read_text()) for path in STREAMLIT_FILES.rglob("*.js")))


def test_every_listed_icon_is_kept_and_the_font_is_small(original):
    wanted = streamlit_icons() | set(ICONS)
    font = subset_icon_font(original, wanted)
    assert icon_names_of(font) == wanted & icon_names_of(original)
    assert len(font) < 30_000 < len(original)


def test_every_icon_of_ours_exists_in_the_original_font(original):
    assert set(ICONS) <= icon_names_of(original)


def test_streamlits_own_controls_are_found_in_its_code():
    needed = {"keyboard_double_arrow_left", "keyboard_double_arrow_right", "close", "check", "expand_more", "menu"}
    assert needed <= streamlit_icons()


def test_an_icon_not_listed_is_left_out(original):
    assert icon_names_of(subset_icon_font(original, {"home", "no_such_icon"})) == {"home"}


def test_the_list_is_sorted_and_has_no_doubles():
    assert list(ICONS) == sorted(set(ICONS))


def test_every_icon_the_screen_names_is_listed():
    used = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in (ROOT / "ui").rglob("*.py")
        for name in re.findall(
            r'(?::material/|\bicon="|\bicon: str = ")([a-z0-9_]+)[:"]', path.read_text(encoding="utf-8")
        )
    }
    used |= {("ui/frame.py", icon) for _, _, icon, _, _ in PAGES}
    missing = sorted((path, name) for path, name in used if name not in ICONS and name not in streamlit_icons())
    assert missing == [], "add these names to web/icons.py"
