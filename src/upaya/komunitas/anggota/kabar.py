"""News by mail: who gets which edition, one row and one Message-ID each, sent once.

Rows of an edition are written in one transaction before anything leaves. One process sends at a
time; when it is killed, the next one goes on and repeats at most the message that was on its way,
under the same Message-ID.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from upaya.core import clock, notifications
from upaya.core.tasks import task
from upaya.komunitas.anggota import edisi as editions
from upaya.komunitas.anggota import services
from upaya.komunitas.anggota.edisi import Edisi, Isi
from upaya.komunitas.anggota.models import Anggota, Frekuensi, Kabar, PilihanTopik
from upaya.komunitas.anggota.penulis import Penulis, message_id
from upaya.komunitas.anggota.saluran import Saluran
from upaya.komunitas.diskusi.models import Periode, Tanggapan
from upaya.rules.loader import national_book

log = logging.getLogger("upaya.kabar")

_MORNING = 6
"""The hour from which yesterday and last week are told of."""
_BATCH = 500
_LOCK = 20_221_103
"""Any number that nobody else in this database locks."""
_RECENT = 200
"""Comments of the last day that are looked at for members who want to hear at once."""
_READ = ("masa", "surat", "status", "anggota__surel", "anggota__telepon", "anggota__frekuensi")
"""What a message is made of; the rest of a row stays where it is."""
_PERMANENT = 500
"""SMTP: from this answer on another try is of no use."""


@task()
def tell_now() -> None:
    """After something was published: tell those who want to hear at once."""
    run()


def run() -> int:
    """Write the editions that are due and send what waits; how many messages left."""
    now = clock.now()
    _stop_absent(now)
    for edition in due(now):
        prepare(edition)
    return send_waiting()


def due(now: datetime) -> Iterator[Edisi]:
    """Editions that have come, whether or not they are written already."""
    recent = Tanggapan.objects.filter(
        status=Tanggapan.Status.TERBIT, diputus_pada__gte=now - timedelta(days=1)
    )
    for pk in recent.order_by("-pk").values_list("pk", flat=True)[:_RECENT]:
        yield editions.one(pk)
    closed = Periode.objects.filter(ditutup_pada__gte=now - timedelta(days=1))
    for pk in closed.values_list("pk", flat=True):
        yield editions.outcome(pk)
    if now.hour >= _MORNING:
        yield editions.day(now.date() - timedelta(days=1))
        yield editions.week(now.date() - timedelta(days=7))


# ------------------------------------------------------------------ who gets it
@transaction.atomic
def prepare(edition: Edisi) -> int:
    """Write a row for everybody who gets this edition; 0 when it is written already, or empty."""
    if Kabar.objects.filter(masa=edition.masa).exists():
        return 0
    told = editions.content(edition)
    if not told:
        return 0
    now = clock.now()
    members = sorted(_readers(edition, told))
    rows = [
        Kabar(
            anggota_id=member, masa=edition.masa, surat=message_id(edition.masa, member),
            disiapkan_pada=now,
        )
        for member in members
    ]  # fmt: skip
    Kabar.objects.bulk_create(rows, batch_size=_BATCH, ignore_conflicts=True)
    return len(rows)


def _readers(edition: Edisi, told: Isi) -> set[int]:
    """Keys of the members for whom this edition has something."""
    active = Anggota.objects.filter(status=Anggota.Status.AKTIF)
    kind = edition.frekuensi
    whole = set(active.filter(frekuensi__in=edition.readers).values_list("pk", flat=True))
    other = editions.own_choices(told)
    if not told.hasil:
        unwanted = {
            pk
            for pk, chosen in other.items()
            if all(chosen.get(topic, kind) != kind for topic in told.topik)
        }
        whole -= unwanted
    others = {pk for pk, chosen in other.items() if kind in chosen.values()}
    return (whole | others) - _writer(edition)


def _writer(edition: Edisi) -> set[int]:
    """Nobody is told at once of what they wrote themselves."""
    if edition.masa[0] != "t":
        return set()
    rows = Tanggapan.objects.filter(pk=edition.rujukan, anggota__isnull=False)
    return set(rows.values_list("anggota", flat=True))


def _stop_absent(now: datetime) -> None:
    """Who was not seen for long hears so once and then no more."""
    months = national_book().read("komunitas.bulan_absen", now.date()).integer
    before = now - timedelta(days=months * 30)
    gone = Anggota.objects.filter(status=Anggota.Status.AKTIF, terlihat_pada__lt=before)
    gone = gone.exclude(frekuensi=Frekuensi.TIDAK)
    if gone.exists():
        _say_farewell(now, list(gone.values_list("pk", flat=True)))


@transaction.atomic
def _say_farewell(now: datetime, members: list[int]) -> None:
    masa = editions.farewell(now.date()).masa
    Kabar.objects.bulk_create(
        (
            Kabar(anggota_id=pk, masa=masa, surat=message_id(masa, pk), disiapkan_pada=now)
            for pk in members
        ),
        batch_size=_BATCH,
        ignore_conflicts=True,
    )
    for start in range(0, len(members), _BATCH):
        some = members[start : start + _BATCH]
        PilihanTopik.objects.filter(anggota__in=some).delete()
        Anggota.objects.filter(pk__in=some).update(
            frekuensi=Frekuensi.TIDAK, sebab=Anggota.Sebab.ABSEN
        )


# ------------------------------------------------------------------ sending
@contextmanager
def only_sender() -> Iterator[bool]:
    """Whether this process may send; a lock that ends with the process, however it ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            held = bool(cursor.fetchone()[0])
            try:
                yield held
            finally:
                if held:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    with (settings.DATA / "kabar.kunci").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def send_waiting() -> int:
    """Send what waits, the oldest first; how many left. 0 while another process sends."""
    with only_sender() as held:
        return _send() if held else 0


