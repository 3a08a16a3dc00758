"""The words of a message, whatever it is made of: plain text, HTML alone, odd letters."""

from __future__ import annotations

import re
from email.message import EmailMessage, Message
from html.parser import HTMLParser

_BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "pre"})
_SILENT = frozenset({"style", "script", "head", "title", "template"})
_MOST_PARTS = 60
_MOST_LETTERS = 200_000


def words(message: EmailMessage) -> str:
    """The text that a person reads; plain text before HTML. "" when there is none."""
    plain, marked = "", ""
    for number, part in enumerate(message.walk()):
        if number >= _MOST_PARTS:
            break
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        if part.get_content_type() == "text/plain" and not plain.strip():
            plain = _decoded(part)
        elif part.get_content_type() == "text/html" and not marked.strip():
            marked = _decoded(part)
    return plain if plain.strip() else of_html(marked)


def _decoded(part: Message) -> str:
    """The part as text: an unknown or wrong set of letters loses signs, never the message."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    raw = raw[: 4 * _MOST_LETTERS]
    for name in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return raw.decode(name)[:_MOST_LETTERS].replace("\0", "")
        except (LookupError, ValueError):
            continue
    return raw.decode("latin-1")[:_MOST_LETTERS].replace("\0", "")


class _Reader(HTMLParser):
    """HTML as lines; what a program marks as quoted gets a sign before each line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self._quotes: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A line begins, or a quote, or what nobody reads."""
        if tag in _SILENT:
            self._silent += 1
        if tag in _BREAKS:
            self.lines.append("")
        if tag == "blockquote":
            self._quotes.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """It ends."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag == "blockquote" and self._quotes:
            self._quotes.pop()
        if tag in _BREAKS - {"br"}:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Words of the present line."""
        if self._silent:
            return
        text = re.sub(r"\s+", " ", data)
        if not self.lines[-1] and text.strip() and self._quotes:
            self.lines[-1] = "> "
        self.lines[-1] += text


def of_html(marked: str) -> str:
    """The lines of a page of HTML."""
    reader = _Reader()
    reader.feed(marked[:_MOST_LETTERS])
    reader.close()
    return "\n".join(line.strip() for line in reader.lines)
