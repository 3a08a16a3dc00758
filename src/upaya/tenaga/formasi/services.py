"""Use cases of need, formation and selection. Each is one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.reasons import reason
from upaya.exchange.tenaga.abk_json import result
from upaya.regulasi.queries import rulebook_for
from upaya.rules.exact import tulis
from upaya.rules.tenaga.abk import BebanKerja, hitung, sidik
from upaya.rules.tenaga.syarat import Calon as CalonAturan
from upaya.rules.tenaga.syarat import Putusan, jenis_tenaga, periksa
from upaya.tenaga.formasi.models import TIM_MULAI, TIM_TERBANYAK, Calon, Formasi, Jenis, Kebutuhan
from upaya.wilayah.models import Unit


def _unit(pk: int, access: Access) -> Unit:
    """The puskesmas, locked; places of one are decided one after the other."""
    found: Unit = (
        Unit.objects.for_scope(access.scope)
        .select_for_update(of=("self",), no_key=True)
        .get(pk=pk, jenis=Unit.Jenis.PUSKESMAS)
    )
    return found


@transaction.atomic
def hitung_kebutuhan(
    unit_id: int, tahun: int, jenis: str, beban: BebanKerja, ada: int, access: Access
) -> Kebutuhan:
    """Keep what a workload says; the very same again is the one that stands."""
    unit = _unit(unit_id, access)
    found = hitung(beban, rulebook_for(str(unit.kabupaten_id)))
    mark = sidik(beban, found)
    last = (
        Kebutuhan.objects.filter(puskesmas=unit, tahun=tahun, jenis=jenis).order_by("-pk").first()
    )
    if last is not None and (last.sidik, last.ada) == (mark, ada):
        return last
    made = Kebutuhan.objects.create(
        kabupaten_id=str(unit.kabupaten_id), puskesmas=unit, tahun=tahun, jenis=jenis,
        masukan={"beban": _kept(beban), "hasil": result(beban, found)}, tepat=tulis(found.tepat),
        orang=found.orang, ada=ada, sidik=mark, dihitung_oleh_id=access.user_id,
        dihitung_pada=clock.now(),
    )  # fmt: skip
    audit.record(
        "tenaga.kebutuhan", made, access=access, kabupaten=made.kabupaten_id,
        detail={"jenis": jenis, "tahun": tahun, "orang": made.orang},
    )  # fmt: skip
    return made


def _kept(beban: BebanKerja) -> dict[str, Any]:
    """The workload as the command's file has it."""

    def written(value: Fraction | None) -> str | None:
        return None if value is None else tulis(value)

    return {
        "waktu_kerja_tersedia": tulis(beban.waktu_kerja_tersedia),
        "tugas_pokok": [
            {"uraian": one.uraian, "capaian": tulis(one.capaian), "norma": written(one.norma),
             "standar": written(one.standar)}
            for one in beban.tugas_pokok
        ],
        "faktor_penunjang": written(beban.faktor),
        "standar_penunjang": written(beban.penunjang),
    }  # fmt: skip


# ------------------------------------------------------------------ formation
@dataclass(frozen=True, slots=True)
class Keputusan:
    """What the Kepala Dinas decided: number and day of the decision, and why this need first."""

    nomor: str
    tanggal: date
    alasan: str


@named()
def tetapkan(unit_id: int, tahun: int, jenis: str, keputusan: Keputusan, access: Access) -> Formasi:
    """A place of a kind at a puskesmas; ValidationError when the year allows no more of them."""
    unit = _unit(unit_id, access)
    kabupaten, day = str(unit.kabupaten_id), date(tahun, 12, 31)
    if keputusan.tanggal > clock.today():
        raise ValidationError({"tanggal": "Tanggal keputusan belum tiba."})
    taken = set(
        Formasi.objects.filter(puskesmas=unit, tahun=tahun)
        .order_by()
        .values_list("nomor", flat=True)
    )
    if jenis == Jenis.TIM:
        places = range(TIM_MULAI, TIM_TERBANYAK + 1)
        full = f"Sudah ada {len(places)} formasi tim untuk {unit.nama} tahun {tahun}."
    else:
        book = rulebook_for(kabupaten)
        if jenis not in jenis_tenaga(book, day, kabupaten):
            raise ValidationError(
                {"jenis": f"Jenis ini tidak termasuk tenaga yang dapat dikontrak tahun {tahun}."}
            )
        most = book.read("tenaga.maksimal", day, kabupaten)
        places = range(1, most.integer + 1)
        full = (
            f"{unit.nama} sudah mempunyai {most.integer} formasi tahun {tahun}: paling banyak "
            f"{most.integer} orang ({most.source})."
        )
    number = next((one for one in places if one not in taken), None)
    if number is None:
        raise ValidationError({"jenis": full})
    made = Formasi.objects.create(
        kabupaten_id=kabupaten, puskesmas=unit, tahun=tahun, nomor=number, jenis=jenis,
        keputusan=keputusan.nomor.strip(), tanggal=keputusan.tanggal,
        alasan=reason(keputusan.alasan), ditetapkan_oleh_id=access.user_id,
        ditetapkan_pada=clock.now(),
    )  # fmt: skip
    audit.record(
        "tenaga.formasi", made, access=access, kabupaten=kabupaten,
        detail={"jenis": jenis, "tahun": tahun, "nomor": number},
    )  # fmt: skip
    return made


