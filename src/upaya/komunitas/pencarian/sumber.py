"""What of discussions and library can be found: read from their tables, never told twice.

Whoever changes something says which rows it touched; what everybody may read of them now is what
the index holds afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik
from upaya.komunitas.pencarian import indeks, kata
from upaya.komunitas.pencarian.indeks import Entri
from upaya.komunitas.pencarian.models import Carian
from upaya.komunitas.perpustakaan.models import Bacaan, Pertemuan

Jenis = Carian.Jenis
_BATCH = 500


def _periods(rows: Any) -> Iterator[Entri]:  # noqa: ANN401 - the manager has no types
    for one in rows:
        yield Entri(
            Jenis.PERIODE, one.pk, one.kabupaten_id, one.tema,
            f"{one.nama}\n{one.pengantar}\n{one.ringkasan}", one.moderator,
            reverse("komunitas:periode", args=[one.kode]), one.mulai,
        )  # fmt: skip


def _topics(rows: Any) -> Iterator[Entri]:  # noqa: ANN401
    shown = rows.filter(status=Topik.Status.TERBIT, blokir=None)
    for one in shown.select_related("periode"):
        yield Entri(
            Jenis.TOPIK, one.pk, one.kabupaten_id, one.judul, one.pertanyaan, one.nama,
            reverse("komunitas:topik", args=[one.periode.kode, one.nomor]),
            timezone.localdate(one.terakhir or one.dibuka_pada), one.terbit,
        )  # fmt: skip


def _comments(rows: Any) -> Iterator[Entri]:  # noqa: ANN401
    shown = rows.filter(
        status=Tanggapan.Status.TERBIT, blokir=None,
        topik__status=Topik.Status.TERBIT, topik__blokir=None,
    )  # fmt: skip
    for one in shown.select_related("topik__periode"):
        topic = one.topik
        at = reverse("komunitas:topik", args=[topic.periode.kode, topic.nomor])
        yield Entri(
            Jenis.TANGGAPAN, one.pk, one.kabupaten_id, f"{one.nama} dalam {topic.judul}"[:200],
            one.isi, one.lembaga, f"{at}?lihat={one.pk}", timezone.localdate(one.ditulis_pada),
        )  # fmt: skip


def _readings(rows: Any) -> Iterator[Entri]:  # noqa: ANN401
    for one in rows.filter(ditarik_pada=None):
        yield Entri(
            Jenis.BACAAN, one.pk, one.kabupaten_id, one.judul,
            f"{one.ringkasan}\n{one.label}\n{one.kutipan}\n{one.get_jenis_display()}", one.penulis,
            reverse("komunitas:bacaan", args=[one.pk]), timezone.localdate(one.ditambah_pada),
        )  # fmt: skip


def _meetings(rows: Any) -> Iterator[Entri]:  # noqa: ANN401
    for one in rows:
        yield Entri(
            Jenis.PERTEMUAN, one.pk, one.kabupaten_id, one.judul,
            f"{one.uraian}\n{one.tempat}\n{one.notulen}", "",
            reverse("komunitas:pertemuan", args=[one.pk]), timezone.localdate(one.mulai_pada),
        )  # fmt: skip


_SOURCES: dict[str, tuple[Any, Callable[[Any], Iterator[Entri]]]] = {
    Jenis.PERIODE: (Periode, _periods),
    Jenis.TOPIK: (Topik, _topics),
    Jenis.TANGGAPAN: (Tanggapan, _comments),
    Jenis.BACAAN: (Bacaan, _readings),
    Jenis.PERTEMUAN: (Pertemuan, _meetings),
}


def refresh(jenis: str, keys: Iterable[int]) -> None:
    """Bring the index to what everybody may read of these now, in the caller's transaction."""
    wanted = list(keys)
    model, read = _SOURCES[jenis]
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        entries = list(read(model.objects.filter(pk__in=some)))
        gone = set(some) - {one.rujukan for one in entries}
        if gone:
            indeks.take_out(jenis, gone)
        indeks.put(entries)


@transaction.atomic
def rebuild() -> int:
    """Make the whole index again; how many things it holds."""
    for jenis, (model, _) in _SOURCES.items():
        here = set(model.objects.values_list("pk", flat=True))
        held = set(Carian.objects.filter(jenis=jenis).values_list("rujukan", flat=True))
        refresh(jenis, sorted(here | held))
    return int(Carian.objects.count())


def rebuild_when_old() -> None:
    """Make the index again when the word lists changed since."""
    if Carian.objects.exclude(versi=kata.versi()).exists():
        rebuild()


def after_migrate(**_kwargs: object) -> None:
    """The index stands, and what it holds is of today (receiver of post_migrate)."""
    indeks.install()
    rebuild_when_old()
