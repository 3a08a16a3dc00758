"""What is measured among a million: each figure by the clock on the wall and by time of processors.

Time of processors is that of this program and of its server process of PostgreSQL together: on a
machine that others use too it says what the wall would say alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.sejuta.dunia import HOSPITALS, LIST, PRICES, Dunia
from bench.sejuta.isi import card, nik
from tests.factories.akun import sign_in
from upaya.akun.models import Membership
from upaya.exchange.jamkesda import klaim_json
from upaya.exchange.jamkesda.klaim_sheet import KlaimTertulis, claims_book, read_claims
from upaya.jamkesda.klaim import masuk
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.jamkesda.compute import PUTUSAN
from upaya.rules.jamkesda.klaim import BarisKlaim
from upaya.rules.jamkesda.road_klaim import KLAIM
from upaya.rules.loader import national_book

Pair = tuple[float, float]
"""Seconds on the wall, and of processors."""
ROUNDS = int(os.environ.get("SEJUTA_PUTARAN", "40"))
FILE = 1_000
_LONGEST = 600
"""Seconds after which a worker that did not answer is taken for dead."""


@dataclass
class Took:
    """How long something took; set when its block ends."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def timed() -> Iterator[Took]:
    """Measure a block."""
    server = _server()
    took = Took()
    wall, cpu, away = time.perf_counter(), time.process_time(), server()
    yield took
    took.wall = time.perf_counter() - wall
    took.cpu = time.process_time() - cpu + server() - away


def _server() -> Callable[[], float]:
    """Seconds that the server process of this connection was on a processor."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        at = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")
    return lambda: int(at.read_text().split()[0]) / 1e9 if at.exists() else 0.0


def p95(action: Callable[[int], object], rounds: int = ROUNDS) -> Pair:
    """The time that nineteen of twenty stay below."""
    action(-1)
    action(-2)
    each = []
    for n in range(rounds):
        with timed() as took:
            action(n)
        each.append(took)
    at = -(-95 * rounds // 100) - 1
    return sorted(one.wall for one in each)[at], sorted(one.cpu for one in each)[at]


def yardstick() -> float:
    """Million additions a second: how fast the machine is in this minute, to compare figures by."""
    began, many = time.process_time(), 2_000_000
    sum(n for n in range(many))
    return many / (time.process_time() - began) / 1e6


# ------------------------------------------------------------------ the list
def asked() -> list[str]:
    """The list with each of its filters, orders and pages."""
    return [
        "", "nomor=RS-2022-0000", "nomor=RS-2022-000012", "nomor=tidak-ada", "hal=2", "hal=40",
        *(f"status={one.name}" for one in KLAIM.states.values()),
        *(f"putusan={one}" for one in PUTUSAN),
        "status=diajukan&putusan=lolos", "status=dibayar&putusan=ditolak",
        "status=ditolak&putusan=ditolak", "status=dikembalikan&nomor=RS-2022-0000",
        "urut=-diminta", "urut=diminta", "urut=masuk", "urut=-masuk", "urut=status", "urut=-status",
        "status=diajukan&urut=-diminta",
    ]  # fmt: skip


_OF_A_HOSPITAL = (
    "", "nomor=RS-2022-000012", "status=diajukan", "status=dibayar", "putusan=lolos",
    "putusan=ditolak", "status=dibayar&putusan=ditolak", "urut=-diminta", "urut=masuk",
)  # fmt: skip


def lists(made: Dunia) -> dict[str, Pair]:
    """Each of them for the verifier of the district, the usual ones for a hospital's officer."""
    found = {}
    at = reverse("klaim:daftar")
    for who, member, queries in (("UPT", made.verifikator, asked()),
                                 ("PPK", made.petugas[1], _OF_A_HOSPITAL)):  # fmt: skip
        client = sign_in(Client(), member)
        for _ in range(ROUNDS):  # as a service that has answered for a while
            client.get(at)
        for query in queries:

            def get(_n: int, query: str = query, client: Client = client) -> None:
                answer = client.get(f"{at}?{query}")
                assert answer.status_code == 200, answer.status_code  # noqa: PLR2004

            found[f"{who} ?{query}"] = p95(get)
    return found


_ELSEWHERE = (
    ("UPT", "jamkesda:peserta_daftar"), ("UPT", "jaminan:daftar"), ("UPT", "akun:tugas"),
    ("PPK", "jaminan:daftar"), ("PPK", "akun:tugas"), ("loket", "akun:tugas"),
)  # fmt: skip


def elsewhere(made: Dunia) -> dict[str, Pair]:
    """Other pages that stand upon the same million: members, letters, what waits for somebody."""
    members = {"UPT": made.verifikator, "PPK": made.petugas[1], "loket": made.loket}
    found = {}
    for who, name in _ELSEWHERE:
        client, at = sign_in(Client(), members[who]), reverse(name)

        def get(_n: int, at: str = at, client: Client = client) -> None:
            answer = client.get(at)
            assert answer.status_code == 200, answer.status_code  # noqa: PLR2004

        found[f"{who} {at}"] = p95(get)
    return found


# ------------------------------------------------------------------ the counter
def counter(made: Dunia, members: int) -> dict[str, Pair]:
    """Who stands there, by NIK and by card, asked at a hospital."""
    client, at = sign_in(Client(), made.loket), reverse("jamkesda:cek")

    def ask(name: Callable[[int], str]) -> Callable[[int], None]:
        def post(n: int) -> None:
            who = (n + 3) * 7_919 % members + 1
            answer = client.post(at, {"nomor": name(who)})
            assert card(who) in answer.content.decode(), who

        return post

    return {
        "NIK": p95(ask(nik), 60),
        "nomor kartu": p95(ask(card), 60),
    }