@transaction.atomic
def cabut(pk: int, alasan: str, access: Access) -> None:
    """Take a place back that nobody was chosen for and no contract was written on."""
    found = Formasi.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=pk)
    said = reason(alasan)
    if found.calon.exists() or found.kontrak.exists():
        raise ValidationError("Formasi ini sudah mempunyai hasil seleksi atau perjanjian kerja.")
    audit.record(
        "tenaga.formasi_cabut", found, access=access, kabupaten=found.kabupaten_id,
        detail={"jenis": found.jenis, "nomor": found.nomor, "alasan": said},
    )  # fmt: skip
    found.delete()


# ------------------------------------------------------------------ selection
@named()
def catat_calon(formasi_id: int, data: Mapping[str, Any], access: Access) -> Calon:
    """A result of the selection with its references in Renbut and SI SDM."""
    place = (
        Formasi.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=formasi_id)
    )
    if place.tim:
        raise ValidationError("Formasi tim tidak melalui seleksi perorangan.")
    lahir: date = data["lahir"]
    if lahir >= clock.today():
        raise ValidationError({"lahir": "Tanggal lahir belum lewat."})
    if data["tanggal"] > clock.today():
        raise ValidationError({"tanggal": "Tanggal hasil seleksi belum tiba."})
    made = Calon.objects.create(
        kabupaten_id=place.kabupaten_id, formasi=place, dicatat_oleh_id=access.user_id,
        dicatat_pada=clock.now(), **{**data, "lahir": lahir.isoformat()},
    )  # fmt: skip
    audit.record(
        "tenaga.seleksi", made, access=access, kabupaten=place.kabupaten_id,
        detail={"formasi": place.pk, "hasil": made.hasil},
    )  # fmt: skip
    return made


@named()
def ubah_hasil(calon_id: int, hasil: str, access: Access) -> Calon:
    """Somebody steps back, a reserve comes after; whom a contract names stays chosen."""
    found = Calon.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=calon_id)
    if found.hasil == hasil:
        return found
    if found.kontrak.exclude(status="batal").exists():
        raise ValidationError("Calon ini sudah mempunyai perjanjian kerja; hasilnya tidak diubah.")
    found.hasil = hasil
    found.save(update_fields=["hasil"])
    audit.record(
        "tenaga.seleksi_ubah", found, access=access, kabupaten=found.kabupaten_id,
        detail={"hasil": hasil},
    )  # fmt: skip
    return found


@transaction.atomic
def perbarui_stra(calon_id: int, nomor: str, sampai: date, access: Access) -> Calon:
    """Note a renewed STRA; the warnings follow its new last day."""
    found = Calon.objects.for_scope(access.scope).select_for_update(of=("self",)).get(pk=calon_id)
    if (found.stra, found.stra_sampai) == (nomor.strip(), sampai):
        return found
    if found.stra_sampai is not None and sampai <= found.stra_sampai:
        raise ValidationError({"stra_sampai": "STRA yang baru berakhir sesudah yang lama."})
    found.stra, found.stra_sampai = nomor.strip(), sampai
    found.save(update_fields=["stra", "stra_sampai"])
    audit.record(
        "tenaga.stra", found, access=access, kabupaten=found.kabupaten_id,
        detail={"sampai": sampai.isoformat()},
    )  # fmt: skip
    return found


def syarat(calon: Calon, hari: date) -> tuple[Putusan, ...]:
    """Every requirement of the place for that person on the day of appointment."""
    kabupaten = str(calon.kabupaten_id)
    asked = CalonAturan(
        date.fromisoformat(calon.lahir), calon.pendidikan, calon.bidang, calon.pengalaman,
        calon.stra, calon.stra_sampai, calon.domisili,
    )  # fmt: skip
    return periksa(calon.formasi.jenis, asked, hari, rulebook_for(kabupaten), kabupaten)
