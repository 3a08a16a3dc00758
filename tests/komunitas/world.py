"""What the community brings to the walks: an open period, a topic, a comment that waits.

Periods and topics are read by everybody, so nothing in them marks a place; what waits does.
"""

from __future__ import annotations

from datetime import timedelta

from tests.world.handle import Place
from tests.world.parts import Argument
from upaya.core import clock
from upaya.komunitas.anggota import links
from upaya.komunitas.anggota.models import Anggota, Kabar, Peramban, PilihanTopik
from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik
from upaya.komunitas.diskusi.models_jaga import (
    AlamatLama,
    Blokir,
    Draf,
    Lampiran,
    Laporan,
    RiwayatTanggapan,
)
from upaya.komunitas.pencarian import kata
from upaya.komunitas.pencarian.models import Carian
from upaya.komunitas.perpustakaan.models import Bacaan, Pertemuan


def _period(place: Place) -> Periode:
    made, _ = Periode.objects.get_or_create(
        kode=f"periode-{place.unit.kabupaten_id}".replace(".", "-"),
        defaults={
            "kabupaten": place.unit.kabupaten,
            "nama": f"Periode rekaan {place.unit.kabupaten_id}",
            "tema": "Tema rekaan",
            "masa": "Tahun 2022",
            "mulai": clock.today(),
            "pengantar": "Pengantar rekaan",
            "moderator": "Moderator Rekaan",
            "dibuka_oleh": place.user,
            "dibuka_pada": clock.now(),
        },
    )
    assert isinstance(made, Periode)
    return made


def _topic(place: Place) -> Topik:
    period = _period(place)
    made, _ = Topik.objects.get_or_create(
        periode=period,
        nomor=1,
        defaults={
            "kabupaten": period.kabupaten,
            "judul": "Topik rekaan",
            "dibuka_oleh": place.user,
            "dibuka_pada": clock.now(),
        },
    )
    assert isinstance(made, Topik)
    return made


def _comment(place: Place) -> Tanggapan:
    topic = _topic(place)
    made, _ = Tanggapan.objects.get_or_create(
        topik=topic,
        jalur="000001",
        defaults={
            "kabupaten": topic.kabupaten,
            "nama": "Tamu Rekaan",
            "isi": f"{place.mark} tanggapan",
            "ditulis_pada": clock.now(),
        },
    )
    assert isinstance(made, Tanggapan)
    return made


def _shown(place: Place) -> Tanggapan:
    """One that everybody reads, beside the one that waits."""
    topic = _topic(place)
    made, _ = Tanggapan.objects.get_or_create(
        topik=topic,
        jalur="000002",
        defaults={
            "kabupaten": topic.kabupaten,
            "nama": "Tamu Rekaan",
            "isi": "Terbit",
            "status": "terbit",
            "ditulis_pada": clock.now(),
            "diputus_pada": clock.now(),
        },
    )
    assert isinstance(made, Tanggapan)
    return made


def _member(place: Place) -> Anggota:
    mark = f"anggota-{place.unit.pk}"
    made, _ = Anggota.objects.get_or_create(
        surel_sidik=mark,
        defaults={
            "kabupaten": place.unit.kabupaten,
            "nama": f"{place.mark} anggota",
            "golongan": "lain",
            "surel": f"{mark}@contoh.id",
            "daftar_pada": clock.now(),
            "terlihat_pada": clock.now(),
        },
    )
    assert isinstance(made, Anggota)
    return made


def _browser(place: Place) -> Peramban:
    made, _ = Peramban.objects.get_or_create(
        tamu=f"peramban-{place.unit.pk}",
        defaults={"anggota": _member(place), "dikenal_pada": clock.now()},
    )
    assert isinstance(made, Peramban)
    return made


def _choice(place: Place) -> PilihanTopik:
    made, _ = PilihanTopik.objects.get_or_create(
        anggota=_member(place), topik=_topic(place), defaults={"frekuensi": "harian"}
    )
    assert isinstance(made, PilihanTopik)
    return made