# ------------------------------------------------------------------ files
@dataclass
class Berkas:
    """A hospital's files of a thousand claims: what reading and storing them took."""

    banyak: int = 0
    baca: Took = field(default_factory=Took)
    simpan: Took = field(default_factory=Took)
    pernyataan: int = 0
    putusan: dict[str, int] = field(default_factory=dict)


def written(made: Dunia, first: int, run: str) -> list[KlaimTertulis]:
    """A thousand claims of one hospital on letters that no claim used yet."""
    unit = made.ppk[first % len(made.ppk)]
    rows = SuratJaminan.objects.filter(ppk=unit, pk__gt=first).select_related("peserta")
    codes = list(PRICES)
    found = []
    for letter in rows.order_by("pk")[:FILE]:
        day: date = letter.mulai
        lines = tuple(
            BarisKlaim(no, kode, day, 1 + (letter.pk + no) % 3, PRICES[kode])
            for no, kode in enumerate(codes, start=1)
        )
        found.append(KlaimTertulis(
            f"{run}-{letter.pk}", letter.peserta.kartu, letter.nomor, "rawat_jalan", day, day,
            ("A09.0",), ("resume medis", "rincian biaya"), lines,
        ))  # fmt: skip
    return found


@dataclass(frozen=True, slots=True)
class Siap:
    """A workbook as its hospital would send it."""

    petugas: Membership
    nama: str
    klaim: int
    data: bytes


def ready(made: Dunia, first: int, run: str, many: int) -> list[Siap]:
    """Workbooks of a thousand claims, a hospital after the other, on the letters after `first`."""
    found = []
    for n in range(many):
        place = n % len(made.ppk)
        begin = first + n // len(made.ppk) * FILE * len(made.ppk)
        begin += (place - begin) % len(made.ppk)
        claims = written(made, begin, run)
        found.append(Siap(made.petugas[place], f"{run}-{n}.xlsx", len(claims), claims_book(claims)))
    return found


def free(many: int) -> int:
    """After which letter no claim of a file stands: a kept database was measured before."""
    latest = Klaim.objects.exclude(nomor__startswith="RS-").order_by("-pk").values("surat")[:1]
    found = SuratJaminan.objects.filter(kode__in=latest).values_list("pk", flat=True).first()
    step = FILE * HOSPITALS
    return max(many, -(-(found or 0) // step) * step)


def files(sent: Sequence[Siap]) -> Berkas:
    """Workbooks read, kept and stored one after another.

    Statements are counted in the first alone, beside the marks of transactions: to keep their texts
    costs time that no office spends.
    """
    found = Berkas()
    for n, one in enumerate(sent):
        unit, access = one.petugas.unit, one.petugas.access()
        with timed() as took:
            read = read_claims(one.data)
        assert not read.banyak_galat, read.galat[:3]
        found.baca.wall += took.wall
        found.baca.cpu += took.cpu
        counting = CaptureQueriesContext(connection) if n == 0 else nullcontext(())
        with counting as seen, timed() as took:
            kept = masuk.unggah(access, unit, one.nama, one.data, read.klaim)
            stored = masuk.simpan_unggahan(kept.pk, access)
        if seen:
            marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
            found.pernyataan = sum(not one["sql"].startswith(marks) for one in seen)
        assert len(stored.baru) == one.klaim, (one.nama, len(stored.baru))
        found.simpan.wall += took.wall
        found.simpan.cpu += took.cpu
        found.banyak += len(stored.baru)
        for claim in stored.baru:
            found.putusan[claim.putusan] = found.putusan.get(claim.putusan, 0) + 1
    return found


def at_once(sent: Sequence[Siap], workers: int) -> float:
    """Seconds on the wall until so many workers have read, kept and stored them, sharing them."""
    shared = get_context("fork")
    started, ended = (shared.Barrier(workers + 1, timeout=_LONGEST) for _ in range(2))

    def work(own: Sequence[Siap]) -> None:
        connection.ensure_connection()
        started.wait()
        files(own)
        ended.wait()

    connections.close_all()  # a connection is one process's
    people = [shared.Process(target=work, args=(sent[n::workers],)) for n in range(workers)]
    for one in people:
        one.start()
    started.wait()
    began = time.perf_counter()
    ended.wait()
    took = time.perf_counter() - began
    for one in people:
        one.join()
    return took


# ------------------------------------------------------------------ upaya hitung klaim
def command(many: int) -> tuple[int, Took]:
    """The files of stored claims through what ``upaya hitung klaim`` does: bytes in, bytes out."""
    rows = Klaim.objects.order_by("-pk").values_list("masukan", flat=True)[:many]
    data = klaim_json.encode_many(rows)
    book = national_book()
    with timed() as took:
        found = klaim_json.check(data, book)
        assert not found.galat, found.galat[:3]
        answer = klaim_json.encode_many(klaim_json.result(a, h) for a, h in found.klaim)
    assert answer
    return len(found.klaim), took


def like(made: Dunia) -> dict[str, object]:
    """What a claim of this world is judged by: stored by the services, read and taken back."""
    from django.db import transaction  # noqa: PLC0415

    who = made.petugas[0]
    (claim,) = written(made, 0, LIST[:3])[:1]
    with transaction.atomic():
        (stored,) = masuk.terima(who.access(), who.unit, [claim]).baru
        found: dict[str, object] = stored.masukan
        transaction.set_rollback(True)
    return found
