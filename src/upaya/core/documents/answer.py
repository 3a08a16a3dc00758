"""A paper as the answer to a request: entered in the register, written as PDF."""

from __future__ import annotations

from django.db import models
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from upaya.core.access import Access
from upaya.core.documents import pdf, register
from upaya.core.documents.content import Isi


def attachment(
    subject: models.Model, isi: Isi, access: Access, *, owner: tuple[str, int], name: str
) -> HttpResponse:
    """The paper about `subject` as a file to keep; the same content has the same number.

    `owner`: the district and the unit in whose register it stands.
    """
    row = register.issue(subject, isi, access, kabupaten_id=owner[0], unit_id=owner[1])
    response = HttpResponse(pdf.render(isi, register.terbit(row)), content_type=pdf.PDF_TYPE)
    kept = content_disposition_header(as_attachment=True, filename=f"{name}.pdf")
    response["Content-Disposition"] = kept or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
