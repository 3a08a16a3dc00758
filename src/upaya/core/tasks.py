"""Work that does not keep anybody waiting. The one place that knows the task library.

`upaya serve` hands it to a worker beside it; other commands and the tests do it at once. Which of
the two is `settings.TASKS`.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django_tasks import task
from django_tasks.base import Task

__all__ = ["enqueue", "nothing", "send_mail", "task"]

log = logging.getLogger("upaya.tasks")


@task()
def send_mail(address: str, subject: str, body: str) -> None:
    """One message to one address, so that nobody learns who else got it."""
    EmailMessage(subject=subject, body=body, to=[address]).send()


@task()
def nothing() -> None:
    """Takes as long to hand over as a message: an answer does not tell whether one was sent."""


def enqueue(job: Task[..., Any], *args: object) -> None:
    """Hand `job` to the queue after the present transaction (at once outside one).

    A queue that fails is logged, never raised: the work that asked for it is committed.
    """
    transaction.on_commit(partial(_hand_over, job, *args), robust=True)


def _hand_over(job: Task[..., Any], *args: object) -> None:
    try:
        job.enqueue(*args)
    except Exception:  # what asked for it is done and committed; only this is lost
        log.exception("kerja latar tidak tersimpan", extra={"task": job.name})
