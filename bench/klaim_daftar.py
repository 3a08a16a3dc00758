"""Pages of claims among 100 and among 10,000: how many statements, how many milliseconds.

Prints for the list with each filter, for one claim, the review, each report and a check of ten what
each asks and takes, and fails when a page asks more often among many than among few. It makes a
database of its own, as bench/klaim.py does.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

FEW, MANY = 100, 10_000
LINES, ROUNDS = 6, 5

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upaya.settings")
os.environ.setdefault("UPAYA_DEMO", "1")
os.environ.setdefault("UPAYA_TANGGAL", "2022-08-31")
if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = f"sqlite:///{Path(tempfile.mkdtemp()) / 'bench.sqlite3'}"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django  # noqa: E402 - after the settings are named

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from tests.factories.akun import person, sign_in  # noqa: E402
from tests.jamkesda.test_road_klaim import Dunia  # noqa: E402
from upaya.core import clock  # noqa: E402
from upaya.jamkesda.klaim import masuk  # noqa: E402
from upaya.jamkesda.klaim.models import Klaim, LayananKlaim  # noqa: E402
from upaya.jamkesda.laporan.katalog import LAPORAN  # noqa: E402
from upaya.rules.jamkesda import peran  # noqa: E402

Found = dict[str, tuple[int, float]]
_STATES = ("diajukan", "diverifikasi", "disetujui", "dibayar", "ditolak")
_APPROVED = (None, 60_000 * LINES, 60_000 * LINES, 60_000 * LINES, 0)
_VERDICTS = ("lolos", "lolos", "lolos", "dipotong", "ditolak")


def fill(dunia: Dunia, first: int, last: int) -> None:
    """Claims as they would stand, a fifth in each status, without the way there."""
    (like,) = dunia.send(dunia.claim(0, nomor=f"CONTOH-{first}"))
    day, now = date(2022, 8, 1), clock.now()
    rows = Klaim.objects.bulk_create(
        (
            Klaim(
                kabupaten_id=like.kabupaten_id, unit_id=like.unit_id, nomor=f"K{n:06d}",
                isi=f"{n:064d}", peserta=like.peserta, jenis="rawat_jalan", masuk=day, keluar=day,
                diajukan=day, diminta=60_000 * LINES, diperiksa=60_000 * LINES,
                disetujui=_APPROVED[n % 5],
                putusan=_VERDICTS[n % 5], masukan=like.masukan, sidik="0" * 64,
                dicatat_oleh_id=like.dicatat_oleh_id, dicatat_pada=now, status=_STATES[n % 5],
                status_since=now,
            )
            for n in range(first, last)
        ),
        batch_size=1_000,
    )  # fmt: skip
    LayananKlaim.objects.bulk_create(
        (
            LayananKlaim(klaim=row, no=no, kode="89.03", tanggal=day, jumlah=1, harga=60_000,
                         diminta=60_000, diperiksa=60_000, disetujui=None)
            for row in rows
            for no in range(1, LINES + 1)
        ),
        batch_size=2_000,
    )  # fmt: skip


def measured(action: Callable[[], object]) -> tuple[int, float]:
    """Statements of one, and the least milliseconds of a few."""
    action()
    with CaptureQueriesContext(connection) as seen:
        action()
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        took.append(1_000 * (time.perf_counter() - start))
    return len(seen), min(took)


def pages(dunia: Dunia, client: Client, last: int) -> Found:
    """Each page once, and a check of ten claims."""
    listed = reverse("klaim:daftar")
    asked = ["", "nomor=K0000", "hal=2", "urut=-diminta"]
    asked += [f"status={name}" for name in _STATES]
    asked += [f"putusan={name}" for name in sorted(set(_VERDICTS))]
    found = {
        f"daftar?{one}": measured(lambda at=f"{listed}?{one}": client.get(at)) for one in asked
    }
    newest = Klaim.objects.filter(status="diajukan").latest("pk").get_absolute_url()
    found["satu klaim"] = measured(lambda: client.get(newest))
    found["telaah"] = measured(lambda: client.get(reverse("telaah:mulai"), follow=True))
    for name in LAPORAN:
        address = reverse("laporan_jamkesda:laporan", args=[name])
        found[f"laporan {name}"] = measured(lambda at=address: client.get(at))
    ten = [dunia.claim(n, nomor=f"U{last}-{n}") for n in range(10)]
    found["periksa sepuluh"] = measured(lambda: masuk.uji(dunia.petugas, dunia.unit, ten))
    return found


def main() -> int:
    """Measure among few, then among many."""
    settings.ALLOWED_HOSTS = ["testserver"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}  # nothing was collected here
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(tempfile.mkdtemp()) / "ukur.sqlite3")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("migrate", verbosity=0)
        dunia, client = Dunia(), Client()
        fill(dunia, 0, FEW)
        sign_in(client, person(peran.VERIFIKATOR, dunia.upt))
        few = pages(dunia, client, FEW)
        fill(dunia, FEW, MANY)
        many = pages(dunia, client, MANY)
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    for name, (count, took) in many.items():
        before = few[name]
        print(f"{name:28} {connection.vendor}: {before[0]} lalu {count} kueri, "
              f"{before[1]:.1f} lalu {took:.1f} ms")  # fmt: skip
    return 0 if all(many[name][0] <= few[name][0] for name in many) else 1


if __name__ == "__main__":
    sys.exit(main())
