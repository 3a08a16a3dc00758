"""Many at once: the SPJ of a month opened together, the documents of one SPJ brought together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from upaya.alur.papers import issue
from upaya.alur.writing import lock_open
from upaya.bok.program.services import mine
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.spj import bukti, services
from upaya.bok.spj.models import Bagian, BuktiSpj, SpjKegiatan
from upaya.bok.spj.papers import PAPERS
from upaya.bok.spj.reading import BacaanSpj
from upaya.bok.spj.road import ROAD
from upaya.core import audit
from upaya.core.access import Access
from upaya.core.scope import Scope
from upaya.rules.bok.road import DIVERIFIKASI
from upaya.rules.bok.road_spj import DIBATALKAN
from upaya.rules.period import Period

MOST = 100
"""SPJ that are opened in one step."""
SIFAT = {"a": "lapangan", "b": "lapangan", "c": "manajemen"}
"""Which activities of a month are meant: journeys by a and b, meetings by c, others by the rest."""
_CODE = re.compile(r"^\s*([a-i])[\s._-]*([0-9]{1,2})(?![0-9])", re.IGNORECASE)


# ------------------------------------------------------------------ a month
def without_spj(scope: Scope, period: Period | None = None) -> QuerySet[Pelaksanaan]:
    """Verified reports that have no SPJ, of one month or of all."""
    own = SpjKegiatan.objects.filter(pelaksanaan=OuterRef("pk")).exclude(status=DIBATALKAN)
    rows: QuerySet[Pelaksanaan] = Pelaksanaan.objects.for_scope(scope).filter(
        ~Exists(own), status=DIVERIFIKASI
    )
    return rows.filter(periode=period.first_day) if period else rows


def months_without_spj(scope: Scope) -> list[Period]:
    """The months in which some report has none, the newest first."""
    days = without_spj(scope).order_by("-periode").values_list("periode", flat=True).distinct()
    return [Period.of(day) for day in days[:12]]


@transaction.atomic
def open_month(period: Period, jenis: str, access: Access) -> list[SpjKegiatan]:
    """An SPJ of that kind for each verified report of a month that has none; one transaction.

    Done twice nothing is opened twice. ValidationError for a kind that is not known.
    """
    rows = without_spj(access.scope, period).order_by("nama", "pk")
    if jenis in SIFAT:
        rows = rows.filter(sifat=SIFAT[jenis])
    with audit.together():
        return [
            services.open_spj(one.pk, jenis, access)
            for one in rows[:MOST]
            if mine(access, one.menu)
        ]


# ------------------------------------------------------------------ the documents of one SPJ
_NOTHING_NEW = (
    "Tidak ada yang baru: semua naskah yang siap sudah terbit. Pilih pindaian, atau tulis alasan "
    "bagi dokumen yang tidak ada."
)


@dataclass(frozen=True, slots=True)
class Terkumpul:
    """How many files were kept, how many documents have their reason now, whether nothing lacks."""

    berkas: int
    beralasan: int
    lengkap: bool


@transaction.atomic
def gather(pk: int, access: Access, uploads: Sequence[UploadedFile], alasan: str = "") -> Terkumpul:
    """Papers issued, files where their names begin with a document's code, a reason for the rest.

    Every paper that says something new is issued. The reason is said of what may be declared not to
    apply and has neither file nor paper. All or nothing: ValidationError at `berkas` for a name
    without the code of an open document, and where nothing is new.
    """
    case = lock_open(SpjKegiatan, pk, access, Bagian.KELENGKAPAN)
    reading = BacaanSpj(case)
    known = {one.kode for one in reading.ketentuan.dokumen}
    by_code: dict[str, list[UploadedFile]] = {}
    for upload in uploads:
        code = code_of(upload.name or "")
        if code not in known or not reading.terbuka(code):
            example = case.jenis
            said = f"“{upload.name}”: awali namanya dengan kode dokumen yang terbuka, misalnya"
            raise ValidationError({"berkas": f"{said} {example}2 atau {example}3."})
        by_code.setdefault(code, []).append(upload)
    issued = _issue_papers(pk, access, reading)
    kept = [
        one
        for code, found in by_code.items()
        for one in bukti.prove_held(case, code, access, _said(reading, code), found)
    ]
    reading.hear(berkas=kept, terbit=issued)
    reasoned = _reasoned(reading, access, alasan) if alasan else []
    reading.hear(dokumen=reasoned)
    if not (issued or uploads or reasoned):  # the same files again are kept once and no fault
        raise ValidationError({"berkas": _NOTHING_NEW})
    return Terkumpul(len(kept), len(reasoned), not any(reading.lacks.values()))


def _issue_papers(pk: int, access: Access, reading: BacaanSpj) -> bool:
    """Whether there was a paper to issue."""
    wanted = [one.naskah.key for one in reading.cetakan if one.perlu]
    if wanted:
        issue(ROAD, PAPERS, pk, wanted, access)
    return bool(wanted)


def last_reason(case: SpjKegiatan) -> str:
    """What was said last of documents of this kind at this puskesmas; "" where nothing was."""
    rows = BuktiSpj.objects.filter(spj__puskesmas=case.puskesmas_id, spj__jenis=case.jenis)
    found = rows.exclude(alasan="").order_by("-pk").values_list("alasan", flat=True).first()
    return str(found or "")


def code_of(name: str) -> str:
    """The code with which the name of a file begins: "a2 kuitansi.jpg" is a.2; "" for none."""
    found = _CODE.match(name)
    return f"{found[1].lower()}.{int(found[2])}" if found else ""


def _said(reading: BacaanSpj, code: str) -> dict[str, object]:
    row = reading.dokumen.get(code, BuktiSpj(alasan="", jumlah=0, bermeterai=False))
    return {"alasan": row.alasan, "jumlah": row.jumlah, "bermeterai": row.bermeterai}


def _reasoned(reading: BacaanSpj, access: Access, alasan: str) -> list[BuktiSpj]:
    lacking = {one.dokumen for one in reading.kurang}
    printed = {code for one in reading.cetakan if one.berlaku for code in one.naskah.untuk}
    codes = [
        one.kode
        for one in reading.ketentuan.dokumen
        if one.kode in lacking and not (one.pokok or one.bila_pajak) and one.kode not in printed
    ]
    return [
        bukti.say_held(reading.subject, code, access, _said(reading, code) | {"alasan": alasan})
        for code in codes
        if reading.terbuka(code)
    ]