def _news(place: Place) -> Kabar:
    made, _ = Kabar.objects.get_or_create(
        anggota=_member(place),
        masa="h2022-10-01",
        defaults={"surat": f"<{place.unit.pk}@contoh>", "disiapkan_pada": clock.now()},
    )
    assert isinstance(made, Kabar)
    return made


def _before(place: Place) -> RiwayatTanggapan:
    made, _ = RiwayatTanggapan.objects.get_or_create(
        tanggapan=_comment(place),
        defaults={"isi": f"{place.mark} dulu", "diganti_pada": clock.now()},
    )
    assert isinstance(made, RiwayatTanggapan)
    return made


def _flag(place: Place) -> Laporan:
    made, _ = Laporan.objects.get_or_create(
        tanggapan=_comment(place),
        tamu="pelapor",
        defaults={"alasan": f"{place.mark} laporan", "dilaporkan_pada": clock.now()},
    )
    assert isinstance(made, Laporan)
    return made


def _ban(place: Place) -> Blokir:
    made, _ = Blokir.objects.get_or_create(
        kabupaten=place.unit.kabupaten,
        tamu=f"blokir-{place.unit.pk}",
        defaults={
            "nama": f"{place.mark} blokir",
            "alasan": "Iklan",
            "dibuat_oleh": place.user,
            "dibuat_pada": clock.now(),
        },
    )
    assert isinstance(made, Blokir)
    return made


def _draft(place: Place) -> Draf:
    made, _ = Draf.objects.get_or_create(
        topik=_topic(place),
        tamu="penulis",
        defaults={"isi": f"{place.mark} draf", "disimpan_pada": clock.now()},
    )
    assert isinstance(made, Draf)
    return made


def _attachment(place: Place) -> Lampiran:
    made, _ = Lampiran.objects.get_or_create(
        tanggapan=_shown(place),
        defaults={
            "nama": "rekaan.pdf",
            "jenis": "pdf",
            "ukuran": 1,
            "letak": f"rekaan/{place.unit.pk}",
            "sidik": "0" * 64,
        },
    )
    assert isinstance(made, Lampiran)
    return made


def _old(place: Place) -> AlamatLama:
    made, _ = AlamatLama.objects.get_or_create(
        alamat=f"lama-{_period(place).kode}", defaults={"periode": _period(place)}
    )
    assert isinstance(made, AlamatLama)
    return made


def _reading(place: Place) -> Bacaan:
    made, _ = Bacaan.objects.get_or_create(
        kabupaten=place.unit.kabupaten,
        judul=f"Bacaan rekaan {place.unit.pk}",
        defaults={
            "jenis": "artikel",
            "penulis": "Penulis Rekaan",
            "tahun": 2022,
            "tautan": "https://contoh.id/",
            "ditambah_oleh": place.user,
            "ditambah_pada": clock.now(),
        },
    )
    assert isinstance(made, Bacaan)
    return made


def _meeting(place: Place) -> Pertemuan:
    now = clock.now()
    made, _ = Pertemuan.objects.get_or_create(
        uid=f"pertemuan-{place.unit.pk}",
        defaults={
            "kabupaten": place.unit.kabupaten,
            "judul": f"Pertemuan rekaan {place.unit.pk}",
            "mulai_pada": now,
            "selesai_pada": now + timedelta(hours=2),
            "tempat": "Aula",
            "dibuat_oleh": place.user,
            "diubah_pada": now,
        },
    )
    assert isinstance(made, Pertemuan)
    return made


def _found(place: Place) -> Carian:
    made, _ = Carian.objects.get_or_create(
        jenis="bacaan",
        rujukan=_reading(place).pk,
        defaults={
            "kabupaten": place.unit.kabupaten,
            "judul": "Bacaan rekaan",
            "alamat": "/komunitas/",
            "tanggal": clock.today(),
            "hari": clock.today().toordinal(),
            "versi": kata.versi(),
        },
    )
    assert isinstance(made, Carian)
    return made


