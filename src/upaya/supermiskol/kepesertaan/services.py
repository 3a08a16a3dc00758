"""The membership check: a port, and the extract as one way to answer; by hand is the form."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.crypto import blind_index
from upaya.core.sniff import clean_name
from upaya.exchange.supermiskol.peserta_csv import Bacaan, PesertaError, read
from upaya.rules.period import tanggal
from upaya.supermiskol.kepesertaan.models import Ekstrak, PesertaEkstrak

MAX_SIZE = 40 * 1024 * 1024
_BATCH = 5_000
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Hasil:
    """What a source says of one NIK: the kind of membership, which source, of which day."""

    kepesertaan: str
    sumber: str
    tanggal: date


class Pengecek(Protocol):
    """A source of memberships. Another one (BPJS itself) is one more class like `DariEkstrak`."""

    def cek(self, kabupaten: str, nik: str) -> Hasil | None:
        """What the source says; None where it has nothing to say of this district."""

    def cek_banyak(self, kabupaten: str, nik: Sequence[str]) -> Mapping[str, Hasil]:
        """What it says of many, by NIK; {} where it has nothing to say of this district."""


class DariEkstrak:
    """The district's own extract, the newest that is in use."""

    def cek(self, kabupaten: str, nik: str) -> Hasil | None:
        """A NIK that is not in the extract belongs to no member, as of its day."""
        newest = self._newest(kabupaten)
        if newest is None or not nik:
            return None
        row = PesertaEkstrak.objects.filter(
            ekstrak=newest, nik_indeks=blind_index(nik, "nik")
        ).first()
        return self._said(newest, row.kepesertaan if row else "bukan")

    def cek_banyak(self, kabupaten: str, nik: Sequence[str]) -> Mapping[str, Hasil]:
        """The same for many, in few questions."""
        newest = self._newest(kabupaten)
        if newest is None:
            return {}
        marks = {blind_index(one, "nik"): one for one in nik}
        listed, found = sorted(marks), dict.fromkeys(nik, self._said(newest, "bukan"))
        for at in range(0, len(listed), _AT_ONCE):
            rows = PesertaEkstrak.objects.filter(
                ekstrak=newest, nik_indeks__in=listed[at : at + _AT_ONCE]
            )
            for row in rows:
                found[marks[row.nik_indeks]] = self._said(newest, row.kepesertaan)
        return found

    def _newest(self, kabupaten: str) -> Ekstrak | None:
        rows = Ekstrak.objects.filter(kabupaten=kabupaten, dipakai_pada__isnull=False)
        found: Ekstrak | None = rows.order_by("-per_tanggal", "-pk").first()
        return found

    def _said(self, newest: Ekstrak, kepesertaan: str) -> Hasil:
        source = f"Data peserta kabupaten per {tanggal(newest.per_tanggal)}"
        return Hasil(kepesertaan, source, newest.per_tanggal)


PENGECEK: Pengecek = DariEkstrak()
"""What the button of a request asks; what it does not know is looked up and entered by hand."""


@transaction.atomic
def try_out(access: Access, upload: UploadedFile, per_tanggal: date) -> Ekstrak:
    """Read a file without using it: what it holds, what is refused. The same file twice is one.

    ValidationError at `berkas` for a file that is no such table or holds nobody.
    """
    if (upload.size or 0) > MAX_SIZE:
        raise ValidationError({"berkas": f"Berkas lebih dari {MAX_SIZE // 1024 // 1024} MB."})
    body = upload.read()
    mark = hashlib.sha256(body).hexdigest()
    assert access.scope.kabupaten is not None  # noqa: S101 - a role of a district
    audit.hold(access.scope.kabupaten)  # two of the same file at once make one
    before: Ekstrak | None = Ekstrak.objects.filter(
        kabupaten=access.scope.kabupaten, sha256=mark, per_tanggal=per_tanggal
    ).first()
    if before is not None:
        return before
    name = clean_name(str(upload.name))
    return _keep(access, _members_of(body), mark, per_tanggal, name)


def _members_of(body: bytes) -> Bacaan:
    try:
        found = read(body)
    except PesertaError as refused:
        raise ValidationError({"berkas": str(refused)}) from refused
    if not found.peserta:
        raise ValidationError({"berkas": "Tidak ada satu peserta pun yang terbaca."})
    return found


def _keep(access: Access, found: Bacaan, mark: str, per_tanggal: date, name: str) -> Ekstrak:
    """What was read, in the tables: the extract, its members by their blind index, the audit."""
    assert access.scope.kabupaten is not None  # noqa: S101 - a role of a district is held in one
    made = Ekstrak.objects.create(
        kabupaten_id=access.scope.kabupaten,
        per_tanggal=per_tanggal,
        nama=name,
        sha256=mark,
        banyak=len(found.peserta),
        ditolak=found.ditolak,
        catatan=list(found.catatan),
        diunggah_oleh_id=access.user_id,
        diunggah_pada=clock.now(),
    )
    PesertaEkstrak.objects.bulk_create(
        (
            PesertaEkstrak(
                kabupaten_id=made.kabupaten_id,
                ekstrak=made,
                nik_indeks=blind_index(one.nik, "nik"),
                kepesertaan=one.jenis,
            )
            for one in found.peserta
        ),
        batch_size=_BATCH,
    )
    audit.record(
        "ekstrak_jkn.coba",
        made,
        access=access,
        kabupaten=made.kabupaten_id,
        detail={"banyak": made.banyak, "ditolak": made.ditolak},
    )
    assert isinstance(made, Ekstrak)  # noqa: S101 - the manager has no types
    return made


@transaction.atomic
def use(pk: int, access: Access) -> Ekstrak:
    """From now on this extract answers; using it twice changes nothing."""
    rows = Ekstrak.objects.for_scope(access.scope)
    found: Ekstrak = rows.select_for_update(of=("self",)).get(pk=pk)
    if found.dipakai_pada is not None:
        return found
    found.dipakai_oleh_id, found.dipakai_pada = access.user_id, clock.now()
    found.save(update_fields=["dipakai_oleh", "dipakai_pada"])
    audit.record("ekstrak_jkn.pakai", found, access=access, kabupaten=found.kabupaten_id)
    return found
