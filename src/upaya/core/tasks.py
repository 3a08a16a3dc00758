"""Work that does not keep anybody waiting. The one place that knows the task library."""

from __future__ import annotations

import logging

from django.core.mail import EmailMessage
from django_tasks import task

log = logging.getLogger("upaya.tasks")


@task()
def send_mail(address: str, subject: str, body: str) -> None:
    """One message to one address, so that nobody learns who else got it."""
    EmailMessage(subject=subject, body=body, to=[address]).send()


def enqueue_mail(address: str, subject: str, body: str) -> None:
    """Hand a message to the queue. A queue or mail server that fails is logged, never raised."""
    try:
        send_mail.enqueue(address, subject, body)
    except Exception:  # the work itself is done and committed; only the message is lost
        log.exception("surat tidak terkirim", extra={"task": "send_mail"})
