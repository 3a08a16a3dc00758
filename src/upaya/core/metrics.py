"""What a monitor asks of the house (Prometheus): answers and how long they took, what waits.

Every process counts its own answers; started by `upaya serve` they count in files that all of them
share (PROMETHEUS_MULTIPROC_DIR), and any of them tells the sum. What waits is asked of the database
when somebody asks. Nothing here names a person, a path or a number of a case.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.db.models import Count, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from upaya.core.models import AuditHead

SHARED = "PROMETHEUS_MULTIPROC_DIR"
_WAITING, _PRESENT = "READY", 900

ANSWERS = Histogram(
    "upaya_jawaban_detik",
    "Lamanya menjawab permintaan, menurut bagian aplikasi dan golongan jawabannya.",
    ("bagian", "golongan"),
    buckets=(0.05, 0.2, 1, 5),
)


def answered(view_name: str, status: int, seconds: float) -> None:
    """Count an answer under the part of the house that its address belongs to."""
    part = view_name.partition(":")[0] if ":" in view_name else "akun"
    ANSWERS.labels(part if view_name else "tanpa alamat", f"{status // 100}xx").observe(seconds)


class Standing(Collector):
    """What waits and who is there, asked of the database at that moment."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Four figures, in four queries."""
        tasks = GaugeMetricFamily(
            "upaya_kerja_latar", "Kerja latar menurut keadaannya.", labels=["keadaan"]
        )
        counted = DBTaskResult.objects.order_by().values_list("status").annotate(n=Count("pk"))
        for status, count in counted:
            tasks.add_metric([status.lower()], count)
        yield tasks
        waiting = DBTaskResult.objects.filter(status=_WAITING)
        first = waiting.aggregate(first=Min("enqueued_at"))["first"]
        now = timezone.now()
        yield GaugeMetricFamily(
            "upaya_kerja_latar_menunggu_detik",
            "Sudah berapa lama kerja latar tertua menunggu.",
            value=(now - first).total_seconds() if first else 0,
        )
        since = now - timedelta(seconds=_PRESENT)
        yield GaugeMetricFamily(
            "upaya_sesi_aktif",
            "Sesi yang dipakai dalam 15 menit terakhir.",
            value=UserSession.objects.filter(last_seen_at__gte=since).count(),
        )
        chains = GaugeMetricFamily(
            "upaya_audit_catatan", "Banyaknya catatan audit tiap rantai.", labels=["rantai"]
        )
        for chain, number in AuditHead.objects.order_by("chain").values_list("chain", "number"):
            chains.add_metric([chain], number)
        yield chains


def exposition() -> bytes:
    """All of it as Prometheus reads it."""
    counted = REGISTRY
    if os.environ.get(SHARED):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call] # registers itself
    standing = CollectorRegistry()
    standing.register(Standing())
    return generate_latest(counted) + generate_latest(standing)
