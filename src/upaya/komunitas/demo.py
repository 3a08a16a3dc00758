"""The community in the demo: the archive of periods that the seed names, one that runs.

Titles and times of the periods are as they were published; summaries are our own, comments and
those who write them are made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from upaya.akun.models import Membership, User
from upaya.core import clock
from upaya.demo.kabupaten import KODE, Peta
from upaya.komunitas.anggota.models import Anggota
from upaya.komunitas.anggota.services import address_mark
from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik
from upaya.komunitas.pencarian import sumber
from upaya.komunitas.perpustakaan.models import Bacaan, Pertemuan
from upaya.rules.kesehatan import ADMIN_DINAS

_KEEPER = "Lestari Astuti"


@dataclass(frozen=True, slots=True)
class _Arsip:
    """A period of the archive; `topik` with what was said there, (level, who, where, what)."""

    kode: str
    nama: str
    tema: str
    masa: str
    mulai: date
    pengantar: str
    ringkasan: str
    topik: tuple[tuple[str, tuple[tuple[int, str, str, str], ...]], ...]


_FIRST = (
    (
        0,
        "Wahyu Santosa",
        "surveilans puskesmas",
        (
            "Di tempat kami kontrak dengan klinik swasta dimulai dari **satu** pelayanan saja, "
            "pemeriksaan ibu hamil. Ukurannya mudah dihitung."
        ),
    ),
    (
        1,
        "Ratna Dewi",
        "dokter puskesmas",
        (
            "Siapa yang memeriksa hasilnya? Tanpa pemeriksa, target bulanan hanya menjadi angka di "
            "kertas."
        ),
    ),
    (
        2,
        "Wahyu Santosa",
        "surveilans puskesmas",
        ("Tim dari dinas, dua kali setahun:\n\n- catatan pelayanan\n- kunjungan ke beberapa rumah"),
    ),
    (
        0,
        "Halimah",
        "kader desa",
        "Bagi warga yang penting petugasnya tetap, tidak berganti tiap Januari.",
    ),
)
ARSIP = (
    _Arsip(
        "diskusi-i", "Arsip Diskusi I", "Konsep kontrak dan kerja sama dengan sektor swasta",
        "23 Juni sampai 12 Juli 2015", date(2015, 6, 23),
        "Apa yang dimaksud dengan kontrak dalam pelayanan kesehatan, dan kapan ia lebih baik "
        "daripada pelayanan yang dijalankan sendiri?",
        "Kontrak berguna bila hasilnya dapat diukur dan ada yang memeriksa. Yang masih terbuka: "
        "siapa yang membayar pemeriksaan itu.",
        (("Pelayanan apa yang pantas dikontrakkan lebih dahulu?", _FIRST),),
    ),
    _Arsip(
        "diskusi-ii", "Arsip Diskusi II", "Pengalaman daerah dengan kontrak pelayanan",
        "13 Juli sampai 13 September 2015", date(2015, 7, 13),
        "Ceritakan pengalaman di daerah Anda, yang berhasil dan yang tidak.",
        "Kontrak yang berhasil pendek, berukuran jelas, dan diperpanjang menurut hasil.",
        (("Apa yang membuat sebuah kontrak gagal?", _FIRST[2:]),),
    ),
    _Arsip(
        "diskusi-iii", "Arsip Diskusi III", "Kebijakan pemerintah bagi kerja sama antarlembaga",
        "26 Oktober sampai 29 November 2015", date(2015, 10, 26),
        "Peraturan mana yang membantu, dan mana yang menghalangi kerja sama antarlembaga?",
        "Peserta mengusulkan pedoman kontrak yang sama bagi dinas dan rumah sakit.",
        (("Aturan apa yang paling menghalangi?", _FIRST[:2]),),
    ),
    _Arsip(
        "diskusi-iv", "Arsip Diskusi IV", "Kontrak sebagai cara menilai kinerja lembaga",
        "Tahun 2015", date(2015, 12, 1),
        "Bagaimana kontrak mengubah cara lembaga Anda menilai kinerjanya sendiri?",
        "Target tertulis mengubah percakapan bulanan, lebih daripada besarnya uang.",
        (("Apakah target tertulis mengubah pekerjaan sehari-hari?", _FIRST[:1]),),
    ),
)  # fmt: skip
BERJALAN = _Arsip(
    "diskusi-2016-tahap-i", "Diskusi Tahun 2016 Tahap I",
    "Bagaimana realisasi awal kontrak tenaga promosi kesehatan dengan dana BOK?",
    "Tahun 2016 Tahap I", date(2016, 4, 1),
    "Dana BOK dapat membayar satu tenaga kontrak promosi kesehatan di tiap puskesmas: paling "
    "sedikit D3, honor paling sedikit upah minimum, target bulanan tertulis dari kepala puskesmas, "
    "dan kontrak paling lama satu tahun.\n\nCeritakan yang terjadi di tempat Anda.",
    "",
    (
        ("Bagaimana realisasi awal kontrak tenaga promosi kesehatan?", _FIRST),
        ("Kontrak perorangan atau kontrak tim?", ()),
    ),
)  # fmt: skip
_READING_FIELDS = ("jenis", "judul", "penulis", "tahun", "label", "ringkasan", "tautan")
_READINGS = (
    (
        "peraturan",
        "Peraturan Menteri Kesehatan Nomor 82 Tahun 2015 tentang Juknis DAK Bidang Kesehatan",
        "Kementerian Kesehatan", 2015, "bok, promosi kesehatan",
        "Memungkinkan BOK membayar satu tenaga kontrak promosi kesehatan tiap puskesmas.",
        "https://peraturan.go.id/",
    ),
    (
        "kebijakan", "Kontrak tenaga promosi kesehatan: tiga hal yang perlu diatur daerah",
        "Tim Komunitas (rekaan)", 2016, "kontrak, promosi kesehatan",
        "Target tertulis, pemeriksa yang bukan atasannya, dan perpanjangan menurut hasil.",
        "https://contoh.id/kontrak-promkes",
    ),
    (
        "artikel", "Mengontrakkan pelayanan ibu hamil kepada klinik: catatan tiga tahun",
        "Wahyu Santosa (rekaan)", 2015, "kontrak, klinik",
        "Yang mudah dihitung dikontrakkan lebih dahulu; yang sulit diukur belakangan.",
        "https://contoh.id/klinik",
    ),
    (
        "paparan", "Cara menulis target dalam kontrak kinerja", "Ratna Dewi (rekaan)", 2016,
        "kontrak, target", "", "https://contoh.id/target",
    ),
)  # fmt: skip
_MEETINGS = (
    (
        "Pertemuan tatap muka: hasil Diskusi IV", date(2016, 1, 20), "Aula Dinas Kesehatan",
        "Membahas ringkasan periode keempat.",
        "Disepakati:\n\n- pedoman target ditulis bersama\n- pemeriksa dari puskesmas lain",
    ),
    (
        "Bedah kontrak tenaga promosi kesehatan", date(2022, 11, 21), "Aula Dinas Kesehatan",
        "Bawa satu kontrak dari tempat Anda.", "",
    ),
)  # fmt: skip
_MEMBERS = (
    ("Wahyu Santosa", "Puskesmas Kendit", "kabupaten", "mingguan"),
    ("Ratna Dewi", "Puskesmas Banyuputih", "kabupaten", "harian"),
    ("Halimah", "", "lain", "hasil"),
    ("Ni Made Ayu", "Universitas Rekaan", "peneliti", "mingguan"),
    ("Teguh", "LSM Sehat Bersama", "lsm", "tidak"),
)
WAITING = "Kalau tenaga kontrak mendapat insentif, apakah bagian petugas yang lain berkurang?"


def make(peta: Peta) -> None:
    """The archive, the running period, one comment that waits for a moderator."""
    keeper = Membership.objects.filter(unit__kabupaten=KODE, role=ADMIN_DINAS.name).earliest("pk")
    for one in (*ARSIP, BERJALAN):
        made = _period(one, keeper.user)
        for number, (title, said) in enumerate(one.topik, 1):
            _topic(made, number, title, said, keeper.user)
    last = Topik.objects.filter(periode__kode=BERJALAN.kode).earliest("nomor")
    Tanggapan.objects.create(
        kabupaten_id=KODE, topik=last, jalur="000900", nama="Pak Joni", isi=WAITING,
        ditulis_pada=clock.now() - timedelta(hours=3),
    )  # fmt: skip
    _library(keeper.user)
    _members()
    sumber.rebuild()


def _library(keeper: User) -> None:
    """Readings whose titles are real regulations or our own words, and two meetings."""
    for row in _READINGS:
        Bacaan.objects.create(
            kabupaten_id=KODE, **dict(zip(_READING_FIELDS, row, strict=True)),
            kutipan=f"{row[2]} ({row[3]}). {row[1]}.", ditambah_oleh=keeper,
            ditambah_pada=_at(date(2016, 4, 4)),
        )  # fmt: skip
    for number, (title, day, place, said, minutes) in enumerate(_MEETINGS):
        Pertemuan.objects.create(
            kabupaten_id=KODE, uid=f"pertemuan-{number}@komunitas", judul=title, uraian=said,
            mulai_pada=_at(day), selesai_pada=_at(day, 12), tempat=place, notulen=minutes,
            dibuat_oleh=keeper, diubah_pada=_at(date(2016, 4, 4)),
        )  # fmt: skip


def _members() -> None:
    now = clock.now()
    for number, (name, house, group, often) in enumerate(_MEMBERS):
        surel = f"anggota{number}@contoh.id"
        Anggota.objects.create(
            kabupaten_id=KODE, nama=name, lembaga=house, golongan=group, frekuensi=often,
            surel=surel, surel_sidik=address_mark(surel), status=Anggota.Status.AKTIF,
            daftar_pada=_at(date(2022, 10, 3)), aktif_pada=_at(date(2022, 10, 3)),
            terlihat_pada=now,
        )  # fmt: skip


def _at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _period(one: _Arsip, keeper: User) -> Periode:
    closed = bool(one.ringkasan)
    made = Periode.objects.create(
        kabupaten_id=KODE, kode=one.kode, nama=one.nama, tema=one.tema, masa=one.masa,
        mulai=one.mulai, pengantar=one.pengantar, ringkasan=one.ringkasan, moderator=_KEEPER,
        dibuka_oleh=keeper, dibuka_pada=_at(one.mulai),
        ditutup_oleh=keeper if closed else None,
        ditutup_pada=_at(one.mulai + timedelta(days=30)) if closed else None,
    )  # fmt: skip
    assert isinstance(made, Periode)  # noqa: S101 - the manager has no types
    return made


def _topic(
    period: Periode,
    number: int,
    title: str,
    said: tuple[tuple[int, str, str, str], ...],
    keeper: User,
) -> None:
    begun = _at(period.mulai)
    topic = Topik.objects.create(
        kabupaten_id=KODE, periode=period, nomor=number, judul=title, dibuka_oleh=keeper,
        dibuka_pada=begun, terbit=len(said),
        terakhir=begun + timedelta(hours=2 * len(said)) if said else None,
    )  # fmt: skip
    above: list[Tanggapan] = []
    places = [0, 0, 0, 0]
    for order, (level, name, house, text) in enumerate(said, 1):
        level = min(level, len(above))  # noqa: PLW2901 - an excerpt begins at its own top
        places[level] += 1
        places[level + 1 :] = [0] * (len(places) - level - 1)
        written = begun + timedelta(hours=2 * order)
        made = Tanggapan.objects.create(
            kabupaten_id=KODE,
            topik=topic,
            induk=above[level - 1] if level else None,
            tingkat=level,
            jalur=".".join(f"{place:06d}" for place in places[: level + 1]),
            nama=name,
            lembaga=house,
            isi=text,
            status=Tanggapan.Status.TERBIT,
            ditulis_pada=written,
            diputus_oleh=keeper,
            diputus_pada=written,
        )
        above[level:] = [made]
