"""Use cases of months of work: open, write targets, report, judgement; effects of the road."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from upaya.alur.road import AlreadyMadeError, MoveRefusedError
from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.pembayaran.services import funds, lines
from upaya.pembayaran.services.lines import Asal
from upaya.regulasi.queries import rulebook_for
from upaya.rules.money import plain
from upaya.rules.period import Period
from upaya.rules.tenaga import road
from upaya.tenaga.kerja.honor import mark, to_json
from upaya.tenaga.kerja.models import Absen, BulanKerja, HonorBeku, Target
from upaya.tenaga.kerja.reading import RELATED, SUMBER, BacaanBulan
from upaya.tenaga.kontrak.models import Kontrak

_PENUH = 100


class BentrokError(Exception):
    """Somebody else wrote the month first."""

    def __init__(self) -> None:
        super().__init__("Bulan kerja ini sudah diubah orang lain sejak Anda membukanya.")


# ------------------------------------------------------------------ opening
@named()
def buka(kontrak_id: int, period: Period, access: Access) -> BulanKerja:
    """The month of a contract with the targets of the month before; the one that stands, again."""
    contract = (
        Kontrak.objects.for_scope(access.scope)
        .select_for_update(of=("self",))
        .select_related("petugas", "puskesmas")
        .get(pk=kontrak_id)
    )
    found = contract.bulan.filter(periode=period.first_day).first()
    if found is not None:
        return found
    if contract.status not in road.DITANDATANGANI:
        raise ValidationError("Perjanjian kerja ini belum ditandatangani kedua pihak.")
    if period not in contract.months():
        raise ValidationError(f"{period.nama} di luar masa perjanjian kerja ini.")
    if period > Period.of(clock.today()):
        raise ValidationError(f"{period.nama} belum berjalan.")
    now = clock.now()
    made = BulanKerja.objects.create(
        kabupaten_id=contract.kabupaten_id, puskesmas_id=contract.puskesmas_id, kontrak=contract,
        periode=period.first_day, status=road.TARGET, status_since=now,
        dibuka_oleh_id=access.user_id, dibuka_pada=now,
    )  # fmt: skip
    Target.objects.bulk_create(_proposed(contract, made))
    audit.record(
        "tenaga.bulan_buka", made, access=access, kabupaten=made.kabupaten_id,
        detail={"kontrak": contract.pk, "periode": str(period)},
    )  # fmt: skip
    return made


def _proposed(contract: Kontrak, made: BulanKerja) -> list[Target]:
    """The targets of the month before, else the outputs of a team, as a starting point."""
    before = contract.bulan.exclude(pk=made.pk).order_by("-periode").first()
    if before is not None:
        return [
            Target(bulan=made, urutan=one.urutan, indikator=one.indikator, satuan=one.satuan,
                   target=one.target, bobot=one.bobot, bukti=one.bukti, harga=one.harga)
            for one in before.target.order_by("urutan")
        ]  # fmt: skip
    outputs = list(contract.keluaran.all())
    if not outputs:
        return []
    share, more = divmod(_PENUH, len(outputs))
    return [
        Target(bulan=made, urutan=n, indikator=one.uraian, satuan=one.satuan, target=Decimal(1),
               bobot=share + (n <= more), bukti="berita acara penerimaan", harga=one.harga)
        for n, one in enumerate(outputs, start=1)
    ]  # fmt: skip


# ------------------------------------------------------------------ writing
def _open(pk: int, status: str, versi: int, access: Access) -> BulanKerja:
    """The month, locked, in the state in which this is written."""
    rows = BulanKerja.objects.for_scope(access.scope).select_related(*RELATED)
    found: BulanKerja = rows.select_for_update(of=("self",)).get(pk=pk)
    if found.status != status:
        raise ValidationError(f"Bulan kerja ini berstatus “{found.state.label}”; isinya tetap.")
    if found.versi != versi:
        raise BentrokError
    return found


def _written(month: BulanKerja) -> BulanKerja:
    month.versi += 1
    month.save()
    return month


@dataclass(frozen=True, slots=True)
class IsiTarget:
    """A target as the head of the puskesmas writes it."""

    indikator: str
    satuan: str
    target: Decimal
    bobot: int
    bukti: str


@transaction.atomic
def tulis_target(
    pk: int, rows: Sequence[IsiTarget], access: Access, *, seen_versi: int
) -> BulanKerja:
    """Put these targets where others stand; prices stay with the outputs of a team's contract."""
    month = _open(pk, road.TARGET, seen_versi, access)
    prices = {one.uraian: one.harga for one in month.kontrak.keluaran.all()}
    if month.kontrak.tim and any(row.indikator not in prices for row in rows):
        raise ValidationError("Target tim adalah keluaran dalam perjanjiannya, dengan harganya.")
    stands = [
        IsiTarget(one.indikator, one.satuan, one.target, one.bobot, one.bukti)
        for one in month.target.order_by("urutan")
    ]
    if stands == list(rows):
        return month
    month.target.all().delete()
    Target.objects.bulk_create(
        Target(bulan=month, urutan=n, indikator=row.indikator, satuan=row.satuan,
               target=row.target, bobot=row.bobot, bukti=row.bukti, harga=prices.get(row.indikator))
        for n, row in enumerate(rows, start=1)
    )  # fmt: skip
    _written(month)
    audit.record(
        "tenaga.target_isi", month, access=access, kabupaten=month.kabupaten_id,
        detail={"target": len(rows)},
    )  # fmt: skip
    return month


