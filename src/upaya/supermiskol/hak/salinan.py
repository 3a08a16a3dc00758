"""A copy of all that is kept of a family, for the family: as a paper and as data (Pasal 7).

Officers are named by their office, as on the family's own page. What a file holds is not repeated:
it came from the family; the copy says which files there are, and their fingerprints.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from upaya.core import audit, clock
from upaya.core.access import Access
from upaya.core.documents.content import Bagian, Isi, Kop, Paragraf, Rincian, Subjudul, sidik
from upaya.core.documents.pdf import Terbit
from upaya.core.reasons import reason
from upaya.rules.period import tanggal
from upaya.rules.supermiskol import keluarga as kata
from upaya.rules.supermiskol.skor import dibaca, hitung
from upaya.supermiskol.hak.akses import for_family, note
from upaya.supermiskol.hak.models import PermintaanHak
from upaya.supermiskol.hak.queries import news
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import KirimanPonsel
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.permohonan.reading import BacaanPermohonan
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.ulangan.models import Ulangan

FORMAT = "upaya.salinan-keluarga/1"
BENTUK = {"pdf": "PDF, untuk dibaca", "json": "JSON, untuk program lain"}
JUDUL = "Salinan Data Keluarga"
_LABEL = {
    "nik": "NIK",
    "kk": "Nomor KK",
    "ibu": "Nama ibu kandung",
    "faskes": "Fasilitas kesehatan",
    "sha256": "Sidik isi",
}
_TANYA = "Bila ada yang keliru, mintalah dibetulkan lewat halaman keluarga atau kantor desa."


def isi_salinan(case: Permohonan) -> dict[str, Any]:
    """Everything that is kept of the family of a request, as plain data.

    Days and moments are ISO; what was never filled is "" or null.
    """
    reading, told = BacaanPermohonan(case), news(case)
    above = case.desa.induk
    return {
        "format": FORMAT,
        "dibuat_pada": _moment(clock.now()),
        "tujuan": kata.TUJUAN,
        "permohonan": {
            "tiket": case.tiket,
            "keadaan": told.kabar.judul,
            "sejak": _moment(case.status_since),
            "datang_pada": _moment(case.masuk_pada),
            "desa": case.desa.nama,
            "kecamatan": above.nama if above else "",
            "kabupaten": case.kabupaten.nama,
            "disimpan_sampai": _day(told.simpan_sampai),
        },
        "pemohon": _applicant(case),
        "pengecekan": {
            "kepesertaan": case.get_kepesertaan_display(),
            "sumber": case.kepesertaan_sumber,
            "tanggal": _day(case.kepesertaan_tanggal),
            "data_kesejahteraan_sosial": case.get_register_display(),
            "desil": case.register_desil,
            "tanggal_data": _day(case.register_tanggal),
        },
        "berkas": _papers(case),
        "langkah": [
            {"keadaan": _state(case, log.target), "pada": _moment(log.at), "alasan": log.reason}
            for log in reading.moves
        ],
        "kunjungan": _visits(case),
        "putusan": _decision(reading),
        "surat": _letter(reading),
        "permintaan": [_asked(one) for one in told.permintaan],
        "yang_membuka": [
            {"kantor": one.kantor, "hari": _day(one.hari), "halaman": list(one.halaman)}
            for one in for_family(case)
        ],
    }


def _papers(case: Permohonan) -> list[dict[str, Any]]:
    return [
        {
            "jenis": one.get_jenis_display(),
            "nama": one.stored.name,
            "diunggah_pada": _moment(one.diunggah_pada),
            "diganti": one.diganti,
            "sha256": one.stored.sha256,
        }
        for one in case.berkas.select_related("stored")
    ]


def _asked(one: PermintaanHak) -> dict[str, Any]:
    return {
        "jenis": one.get_jenis_display(),
        "bidang": one.get_bidang_display() if one.bidang else "",
        "isi": one.uraian,
        "yang_benar": one.seharusnya,
        "diajukan_pada": _moment(one.diajukan_pada),
        "keadaan": one.get_status_display(),
        "jawaban": one.jawaban,
        "janji": one.janji,
        "janji_sampai": _day(one.janji_sampai),
    }


def _applicant(case: Permohonan) -> dict[str, Any]:
    return {
        "nama": case.nama,
        "nik": case.nik,
        "kk": case.kk,
        "tanggal_lahir": _day(case.tanggal_lahir),
        "ibu": case.ibu,
        "hubungan": case.get_hubungan_display(),
        "alamat": case.alamat,
        "telepon": case.telepon,
        "keperluan": case.get_keperluan_display(),
        "faskes": case.faskes,
        "rujukan": case.rujukan_nomor,
        "tanggal_rujukan": _day(case.rujukan_tanggal),
        "gawat": case.gawat,
    }


def _visits(case: Permohonan) -> list[dict[str, Any]]:
    """Every visit, whichever counts: those of the road, those beside them, repeated ones."""
    found = []
    for one in Kunjungan.objects.filter(permohonan=case).select_related("skema").order_by("nomor"):
        score = hitung(one.skema.skema, one.jawaban)
        found.append(
            {
                "macam": "tinjau lapang",
                "tanggal": _day(one.tanggal),
                "skema": f"{one.skema.skema.nama}, versi {one.skema.nomor}",
                "jawaban": _answers(one.skema, one.jawaban),
                "skor": dibaca(score.skor) if score.skor is not None else "",
                "catatan": one.catatan,
            }
        )
    beside = KirimanPonsel.objects.filter(permohonan=case, kunjungan=None).select_related("skema")
    for sent in beside:
        said = json.loads(sent.isi)
        found.append(
            {
                "macam": f"kiriman ponsel di samping: {sent.sebab}",
                "tanggal": said.get("tanggal"),
                "skema": f"{sent.skema.skema.nama}, versi {sent.skema.nomor}",
                "jawaban": _answers(sent.skema, said.get("jawaban", {})),
                "skor": "",
                "catatan": said.get("catatan", ""),
            }
        )
    again = Ulangan.objects.filter(kunjungan__permohonan=case, selesai_pada__isnull=False)
    for row in again.select_related("kunjungan__skema"):
        scheme = row.kunjungan.skema
        found.append(
            {
                "macam": "kunjungan ulang sebagai pemeriksaan",
                "tanggal": _day(timezone.localtime(row.selesai_pada).date()),
                "skema": f"{scheme.skema.nama}, versi {scheme.nomor}",
                "jawaban": _answers(scheme, row.jawaban),
                "skor": "",
                "catatan": row.catatan,
            }
        )
    return found


def _answers(scheme: SkemaKabupaten, given: dict[str, Any]) -> list[dict[str, str]]:
    rows = []
    for kode, value in given.items():
        one = scheme.skema.cari(kode)
        said = one.option(str(value)) if one else str(value)
        rows.append({"indikator": one.nama if one else kode, "jawaban": said})
    return rows


def _decision(reading: BacaanPermohonan) -> dict[str, Any] | None:
    made = reading.putusan
    if made is None:
        return None
    return {
        "disetujui": made.setuju,
        "pada": _moment(made.diputus_pada),
        "skor": made.skor,
        "alasan": made.alasan,
        "alasan_berbeda_dari_skor": made.alasan_melawan,
    }


def _letter(reading: BacaanPermohonan) -> dict[str, Any] | None:
    made = reading.surat
    if made is None:
        return None
    return {
        "nomor": made.nomor,
        "terbit": _day(made.terbit),
        "berlaku_sampai": _day(made.berlaku_sampai),
        "dicabut": _day(made.dicabut_tanggal),
    }


def _state(case: Permohonan, name: str) -> str:
    return str(case.workflow.states[name].label)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


# ------------------------------------------------------------------ as a paper
def naskah(case: Permohonan, data: dict[str, Any]) -> Isi:
    """The same as a paper: every field under its name."""
    parts: list[Bagian] = [Paragraf(data["tujuan"]), Paragraf(_TANYA)]
    for key, value in data.items():
        if key in {"format", "dibuat_pada", "tujuan"}:
            continue
        parts.append(Subjudul(_words(key)))
        rows = value if isinstance(value, list) else [value] if value else []
        parts += [Rincian(_rows(row)) for row in rows] or [Paragraf("Tidak ada.")]
    return Isi(
        jenis="salinan_keluarga",
        kode="SDK",
        judul=JUDUL,
        kop=Kop(f"Pemerintah {case.kabupaten.nama}", f"Desa {case.desa.nama}"),
        bagian=tuple(parts),
        keterangan=f"Permohonan {case.tiket}, UU 27/2022 Pasal 7",
    )


def terbit(case: Permohonan, isi: Isi) -> Terbit:
    """What stands at its foot: the ticket, the day, the fingerprint, the family's page."""
    address = f"{settings.BASE_URL.rstrip('/')}{reverse('miskol:keluarga')}"
    return Terbit(case.tiket, clock.today(), sidik(isi), address)


