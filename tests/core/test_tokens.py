"""The colours of tokens.css are readable: every pair that meets on a page, in light and in dark.

WCAG 2.2: 4.5:1 for words (1.4.3), 3:1 for borders of controls and marks of charts (1.4.11).
"""

import re
from importlib.resources import files

import pytest

TOKENS = files("upaya.core") / "static" / "core" / "tokens.css"

TONES = ("good", "warn", "bad", "info", "neutral")
GROUNDS = ("ground", "paper", "sunken")
WORDS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "blue-strong") for ground in GROUNDS),
    *((ink, f"{tone}-soft") for ink in ("ink", "ink-soft") for tone in ("blue", "neutral", "bad")),
    *(("ink", f"{tone}-soft") for tone in TONES),
    *((tone, f"{tone}-soft") for tone in TONES),
    *((tone, ground) for tone in TONES for ground in GROUNDS),
    ("blue-strong", "blue-soft"),
    ("blue-strong", "neutral-soft"),
    ("on-blue", "blue"),
    ("on-blue", "blue-strong"),
    ("on-bad", "bad"),
    ("paper", "good"),
    ("on-bar", "bar"),
    ("bar-soft", "bar"),
]
MARKS = [
    *(("line-strong", ground) for ground in GROUNDS),
    *((mark, "paper") for mark in ("blue", "good", "mark-warn", "bad")),
    *(("blue", ground) for ground in (*GROUNDS, "blue-soft", "neutral-soft")),
    ("bar-mark", "bar"),
]


def schemes() -> dict[str, dict[str, str]]:
    """Colours by name, of the light scheme and of the dark one laid over it."""
    light_text, dark_text = TOKENS.read_text(encoding="utf-8").split(
        "@media (prefers-color-scheme: dark)"
    )
    colour = re.compile(r"--([a-z-]+):\s*#([0-9a-f]{6});")
    light = dict(colour.findall(light_text))
    return {"light": light, "dark": light | dict(colour.findall(dark_text))}


def luminance(colour: str) -> float:
    """Relative luminance of a colour written as rrggbb (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_standard_does() -> None:
    assert round(contrast("000000", "ffffff"), 2) == 21
    assert round(contrast("777777", "ffffff"), 2) == 4.48


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("least", "pairs"), [(4.5, WORDS), (3.0, MARKS)])
def test_every_pair_is_readable(scheme: str, least: float, pairs: list[tuple[str, str]]) -> None:
    colours = schemes()[scheme]
    poor = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < least
    }
    assert not poor


def test_dark_renames_nothing() -> None:
    light, dark = schemes().values()
    assert light.keys() == dark.keys()
