"""A paper as the answer to a request: what was issued, or a preview of what would be.

Looking never issues: that is an act of its own (`register.issue`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse

from upaya.core import audit
from upaya.core.access import Request
from upaya.core.answers import attachment
from upaya.core.documents import pdf, register, xlsx
from upaya.core.documents.content import Isi, holds_accounts, masked, says_the_same
from upaya.core.documents.pdf import Kertas
from upaya.core.models import Dokumen
from upaya.core.permissions import Permission
from upaya.exchange.xlsx_writer import XLSX_TYPE

Bentuk = Literal["pdf", "xlsx"]


@dataclass(frozen=True, slots=True)
class Terbitan:
    """A paper as it stands beside what it would say now.

    `dokumen` and `isi` are what was issued, None before; a list knows only that the register has it
    word for word (`tersimpan`). `berubah`: it would not say the same now.
    """

    sekarang: Isi
    dokumen: Dokumen | None = None
    isi: Isi | None = None
    tersimpan: bool = False

    @property
    def berubah(self) -> bool:
        """Whether something of its content changed since it was issued."""
        return self.dokumen is not None and not says_the_same(self.dokumen.sidik, self.sekarang)

    @property
    def perlu(self) -> bool:
        """Whether issuing would give it a number."""
        return self.dokumen is None or self.berubah


def states(subject: models.Model, contents: list[Isi]) -> dict[str, Terbitan]:
    """How these papers of one thing stand, by kind; two queries."""
    rows = register.standing_of(subject)
    kept = register.contents_of(rows.values()) if rows else {}
    found = {}
    for isi in contents:
        row = rows.get(isi.jenis)
        words = kept.get(row.pk) if row else None
        found[isi.jenis] = Terbitan(isi, row, words, tersimpan=words is not None)
    return found


def listed(issued: register.Issued, contents: list[Isi]) -> dict[str, Terbitan]:
    """The same for a list, which shows nobody the words; no query."""
    found = {}
    for isi in contents:
        row = issued.standing.get(isi.jenis)
        kept = row is not None and row.pk in issued.kept
        found[isi.jenis] = Terbitan(isi, row, tersimpan=kept)
    return found


def paper_size(request: HttpRequest) -> Kertas:
    """What this download asks for, else what the person prints on."""
    asked = request.GET.get("kertas")
    own = getattr(request.user, "kertas", "")
    return next((size for wish in (asked, own) for size in pdf.KERTAS if size == wish), "f4")


def answer(
    request: Request,
    subject: models.Model,
    found: Terbitan,
    *,
    name: str,
    kabupaten: str,
    form: Bentuk = "pdf",
    accounts: Permission | None = None,
) -> HttpResponse:
    """The issued paper as a file to keep, again and again; before it, or if asked, a preview.

    `accounts` is what it takes to read account numbers in full: whoever has it is recorded, whoever
    has not gets them masked.
    """
    preview = found.dokumen is None or found.isi is None or "pratinjau" in request.GET
    isi = found.sekarang if preview or found.isi is None else found.isi
    terbit = None if preview or found.dokumen is None else register.terbit(found.dokumen)
    isi = readable(request, subject, isi, kabupaten=kabupaten, accounts=accounts)
    if form == "xlsx":
        body, kind = xlsx.render(isi, terbit), XLSX_TYPE
    else:
        body, kind = pdf.render(isi, terbit, paper_size(request)), pdf.PDF_TYPE
    kept = f"{name}.{form}" if terbit else f"pratinjau-{name}.{form}"
    return attachment(body, kind, kept)


def paper(
    request: Request, subject: models.Model, isi: Isi, *, owner: tuple[str, int], name: str
) -> HttpResponse:
    """The whole of a simple paper under one address: POST issues it, looking shows how it stands.

    `owner`: the district and the unit in whose register it stands.
    """
    kabupaten, unit = owner
    if request.method == "POST":
        register.issue(subject, isi, request.access, kabupaten_id=kabupaten, unit_id=unit)
    return answer(
        request, subject, states(subject, [isi])[isi.jenis], name=name, kabupaten=kabupaten
    )


def readable(
    request: Request,
    subject: models.Model,
    isi: Isi,
    *,
    kabupaten: str,
    accounts: Permission | None,
) -> Isi:
    """What this person may read of it; reading account numbers in full leaves a record."""
    if not holds_accounts(isi):
        return isi
    if accounts is None or not request.access.allows(accounts):
        return masked(isi)
    with transaction.atomic():
        audit.record(
            "dokumen.rekening",
            subject,
            access=request.access,
            kabupaten=kabupaten,
            detail={"dokumen": isi.jenis},
        )
    return isi
