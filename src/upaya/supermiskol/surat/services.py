"""Use cases of letters: decide and issue, withdraw, extend. They run inside the move's transaction.

The number is drawn where the decision is made: an approval that fails draws none.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.akun.models import User
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.documents import register
from upaya.core.reasons import TOO_SHORT, says_something
from upaya.rules.exact import tulis
from upaya.rules.nama_orang import inisial
from upaya.rules.supermiskol.jam import akhir_masa
from upaya.rules.supermiskol.road import DISETUJUI
from upaya.rules.supermiskol.skor import sidik
from upaya.supermiskol.ketetapan import pola_nomor
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.reading import RELATED, BacaanPermohonan
from upaya.supermiskol.surat.models import Putusan, SuratMiskin
from upaya.supermiskol.surat.papers import JENIS, letter
from upaya.wilayah.models import Unit

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE = 16
WITHDRAWN = "Surat ini dicabut oleh penerbitnya."
"""What the register says of a withdrawn letter: a fixed sentence, never the typed reason."""


def approve(reading: BacaanPermohonan, access: Access, context: Mapping[str, Any]) -> None:
    """Effect of *setujui*: the decision, the letter, its number."""
    _decide(reading, access, context, setuju=True)
    _issue(reading, access)


def refuse(reading: BacaanPermohonan, access: Access, context: Mapping[str, Any]) -> None:
    """Effect of *tolak*: the decision."""
    _decide(reading, access, context, setuju=False)


def withdraw(reading: BacaanPermohonan, access: Access, _context: Mapping[str, Any]) -> None:
    """Effect of *cabut*: the letter is withdrawn here and in the register."""
    found = reading.surat
    if found is None:
        raise ValidationError("Permohonan ini tidak mempunyai surat.")
    found.dicabut_tanggal, found.dicabut_oleh_id = clock.today(), access.user_id
    found.save(update_fields=["dicabut_tanggal", "dicabut_oleh"])
    register.withdraw(Permohonan, [reading.subject.pk], access, sebab=WITHDRAWN, kinds={JENIS})


@transaction.atomic
def extend(pk: int, access: Access) -> SuratMiskin:
    """A letter in force runs as long again, as often as the rules let; it gets a new number.

    ValidationError where it was withdrawn, has expired or was extended often enough.
    """
    case: Permohonan = (
        Permohonan.objects.for_scope(access.scope)
        .select_related(*RELATED)
        .select_for_update(of=("self",))
        .get(pk=pk)
    )
    reading = BacaanPermohonan(case)
    found, refused = reading.surat, not_extended(reading)
    if found is None or refused:
        raise ValidationError(refused)
    months = reading.ketentuan("masa_berlaku").integer
    found.berlaku_sampai = akhir_masa(found.berlaku_sampai + timedelta(days=1), months)
    found.perpanjangan += 1
    with audit.together():
        _number(reading, found, access)
        found.save()
        audit.record(
            "miskol.perpanjang",
            case,
            access=access,
            kabupaten=case.kabupaten_id,
            detail={"sampai": found.berlaku_sampai.isoformat(), "nomor": found.nomor},
        )
    return found


def not_extended(reading: BacaanPermohonan) -> str:
    """Why the letter of a request cannot be extended today, in a sentence; "" where it can."""
    found = reading.surat
    if (
        found is None
        or reading.subject.status != DISETUJUI
        or found.keadaan(clock.today()) != "berlaku"
    ):
        return "Hanya surat yang sedang berlaku yang dapat diperpanjang."
    if found.perpanjangan >= reading.ketentuan("perpanjangan").integer:
        return "Surat ini sudah diperpanjang sebanyak yang diizinkan."
    return ""


def _decide(
    reading: BacaanPermohonan, access: Access, context: Mapping[str, Any], *, setuju: bool
) -> None:
    visit, skor = reading.kunjungan, reading.skor
    layak = skor.layak if skor else None
    against = layak is not None and layak != setuju
    why = str(context.get("alasan_melawan", "")).strip()
    if against and not says_something(why):
        raise ValidationError({"alasan_melawan": f"Putusan ini berbeda dari skor. {TOO_SHORT}"})
    now = reading.skema_kini
    Putusan.objects.create(
        permohonan=reading.subject,
        kunjungan=visit,
        setuju=setuju,
        skor=tulis(skor.skor) if skor and skor.skor is not None else "",
        layak=layak,
        melawan=against,
        alasan=context["alasan"],
        alasan_melawan=why if against else "",
        jawaban=visit.jawaban if visit else {},
        skema_berganti=visit is not None and (now is None or now.pk != visit.skema_id),
        sidik=sidik(visit.skema.skema, visit.jawaban) if visit else "",
        diputus_oleh_id=access.user_id,
        diputus_pada=clock.now(),
    )


def _issue(reading: BacaanPermohonan, access: Access) -> None:
    case, today = reading.subject, clock.today()
    assert access.scope.unit is not None  # noqa: S101 - who signs is held at an office
    until = akhir_masa(today, reading.ketentuan("masa_berlaku").integer)
    made = SuratMiskin(
        kabupaten_id=case.kabupaten_id,
        permohonan=case,
        penerbit_id=access.scope.unit,
        kode="".join(secrets.choice(_ALPHABET) for _ in range(_CODE)),
        inisial=inisial(case.nama),
        terbit=today,
        berlaku_sampai=until,
        penandatangan_id=access.user_id,
    )
    _number(reading, made, access)
    made.save(force_insert=True)


def _number(reading: BacaanPermohonan, made: SuratMiskin, access: Access) -> None:
    """The next number of the office's year, in the district's form, for what the letter says."""
    case = reading.subject
    office = Unit.objects.get(pk=made.penerbit_id)
    signer = User.objects.only("name", "nip", "pangkat").get(pk=access.user_id)
    role = "Penandatangan" if access.mewakili is None else "Pelaksana harian Penandatangan"
    isi = letter(case, office, (signer.name, signer.nip, signer.pangkat), made, role)
    issued = register.issue(
        case,
        isi,
        access,
        kabupaten_id=case.kabupaten_id,
        unit_id=office.pk,
        pola=pola_nomor(case.kabupaten_id),
    )
    made.dokumen, made.nomor = issued, issued.nomor
