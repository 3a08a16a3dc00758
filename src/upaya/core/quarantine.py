"""Files are read by a child process; one that killed its reader is known and not read again."""

from __future__ import annotations

import hashlib
import logging
from typing import Any

from django.utils import timezone

from upaya.core.models import Karantina
from upaya.exchange import isolated

log = logging.getLogger("upaya.karantina")


def run(function: isolated.Function, data: bytes, *words: str | None) -> Any:  # noqa: ANN401 - plain data
    """`isolated.call`, but KilledError at once for a file that killed before.

    The memory of it is by the content's hash: neither its name nor who sent it is kept.
    """
    sidik = hashlib.sha256(data).hexdigest()
    if Karantina.objects.filter(sidik=sidik).exists():
        raise isolated.KilledError("pernah menghentikan pembacanya")
    try:
        return isolated.call(function, data, *words)
    except isolated.KilledError:
        Karantina.objects.get_or_create(sidik=sidik, defaults={"pada": timezone.now()})
        log.exception("berkas menghentikan pembacanya", extra={"task": function.__name__})
        raise
