"""Use cases of contracts: write one, change it, extend it, end it. Each is one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from upaya.alur.road import MoveRefusedError
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.reasons import reason
from upaya.pegawai.models import Petugas
from upaya.regulasi.queries import rulebook_for
from upaya.rules.money import rupiah
from upaya.rules.parameter import RuleBook
from upaya.rules.period import tanggal
from upaya.rules.tenaga import road
from upaya.rules.tenaga.honor import UPAH, sebulan
from upaya.tenaga.formasi.models import Calon, Formasi
from upaya.tenaga.kontrak.models import AnggotaTim, Keluaran, Kontrak
from upaya.tenaga.kontrak.reading import BacaanKontrak, worker_fault
from upaya.tenaga.kontrak.target import rata_rata


@dataclass(frozen=True, slots=True)
class IsiKontrak:
    """What a contract says; `upah` with its sen.

    `anggota` (worker, role, part) and `keluaran` (words, unit, price) are a team's.
    """

    petugas_id: int
    mulai: date
    sampai: date
    kerangka: str
    upah: Decimal = Decimal(0)
    dasar_upah: str = ""
    pendapatan_lain: str = ""
    pihak: str = Kontrak.Pihak.PERORANGAN
    nama_pihak: str = ""
    anggota: Sequence[tuple[int, str, int]] = field(default=())
    keluaran: Sequence[tuple[str, str, int]] = field(default=())


def upah_ditetapkan(book: RuleBook, hari: date, kabupaten: str) -> tuple[Decimal, str] | None:
    """What the district decreed as pay on a day, with its decree; None when it decreed nothing."""
    value = book.find(UPAH, hari, kabupaten)
    return None if value is None else (Decimal(value.text), value.source)


@named()
def susun(formasi_id: int, isi: IsiKontrak, access: Access) -> Kontrak:
    """A draft on a place of the register; the same days again are refused in words."""
    place = _place(formasi_id, access)
    calon = None
    if not place.tim:
        calon = place.calon.filter(hasil=Calon.Hasil.TERPILIH).first()
        if calon is None:
            raise ValidationError(
                "Belum ada yang terpilih untuk formasi ini; Dinas Kesehatan mencatat seleksinya."
            )
    made = _empty(place, access)
    made.calon = calon
    _fill(made, isi, access)
    made.save(force_insert=True)
    _team(made, isi)
    audit.record(
        "tenaga.kontrak_susun", made, access=access, kabupaten=made.kabupaten_id,
        detail={"formasi": made.formasi_id, "honor": made.honor},
    )  # fmt: skip
    return made


def _place(formasi_id: int, access: Access) -> Formasi:
    found: Formasi = (
        Formasi.objects.for_scope(access.scope)
        .select_for_update(of=("self",))
        .select_related("puskesmas")
        .get(pk=formasi_id)
    )
    return found


def _empty(place: Formasi, access: Access) -> Kontrak:
    now = clock.now()
    return Kontrak(
        kabupaten_id=place.kabupaten_id, puskesmas_id=place.puskesmas_id, formasi=place,
        status=road.DRAF, status_since=now, disusun_oleh_id=access.user_id, disusun_pada=now,
    )  # fmt: skip


def _fill(made: Kontrak, isi: IsiKontrak, access: Access) -> None:
    """Put what was written into a contract, judged as a whole."""
    place, kabupaten = made.formasi, str(made.kabupaten_id)
    worker = Petugas.objects.for_scope(access.scope).filter(
        pk=isi.petugas_id, puskesmas=place.puskesmas_id
    )
    found = worker.first()
    if found is None:
        raise ValidationError({"petugas": "Petugas ini tidak bekerja di puskesmas ini."})
    tim = isi.pihak != Kontrak.Pihak.PERORANGAN
    if tim != place.tim:
        raise ValidationError({"formasi": "Formasi ini bukan untuk pihak kedua seperti itu."})
    if not tim and worker_fault(found):
        raise ValidationError({"petugas": worker_fault(found)})
    _check_term(made, isi)
    made.petugas, made.pihak, made.nama_pihak = found, isi.pihak, isi.nama_pihak.strip()
    made.mulai, made.sampai = isi.mulai, isi.sampai
    made.kerangka, made.pendapatan_lain = isi.kerangka.strip(), isi.pendapatan_lain.strip()
    made.upah, made.dasar_upah, made.honor, made.jkn = Decimal(0), "pembayaran per keluaran", 0, 0
    if not tim:
        _pay(made, isi, rulebook_for(kabupaten), kabupaten)


def _check_term(made: Kontrak, isi: IsiKontrak) -> None:
    year = made.formasi.tahun
    if isi.sampai < isi.mulai:
        raise ValidationError({"sampai": "Hari terakhir tidak boleh sebelum hari pertama."})
    for name, day in (("mulai", isi.mulai), ("sampai", isi.sampai)):
        if day.year != year:
            raise ValidationError({name: f"Perjanjian hanya dalam tahun anggaran {year}."})
    others = made.formasi.kontrak.exclude(status=road.BATAL).exclude(pk=made.pk)
    for other in others.select_related("petugas"):
        if other.mulai <= isi.sampai and isi.mulai <= other.akhir:
            raise ValidationError({"mulai": f"Formasi ini terisi pada masa itu: {other}."})


def _pay(made: Kontrak, isi: IsiKontrak, book: RuleBook, kabupaten: str) -> None:
    """The pay of the decree, or another with its own; never below what the district decreed."""
    decreed = upah_ditetapkan(book, isi.mulai, kabupaten)
    amount, basis = isi.upah, isi.dasar_upah.strip()
    if decreed is not None and amount < decreed[0]:
        raise ValidationError(
            {"upah": f"Tidak boleh kurang dari {rupiah(decreed[0])} menurut {decreed[1]}."}
        )
    if not basis:
        if decreed is None:
            raise ValidationError({"dasar_upah": "Sebut keputusan yang menetapkan honornya."})
        basis = decreed[1]
    if amount <= 0:
        raise ValidationError({"upah": "Honor sebulan harus di atas nol."})
    share = book.read("tenaga.honor.jkn_pemberi_kerja", isi.mulai, kabupaten).decimal
    made.upah, made.dasar_upah = amount, basis[:200]
    made.honor = sebulan(amount, book, isi.mulai, kabupaten)
    made.jkn = sebulan(made.honor * share, book, isi.mulai, kabupaten)


def _team(made: Kontrak, isi: IsiKontrak) -> None:
    if not made.tim:
        return
    known = set(
        Petugas.objects.filter(puskesmas=made.puskesmas_id, pk__in=[pk for pk, _, _ in isi.anggota])
        .order_by()
        .values_list("pk", flat=True)
    )
    if any(pk not in known for pk, _, _ in isi.anggota):
        raise ValidationError({"anggota": "Anggota tim harus petugas puskesmas ini."})
    made.anggota.all().delete()
    made.keluaran.all().delete()
    AnggotaTim.objects.bulk_create(
        AnggotaTim(kontrak=made, petugas_id=pk, peran=role, bagian=part)
        for pk, role, part in isi.anggota
    )
    Keluaran.objects.bulk_create(
        Keluaran(kontrak=made, uraian=words, satuan=unit, harga=price)
        for words, unit, price in isi.keluaran
    )


@named()
def ubah(pk: int, isi: IsiKontrak, access: Access) -> Kontrak:
    """Change a draft."""
    made = _locked(pk, access)
    if made.status != road.DRAF:
        raise ValidationError(f"Perjanjian ini berstatus “{made.state.label}”; isinya tetap.")
    _fill(made, isi, access)
    made.save()
    _team(made, isi)
    audit.record(
        "tenaga.kontrak_ubah", made, access=access, kabupaten=made.kabupaten_id,
        detail={"formasi": made.formasi_id, "honor": made.honor},
    )  # fmt: skip
    return made


def _locked(pk: int, access: Access) -> Kontrak:
    rows = Kontrak.objects.for_scope(access.scope).select_related("petugas", "formasi", "calon")
    found: Kontrak = rows.select_for_update(of=("self",)).get(pk=pk)
    return found


# ------------------------------------------------------------------ extension
def halangan_perpanjangan(old: Kontrak, sampai: date) -> list[str]:
    """Why a contract may not be extended to a day, in sentences; budget and targets (2016 rule)."""
    said = []
    if old.status != road.BERLAKU:
        return [f"Perjanjian ini berstatus “{old.state.label}”; tidak dapat diperpanjang."]
    if sampai.year != old.formasi.tahun:
        said.append(f"Perpanjangan hanya dalam tahun anggaran {old.formasi.tahun}.")
    book, kabupaten = rulebook_for(str(old.kabupaten_id)), str(old.kabupaten_id)
    least = book.read("tenaga.perpanjangan.capaian", old.sampai, kabupaten).integer
    reached = rata_rata(old)
    if reached is None:
        said.append("Belum ada bulan kerja yang diverifikasi, jadi capaiannya belum dapat dinilai.")
    elif reached < least:
        said.append(f"Capaian rata-rata {reached:.0f}%, paling sedikit {least}%.".replace(".0", ""))
    return said + _budget(old, sampai)


def _budget(old: Kontrak, sampai: date) -> list[str]:
    reading = BacaanKontrak(old)
    if reading.rencana is None:
        return [
            "Belum ada rencana BOK yang ditetapkan untuk tahun ini, jadi anggarannya belum ada."
        ]
    months = max(sampai.month - old.sampai.month, 1)
    needed = (old.honor + old.jkn) * months
    left = reading.sisa or 0
    if left >= needed:
        return []
    return [f"Anggaran honor dalam rencana BOK tersisa {rupiah(left)}, perlu {rupiah(needed)}."]


@named()
def perpanjang(pk: int, sampai: date, alasan: str, access: Access) -> Kontrak:
    """A draft that follows a contract day for day; ValidationError with all that stands against."""
    old = _locked(pk, access)
    place = _place(old.formasi_id, access)
    said = reason(alasan)
    if sampai <= old.sampai:
        raise ValidationError({"sampai": "Perpanjangan berakhir sesudah perjanjian yang sekarang."})
    against = halangan_perpanjangan(old, sampai)
    if against:
        raise ValidationError(against)
    made = _empty(place, access)
    for name in (
        "calon", "petugas", "pihak", "nama_pihak", "upah", "dasar_upah", "honor", "jkn",
        "pendapatan_lain", "kerangka",
    ):  # fmt: skip
        setattr(made, name, getattr(old, name))
    made.mulai = date.fromordinal(old.sampai.toordinal() + 1)
    made.sampai, made.sebelumnya, made.alasan = sampai, old, said
    made.save(force_insert=True)
    _copy_team(old, made)
    audit.record(
        "tenaga.kontrak_perpanjang", made, access=access, kabupaten=made.kabupaten_id,
        detail={"formasi": made.formasi_id, "honor": made.honor},
    )  # fmt: skip
    return made


def _copy_team(old: Kontrak, made: Kontrak) -> None:
    AnggotaTim.objects.bulk_create(
        AnggotaTim(kontrak=made, petugas_id=one.petugas_id, peran=one.peran, bagian=one.bagian)
        for one in old.anggota.all()
    )
    Keluaran.objects.bulk_create(
        Keluaran(kontrak=made, uraian=one.uraian, satuan=one.satuan, harga=one.harga)
        for one in old.keluaran.all()
    )


# ------------------------------------------------------------------ effects of the road
def akhiri(reading: BacaanKontrak, _access: Access, context: Mapping[str, Any]) -> None:
    """The last day that counts; no month after it may be under way."""
    case, day = reading.subject, context.get("berakhir")
    if day is None:
        raise MoveRefusedError("Isi hari terakhirnya.")
    if not case.mulai <= day <= case.sampai:
        raise ValidationError({"berakhir": "Hari terakhir harus dalam masa perjanjian."})
    follows = Kontrak.objects.filter(sebelumnya=case).first()
    if follows is not None and follows.status not in road.DITANDATANGANI:
        raise ValidationError({"berakhir": "Perpanjangannya sedang disusun; batalkan dulu."})
    if case.bulan.filter(periode__gt=day).exists():
        raise ValidationError({"berakhir": "Sudah ada bulan kerja sesudah hari itu."})
    frozen = case.bulan.filter(
        periode__year=day.year, periode__month=day.month, honor__isnull=False
    )
    if frozen.exists():
        raise ValidationError({"berakhir": "Honor bulan itu sudah dihitung."})
    case.berakhir = day


def lepas(reading: BacaanKontrak, _access: Access, _context: Mapping[str, Any]) -> None:
    """A draft extension that is called off no longer holds the contract that it followed."""
    case = reading.subject
    if case.sebelumnya is not None:
        until = tanggal(case.sebelumnya.sampai)
        case.alasan = f"Semula memperpanjang perjanjian sampai {until}: {case.alasan}"
        case.sebelumnya = None


def tanda_tangan_sendiri(
    reading: BacaanKontrak, access: Access, _context: Mapping[str, Any]
) -> None:
    """The worker signs for nobody else."""
    if reading.subject.petugas.user_id != access.user_id:
        raise MoveRefusedError("Perjanjian ini hanya ditandatangani tenaganya sendiri.")
