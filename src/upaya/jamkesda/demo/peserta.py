"""Members of the demo: families of every village, untidy as a register is."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from upaya.core import clock
from upaya.jamkesda.demo.tempat import FIRST_DAY, TODAY, Panggung
from upaya.jamkesda.peserta.models import Kategori, MasaPeserta, Mutasi, Peserta, Sumber
from upaya.rules.jamkesda.peran import KEPESERTAAN
from upaya.rules.nama_orang import baku
from upaya.warga.models import Keluarga, Warga

FAMILIES = 1_400
_BATCH = 500
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_ADULT = 17


def make(panggung: Panggung) -> None:
    """Families, their people, one card each; some were moved to PBI, some have died."""
    families = _families(panggung)
    people = [one for family in families for one in _people(panggung, family)]
    Warga.objects.bulk_create(people, batch_size=_BATCH)
    with clock.pretend(FIRST_DAY):
        now = clock.now()
    members = [
        Peserta(
            kabupaten=panggung.kabupaten,
            warga=one,
            kartu=_card(panggung.random),
            inisial=one.inisial,
            kategori=Kategori.MISKIN if number % 4 else Kategori.UMUM,
            sumber=Sumber.IMPOR,
            nomor_sumber="Data awal rekaan 2022",
            dibuat_pada=now,
        )
        for number, one in enumerate(people)
    ]
    Peserta.objects.bulk_create(members, batch_size=_BATCH)
    _terms(panggung, members)


def _families(panggung: Panggung) -> list[Keluarga]:
    random = panggung.random
    made = [
        Keluarga(
            kabupaten=panggung.kabupaten,
            desa=panggung.desa[number % len(panggung.desa)],
            kk=f"9999010101{number:06d}",
            alamat=f"RT {1 + random.randrange(20):02d}",
        )
        for number in range(1, FAMILIES + 1)
    ]
    return list(Keluarga.objects.bulk_create(made, batch_size=_BATCH))


def _people(panggung: Panggung, family: Keluarga) -> list[Warga]:
    """A head, mostly a spouse, and children."""
    random = panggung.random
    head = _born(random, 25, 65)
    drawn = [("kepala", head)]
    if random.random() < 0.8:  # noqa: PLR2004 - most heads are married
        drawn.append(("pasangan", _born(random, 22, 60)))
    drawn += [("anak", _born(random, 0, _ADULT)) for _ in range(random.randrange(4))]
    made = []
    for place, (relation, born) in enumerate(drawn):
        sex = "LP"[place % 2] if relation != "anak" else random.choice("LP")
        name = panggung.orang.nama()
        made.append(
            Warga(
                kabupaten=panggung.kabupaten,
                desa=family.desa,
                keluarga=family,
                hubungan=relation,
                nama=name,
                nama_baku=baku(name),
                nik=_nik(panggung, born, sex),
                tanggal_lahir=born,
                jenis_kelamin=sex,
                ibu=panggung.orang.nama() if relation == "anak" else "",
            )
        )
    return made


def _nik(panggung: Panggung, born: date, sex: str) -> str:
    """In the shape of a NIK with its birthday, of a province that does not exist."""
    serial = panggung.orang.nik()[-4:]
    day = born.day + (40 if sex == "P" else 0)
    return f"99{panggung.random.randrange(10_000):04d}{day:02d}{born:%m%y}{serial}"


def _born(random: Random, youngest: int, oldest: int) -> date:
    days = random.randint(youngest * 365 + 20, oldest * 365 + 300)
    return TODAY - timedelta(days=days)


def _card(random: Random) -> str:
    return "JK" + "".join(random.choice(_LETTERS) for _ in range(10))


def _terms(panggung: Panggung, members: list[Peserta]) -> None:
    """Most are covered without an end; every twentieth was moved or has died."""
    who = panggung.of(KEPESERTAAN, panggung.upt)
    kinds = (Mutasi.Jenis.PBI, Mutasi.Jenis.BPJS, Mutasi.Jenis.MENINGGAL, Mutasi.Jenis.AKHIR)
    terms, changes = [], []
    for number, one in enumerate(members):
        # A family that came in before has no member older than its card.
        begun = max(FIRST_DAY, one.warga.tanggal_lahir)
        ended = date(2022, 6, 30) if number % 20 == 7 else None  # noqa: PLR2004
        if ended and begun <= ended:
            kind = kinds[number // 20 % len(kinds)]
            with clock.pretend(ended):
                changes.append(
                    Mutasi(
                        peserta=one,
                        jenis=kind,
                        tanggal=ended,
                        alasan=f"{kind.label} menurut laporan desa.",
                        dokumen=f"REKAAN/{number:04d}/2022",
                        oleh_id=who.user_id,
                        pada=clock.now(),
                    )
                )
        else:
            ended = None
        terms.append(MasaPeserta(peserta=one, mulai=begun, sampai=ended))
    MasaPeserta.objects.bulk_create(terms, batch_size=_BATCH)
    Mutasi.objects.bulk_create(changes, batch_size=_BATCH)
