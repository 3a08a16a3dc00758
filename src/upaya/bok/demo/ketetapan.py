"""What the demo's Kepala Dinas decreed for BOK, and the price list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from upaya.bok.demo import alokasi
from upaya.bok.demo.alokasi import WEIGHTS
from upaya.bok.demo.dinas import PAGU as PAGU_FUNDS
from upaya.bok.demo.isi import PRICES
from upaya.bok.harga.services import add_price
from upaya.bok.ketetapan.keys import DESA_STBM, SAKELAR_PUSKESMAS
from upaya.core import clock
from upaya.demo.kabupaten import KODE, SHOWN, Peta
from upaya.regulasi.models import BarisAturan
from upaya.rules.bok.kriteria import BOBOT
from upaya.rules.bok.plan_dinas import PAGU_DINAS
from upaya.rules.bok.window import JENDELA
from upaya.rules.insentif.ketentuan import PAGU
from upaya.rules.kesehatan import ADMIN_DINAS, KEPALA_DINAS
from upaya.rules.loader import national_book
from upaya.wilayah.models import Unit

YEAR = 2022
FIRST, LAST = date(YEAR, 1, 3), date(YEAR, 12, 31)
FROM_BOK = (SHOWN, "besuki", "jangkar")
"""Their months of the incentive come from BOK since October; what others type agrees with it."""
VILLAGES = {SHOWN: ("Sumberanyar", "Sumberwaru"), "besuki": ("Jetis",)}


def pagu_bok(slug: str) -> int:
    """The least it is allotted: whole millions that carry its incentive (Pasal 5 ayat (6))."""
    incentive = national_book().read(PAGU + slug, LAST, KODE).integer
    million = 1_000_000
    return -(-incentive * 1000 // 75 // million) * million + million


def make(peta: Peta, from_bok: Sequence[str]) -> None:
    """STBM villages, the allocation that is the pagu, the window, the switch; the prices."""
    rows: list[BarisAturan] = []
    for slug, names in VILLAGES.items():
        rows.append(_decree(peta, DESA_STBM, "; ".join(names), peta.puskesmas[slug], FIRST))
    rows.append(_decree(peta, JENDELA, YEAR, None, FIRST, until=date(YEAR, 12, 15)))
    for slug in from_bok:
        unit, agreed = peta.puskesmas[slug], date(YEAR, 9, 26)
        since = date(YEAR, 10, 1)
        rows.append(_decree(peta, SAKELAR_PUSKESMAS, "ya", unit, agreed, since=since))
    rows.append(_decree(peta, BOBOT, WEIGHTS, None, FIRST))
    rows += [_decree(peta, PAGU_DINAS + fund, one, None, FIRST) for fund, one in PAGU_FUNDS.items()]
    BarisAturan.objects.bulk_create(rows)
    alokasi.make(peta, YEAR, {slug: pagu_bok(slug) for slug in peta.puskesmas})
    admin = peta.of(peta.dinas, ADMIN_DINAS)
    with clock.pretend(FIRST):
        for nama, satuan, belanja, wilayah, harga in PRICES:
            add_price(
                admin,
                nama=nama,
                satuan=satuan,
                belanja=belanja,
                wilayah=wilayah,
                harga=harga,
                mulai=FIRST.replace(day=1),
                nomor_keputusan="188/DEMO/HARGA/2022",
                contoh=True,
            )


def _decree(
    peta: Peta,
    kunci: str,
    nilai: int | str,
    unit: Unit | None,
    agreed: date,
    *,
    since: date = date(YEAR, 1, 1),
    until: date = LAST,
) -> BarisAturan:
    with clock.pretend(agreed):
        return BarisAturan(
            kabupaten_id=KODE,
            kunci=kunci,
            puskesmas=unit,
            nilai=nilai,
            mulai=agreed if unit is None else since,
            sampai=until,
            nomor_keputusan=f"188/DEMO/BOK/{YEAR}",
            tanggal_keputusan=clock.today(),
            contoh=True,
            status=BarisAturan.Status.DISETUJUI,
            diusulkan_oleh_id=peta.of(peta.dinas, ADMIN_DINAS).user_id,
            diusulkan_pada=clock.now(),
            diputus_oleh_id=peta.of(peta.dinas, KEPALA_DINAS).user_id,
            diputus_pada=clock.now(),
        )
