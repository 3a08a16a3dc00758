"""The words of the regulation that the parameter files quote, passage by passage.

``perbup_79_2022.txt`` holds the text, one line a passage: where it stands, a tab, its words. The
place is the article and what stands below it: ``11A.8.l.3`` is Pasal 11A ayat (8) huruf l angka 3.
What a place says may run over several lines.
"""

import re
from pathlib import Path

HERE = Path(__file__).parent
PERBUP = HERE / "perbup_79_2022.txt"
APLIKASI = (HERE / "aplikasi_insentif_ukm.txt").read_text(encoding="utf-8")

PASSAGES: list[tuple[str, str]] = [
    (place, words)
    for place, _, words in (
        line.partition("\t") for line in PERBUP.read_text(encoding="utf-8").splitlines()
    )
]

_STEP = re.compile(r"Pasal (\d+A?)|ayat \((\d+)\)|huruf ([a-z])\b|angka (\d+)")
_CLOSING = re.compile(r"(; dan|[;.]| ?:)$")


def place_of(article: str) -> str:
    """Return the place that an article names: "Pasal 1 angka 25" is ``1.25``."""
    return ".".join(next(filter(None, found)) for found in _STEP.findall(article))


def passage(place: str) -> list[str]:
    """Return the lines that stand at a place, in order, with everything below it."""
    return [w for found, w in PASSAGES if found == place or found.startswith(f"{place}.")]


def item(place: str) -> str:
    """Return an item of a list without the sign that closes it; two lines are one with a colon."""
    return ": ".join(_CLOSING.sub("", w).strip() for found, w in PASSAGES if found == place)
