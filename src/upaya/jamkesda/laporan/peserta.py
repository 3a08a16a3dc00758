"""Reports about members: by category, by village, what they use, what they cost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import TruncMonth

from upaya.core.templatetags.upaya import angka
from upaya.jamkesda.laporan.bentuk import IsiLaporan, Kolom, Rentang
from upaya.jamkesda.laporan.klaim import DISETUJUI, klaim_rentang, nama_bulan
from upaya.jamkesda.peserta.models import Kategori, MasaPeserta, Peserta, aktif_pada
from upaya.jamkesda.surat.models import SuratJaminan
from upaya.rules.jamkesda.road import SELESAI, TERBIT
from upaya.rules.money import rupiah


def _aktif(asked: Rentang, field: str) -> dict[str, int]:
    rows = Peserta.objects.filter(aktif_pada(asked.sampai), kabupaten=asked.kabupaten)
    counted = rows.filter(gabung_ke=None).order_by().values(field).annotate(n=Count("pk"))
    return dict(counted.values_list(field, "n"))


def kategori(asked: Rentang) -> IsiLaporan:
    """Members by category on the last day, and who came and went between the days."""
    terms = MasaPeserta.objects.filter(
        peserta__kabupaten=asked.kabupaten, peserta__gabung_ke=None
    ).order_by()
    span = (asked.dari, asked.sampai)
    moved = terms.values("peserta__kategori").annotate(
        masuk=Count("pk", filter=Q(mulai__range=span)),
        keluar=Count("pk", filter=Q(sampai__range=span)),
    )
    seen = {row["peserta__kategori"]: row for row in moved}
    active = _aktif(asked, "kategori")
    rows = [
        (label, active.get(key, 0), seen.get(key, {}).get("masuk", 0),
         seen.get(key, {}).get("keluar", 0))
        for key, label in Kategori.choices
    ]  # fmt: skip
    total = sum(active.values())
    top = max(rows, key=lambda row: row[1])
    said = f"{angka(total)} peserta aktif pada hari terakhir; terbanyak {top[0].lower()}."
    return IsiLaporan(
        said,
        (Kolom("Kategori"), Kolom("Aktif", "angka"), Kolom("Masa mulai", "angka"),
         Kolom("Masa berakhir", "angka")),
        rows, 1, ("Jumlah", total, sum(r[2] for r in rows), sum(r[3] for r in rows)),
        "Aktif: mempunyai masa kepesertaan pada hari terakhir rentang. Kartu yang digabung "
        "dihitung sekali.",
    )  # fmt: skip


def desa(asked: Rentang) -> IsiLaporan:
    """Members by village on the last day, the largest first."""
    rows = Peserta.objects.filter(aktif_pada(asked.sampai), kabupaten=asked.kabupaten)
    counted = (
        rows.filter(gabung_ke=None)
        .order_by()
        .values_list("warga__desa__nama", "warga__desa__induk__nama")
        .annotate(n=Count("pk"))
    )
    found = sorted(
        ((str(village), str(above or ""), n) for village, above, n in counted),
        key=lambda row: (-row[2], row[0], row[1]),
    )
    total = sum(row[2] for row in found)
    said = "Belum ada peserta aktif pada hari terakhir."
    if found:
        said = f"Peserta aktif tinggal di {len(found)} desa; terbanyak {found[0][0]}."
    return IsiLaporan(
        said, (Kolom("Desa"), Kolom("Kecamatan"), Kolom("Peserta aktif", "angka")), found, 2,
        ("Jumlah", "", total), "Desa menurut alamat warga pada register hari ini.",
    )  # fmt: skip


def pemakaian(asked: Rentang) -> IsiLaporan:
    """Letters and claims month by month."""
    letters = SuratJaminan.objects.for_scope(asked.scope).filter(
        status__in=[TERBIT, SELESAI], mulai__range=(asked.dari, asked.sampai)
    )
    by_letter: Mapping[date, int] = dict(
        letters.order_by().annotate(m=TruncMonth("mulai")).values("m").annotate(n=Count("pk"))
        .values_list("m", "n")
    )  # fmt: skip
    claims = klaim_rentang(asked).annotate(m=TruncMonth("keluar")).values("m")
    by_claim = {
        row["m"]: row
        for row in claims.annotate(
            n=Count("pk"), minta=Sum("diminta"), setuju=Sum("disetujui", filter=DISETUJUI)
        )
    }
    months = sorted({*by_letter, *by_claim})
    rows: list[tuple[str, int, int, int, int]] = [
        (nama_bulan(m), by_letter.get(m, 0), by_claim.get(m, {}).get("n", 0),
         by_claim.get(m, {}).get("minta", 0) or 0, by_claim.get(m, {}).get("setuju", 0) or 0)
        for m in months
    ]  # fmt: skip
    sums = [sum(int(row[at]) for row in rows) for at in range(1, 5)]
    said = f"{angka(sums[1])} klaim, {angka(sums[0])} surat jaminan; disetujui {rupiah(sums[3])}."
    return IsiLaporan(
        said if rows else "Belum ada surat dan klaim dalam rentang ini.",
        (Kolom("Bulan"), Kolom("Surat terbit", "angka"), Kolom("Klaim", "angka"),
         Kolom("Diminta", "rupiah"), Kolom("Disetujui", "rupiah")),
        rows, 2, ("Jumlah", *sums),
        "Surat menurut hari mulai berlaku, klaim menurut hari pasien keluar.",
    )  # fmt: skip


def biaya(asked: Rentang) -> IsiLaporan:
    """What was approved by category, per active member and per member who came."""
    card = Peserta.objects.filter(
        kabupaten=OuterRef("kabupaten"), kartu=OuterRef("peserta")
    ).values("kategori")[:1]
    claims = klaim_rentang(asked).annotate(kelompok=Subquery(card)).values("kelompok")
    seen = {
        row["kelompok"] or "": row
        for row in claims.annotate(
            n=Count("pk"), orang=Count("peserta", distinct=True),
            setuju=Sum("disetujui", filter=DISETUJUI),
        )
    }  # fmt: skip
    active = _aktif(asked, "kategori")
    rows = []
    for key, label in (*Kategori.choices, *([("", "Tidak dikenal lagi")] if "" in seen else [])):
        one = seen.get(key, {})
        cost, people, members = one.get("setuju") or 0, one.get("orang", 0), active.get(key, 0)
        per_member = cost // members if members else None
        per_patient = cost // people if people else None
        rows.append((label, members, people, one.get("n", 0), cost, per_member, per_patient))
    total, members = sum(row[4] for row in rows), sum(row[1] for row in rows)
    people = sum(row[2] for row in rows)
    mean = f", {rupiah(total // members)} tiap peserta aktif" if members else ""
    return IsiLaporan(
        f"Disetujui {rupiah(total)}{mean}.",
        (Kolom("Kategori"), Kolom("Peserta aktif", "angka"), Kolom("Yang berobat", "angka"),
         Kolom("Klaim", "angka"), Kolom("Disetujui", "rupiah"),
         Kolom("Tiap peserta", "rupiah"), Kolom("Tiap yang berobat", "rupiah")),
        rows, 4,
        ("Jumlah", members, people, sum(row[3] for row in rows), total,
         total // members if members else None, total // people if people else None),
        "Rata-rata dibulatkan ke bawah ke rupiah penuh; klaim menurut hari pasien keluar.",
    )  # fmt: skip
