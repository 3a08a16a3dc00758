"""What a board counts. Five questions, however many requests there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from functools import cache

from django.utils import timezone

from upaya.core import clock
from upaya.core.models import WorkflowLog
from upaya.core.scope import Scope
from upaya.rules.exact import exact
from upaya.rules.parameter import Value
from upaya.rules.roles import Reach
from upaya.rules.supermiskol import road
from upaya.rules.supermiskol.jam import JamKantor, kata_menit
from upaya.rules.supermiskol.ukuran import Rentang, persentil, sebaran
from upaya.supermiskol.ketetapan import buku
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.skema.models import SkemaKabupaten
from upaya.supermiskol.surat.models import Putusan
from upaya.supermiskol.waktu import jam_kantor, sekarang

MOST = 20_000
"""Requests that one board reads, the newest; a year of a large district has fewer."""
REASONS = 5
_DECIDED = frozenset({road.DISETUJUI, road.DITOLAK})
_BASELINES = ("hari_sebelum", "warga_miskin", "warga_pbi_jkn", "warga_pbi_apbd")


@dataclass(slots=True)
class Tempat:
    """One place: requests that came, what became of them, minutes of those that were decided."""

    nama: str
    masuk: int = 0
    berjalan: int = 0
    terlambat: int = 0
    disetujui: int = 0
    ditolak: int = 0
    lain: int = 0
    dalam: int = 0
    menit: list[int] = field(default_factory=list)

    @property
    def diputus(self) -> int:
        """Those with a decision."""
        return len(self.menit)

    @property
    def lewat(self) -> int:
        """Decided, but later than promised."""
        return self.diputus - self.dalam

    @property
    def median(self) -> int | None:
        """The middle of the minutes up to the decision."""
        return persentil(self.menit, 50)

    @property
    def lambat(self) -> int | None:
        """Minutes within which nine of ten were decided."""
        return persentil(self.menit, 90)

    @property
    def kata(self) -> tuple[str, str]:
        """Both in words, "-" where nothing was decided."""
        middle, slow = self.median, self.lambat
        return (
            "-" if middle is None else kata_menit(middle),
            "-" if slow is None else kata_menit(slow),
        )

    @property
    def bagian(self) -> Fraction | None:
        """The share decided within the promise; None when nothing was decided."""
        return Fraction(self.dalam, self.diputus) if self.menit else None


@dataclass(slots=True)
class Papan:
    """A board of one time span."""

    dari: date
    sampai: date
    satuan: str
    baris: list[Tempat]
    seluruh: Tempat
    langkah: dict[str, list[int]]
    putusan: Counter[str]
    alasan: dict[bool, list[tuple[str, int]]]
    sebaran: list[tuple[Rentang, int]]
    target: int
    terpotong: bool


@dataclass(frozen=True, slots=True)
class _Case:
    status: str
    masuk: datetime
    tempat: str
    jam: JamKantor


def papan(scope: Scope, dari: date, sampai: date, *, per_desa: bool = False) -> Papan:
    """The board of a scope: requests whose applicant came between two days.

    An office of the district reads by kecamatan, or by village where it asks; others by village.
    """
    district = scope.reach is Reach.DISTRICT
    by_village = per_desa or not district
    # Two kecamatan may have a village of one name.
    named = _village_and_kecamatan if district else _village
    found, cut = _cases(scope, dari, sampai, named if by_village else _kecamatan)
    target = 60 * _target(scope.kabupaten or "", sampai)
    steps: dict[str, list[int]] = {}
    rows: dict[str, Tempat] = {}
    whole = Tempat("Seluruhnya")
    stays = _stays(scope, found, dari)
    for pk, case in found.items():
        minutes = _walk(case, stays.get(pk, []), steps)
        for row in (rows.setdefault(case.tempat, Tempat(case.tempat)), whole):
            _count(row, case.status, minutes, target)
    said, reasons, scores = _decisions(scope, found)
    return Papan(
        dari,
        sampai,
        "Desa" if by_village else "Kecamatan",
        sorted(rows.values(), key=lambda row: row.nama),
        whole,
        steps,
        said,
        reasons,
        sebaran(scores),
        target,
        cut,
    )


def _village(village: str, _above: str) -> str:
    return village


def _kecamatan(_village: str, above: str) -> str:
    return above


def _village_and_kecamatan(village: str, above: str) -> str:
    return f"{village}, {above}"


def _cases(
    scope: Scope, dari: date, sampai: date, place: Callable[[str, str], str]
) -> tuple[dict[int, _Case], bool]:
    start, end = _midnight(dari), _midnight(sampai + timedelta(days=1))
    rows = (
        Permohonan.objects.for_scope(scope)
        .filter(masuk_pada__gte=start, masuk_pada__lt=end)
        .order_by("-masuk_pada", "-pk")
        .values_list(
            "pk", "status", "masuk_pada", "gawat", "kabupaten_id", "desa__nama", "desa__induk__nama"
        )
    )[: MOST + 1]
    hours = cache(lambda kabupaten, day, gawat: jam_kantor(
        kabupaten, datetime.combine(day, time.min), gawat=gawat
    ))  # fmt: skip
    made = {}
    for pk, status, came, gawat, kabupaten, village, above in list(rows)[:MOST]:
        local, where = _local(came), place(village, above or "-")
        made[pk] = _Case(status, local, where, hours(kabupaten, local.date(), gawat))
    return made, len(rows) > MOST


def _stays(
    scope: Scope, found: dict[int, _Case], dari: date
) -> dict[int, list[tuple[str, str, datetime]]]:
    logs = (
        WorkflowLog.objects.for_scope(scope)
        .filter(workflow=road.MISKOL.name, at__gte=_midnight(dari))
        .order_by("pk")
        .values_list("subject_id", "source", "target", "at")
    )
    made: dict[int, list[tuple[str, str, datetime]]] = {}
    for pk, source, target, at in logs.iterator():
        if pk in found:
            made.setdefault(pk, []).append((source, target, _local(at)))
    return made


def _walk(
    case: _Case, stays: list[tuple[str, str, datetime]], steps: dict[str, list[int]]
) -> tuple[int, bool]:
    """Office minutes up to the decision or to now, without the applicant's, and whether decided.

    Finished stays go into `steps`.
    """
    total, since, decided = 0, case.masuk, False
    for source, target, at in stays:
        minutes = case.jam.menit(since, at)
        if not decided:
            steps.setdefault(source, []).append(minutes)
            total += 0 if source == road.MENUNGGU else minutes
        decided = decided or target in _DECIDED
        since = at
    if not decided and case.status not in road.SELESAI and case.status != road.MENUNGGU:
        total += case.jam.menit(since, sekarang())
    return total, decided


def _count(row: Tempat, status: str, walked: tuple[int, bool], target: int) -> None:
    minutes, decided = walked
    row.masuk += 1
    if status not in road.SELESAI:
        row.berjalan += 1
        row.terlambat += minutes > target
    elif status == road.DITOLAK:
        row.ditolak += 1
    elif status == road.DISETUJUI:
        row.disetujui += 1
    else:
        row.lain += 1
    if decided:
        row.menit.append(minutes)
        row.dalam += minutes <= target


def _decisions(
    scope: Scope, found: dict[int, _Case]
) -> tuple[Counter[str], dict[bool, list[tuple[str, int]]], list[tuple[Fraction, Fraction]]]:
    rows = Putusan.objects.for_scope(scope).values_list(
        "permohonan_id", "setuju", "layak", "skor", "kunjungan__skema_id", "alasan"
    )
    limits = {
        one.pk: one.skema.ambang for one in SkemaKabupaten.objects.filter(kabupaten=scope.kabupaten)
    }
    said: Counter[str] = Counter()
    reasons: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    scores = []
    for pk, setuju, layak, skor, skema, alasan in rows.iterator():
        if pk not in found:
            continue
        said[_kind(setuju=setuju, layak=layak)] += 1
        reasons[setuju][" ".join(alasan.split())] += 1
        if skor and skema in limits:
            scores.append((exact(skor), limits[skema]))
    return said, {side: kinds.most_common(REASONS) for side, kinds in reasons.items()}, scores


def _kind(*, setuju: bool, layak: bool | None) -> str:
    word = "Disetujui" if setuju else "Ditolak"
    if layak is None:
        return f"{word} tanpa skor"
    return f"{word} sesuai skor" if setuju == layak else f"{word}, berbeda dari skor"


def baselines(kabupaten: str, day: date) -> list[Value]:
    """What was before, as somebody else published it; [] where nothing is known of a district."""
    book = buku(kabupaten)
    read = (book.find(f"supermiskol.pembanding.{name}", day, kabupaten) for name in _BASELINES)
    return [value for value in read if value is not None]


def terkecil(kabupaten: str, day: date) -> int:
    """The smallest number of families that leaves in a file for planners."""
    return buku(kabupaten).read("supermiskol.sel_terkecil", day, kabupaten).integer


def _target(kabupaten: str, day: date) -> int:
    book, key = buku(kabupaten), "supermiskol.jam_target"
    found = book.find(key, day, kabupaten)  # a span may end before anybody promised anything
    return (found or book.read(key, clock.today(), kabupaten)).integer


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None)
