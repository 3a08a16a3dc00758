"""The manual as pages of the program: the chapters of docs/manual, read once from beside it.

Where the program was installed without them there is no manual here: no chapter, no door.
Chapters are our own text, checked in with the program; the reader of Markdown escapes every sign
all the same, and passes neither HTML nor a link that leads elsewhere than to a chapter.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from upaya.core.access import Access
from upaya.core.search import SHOWN, Asked, Found

_CHAPTER = re.compile(r"([a-z-]+|README)\.md(#[\w-]+)?\Z")
_PICTURE = re.compile(r"gambar/([a-z0-9-]+)\.png\Z")
FIRST = "README"
"""The chapter that leads to the others."""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of a chapter with the words below it."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: its address, its title, its body as HTML, and its sections for the search."""

    name: str
    title: str
    body: SafeString
    sections: tuple[Section, ...]


class _Renderer(RendererHTML):
    """Tables that scroll on a phone, headings that can be led to, pictures of known size."""

    def table_open(self, *_: Any) -> str:  # noqa: ANN401 - the library's
        return '<div class="wide" tabindex="0"><table>\n'

    def table_close(self, *_: Any) -> str:  # noqa: ANN401
        return "</table></div>\n"

    def th_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:  # noqa: ANN401
        return self._cell(tokens[idx])

    def td_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:  # noqa: ANN401
        return self._cell(tokens[idx])

    @staticmethod
    def _cell(token: Token) -> str:
        """A column of numbers by its class: a style in the page is not obeyed (CSP)."""
        right = "right" in str(token.attrGet("style") or "")
        return f'<{token.tag} class="num">' if right else f"<{token.tag}>"

    def heading_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:  # noqa: ANN401
        return f'<{tokens[idx].tag} id="{slugify(tokens[idx + 1].content)}">'

    def image(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:  # noqa: ANN401
        """A picture of the manual; what is none becomes its words."""
        token = tokens[idx]
        found = _PICTURE.match(str(token.attrGet("src") or ""))
        words = escape(token.content)
        size = _size(picture(found[1])) if found else None
        if found is None or size is None:
            return words
        address = reverse("core:panduan_gambar", args=[found[1]])
        return (
            f'<img src="{address}" alt="{words}" width="{size[0]}" height="{size[1]}" '
            'loading="lazy">'
        )

    def link_open(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:  # noqa: ANN401
        """A link to another chapter; words that lead to what is no page here stay words."""
        found = _CHAPTER.match(str(tokens[idx].attrGet("href") or ""))
        return f'<a href="{_address(found[1])}{found[2] or ""}">' if found else "<span>"

    def link_close(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:  # noqa: ANN401
        opened = next(t for t in reversed(tokens[:idx]) if t.type == "link_open")
        return "</a>" if _CHAPTER.match(str(opened.attrGet("href") or "")) else "</span>"


_READER = MarkdownIt("js-default", {"html": False, "linkify": False}, renderer_cls=_Renderer)


def _any_link(url: str) -> bool:
    """The renderer decides which links lead somewhere."""
    return True


_READER.validateLink = _any_link  # type: ignore[method-assign] # as the package documents it


def _address(name: str) -> str:
    return reverse("core:panduan") if name == FIRST else reverse("core:bab", args=[name])


def picture(name: str) -> Path:
    """Where a picture of the manual lies."""
    return Path(settings.MANUAL) / "gambar" / f"{name}.png"


def _size(path: Path) -> tuple[int, int] | None:
    """Width and height of a PNG; None when it is not there."""
    if not path.is_file():
        return None
    with path.open("rb") as file:
        head = file.read(24)
    width, height = struct.unpack(">II", head[16:24])
    return width, height


@cache
def chapters() -> Mapping[str, Chapter]:
    """All of them by name; nothing where the manual is not beside the program."""
    folder = Path(settings.MANUAL)
    return {path.stem: _read(path) for path in sorted(folder.glob("*.md"))}


def _read(path: Path) -> Chapter:
    head, _, text = path.read_text("utf-8").partition("\n")
    written: str = _READER.render(text)
    parts = re.split(r"^## +(.+)$", text, flags=re.MULTILINE)
    title = head.lstrip("# ").strip()
    named = zip(parts[1::2], parts[2::2], strict=True)
    sections = [Section("", title, parts[0]), *(Section(slugify(n), n, t) for n, t in named)]
    return Chapter(path.stem, title, mark_safe(written), tuple(sections))  # noqa: S308 - escaped by the reader: tests/core/test_panduan.py


class _Chapters:
    """Sections of the manual that speak of what was asked."""

    label = "Panduan"

    def find(self, _access: Access, asked: Asked) -> Iterable[Found]:
        """Those with the most words, first where the title has as many, chapter by chapter."""
        ranked: list[tuple[int, bool, Found]] = []
        for chapter in chapters().values() if asked.parts else ():
            for section in chapter.sections:
                held = asked.held(self.label, section.title, section.text)
                if held:
                    place = f"#{section.anchor}" if section.anchor else ""
                    address = _address(chapter.name) + place
                    found = Found(section.title, chapter.title, address, held)
                    titled = asked.held(self.label, section.title) == held
                    ranked.append((-held, not titled, found))
        ranked.sort(key=lambda one: one[:2])
        yield from (found for *_, found in ranked[: SHOWN + 1])


BAB = _Chapters()
