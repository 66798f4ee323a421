"""The settings file says what the security notes and the measurements ask for."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("server.address", "127.0.0.1"),
        ("server.enableAgentApi", False),
        ("server.enableStaticServing", False),
        ("server.enableCORS", True),
        ("server.enableXsrfProtection", True),
        ("server.fileWatcherType", "none"),
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("client.toolbarMode", "minimal"),
        ("runner.postScriptGC", False),
        ("runner.magicEnabled", False),
    ],
)
def test_the_options_that_must_not_drift(option, value):
    section, name = option.split(".")
    assert CONFIG[section][name] == value


def test_every_option_exists_in_this_streamlit():
    from streamlit import config

    known = set(config._config_options_template)
    named = {
        f"{section}.{name}"
        for section, options in CONFIG.items()
        for name, value in options.items()
        if not isinstance(value, dict)
    }
    assert named <= known


def test_our_font_file_is_the_one_the_theme_names():
    from web.own_files import FONT_URL

    assert [face["url"] for face in CONFIG["theme"]["fontFaces"]] == [FONT_URL]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def faded(text: str, background: str) -> str:
    """Streamlit draws captions in the text colour at 60 %."""
    pairs = [(int(text[i : i + 2], 16), int(background[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(0.6 * t + 0.4 * b):02x}" for t, b in pairs)


@pytest.mark.parametrize("kind", ["light", "dark"])
def test_text_captions_links_and_borders_stand_out_enough(kind):
    theme = CONFIG["theme"][kind]
    for place in (theme, theme["sidebar"]):
        text, background = place["textColor"], place["backgroundColor"]
        assert contrast(text, background) >= 7
        assert contrast(faded(text, background), background) >= 4.5
        assert contrast(theme["linkColor"], background) >= 4.5
    for hue in ("blue", "green", "yellow", "red"):
        assert contrast(theme[f"{hue}TextColor"], theme[f"{hue}BackgroundColor"]) >= 4.5
    assert contrast("#ffffff", theme["primaryColor"]) >= 4.5
    assert contrast(theme["primaryColor"], theme["backgroundColor"]) >= 3
    assert contrast(theme["borderColor"], theme["backgroundColor"]) >= 3


@pytest.mark.parametrize("place", [CONFIG["theme"], CONFIG["theme"]["dark"]])
def test_charts_get_exactly_ten_colours(place):
    """With fewer, plotly silently uses its own palette."""
    assert len(place["chartCategoricalColors"]) == 10 and len(place["chartSequentialColors"]) == 10
