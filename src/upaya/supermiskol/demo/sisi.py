"""What happens beside the road in Banyuwangi: a draft, repeated visits, rights, two phones."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from upaya.core import clock
from upaya.rules.supermiskol import road as tables
from upaya.supermiskol.demo.keluarga import TODAY, Panggung, days_ago
from upaya.supermiskol.hak import services as rights
from upaya.supermiskol.hak.models import Bidang, PermintaanHak
from upaya.supermiskol.kunjungan import ponsel as phones
from upaya.supermiskol.permohonan.models import Berkas, Permohonan
from upaya.supermiskol.skema import services as schemes
from upaya.supermiskol.ulangan import services as repeats
from upaya.supermiskol.ulangan.models import Ulangan


def next_scheme(stage: Panggung) -> None:
    """A draft that waits: from December on a picture of the house is asked."""
    writer = stage.of(tables.PETUGAS_DINSOS, stage.villages[0])
    with clock.pretend(days_ago(2)):
        drafted = schemes.draft(writer)
        schemes.save(
            drafted.pk,
            writer,
            replace(drafted.skema, berkas=(*(drafted.skema.berkas or ()), Berkas.Jenis.FOTO_RUMAH)),
            dasar="CONTOH, belum ditetapkan kabupaten",
            mulai=date(2022, 12, 1),
            seen_versi=drafted.versi,
        )


def repeat(stage: Panggung) -> None:
    """The second surveyor repeats what the first one did, and sees one thing otherwise."""
    assert stage.second is not None  # noqa: S101 - the stage is set
    first = stage.of(tables.SURVEYOR, stage.villages[0]).user_id
    rows = Ulangan.objects.filter(kunjungan__petugas_tim=first, oleh=None)
    for row in rows.select_related("kunjungan"):
        seen = row.kunjungan.jawaban
        other = min(seen)
        answers = seen | {other: "2" if seen[other] == "1" else "1"}
        with clock.pretend(TODAY):
            repeats.answer(row.pk, stage.second, answers, "Atap sudah diganti sejak kunjungan itu.")


def ask(stage: Panggung) -> None:
    """What families asked for: an objection and a correction that wait, a promise to be kept."""
    village = stage.villages[0]
    officer = stage.of(tables.PETUGAS_DINSOS, village)

    def of(status: str) -> int:
        rows = Permohonan.objects.filter(kabupaten=village.kabupaten_id, status=status)
        return int(rows.earliest("pk").pk)

    with clock.pretend(days_ago(1)):
        said = "Penghasilan yang dicatat milik anak saya yang sudah pindah rumah."
        rights.file_objection(of(tables.DITOLAK), UUID(int=35_10_7001), said)
        said = "Kartu PBI-JKN itu ternyata milik orang lain yang namanya sama."
        asked = rights.file_objection(of(tables.DICABUT), UUID(int=35_10_7002), said)
        right = "Dusun Krajan RT 09 RW 02"
        rights.file_correction(
            of(tables.DISETUJUI), UUID(int=35_10_7003), Bidang.ALAMAT, right, "Nomor RT keliru."
        )
    with clock.pretend(TODAY):
        rights.answer(
            asked.pk,
            officer,
            PermintaanHak.Status.DITERIMA,
            "Kami cek sekali lagi bersama petugas kepesertaan.",
            janji="Kepesertaan dicek ulang di kantor BPJS, hasilnya disampaikan lewat desa.",
            janji_sampai=TODAY + timedelta(days=5),
        )


def beside(stage: Panggung) -> None:
    """Another phone was at a house that was visited already: somebody has to say which is right."""
    assert stage.second is not None  # noqa: S101 - the stage is set
    district = stage.villages[0].kabupaten_id
    case = Permohonan.objects.filter(kabupaten=district, status=tables.DITINJAU).earliest("pk")
    visit = case.kunjungan.get()
    sent = {
        "skema": visit.skema_id,
        "jawaban": visit.jawaban | {min(visit.jawaban): "4"},
        "tanggal": TODAY.isoformat(),
        "petugas_desa": visit.petugas_desa_id,
        "petugas_tim": stage.second.user_id,
        "catatan": "Rumah di seberang masjid.",
    }
    with clock.pretend(TODAY):
        phones.receive(case.pk, stage.second, UUID(int=35_10_7010), json.dumps(sent))
