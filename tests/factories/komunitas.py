"""A period of the community with a topic, as a moderator opens them; what a guest sends."""

from __future__ import annotations

import hashlib
from itertools import count

from tests.factories.akun import make_access
from tests.factories.numbers import next_number
from upaya.komunitas.diskusi import services, tantangan
from upaya.komunitas.diskusi.models import Topik
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
