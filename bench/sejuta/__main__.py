"""`make bench-klaim`: a million members and a million claims, and how fast Upaya is among them.

Fills a PostgreSQL database that stays (`SIMPAN_DI`), going on where an earlier run stopped,
then measures and prints each figure against its bound; 1 when one is missed. `--banyak 20000` is a
small one of its own. `--menurut prosesor` judges by time of processors instead of the wall: for a
machine that others use at the same time.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upaya.settings")
os.environ.setdefault("UPAYA_DEMO", "1")
os.environ.setdefault("UPAYA_TANGGAL", "2022-08-31")

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from bench.sejuta import isi, ukur  # noqa: E402
from bench.sejuta.dunia import dunia  # noqa: E402
from upaya.commands.memory import settle  # noqa: E402
from upaya.commands.migrate import migrate  # noqa: E402
from upaya.core import clock  # noqa: E402

FEW, FILES, AT_ONCE, CORES, JUDGED = 1_000, 20, 10, 2, 5_000
LIST_MS, LIST_TIMES, COUNTER_MS, OTHER_MS = 60, 1.5, 100, 100
STORED, STATEMENTS, COMPUTED, MINUTES = 400, 40, 2_000, 20


class Papan:
    """The figures with their bounds."""

    def __init__(self, *, cpu: bool) -> None:
        self.cpu, self.missed = cpu, 0

    def tell(self, name: str, wall: float, cpu: float, bound: float, *, most: bool) -> None:
        """One figure; `most`: it may not be above its bound, else not below."""
        judged = cpu if self.cpu else wall
        good = judged <= bound if most else judged >= bound
        self.missed += not good
        said = "paling banyak" if most else "paling sedikit"
        print(f"{'ya   ' if good else 'TIDAK'} {name:52} {wall:10.1f} {cpu:10.1f}   "
              f"{said} {bound:g}", flush=True)  # fmt: skip


def main() -> int:
    """Fill, measure, judge."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--banyak", type=int, default=1_000_000)
    asked.add_argument("--menurut", choices=("jam", "prosesor"), default="jam")
    asked.add_argument("--hanya", choices=("isi", "daftar", "loket", "berkas", "hitung"))
    said = asked.parse_args()
    if connection.vendor != "postgresql":
        print("bench-klaim memerlukan PostgreSQL: make bench-klaim", file=sys.stderr)
        return 2
    settings.ALLOWED_HOSTS = ["testserver"]
    logging.disable(logging.WARNING)  # a line for each request would stand between the figures
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}  # nothing was collected here
    began = time.monotonic()
    settle()  # as every process of the program does
    speed = ukur.yardstick()
    few = fill(said.banyak)
    filled = time.monotonic() - began
    board = Papan(cpu=said.menurut == "prosesor")
    print(f"{said.banyak} peserta dan klaim; beban mesin {os.getloadavg()[0]:.1f}; dinilai menurut "
          f"{said.menurut}.\n      {'':52} {'jam':>10} {'prosesor':>10}")  # fmt: skip
    for name, measure in (("daftar", lists), ("loket", counter), ("berkas", stored),
                          ("hitung", computed)):  # fmt: skip
        if said.hanya in (None, name):
            measure(board, said.banyak, few)
    print(f"kecepatan mesin: {speed:.1f} di awal, {ukur.yardstick():.1f} juta penjumlahan/detik "
          "di akhir")  # fmt: skip
    minutes = (time.monotonic() - began) / 60
    print(f"pengisian {filled / 60:.1f} menit, seluruhnya {minutes:.1f} menit "
          f"(paling lama {MINUTES}); beban mesin {os.getloadavg()[0]:.1f}")  # fmt: skip
    if not board.cpu and minutes > MINUTES:
        board.missed += 1
    print("Semua angka dalam batasnya." if not board.missed else f"{board.missed} melewati batas.")
    return 1 if board.missed else 0