def _words(key: str) -> str:
    return _LABEL.get(key) or key.replace("_", " ").capitalize()


def _rows(row: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((_words(key), _said(value)) for key, value in row.items())


def _said(value: object) -> str:
    if value is None or value == "":
        return "-"
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, list):
        return "; ".join(
            f"{one['indikator']}: {one['jawaban']}" if isinstance(one, dict) else str(one)
            for one in value
        )
    text = str(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    at = f" pukul {moment:%H.%M}" if "T" in text else ""
    return f"{tanggal(moment.date())}{at}"


# ------------------------------------------------------------------ handed over
@transaction.atomic
def serahkan(pk: int, access: Access | None, bentuk: str, identitas: str) -> dict[str, Any]:
    """The copy, recorded: who handed it over, in which form, how they knew the family.

    `access` None: the family took it itself. ValidationError when nothing is said of how.
    """
    case: Permohonan = Permohonan.objects.select_related("kabupaten", "desa__induk").get(pk=pk)
    said = reason(identitas, field="identitas") if access else "tiket dan tanggal lahir"
    made = isi_salinan(case)
    audit.record(
        "miskol.hak_salinan",
        case,
        access=access,
        kabupaten=case.kabupaten_id,
        detail={"bentuk": bentuk, "identitas": said, "sidik": sidik(naskah(case, made))},
    )
    if access is not None:
        note(case, access, "salinan")
    return made
