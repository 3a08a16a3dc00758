"""A period of the community with a topic, as a moderator opens them; what a guest sends."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from itertools import count

from tests.factories.akun import make_access
from tests.factories.numbers import next_number
from upaya.core import clock
from upaya.core.access import Access
from upaya.komunitas.anggota.models import Anggota
from upaya.komunitas.anggota.services import address_mark
from upaya.komunitas.diskusi import services, tantangan
from upaya.komunitas.diskusi.models import Topik
from upaya.komunitas.perpustakaan import services as library
from upaya.komunitas.perpustakaan.models import Bacaan, Pertemuan
from upaya.rules.kesehatan import ADMIN_DINAS
from upaya.wilayah.models import Unit


def make_topik(unit: Unit) -> Topik:
    """A topic of an open period in the unit's district."""
    moderator = make_access(ADMIN_DINAS, unit)
    period = services.open_period(
        moderator,
        nama=f"Diskusi {next_number()}",
        tema="Kontrak yang berhasil",
        masa="Tahun 2022",
        moderator="Moderator Rekaan",
        pengantar="Ceritakan pengalaman Anda.",
    )
    return services.open_topic(
        period.pk, moderator, judul="Siapa memeriksa hasilnya?", pertanyaan=""
    )


def answer(challenge: str) -> str:
    """The number that a browser would find."""
    for number in count():
        digest = hashlib.sha256(f"{challenge}|{number}".encode()).digest()
        if int.from_bytes(digest, "big") >> (256 - tantangan.today().bits) == 0:
            return str(number)
    raise AssertionError


def sent(text: str, tamu: str = "", induk: int | None = None) -> services.Kiriman:
    """A guest's comment, as it reaches the service."""
    return services.Kiriman("Ibu Sari", "kader", text, induk, tamu, tantangan.today().new())


def make_anggota(topic: Topik, frekuensi: str = "mingguan", surel: str = "") -> Anggota:
    """A member whose address is proven."""
    number, now = next_number(), clock.now()
    surel = surel or f"anggota{number}@contoh.id"
    made = Anggota.objects.create(
        kabupaten=topic.kabupaten, nama=f"Anggota {number}", golongan="lsm", surel=surel,
        surel_sidik=address_mark(surel), status="aktif", frekuensi=frekuensi, daftar_pada=now,
        aktif_pada=now, terlihat_pada=now,
    )  # fmt: skip
    assert isinstance(made, Anggota)
    return made


def make_bacaan(moderator: Access) -> Bacaan:
    """A reading with a link."""
    said = {"jenis": "artikel", "penulis": "Tim Rekaan", "tahun": 2022, "label": "kontrak"}
    texts = {"kutipan": "", "ringkasan": "Ringkas.", "tautan": "https://contoh.id/"}
    title = {"judul": f"Bacaan {next_number()}"}
    return library.add(moderator, said | texts | title, None)


def make_pertemuan(moderator: Access) -> Pertemuan:
    """A meeting of tomorrow."""
    begin = clock.now() + timedelta(days=1)
    return library.plan(
        moderator,
        {
            "judul": f"Pertemuan {next_number()}",
            "mulai_pada": begin,
            "selesai_pada": begin + timedelta(hours=2),
            "zona": "Asia/Jakarta",
            "tempat": "Aula Dinas",
            "tautan": "",
            "uraian": "Dua bahasan.",
            "notulen": "",
            "batal": False,
        },
    )
