"""Storing claims: a file of 1,000, and 1,000 pairs of claims that share one limit.

Prints statements a thousand claims, claims a second, the ratio to judging them alone, and how many
pairs broke their limit. It makes a database of its own beside that of DATABASE_URL and drops it
again: `scripts/with-postgres .venv/bin/python bench/klaim.py` measures PostgreSQL, without it a
file of SQLite, where statements are more because each takes fewer values.
"""

import json
import os
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path

STATEMENTS, A_SECOND = 40, 100
"""On PostgreSQL: statements for a thousand claims at most, and claims a second at least."""
CLAIMS, PAIRS = 1_000, 1_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upaya.settings")
os.environ.setdefault("UPAYA_DEMO", "1")
if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = f"sqlite:///{Path(tempfile.mkdtemp()) / 'bench.sqlite3'}"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django  # noqa: E402 - after the settings are named

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tests.factories.akun import make_access  # noqa: E402
from tests.factories.wilayah import make_dinas, make_puskesmas  # noqa: E402
from upaya.exchange.jamkesda.klaim_read import read  # noqa: E402
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis  # noqa: E402
from upaya.jamkesda.buku.models import Batas  # noqa: E402
from upaya.jamkesda.buku.services import Kunci  # noqa: E402
from upaya.jamkesda.klaim import services  # noqa: E402
from upaya.jamkesda.klaim.models import Klaim  # noqa: E402
from upaya.rules.jamkesda.aturan import baca  # noqa: E402
from upaya.rules.jamkesda.compute import hitung  # noqa: E402
from upaya.rules.jamkesda.klaim import (  # noqa: E402
    BarisKlaim,
    Masa,
    Perjanjian,
    Peserta,
    Surat,
    Tarif,
)
from upaya.rules.kesehatan import VERIFIKATOR_DINAS  # noqa: E402
from upaya.rules.loader import national_book  # noqa: E402

TODAY, DAY = date(2022, 8, 31), date(2022, 8, 10)
YEAR = Masa(date(2022, 1, 1), date(2022, 12, 31))
CODES = ("a", "b", "c", "d", "e", "f")


def claim(name: str, member: str, letter: str, day: date = DAY) -> KlaimTertulis:
    """Six lines of 50.000 each."""
    rows = tuple(BarisKlaim(no, kode, day, 1, 50_000) for no, kode in enumerate(CODES, start=1))
    return KlaimTertulis(
        name, member, letter, "rawat_jalan", day, day, ("A09.0",), ("resume",), rows
    )


def world() -> tuple[object, services.Dasar]:
    """A provider, its agreement, a member and a letter for each claim."""
    unit = make_puskesmas()
    access = make_access(VERIFIKATOR_DINAS, make_dinas(unit.kabupaten))
    ppk, names = str(unit.pk), [f"M{n}" for n in range(CLAIMS + PAIRS)]
    dasar = services.Dasar(
        tanggal=TODAY,
        unit=unit,
        perjanjian=Perjanjian(ppk, YEAR, frozenset(CODES), 30),
        tarif={kode: (Tarif(kode, YEAR.mulai, None, 50_000),) for kode in CODES},
        peserta={name: Peserta(name, date(1990, 1, 1), "P", (YEAR,)) for name in names},
        surat={
            f"{name}/{n}": Surat(f"{name}/{n}", name, ppk, YEAR, None, 0, None)
            for name in names
            for n in range(2)
        },
        lampiran_wajib=("resume",),
        kunci=lambda one: (Kunci("peserta", one.peserta, 2022),),
    )
    limits = (
        Batas(kabupaten=unit.kabupaten, jenis="peserta", kunci=name, tahun=2022, batas=400_000)
        for name in names
    )
    Batas.objects.bulk_create(limits)
    return access, dasar


def a_file(access: object, dasar: services.Dasar) -> bool:
    """A thousand claims at once."""
    rows = [claim(f"K{n}", f"M{n}", f"M{n}/0") for n in range(CLAIMS)]
    with CaptureQueriesContext(connection) as seen:
        start = time.perf_counter()
        made = services.simpan(access, dasar, rows).baru
        took = time.perf_counter() - start
    assert len(made) == CLAIMS == Klaim.objects.filter(putusan="lolos").count()
    rules = baca(national_book(), TODAY)
    files = [json.dumps(one.masukan).encode() for one in made]
    asked = [one for raw in files for one in read(raw).permintaan]
    bare = time.perf_counter()
    for one in asked:
        hitung(one, rules)
    bare = time.perf_counter() - bare
    print(f"{CLAIMS} klaim, {connection.vendor}: {len(seen)} pernyataan SQL, {took:.2f} detik, "
          f"{CLAIMS / took:.0f} klaim sedetik, {took / bare:.1f} kali memeriksa saja")  # fmt: skip
    if connection.vendor != "postgresql":
        return True
    return len(seen) <= STATEMENTS and took * A_SECOND <= CLAIMS


def pairs(access: object, dasar: services.Dasar) -> bool:
    """Two claims at once, each of 300.000, of one member who has 400.000; a thousand times."""
    members = [f"M{CLAIMS + n}" for n in range(PAIRS)]
    start = threading.Barrier(2)
    broken: list[Exception] = []

    def window(which: int) -> None:
        try:
            for n, name in enumerate(members):
                day = DAY - timedelta(which)
                one = claim(f"P{n}-{which}", name, f"{name}/{which}", day)
                start.wait()
                services.simpan(access, dasar, [one])
        except Exception as fault:  # noqa: BLE001 - said below
            broken.append(fault)
            start.abort()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=window, args=(which,)) for which in (0, 1)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    rows = Batas.objects.filter(kunci__in=members)
    full = sum(row.terpakai == row.batas for row in rows)
    over = sum(row.terpakai > row.batas for row in rows)
    print(f"{PAIRS} pasang, {connection.vendor}: {over} melampaui, {full} tepat di batas, "
          f"{len(broken)} galat, {took:.1f} detik")  # fmt: skip
    return not broken and over == 0 and full == PAIRS


def main() -> int:
    """Measure both in a database of their own."""
    if connection.vendor == "sqlite":  # a file: windows of one memory would not be two
        name = str(Path(tempfile.mkdtemp()) / "ukur.sqlite3")
        connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("migrate", verbosity=0)
        access, dasar = world()
        good = [a_file(access, dasar), pairs(access, dasar)]
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
