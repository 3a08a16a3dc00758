"""Who read a paper beside a message or an objection is known."""

from __future__ import annotations

from django.db import transaction

from upaya.core import audit
from upaya.core.access import Access
from upaya.core.models import StoredFile
from upaya.jamkesda.klaim.models import Klaim


@transaction.atomic
def catat(access: Access, claim: Klaim, stored: StoredFile) -> None:
    """Note it in the audit."""
    audit.record(
        "klaim.berkas_unduh", claim, access=access, kabupaten=claim.kabupaten_id,
        detail={"berkas": stored.pk},
    )  # fmt: skip
