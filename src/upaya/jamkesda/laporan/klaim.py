"""Reports about claims: diagnoses, providers, the same person in two places, time, money."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, ExtractMonth

from upaya.core.models import WorkflowLog
from upaya.core.templatetags.upaya import angka
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.kumpulan.queries import anggaran, utang_per_ppk
from upaya.jamkesda.laporan.bentuk import IsiLaporan, Kolom, Rentang, Sel
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda.diagnosis import cari
from upaya.rules.jamkesda.kumpulan import LEBIH_TUA, UMUR
from upaya.rules.jamkesda.laporan import perkirakan, persentil
from upaya.rules.money import rupiah
from upaya.rules.period import BULAN

DISETUJUI = Q(status__in=[jalan.DISETUJUI, jalan.DIKUMPULKAN, jalan.DIBAYAR])
"""Claims whose rupiah stand: approved by a person or by the rule, gathered, paid."""
TERATAS, TERBANYAK = 20, 500


def klaim_rentang(asked: Rentang) -> Any:  # noqa: ANN401 - a queryset of claims
    """Claims of a scope whose patient was discharged between the days, without an order."""
    rows = Klaim.objects.for_scope(asked.scope)
    return rows.filter(keluar__range=(asked.dari, asked.sampai)).order_by()


def nama_bulan(month: date) -> str:
    """A month for people."""
    return f"{BULAN[month.month - 1]} {month.year}"


def diagnosis(asked: Rentang) -> IsiLaporan:
    """Main diagnoses, the most frequent first; what is not among them stands in one row."""
    rows = klaim_rentang(asked).annotate(utama=KT("masukan__klaim__diagnosis__0")).values("utama")
    counted = rows.annotate(n=Count("pk"), setuju=Sum("disetujui", filter=DISETUJUI))
    found = sorted(
        ((row["utama"] or "", row["n"], row["setuju"] or 0) for row in counted),
        key=lambda row: (-row[1], row[0]),
    )
    listed: list[tuple[str, str, int, int]] = []
    for code, many, cost in found[:TERATAS]:
        known = cari(code)
        listed.append((code or "tanpa diagnosis", known.nama if known else "", many, cost))
    rest = found[TERATAS:]
    if rest:
        listed.append(("lainnya", f"{len(rest)} diagnosis lain", sum(r[1] for r in rest),
                       sum(r[2] for r in rest)))  # fmt: skip
    said = "Belum ada klaim dalam rentang ini."
    if listed:
        first = listed[0]
        said = (
            f"Terbanyak {first[0]} {first[1]}: {angka(first[2])} klaim, "
            f"disetujui {rupiah(first[3])}."
        )
    return IsiLaporan(
        said, (Kolom("Kode"), Kolom("Nama (ICD-10)"), Kolom("Klaim", "angka"),
               Kolom("Disetujui", "rupiah")),
        listed, 2, ("Jumlah", "", sum(r[2] for r in listed), sum(r[3] for r in listed)),
        "Diagnosis utama tiap klaim, yaitu yang ditulis pertama.",
    )  # fmt: skip


def ppk(asked: Rentang) -> IsiLaporan:
    """Providers beside each other: claims, rupiah, what was cut, what was refused."""
    rows = klaim_rentang(asked).values("unit__nama", "unit")
    counted = rows.annotate(
        n=Count("pk"), minta=Sum("diminta"), periksa=Sum("diperiksa"),
        setuju=Sum("disetujui", filter=DISETUJUI),
        tolak=Count("pk", filter=Q(status=jalan.DITOLAK)),
        bersih=Count("pk", filter=Q(putusan="lolos")),
    )  # fmt: skip
    found = sorted(counted, key=lambda row: (-row["minta"], row["unit__nama"], row["unit"]))
    body = [
        (row["unit__nama"], row["n"], row["bersih"], row["minta"], row["minta"] - row["periksa"],
         row["setuju"] or 0, row["tolak"], row["minta"] // row["n"])
        for row in found
    ]  # fmt: skip
    said = "Belum ada klaim dalam rentang ini."
    if body:
        worst = max(body, key=lambda row: (row[4] * 1_000 // row[3] if row[3] else 0, row[0]))
        share = worst[4] * 1_000 // worst[3] if worst[3] else 0
        said = (
            f"{len(body)} PPK; bagian terpotong terbesar {worst[0]}, "
            f"{share // 10},{share % 10} persen dari yang diminta."
        )
    sums = [sum(row[at] for row in body) for at in range(1, 7)]
    return IsiLaporan(
        said,
        (Kolom("PPK"), Kolom("Klaim", "angka"), Kolom("Tanpa alasan", "angka"),
         Kolom("Diminta", "rupiah"), Kolom("Dipotong pemeriksaan", "rupiah"),
         Kolom("Disetujui", "rupiah"), Kolom("Ditolak", "angka"),
         Kolom("Rata-rata diminta", "rupiah")),
        body, 3, ("Jumlah", *sums, sums[2] // sums[0] if sums[0] else None),
        "Klaim menurut hari pasien keluar. Dipotong pemeriksaan: diminta dikurangi yang lolos; "
        "yang masih diperiksa belum masuk Disetujui.",
    )  # fmt: skip


def dua_tempat(asked: Rentang) -> IsiLaporan:
    """Claims of one person whose days touch those of another claim at another PPK."""
    other = Klaim.objects.filter(
        kabupaten=OuterRef("kabupaten"), peserta=OuterRef("peserta"),
        masuk__lte=OuterRef("keluar"), keluar__gte=OuterRef("masuk"),
    ).exclude(unit=OuterRef("unit"))  # fmt: skip
    rows = klaim_rentang(asked).filter(Exists(other))
    found = rows.order_by("peserta", "masuk", "pk").values_list(
        "peserta", "nomor", "unit__nama", "jenis", "masuk", "keluar", "diperiksa", "status"
    )
    states = jalan.KLAIM.states
    body = [
        (card, number, name, "rawat inap" if kind == "rawat_inap" else "rawat jalan", first, last,
         left, states[status].label)
        for card, number, name, kind, first, last, left, status in found[:TERBANYAK]
    ]  # fmt: skip
    people = len({row[0] for row in body})
    said = f"{people} peserta mempunyai {len(body)} klaim di beberapa PPK pada hari yang sama."
    return IsiLaporan(
        said if body else "Tidak ada peserta di dua tempat pada hari yang sama.",
        (Kolom("Kartu"), Kolom("Klaim"), Kolom("PPK"), Kolom("Jenis"), Kolom("Masuk", "tanggal"),
         Kolom("Keluar", "tanggal"), Kolom("Lolos pemeriksaan", "rupiah"), Kolom("Status")),
        body, None, (),
        "Hari yang sama belum tentu salah: orang dirujuk pada hari itu juga. Rawat inap yang "
        f"bertumpang tindih ditandai D03. Paling banyak {TERBANYAK} baris.",
    )  # fmt: skip


def waktu(asked: Rentang) -> IsiLaporan:
    """How many days claims stood at each step that is over: the middle and the slow end."""
    claims = dict(klaim_rentang(asked).values_list("pk", "dicatat_pada"))
    inside = klaim_rentang(asked).values("pk")
    logs = WorkflowLog.objects.filter(workflow=jalan.KLAIM.name, subject_id__in=inside)
    days: dict[str, list[int]] = defaultdict(list)
    before: dict[int, Any] = dict(claims)
    for pk, source, at in logs.order_by("pk").values_list("subject_id", "source", "at"):
        days[source].append(max(0, (at - before.get(pk, at)).days))
        before[pk] = at
    body = [
        (state.label, len(days[name]), persentil(days[name], 50), persentil(days[name], 90))
        for name, state in jalan.KLAIM.states.items()
        if days.get(name)
    ]
    said = "Belum ada langkah yang selesai dalam rentang ini."
    if body:
        slow = max(body, key=lambda row: (row[2] or 0, row[0]))
        said = f"Paling lama menunggu pada “{slow[0]}”: median {slow[2]} hari."
    return IsiLaporan(
        said, (Kolom("Keadaan"), Kolom("Selesai", "angka"), Kolom("Median hari", "angka"),
               Kolom("90 persen dalam hari", "angka")),
        body, 2, (),
        "Hari kalender penuh dari masuk sampai keluar dari keadaan itu; yang masih berdiri di sana "
        "tidak dihitung. Klaim yang lolos menurut aturan langsung disetujui, tanpa hari tunggu.",
    )  # fmt: skip


def utang(asked: Rentang) -> IsiLaporan:
    """What is owed today, by provider and age since discharge."""
    listed, total = utang_per_ppk(asked.scope, asked.hari)
    ages = [name for _, name in UMUR] + [LEBIH_TUA]
    ordered = sorted(listed, key=lambda pair: (-pair[1].jumlah, pair[0]))
    sums = [[one.jumlah, *(one.umur[age] for age in ages), one.tahun_lalu] for _, one in ordered]
    body: list[list[Sel]] = [[name, *row] for (name, _), row in zip(ordered, sums, strict=True)]
    old = sum(one.umur[LEBIH_TUA] for _, one in listed)
    said = f"Utang hari ini {rupiah(total)}; {rupiah(old)} berumur {LEBIH_TUA}."
    return IsiLaporan(
        said if body else "Tidak ada utang klaim hari ini.",
        (Kolom("PPK"), Kolom("Utang", "rupiah"),
         *(Kolom(age.capitalize(), "rupiah") for age in ages), Kolom("Dari tahun lalu", "rupiah")),
        body, 1, ("Jumlah", *(sum(column) for column in zip(*sums, strict=True))) if sums else (),
        "Disetujui dan belum dibayar hari ini, apa pun rentangnya; umur sejak pasien keluar.",
    )  # fmt: skip


def perkiraan(asked: Rentang) -> IsiLaporan:
    """What the year will cost as it looks today, beside its ceiling."""
    year, month = asked.hari.year, asked.hari.month
    rows = Klaim.objects.for_scope(asked.scope).exclude(status=jalan.DITOLAK)
    cost = Sum(Coalesce(F("disetujui"), F("diperiksa")))
    this = rows.filter(keluar__year=year).order_by().annotate(m=ExtractMonth("keluar"))
    monthly = dict(this.values("m").annotate(n=cost).values_list("m", "n"))
    owed = rows.filter(status__in=[jalan.DISETUJUI, jalan.DIKUMPULKAN], keluar__year__lt=year)
    earlier = owed.order_by().aggregate(n=Sum("disetujui"))["n"] or 0
    ceiling = anggaran(asked.kabupaten, year).pagu
    costs = [monthly.get(m, 0) or 0 for m in range(1, 13)]
    found = perkirakan(costs, month - 1, earlier, ceiling)
    body: list[tuple[str, int, str]] = [
        (BULAN[m - 1], costs[m - 1], "sudah berakhir") if m < month
        else (BULAN[m - 1], found.rata, "perkiraan")
        for m in range(1, 13)
    ]  # fmt: skip
    said = f"Setahun kira-kira {rupiah(found.setahun)}"
    if found.selisih is None:
        said += "; pagu belum ditetapkan."
    elif found.selisih < 0:
        said += f", {rupiah(-found.selisih)} di atas pagu {rupiah(found.pagu or 0)}."
    else:
        said += f", {rupiah(found.selisih)} di bawah pagu {rupiah(found.pagu or 0)}."
    return IsiLaporan(
        said, (Kolom("Bulan"), Kolom("Biaya", "rupiah"), Kolom("Asal")), body, 1,
        ("Jumlah dengan utang tahun lalu", found.setahun, ""),
        "Biaya bulan yang sudah berakhir (disetujui, atau yang lolos pemeriksaan bila belum "
        "diputus) + rata-rata tiga bulan penuh terakhir untuk tiap bulan sisanya + utang tahun "
        f"lalu {rupiah(found.tahun_lalu)}.",
    )  # fmt: skip
