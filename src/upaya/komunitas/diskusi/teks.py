"""Markdown of a post as HTML that runs nothing and fetches nothing.

The library writes every sign of the text itself and passes no HTML through; images are not read at
all, links lead to web pages and mail addresses only and give nobody a better place in a search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_ALLOWED = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)


class _Renderer(RendererHTML):
    """Links that promise nothing; a heading of a post stays below those of the page."""

    def link_open(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        """A link with what it does not promise."""
        tokens[idx].attrSet("rel", "nofollow ugc noopener")
        return self.renderToken(tokens, idx, options, env)

    def heading_open(self, *_: object) -> str:
        """A heading is a strong line."""
        return "<p><strong>"

    def heading_close(self, *_: object) -> str:
        """Its end."""
        return "</strong></p>\n"


def _reader() -> MarkdownIt:
    reader = MarkdownIt("js-default", {"html": False, "linkify": False}, renderer_cls=_Renderer)
    reader.disable(["image", "table"])
    reader.validateLink = lambda url: _ALLOWED.match(url) is not None  # type: ignore[method-assign]
    return reader


_READER = _reader()


def html(text: str) -> SafeString:
    """The text as paragraphs, lists, quotes and links; how deep they nest the library bounds."""
    written: str = _READER.render(text)
    return mark_safe(written)  # noqa: S308 - all of it is escaped: tests/komunitas/test_teks.py
