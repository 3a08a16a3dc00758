"""Whether what a month says is plausible: beside the plan, last month, and what one person can do.

Nothing here stops a calculation or changes an amount. Every threshold is a dated parameter with
origin *asumsi* (``wajar.yaml``).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from upaya.rules.insentif.month import Peringatan
from upaya.rules.insentif.spm import PELAYANAN, nama_pelayanan
from upaya.rules.money import angka, persen, rupiah
from upaya.rules.parameter import RuleBook, Value
from upaya.rules.period import Period

Month = Mapping[str, Any]
"""A month in the form of its file; whatever is missing or None is not judged."""

AMOUNTS = {"bok_diusulkan": "BOK yang diusulkan", "bok_diserap": "Penyerapan BOK"}


def periksa(
    bulan: Month,
    book: RuleBook,
    sebelum: Month | None = None,
    known_on: date | None = None,
) -> list[Peringatan]:
    """What to look at once more, each with the path of the value it is about.

    ``sebelum`` is the month before, where it is known. [] for a month without rules.
    """
    try:
        period = Period.parse(str(bulan.get("periode")))
    except ValueError:
        return []
    district = str(bulan.get("kabupaten") or "")

    def limit(name: str) -> Value | None:
        return book.find(f"insentif_ukm.{name}", period.last_day, district, known_on)

    look = _Look(bulan, sebelum or {}, limit)
    return [
        *look.amounts(), *look.against_plan(), *look.population(), *look.services(),
        *look.jaspel(), *look.officers(),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    now: Month
    before: Month
    limit: Callable[[str], Value | None]

    def amounts(self) -> Iterator[Peringatan]:
        """Rupiah that lost their thousands, or jumped."""
        jump = self.limit("tanda.perubahan_serapan")
        for key, name in AMOUNTS.items():
            value = self.now.get(key)
            if value is not None and self._tiny(value):
                yield _warn(
                    "terlalu_kecil", key,
                    f"{name} {rupiah(value)} di bawah {rupiah(self._least)}; "
                    "periksa apakah ribuannya terpotong",
                )  # fmt: skip
            yield from self._moved((value, self.before.get(key)), key, name, jump, rupiah)

    @property
    def _least(self) -> int:
        found = self.limit("wajar.bok_paling_sedikit")
        return found.integer if found is not None else 0

    def _tiny(self, value: int) -> bool:
        return 0 < value < self._least

    def against_plan(self) -> Iterator[Peringatan]:
        """Absorption far below the plan, or above it."""
        plan, spent = self.now.get("bok_diusulkan"), self.now.get("bok_diserap")
        if not plan or not spent or self._tiny(spent):
            return
        share = Decimal(spent) / Decimal(plan)
        low = self.limit("wajar.serapan_paling_sedikit")
        high = self.limit("wajar.serapan_paling_banyak")
        shown = f"Penyerapan BOK {rupiah(spent)} dari {rupiah(plan)} yang diusulkan"
        if low is not None and share < low.decimal:
            yield _warn("serapan_rendah", "bok_diserap", f"{shown}, di bawah {persen(low.decimal)}")
        if high is not None and share > high.decimal:
            yield _warn("serapan_tinggi", "bok_diserap", f"{shown}, di atas {persen(high.decimal)}")

    def population(self) -> Iterator[Peringatan]:
        pair = self.now.get("penduduk"), self.before.get("penduduk")
        share = self.limit("wajar.perubahan_penduduk")
        yield from self._moved(pair, "penduduk", "Jumlah penduduk", share, angka)

    def jaspel(self) -> Iterator[Peringatan]:
        """Jaspel kapitasi that jumped; only the pages know it, the month's file does not."""
        share = self.limit("wajar.perubahan_jaspel")
        for key, name, show in (
            ("jaspel", "Jaspel kapitasi", rupiah),
            ("jaspel_penerima", "Penerima jaspel", angka),
        ):
            yield from self._moved(
                (self.now.get(key), self.before.get(key)), key, name, share, show
            )

    def services(self) -> Iterator[Peringatan]:
        """Targets that jumped, and achievement above 100%."""
        labels, share = nama_pelayanan(), self.limit("wajar.perubahan_target")
        now, before = self.now.get("pelayanan") or {}, self.before.get("pelayanan") or {}
        for name in PELAYANAN:
            pair, old = now.get(name) or {}, before.get(name) or {}
            target, done = pair.get("target"), pair.get("realisasi")
            if target and done is not None and done > target:
                yield _warn(
                    "di_atas_target", f"pelayanan.{name}.realisasi",
                    f"{labels[name]}: realisasi {angka(done)} dari target {angka(target)}; "
                    "capaian di atas 100% dihitung 100%",
                )  # fmt: skip
            yield from self._moved(
                (target, old.get("target")), f"pelayanan.{name}.target", f"Target {labels[name]}",
                share, angka,
            )  # fmt: skip

    def officers(self) -> Iterator[Peringatan]:
        """Visits beyond what one person can do, or far from last month."""
        most, share = self.limit("wajar.frekuensi_sebulan"), self.limit("wajar.perubahan_frekuensi")
        spare = self.limit("wajar.frekuensi_paling_sedikit")
        before = {row.get("id"): row for row in self.before.get("petugas") or ()}
        for at, officer in enumerate(self.now.get("petugas") or ()):
            visits, letak = officer.get("frekuensi"), f"petugas[{at}].frekuensi"
            if visits is None:
                continue
            who = officer.get("nama") or officer.get("id")
            if most is not None and visits > most.integer:
                yield _warn(
                    "frekuensi_tinggi", letak,
                    f"{who}: {angka(visits)} kegiatan lapangan sebulan, di atas "
                    f"{angka(most.integer)}",
                )  # fmt: skip
            old = before.get(officer.get("id"), {}).get("frekuensi")
            if old is not None and spare is not None and abs(visits - old) > spare.integer:
                pair = visits, old
                yield from self._moved(pair, letak, f"{who}: kegiatan lapangan", share, angka)

    def _moved(
        self, pair: tuple[int | None, int | None], letak: str, name: str, share: Value | None,
        show: Callable[[int], str],
    ) -> Iterator[Peringatan]:  # fmt: skip
        """A value that lies further from last month's than a share of it."""
        now, old = pair
        if now is None or not old or share is None:
            return
        if abs(Decimal(now) - old) > share.decimal * old:
            yield _warn(
                "jauh_dari_bulan_lalu", letak,
                f"{name} {show(now)}, bulan lalu {show(old)}; berubah lebih dari "
                f"{persen(share.decimal)}",
            )  # fmt: skip


def _warn(kode: str, letak: str, kalimat: str) -> Peringatan:
    return Peringatan(kode, letak, "{kalimat}", (("kalimat", f"{kalimat}."),))
