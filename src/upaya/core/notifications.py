"""Messages to people about work that waits for them."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from upaya.core.tasks import enqueue_mail


def send(recipients: Iterable[str], *, subject: str, lines: Iterable[str], path: str) -> None:
    """Mail each recipient after the present transaction is committed (at once outside one).

    `lines` are paragraphs without personal numbers; `path` is the page where the work is done.
    """
    body = "\n\n".join(
        [*lines, f"Buka: {settings.BASE_URL}{path}", "Surat ini dikirim oleh Upaya."]
    )
    for address in recipients:
        transaction.on_commit(lambda to=address: enqueue_mail(to, subject, body))
