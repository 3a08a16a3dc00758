"""Cash books as plain Indonesian text, for ``--jelaskan``."""

from collections.abc import Iterator

from upaya.exchange.bok.kas_json import DIVISIONS, KasReading, KasUnit, sidik
from upaya.exchange.insentif.explain import ASAL
from upaya.rules.bok.hari_ganda import Ganda
from upaya.rules.bok.kas import PAJAK
from upaya.rules.money import rupiah
from upaya.rules.period import Period, tanggal


def lines(found: KasReading) -> Iterator[str]:
    """Each unit's months, what it absorbed and has left; then the days paid twice."""
    title = "Buku kas umum BOK"
    yield title
    yield "=" * len(title)
    for one in found.unit:
        yield from _unit(one)
        yield ""
    yield f"Hari yang dibayar dua kali: {len(found.ganda) or 'tidak ada'}"
    for double in found.ganda:
        yield f"   - {sentence(double)}"
    for value in found.aturan:
        yield f"Dasar {value.title}: {value.source} ({ASAL[value.origin]})"
    yield f"Sidik: {sidik(found)}"


def _unit(one: KasUnit) -> Iterator[str]:
    buku = one.buku
    yield f"{one.id}, {buku.tahun}: sisa dana {rupiah(buku.sisa)}"
    yield (
        f"   Cara: bank {rupiah(buku.akhir('bank'))} ditambah tunai {rupiah(buku.akhir('tunai'))} "
        f"dikurangi pajak yang belum disetor {rupiah(buku.akhir(PAJAK))}"
    )
    for month in buku.bulan():
        if month.masuk or month.keluar:
            yield (
                f"   {Period(buku.tahun, month.bulan).nama}: {rupiah(month.awal)} ditambah "
                f"{rupiah(month.masuk)} dikurangi {rupiah(month.keluar)} = {rupiah(month.akhir)}"
            )
    yield f"   Terserap: {rupiah(buku.terserap)}"
    for name, by in DIVISIONS.items():
        if name != "bulan":
            parts = buku.serapan(by).items()
            yield f"   - menurut {name}: {'; '.join(f'{k} {rupiah(v)}' for k, v in parts) or '-'}"


def sentence(one: Ganda) -> str:
    """A day paid twice, in words; of the first only unit, day and activity."""
    sure = "NIK yang sama" if one.pasti else "nama dan desa yang sama, perlu dilihat"
    return (
        f"{tanggal(one.hari)}, {one.macam}, {one.kedua.unit} ({one.kedua.kegiatan}): {sure}; "
        f"pertama kali dibayar {one.pertama.unit} ({one.pertama.kegiatan})"
    )
