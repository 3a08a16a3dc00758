"""Warnings of a month: what a reader has to know, though the calculation stands."""

from decimal import Decimal

from upaya.rules.insentif.ketentuan import KATEGORI, PAGU, Ketentuan
from upaya.rules.insentif.month import INDEKS, TANPA_OPSI, Bulan, Hasil, Peringatan
from upaya.rules.insentif.penerbitan import di_atas_tabel
from upaya.rules.parameter import Value
from upaya.rules.period import Period

Pair = tuple[str, Decimal | int | str]


def warn(bulan: Bulan, rules: Ketentuan, hasil: Hasil) -> tuple[Peringatan, ...]:
    """Return all warnings of a computed month; what differs from the text comes first."""
    found: list[Peringatan] = []
    if rules.tercetak:
        found.extend(_printed(bulan, hasil.aturan[len(rules.values) :]))
    if bulan.indeks:
        found.extend(_above_the_tables(bulan, rules))
    if hasil.penimpaan is not TANPA_OPSI:
        found.extend(_overrides(hasil))
    if bulan.indeks:
        found.extend(_indices(bulan, hasil))
    if hasil.dipotong_pagu:
        text = "Insentif dipotong {potong} karena sisa pagu insentif tinggal {sisa}."
        pairs = (("potong", hasil.dipotong_pagu), ("sisa", bulan.sisa_pagu_insentif))
        found.append(Peringatan("dipotong_pagu", "sisa_pagu_insentif", text, pairs))
    if hasil.tidak_dibagi:
        found.extend(_undivided(hasil))
    if 0 in hasil.bobot:
        found.extend(_not_entitled(bulan, rules))
    return tuple(found)


def _overrides(hasil: Hasil) -> list[Peringatan]:
    overrides = hasil.penimpaan.to_dict()
    if not overrides:
        return []
    text = "Hasil ini memakai pengandaian, bukan aturan yang berlaku: {isi}."
    listed = ", ".join(f"{key} = {value}" for key, value in overrides.items())
    return [Peringatan("penimpaan", "opsi", text, (("isi", listed),))]


def _undivided(hasil: Hasil) -> list[Peringatan]:
    text = (
        "Bagian {bagian} sebesar {jumlah} tidak dibagi, karena tidak ada petugas yang berhak "
        "dengan {ukuran}; uang itu tetap dalam pagu."
    )
    parts = (
        ("lapangan", "frekuensi", hasil.pool_lapangan, hasil.poin_lapangan),
        ("manajemen", "orang_hari", hasil.pool_manajemen, hasil.poin_manajemen),
    )
    return [
        Peringatan(
            "tidak_dibagi",
            f"pool_{name}",
            text,
            (("bagian", name), ("jumlah", amount), ("ukuran", measure)),
        )
        for name, measure, amount, points in parts
        if amount and not any(points)
    ]


def _indices(bulan: Bulan, hasil: Hasil) -> list[Peringatan]:
    reason = f" Alasan: {bulan.alasan_indeks}" if bulan.alasan_indeks else ""
    return [
        Peringatan(
            "indeks_berbeda", f"indeks.{name}",
            "Indeks {nama} yang diterbitkan {terbit} berbeda dari hasil hitungan {hitung}; yang "
            "dipakai adalah yang diterbitkan.{alasan}",
            (("nama", name), ("terbit", counts), ("hitung", own), ("alasan", reason)),
        )
        for name, counts, own in zip(INDEKS, hasil.indeks, hasil.indeks_hitung, strict=True)
        if name in bulan.indeks and own is not None and own != counts
    ]  # fmt: skip


def _above_the_tables(bulan: Bulan, rules: Ketentuan) -> list[Peringatan]:
    """Say which published index is higher than its table gives anybody; the file wins."""
    text = "Indeks yang diterbitkan {isi}; yang dipakai adalah isi berkas."
    clauses = ((name, di_atas_tabel(name, value, rules)) for name, value in bulan.indeks.items())
    return [
        Peringatan("indeks_di_atas_tabel", f"indeks.{name}", text, (("isi", clause),))
        for name, clause in clauses
        if clause
    ]


BERBEDA_DARI_NASKAH = frozenset({"pagu_berbeda", "kategori_berbeda", "indeks_di_atas_tabel"})
"""Warnings that say that the file differs from what the regulation prints or goes above it."""


def _printed(bulan: Bulan, printed: tuple[Value, ...]) -> list[Peringatan]:
    """Compare the file with what the regulation prints; the file wins."""
    if not printed:
        return [
            Peringatan(
                "puskesmas_tidak_tercantum", "puskesmas",
                "Puskesmas {nama} tidak ada dalam daftar pagu kabupaten {kabupaten}; pagu dan "
                "kategorinya tidak dapat dicocokkan.",
                (("nama", bulan.puskesmas), ("kabupaten", bulan.kabupaten)),
            )
        ]  # fmt: skip
    found: list[Peringatan] = []
    for value in printed:
        if value.key.startswith(PAGU):
            found.extend(_ceiling(bulan, value))
        elif value.key.startswith(KATEGORI) and bulan.karakteristik != value.text:
            text = (
                "Karakteristik {isi} berbeda dari kategori {tercetak} menurut {dasar}; yang "
                "dipakai adalah isi berkas."
            )
            pairs: tuple[Pair, ...] = (
                ("isi", bulan.karakteristik),
                ("tercetak", value.text),
                ("dasar", value.source),
            )
            found.append(Peringatan("kategori_berbeda", "karakteristik", text, pairs))
    return found


def _ceiling(bulan: Bulan, printed: Value) -> list[Peringatan]:
    """Compare what is left of the ceiling with the printed one.

    Later in the year less is left, as it should be; before the first month nothing is spent.
    """
    left, ceiling = bulan.sisa_pagu_insentif, printed.integer
    if left > ceiling:
        text = "Sisa pagu insentif {sisa} lebih besar daripada pagu setahun {pagu} menurut {dasar}"
    elif left < ceiling and Period.of(printed.in_force) == bulan.periode:
        text = (
            "Sisa pagu insentif {sisa} lebih kecil daripada pagu setahun {pagu} menurut {dasar}, "
            "padahal ini bulan pertamanya"
        )
    else:
        return []
    pairs = (("sisa", left), ("pagu", ceiling), ("dasar", printed.source))
    text += "; yang dipakai adalah isi berkas."
    return [Peringatan("pagu_berbeda", "sisa_pagu_insentif", text, pairs)]


def _not_entitled(bulan: Bulan, rules: Ketentuan) -> list[Peringatan]:
    entitled = ", ".join(sorted(rules.penerima))
    return [
        Peringatan(
            "tidak_berhak", f"petugas[{position}]",
            "Petugas {id} berstatus {status} tidak berhak untuk {bulan}; yang berhak: {berhak}.",
            (
                ("id", officer.id), ("status", officer.status),
                ("bulan", bulan.periode.nama), ("berhak", entitled),
            ),
        )
        for position, officer in enumerate(bulan.petugas)
        if officer.status not in rules.penerima
    ]  # fmt: skip