def _send() -> int:
    """How many left. A server that hangs up after some messages is called again, a silent one not.

    What is not sent waits for the next round.
    """
    sent, writer = 0, Penulis()
    while True:
        way, before = Saluran(), sent
        try:
            for _ in _send_all(way, writer):
                sent += 1
        except OSError:
            if sent == before:
                log.exception("peladen surat tidak menjawab", extra={"task": "kabar"})
                return sent
        else:
            return sent
        finally:
            way.close()


def _send_all(way: Saluran, writer: Penulis) -> Iterator[Kabar]:
    """Each row is marked as soon as the server has its message, before the next one."""
    last = 0
    while rows := _next(last):
        last = rows[-1].pk
        yield from _send_some(way, writer, rows)


def _next(after: int) -> list[Kabar]:
    rows = Kabar.objects.filter(status=Kabar.Status.SIAP, pk__gt=after).order_by("pk")
    return list(rows.select_related("anggota").only(*_READ)[:_BATCH])


def _send_some(way: Saluran, writer: Penulis, rows: list[Kabar]) -> Iterator[Kabar]:
    """Those that the server took. What has nothing to tell any more is not sent."""
    letters = {row: letter for row in rows if (letter := writer.letter(row)) is not None}
    for row in rows:
        if row not in letters:
            _mark(row, Kabar.Status.BATAL)
    for row, fault in zip(letters, way.send(list(letters.values())), strict=True):
        if fault is not None:
            _refused(row, fault)
            continue
        _mark(row, Kabar.Status.TERKIRIM)
        if row.masa[0] == "t" and row.anggota.telepon:
            notifications.send_whatsapp(row.anggota.telepon, letters[row].umum.judul)
        yield row


def _refused(row: Kabar, fault: OSError) -> None:
    """Not taken: for good, or to be tried again; what counts against an address is its refusal."""
    if (_answer(fault) or 0) < _PERMANENT:
        return
    _mark(row, Kabar.Status.GAGAL)
    if not getattr(fault, "recipients", None):
        return
    allowed = national_book().read("komunitas.pantulan_berhenti", clock.today()).integer
    services.bounced(row.anggota_id, allowed)


def _answer(fault: OSError) -> int | None:
    """The answer with which a server refused this one message."""
    refused = getattr(fault, "recipients", None)
    if refused:
        code, _ = next(iter(refused.values()))
        return int(code)
    return getattr(fault, "smtp_code", None)


def _mark(row: Kabar, status: str) -> None:
    """Say what became of it, in words that the database knows already: it is done for each one."""
    at = clock.now() if status == Kabar.Status.TERKIRIM else None
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE komunitas_kabar SET status = %s, dikirim_pada = %s WHERE id = %s",
            [status, connection.ops.adapt_datetimefield_value(at), row.pk],
        )