@dataclass(frozen=True, slots=True)
class IsiLaporan:
    """What a worker reports: by key of a target what was reached and where the proof lies."""

    laporan: str
    kendala: str
    absen: Mapping[date, str]
    capaian: Mapping[int, tuple[Decimal | None, str]]


@transaction.atomic
def tulis_laporan(pk: int, isi: IsiLaporan, access: Access, *, seen_versi: int) -> BulanKerja:
    """Write attendance and report; days that are to come and days off the contract are refused."""
    month = _open(pk, road.BERJALAN, seen_versi, access)
    reading = BacaanBulan(month)
    faults = {}
    for day in isi.absen:
        if day not in reading.hari:
            faults[f"hari-{day.day}"] = "Bukan hari kerja dalam masa perjanjian ini."
        elif day > clock.today():
            faults[f"hari-{day.day}"] = "Hari ini belum tiba."
    if faults:
        raise ValidationError(faults)
    for one in reading.target:
        if one.pk in isi.capaian:
            one.capaian, one.keterangan = isi.capaian[one.pk]
            one.dinilai = None
            one.save(update_fields=["capaian", "keterangan", "dinilai"])
    month.absen.all().delete()
    Absen.objects.bulk_create(
        Absen(bulan=month, tanggal=day, keterangan=said) for day, said in sorted(isi.absen.items())
    )
    month.laporan, month.kendala = isi.laporan.strip(), isi.kendala.strip()
    _written(month)
    audit.record(
        "tenaga.laporan_isi", month, access=access, kabupaten=month.kabupaten_id,
        detail={"hari": len(isi.absen)},
    )  # fmt: skip
    return month


@dataclass(frozen=True, slots=True)
class IsiNilai:
    """What the head accepts of each target (by key), with the reference in SI SDM."""

    si_sdm: str
    catatan: str
    dinilai: Mapping[int, Decimal | None]


@transaction.atomic
def tulis_nilai(pk: int, isi: IsiNilai, access: Access, *, seen_versi: int) -> BulanKerja:
    """Write the evaluation; more than was reported is refused at its field."""
    month = _open(pk, road.DILAPORKAN, seen_versi, access)
    rows, faults = list(month.target.order_by("urutan")), {}
    for one in rows:
        said = isi.dinilai.get(one.pk)
        if said is not None and one.capaian is not None and said > one.capaian:
            faults[f"dinilai-{one.pk}"] = "Tidak boleh melebihi yang dilaporkan."
    if faults:
        raise ValidationError(faults)
    for one in rows:
        one.dinilai = isi.dinilai.get(one.pk)
        one.save(update_fields=["dinilai"])
    month.si_sdm, month.catatan = isi.si_sdm.strip(), isi.catatan.strip()
    _written(month)
    audit.record(
        "tenaga.nilai_isi", month, access=access, kabupaten=month.kabupaten_id,
        detail={"target": len(rows)},
    )  # fmt: skip
    return month


# ------------------------------------------------------------------ effects of the road
def milik_sendiri(reading: BacaanBulan, access: Access, _context: Mapping[str, Any]) -> None:
    """A worker reports nobody else's month."""
    if reading.subject.kontrak.petugas.user_id != access.user_id:
        raise MoveRefusedError("Bulan kerja ini hanya dilaporkan tenaganya sendiri.")


def bekukan(reading: BacaanBulan, access: Access, _context: Mapping[str, Any]) -> None:
    """Freeze the honour with all that it came from."""
    month, found = reading.subject, reading.hitungan
    if found is None:
        raise MoveRefusedError(reading.galat)
    HonorBeku.objects.create(
        bulan=month, honor=found.honor, capaian=_percent(found.capaian), masukan=found.masukan,
        hasil=to_json(found), sidik=mark(found), dihitung_oleh_id=access.user_id,
        dihitung_pada=clock.now(),
    )  # fmt: skip
    month.honor = found.honor


def _percent(value: Any) -> Decimal:  # noqa: ANN401 - a fraction
    return Decimal(plain(Decimal(round(value * 10_000)) / 10_000))


def minta_dana(reading: BacaanBulan, access: Access, _context: Mapping[str, Any]) -> None:
    """A payment line for everybody who gets a part, with account and tax of today."""
    month = reading.subject
    source = Asal(
        SUMBER, month.pk, month.puskesmas_id, str(month.kabupaten_id),
        f"Honor tenaga kontrak {month.kontrak.petugas.nama} {month.period.nama}"[:160],
    )  # fmt: skip
    payment = lines.create(source, reading.tagihan, access, rulebook_for(str(month.kabupaten_id)))
    payment.rekening = reading.rekening
    payment.save(update_fields=["rekening"])


def tarik_dana(reading: BacaanBulan, access: Access, _context: Mapping[str, Any]) -> None:
    """Take the payment back while no money has moved."""
    if reading.pembayaran is not None:
        lines.discard(reading.pembayaran.pk, access)


def terima_dana(reading: BacaanBulan, access: Access, context: Mapping[str, Any]) -> None:
    """Note the transfer that the form brought."""
    payment, transfer = reading.pembayaran, context.get("transfer")
    if payment is None or transfer is None:
        raise MoveRefusedError("Isi nomor, tanggal, dan jumlah transfer.")
    if transfer.jumlah != payment.sisa_dana:
        raise ValidationError({"jumlah": "Dananya harus sebesar yang diajukan."})
    asked = reading.last_move("ajukan_dana")
    assert asked is not None  # noqa: S101 - there is no other way to this move
    day = timezone.localtime(asked.at).date()
    if funds.receive(payment.pk, transfer, access, diminta=day) is None:
        raise AlreadyMadeError
