"""What stands in the way of a move, each sentence with the part where it is mended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self


class Obstacle(str):  # noqa: SLOT000 - a sentence that carries its place
    """One sentence; `part` is the name of the part that mends it, "" when no part does."""

    part: str

    def __new__(cls, sentence: str, part: str = "") -> Self:
        """The sentence, carrying its place."""
        made = super().__new__(cls, sentence)
        made.part = part
        return made


def placed(sentences: Iterable[str]) -> list[Obstacle]:
    """`sentences` without repetition, the first of equal ones with its place."""
    return [
        text if isinstance(text, Obstacle) else Obstacle(text) for text in dict.fromkeys(sentences)
    ]
