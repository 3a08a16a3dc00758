"""The mailbox: unread messages are taken one by one and marked as read, over TLS."""

from __future__ import annotations

import imaplib
import re
import ssl

from django.conf import settings

from upaya.komunitas.surat_masuk.terima import LARGEST, receive

_SECONDS = 20
_MOST = 200
"""Messages of one round."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


def poll() -> int:
    """Take what is unread; how many messages. 0 where no mailbox is named."""
    if not settings.MAIL_IN_HOST:
        return 0
    box = imaplib.IMAP4_SSL(
        settings.MAIL_IN_HOST, ssl_context=ssl.create_default_context(), timeout=_SECONDS
    )
    try:
        box.login(settings.MAIL_IN_USER, settings.MAIL_IN_PASSWORD)
        box.select("INBOX")
        _, found = box.search(None, "UNSEEN")
        numbers = (found[0] or b"").split()[:_MOST]
        for number in numbers:
            _take(box, number.decode())
        return len(numbers)
    finally:
        box.logout()


def _take(box: imaplib.IMAP4, number: str) -> None:
    """One message: marked as read after it is taken, so that a kill repeats it and it is one."""
    _, told = box.fetch(number, "(RFC822.SIZE)")
    size = _SIZE.search(b" ".join(part for part in told if isinstance(part, bytes)))
    if size is None or int(size.group(1)) <= LARGEST:
        _, parts = box.fetch(number, "(BODY.PEEK[])")
        for part in parts:
            if isinstance(part, tuple):
                receive(part[1])
    box.store(number, "+FLAGS", "\\Seen")
