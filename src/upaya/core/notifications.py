"""Messages to people about work that waits for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.utils.module_loading import import_string

from upaya.core.tasks import enqueue, send_mail

_silent: ContextVar[bool] = ContextVar("silent", default=False)


@contextmanager
def silence() -> Iterator[None]:
    """No message leaves inside: for people who do not exist, and for months gone by."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def send(recipients: Iterable[str], *, subject: str, lines: Iterable[str], path: str) -> None:
    """Mail each address once after the present transaction is committed (at once outside one).

    `lines` are paragraphs without personal numbers; `path` is the page where the work is done.
    A message that cannot be sent is logged and breaks nothing: the work is committed.
    """
    if _silent.get():
        return
    title = " ".join(subject.split())  # a line break would begin another header
    body = "\n\n".join(
        [*lines, f"Buka: {settings.BASE_URL}{path}", "Surat ini dikirim oleh Upaya."]
    )
    for address in dict.fromkeys(address for address in recipients if address):
        enqueue(send_mail, address, title, body)


def send_whatsapp(number: str, words: str) -> bool:
    """Hand a line to the channel that the installation names, if it names one; whether it did.

    `settings.WHATSAPP` is the dotted path of a function of number and words. Off unless set: the
    house speaks to no service of its own accord.
    """
    if _silent.get() or not settings.WHATSAPP:
        return False
    channel = import_string(settings.WHATSAPP)
    channel(number, words)
    return True