BUILDERS = {
    Bacaan: _reading,
    Pertemuan: _meeting,
    Carian: _found,
    Periode: _period,
    Topik: _topic,
    Tanggapan: _comment,
    Anggota: _member,
    Peramban: _browser,
    PilihanTopik: _choice,
    Kabar: _news,
    RiwayatTanggapan: _before,
    Lampiran: _attachment,
    Laporan: _flag,
    Blokir: _ban,
    Draf: _draft,
    AlamatLama: _old,
}
ARGUMENTS = {
    "alamat": Argument(lambda p: _period(p).kode),
    "nomor": Argument(lambda p: _topic(p).nomor),
    "tautan": Argument(lambda p: links.entering(_member(p).pk)),
    "bacaan": Argument(lambda p: _reading(p).pk),
    "pertemuan": Argument(lambda p: _meeting(p).pk),
    "tanggapan": Argument(lambda p: _shown(p).pk),
    "lampiran": Argument(lambda p: _attachment(p).pk),
    "lama": Argument(lambda p: _old(p).alamat),
    "surat": Argument(lambda p: links.of_news(_member(p).pk)),
}
OPEN = {
    "komunitas:tentang": 200,
    "komunitas:periode": 200,
    "komunitas:topik": 200,
    "komunitas:usul": 200,
    "komunitas:ikuti": 302,
    "komunitas:draf": 302,
    "komunitas:betulkan": 302,
    "komunitas:riwayat": 200,
    "komunitas:lapor": 200,
    "komunitas:lama": 301,
    "komunitas:lampiran": 404,
    "komunitas:cari": 200,
    "komunitas:perpustakaan": 200,
    "komunitas:bacaan": 200,
    "komunitas:bacaan_berkas": 302,
    "komunitas:pertemuan_daftar": 200,
    "komunitas:pertemuan": 200,
    "komunitas:pertemuan_ics": 200,
    "komunitas:periode_pdf": 200,
    "komunitas:anggota": 302,
    "komunitas:anggota_daftar": 200,
    "komunitas:anggota_tautan": 200,
    "komunitas:anggota_masuk": 200,
    "komunitas:kabar": 200,
}
UNNAMED = {
    "topik_nomor_sekali": "ditarik dan ditulis dengan baris periode terkunci",
    "tanggapan_tempat": "ditarik dan ditulis dengan baris topik terkunci",
    "Topik.tantangan": "ditanyakan lalu ditulis dengan baris periode terkunci",
    "Tanggapan.tantangan": "ditanyakan lalu ditulis dengan baris topik terkunci",
    "Tanggapan.sumber": "impor mencarinya lebih dahulu dengan baris periode terkunci",
    "Topik.sumber": "impor mencarinya lebih dahulu dengan baris periode terkunci",
    "Anggota.surel_sidik": "yang kedua mendapat tautan seperti anggota yang sudah ada",
    "Peramban.tamu": "update_or_create: yang kedua menimpa",
    "pilihan_topik_sekali": "update_or_create dengan baris anggota terkunci",
    "Kabar.surat": "turunan dari masa dan anggota, sekali bersama kabar_sekali",
    "kabar_sekali": "ditulis sekali per masa; yang kedua dilewati",
    "laporan_sekali": "get_or_create dengan baris tanggapan terkunci",
    "draf_sekali": "update_or_create: yang kedua menimpa",
    "SuratMasuk.sidik": "get_or_create: yang kedua adalah surat yang sama",
    "Lampiran.tanggapan": "ditulis bersama tanggapannya, yang belum ada sebelumnya",
    "Lampiran.letak": "ditarik acak",
    "carian_sekali": "update_or_create: yang kedua menimpa",
    "Pertemuan.uid": "ditarik acak",
    "AlamatLama.alamat": "get_or_create: alamat lama menunjuk yang pertama",
}
DOWNLOADS = {
    "komunitas:bacaan_berkas": "berkas bacaan yang diunggah moderator",
    "komunitas:lampiran": "lampiran tanggapan, dari siapa pun",
}
UNSCOPED = {
    "komunitas.SuratMasuk": "sidik surat yang pernah diterima, tanpa isi dan tanpa pengirim",
}