def fill(many: int) -> dict[str, ukur.Pair]:
    """Everything up to `many`; gives what the list took among the first thousand claims."""
    migrate()
    isi.prepare()
    made = dunia()
    isi.members(made, many)
    isi.letters(made, many + (FILES + AT_ONCE + 1) * FEW, many)
    if isi.until("klaim") < many:
        isi.settle()
        like = ukur.like(made)
        isi.claims(made, FEW, many, like)
        kept = Path(os.environ.get("SIMPAN_DI", ".")) / f"seribu-{many}.json"
        if isi.until("klaim") == FEW or not kept.exists():
            isi.settle()
            kept.write_text(json.dumps(ukur.lists(made)))
        isi.claims(made, many, many, like)
        isi.used(many, many)
        isi.settle()
        if wrong := isi.check(many):
            raise SystemExit("; ".join(wrong))
    kept = Path(os.environ.get("SIMPAN_DI", ".")) / f"seribu-{many}.json"
    return {name: (pair[0], pair[1]) for name, pair in json.loads(kept.read_text()).items()}


def lists(board: Papan, _many: int, few: dict[str, ukur.Pair]) -> None:
    """The list with each filter, alone and against its time among a thousand."""
    for name, (wall, cpu) in ukur.lists(dunia()).items():
        board.tell(f"daftar {name} (p95, ms)", 1_000 * wall, 1_000 * cpu, LIST_MS, most=True)
        before = few[name]
        board.tell("   dibanding 1.000 klaim", wall / before[0], cpu / before[1], LIST_TIMES,
                   most=True)  # fmt: skip
    for name, (wall, cpu) in ukur.elsewhere(dunia()).items():
        board.tell(f"halaman {name} (p95, ms)", 1_000 * wall, 1_000 * cpu, OTHER_MS, most=True)


def counter(board: Papan, many: int, _few: object) -> None:
    """Eligibility at the counter."""
    for name, (wall, cpu) in ukur.counter(dunia(), many).items():
        board.tell(f"loket menurut {name} (p95, ms)", 1_000 * wall, 1_000 * cpu, COUNTER_MS,
                   most=True)  # fmt: skip


def stored(board: Papan, many: int, _few: object) -> None:
    """Files of a thousand claims: one after another, and by a worker on each of two cores."""
    made, first, run = dunia(), ukur.free(many), f"B{clock.now():%d%H%M%S}"
    isi.letters(made, first + (FILES + AT_ONCE + 1) * FEW, many)
    sent = ukur.ready(made, first, run, FILES + AT_ONCE)
    found = ukur.files(sent[:FILES])
    count = found.banyak
    print(f"      {count} klaim dari {FILES} berkas: {found.putusan}")
    board.tell("berkas, pernyataan SQL tiap 1.000 klaim", found.pernyataan, found.pernyataan,
               STATEMENTS, most=True)  # fmt: skip
    whole_wall = found.baca.wall + found.simpan.wall
    whole_cpu = found.baca.cpu + found.simpan.cpu
    for said, wall, cpu in (("", found.simpan.wall, found.simpan.cpu),
                            (", beserta membaca XLSX", whole_wall, whole_cpu)):  # fmt: skip
        print(f"      {'berkas, satu pekerja' + said + ' (klaim/detik)':52} "
              f"{count / wall:10.1f} {count / cpu:10.1f}", flush=True)  # fmt: skip
    several = sent[FILES:]
    took = ukur.at_once(several, CORES)
    speed = sum(one.klaim for one in several) / took
    board.tell(f"berkas, {CORES} pekerja, beserta membaca XLSX (klaim/detik)", speed, speed, STORED,
               most=False)  # fmt: skip


def computed(board: Papan, _many: int, _few: object) -> None:
    """`upaya hitung klaim` from its file to its answer."""
    count, took = ukur.command(JUDGED)
    board.tell("upaya hitung klaim (klaim/detik)", count / took.wall, count / took.cpu, COMPUTED,
               most=False)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
