"""One officer's amount that explains itself to whoever opens the home page.

In the demo it is a frozen month of invented people, read as everybody may read it; anywhere else
the example of the offline calculator, computed by the rules of its month. Nobody's own amount is
shown outside the demo: in a puskesmas of ten people one knows whose it is.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from upaya.core.front import Amount, Explained
from upaya.exchange.insentif.json_input import read
from upaya.insentif.hasil.models import Perhitungan
from upaya.rules.insentif.compute import compute_month
from upaya.rules.insentif.explain_slip import Kalimat, explain_slip
from upaya.rules.insentif.month import Bulan, Hasil
from upaya.rules.insentif.serial import bulan_from_dict, hasil_from_dict
from upaya.rules.loader import national_book
from upaya.rules.money import angka, rupiah

_EXAMPLE = "contoh_bulan.json"
"""The same month as docs/contoh/bulan.json (tests/insentif/test_beranda.py compares them)."""

_INVENTED = "Dihitung dari satu bulan dalam demo ini: orangnya rekaan, aturannya sungguhan."
_COMPUTED = "Dihitung dari contoh rekaan dengan aturan bulan itu; bukan data siapa pun."


def amount() -> Amount | None:
    """The newest frozen month of the demo, else the example; None when rules lack for both."""
    newest = Perhitungan.objects.for_public().order_by("-diketahui_pada", "sidik").first()
    if newest is None:
        return _of_example()
    sidik = newest["sidik"]
    if sidik not in _known:
        _known.clear()
        bulan, _ = bulan_from_dict(newest["masukan"])
        _known[sidik] = _told(bulan, hasil_from_dict(newest["hasil"]), _INVENTED)
    return _known[sidik]


_known: dict[str, Amount | None] = {}
"""The last one told, by fingerprint: what is frozen stays as it is."""


@lru_cache(maxsize=1)
def _of_example() -> Amount | None:
    raw = resources.files("upaya.exchange.insentif").joinpath(_EXAMPLE).read_bytes()
    bulan = read(raw, national_book()).bulan
    return _told(bulan, compute_month(bulan, national_book()), _COMPUTED) if bulan else None


def _told(bulan: Bulan, hasil: Hasil, source: str) -> Amount | None:
    """The middle one of those who did both kinds of work, without name and without place."""
    both = [row for row in hasil.baris() if row.lapangan and row.manajemen]
    if not both:
        return None
    row = sorted(both, key=lambda one: (one.bruto, one.id))[len(both) // 2]
    pool, bobot, lapangan, manajemen, _ = explain_slip(bulan, hasil, row.id, None, "puskesmas Anda")
    return Amount(
        title=f"Insentif UKM {bulan.periode.nama} seorang petugas puskesmas",
        total=rupiah(row.bruto),
        total_name="Diterima sebelum pajak",
        lines=(
            _line("Insentif puskesmasnya sebulan", rupiah(hasil.pool), pool),
            _line("Bobot petugas ini", angka(row.bobot), bobot),
            _line("Bagiannya atas kerja lapangan", rupiah(row.lapangan), lapangan),
            _line("Bagiannya atas kerja manajemen", rupiah(row.manajemen), manajemen),
        ),
        source=source,
    )


def _line(name: str, value: str, said: Kalimat) -> Explained:
    return Explained(name, value, said.teks, said.dasar_hukum, said.asal)
