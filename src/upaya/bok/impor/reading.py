"""A workbook beside the plan that stands: what each of its activities would become."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from upaya.bok.harga.models import HargaSatuan
from upaya.bok.impor.models import PadananRencana
from upaya.bok.rencana.models import KegiatanRencana, RincianRencana
from upaya.bok.rencana.reading import BacaanRencana
from upaya.bok.rencana.services import (
    BarisRincian,
    Tetap,
    check_lines,
    prices_of,
    unchanged,
)
from upaya.exchange.asking import Galat
from upaya.exchange.asking import kunci as kunci_kata
from upaya.exchange.bok.poa_book import BarisPoa, IsiPoa, KegiatanPoa, read_plan
from upaya.exchange.bok.poa_columns import BY_NAME
from upaya.rules import words
from upaya.rules.bok.program import bukan_milik, milik
from upaya.rules.money import angka, rupiah
from upaya.rules.numbers import MAX_COUNT
from upaya.wilayah.own_words import own_words

BARU, BERUBAH, SAMA = "baru", "berubah", "sama"
_DEFAULTS: Mapping[str, Any] = {
    "tujuan": "", "sasaran": "", "jumlah_sasaran": 0, "target": "", "lokasi": "", "desa": "",
    "pelaksana": "", "mitra": "", "sumber_daya": "", "indikator": "", "cara": "luring",
    "lokakarya": "", "kali": 1, "penjelasan": "",
}  # fmt: skip
_CHOICES: Mapping[str, Mapping[str, str]] = {
    "cara": {
        words.key(word): value
        for value, label in KegiatanRencana.Cara.choices
        for word in (value, label)
    },
    "lokakarya": {
        words.key(word): value
        for value, label in KegiatanRencana.Lokakarya.choices
        for word in (value, label)
    },
}
_RANGES: Mapping[str, tuple[int, int]] = {"kali": (1, 31), "jumlah_sasaran": (0, MAX_COUNT)}
"""The least and the most of a number, as its form takes it."""


@dataclass(frozen=True, slots=True)
class BarisImpor:
    """One activity of the file and what would become of it."""

    nomor: int
    nama: str
    tindakan: str
    perubahan: tuple[str, ...]
    peringatan: tuple[str, ...]
    lama: KegiatanRencana | None
    values: Mapping[str, Any]
    lines: Sequence[BarisRincian]


@dataclass(slots=True)
class HasilPeriksa:
    """What a file would do to a plan. `sidik` changes when file or plan change."""

    baris: list[BarisImpor] = field(default_factory=list)
    isi: IsiPoa = field(default_factory=IsiPoa)
    sidik: str = ""

    @property
    def galat(self) -> list[Galat]:
        """What stands in the way."""
        return self.isi.galat

    def banyak(self, tindakan: str) -> int:
        """How many activities would be new, changed, or stay the same."""
        return sum(one.tindakan == tindakan for one in self.baris)

    @property
    def berlaku(self) -> bool:
        """Whether applying would change anything and nothing stands against it."""
        return not self.galat and any(one.tindakan != SAMA for one in self.baris)


def price_key(price: HargaSatuan) -> str:
    """How a price is called in a workbook: its name, and where it holds when not everywhere."""
    everywhere = price.wilayah == HargaSatuan.Wilayah.SEMUA
    where = "" if everywhere else f", {price.get_wilayah_display()}"
    return f"{price.nama}{where} ({price.satuan})"


class Pemeriksa:
    """Looks at a workbook for one version of a plan; a handful of queries."""

    def __init__(self, reading: BacaanRencana, program: frozenset[str] = frozenset()) -> None:
        self.reading, self.plan, self.program = reading, reading.subject, program
        self.own = own_words(PadananRencana, self.plan.puskesmas_id)
        rules = reading.ketetapan.rencana
        self.menu = rules.menu if rules else {}
        self.prices = prices_of(self.plan, reading.kegiatan)
        self.by_pk = {price.pk: price for price in self.prices}
        self.tetap = Tetap.of(self.plan)

    def check(self, data: bytes) -> HasilPeriksa:
        """The dry run: everything that applying would do, nothing saved."""
        found = HasilPeriksa(isi=read_plan(data, self.own))
        standing = {row.kunci: row for row in self.reading.kegiatan}
        by_name = {(row.menu, words.key(row.nama)): row for row in self.reading.kegiatan}
        used: set[int] = set()
        for one in found.isi.kegiatan:
            self._activity(one, standing, by_name, used, found)
        kept = [row.nama for row in self.reading.kegiatan if row.kunci not in used]
        if kept and found.baris:
            found.isi.catatan.append(
                f"{len(kept)} kegiatan rencana tidak ada dalam berkas dan tetap direncanakan."
            )
        effects = [[one.nomor, one.tindakan, list(one.perubahan)] for one in found.baris]
        seen = sorted((row.pk, row.versi) for row in self.reading.kegiatan)
        stamp = json.dumps([hashlib.sha256(data).hexdigest(), effects, seen])
        found.sidik = hashlib.sha256(stamp.encode()).hexdigest()
        return found

    def _activity(
        self,
        one: KegiatanPoa,
        standing: Mapping[int, KegiatanRencana],
        by_name: Mapping[tuple[str, str], KegiatanRencana],
        used: set[int],
        found: HasilPeriksa,
    ) -> None:
        before, faults = len(found.galat), found.galat
        kunci = one.values.get("kunci")
        old = standing.get(kunci) if isinstance(kunci, int) else None
        if isinstance(kunci, int) and old is None:
            faults.append(Galat(one.cells["kunci"], f"Nomor tetap {kunci} tidak ada di rencana."))
        menu = self._menu(one, old, found.isi)
        name = str(one.values.get("nama", old.nama if old else ""))
        old = old or by_name.get((menu, words.key(name)))
        if old is not None and old.kunci in used:
            faults.append(Galat(f"A{one.nomor}", f"{name} sudah ada di baris sebelumnya."))
        values = self._values(one, old, menu, name, faults)
        lines, said = self._lines(one, old, found.isi)
        if len(faults) > before or any(t.letak in one.cells.values() for t in found.isi.tanya):
            return
        if old is not None:
            used.add(old.kunci)
        self._refuse(one, old, values, lines, faults)
        effect = self._effect(one, old, values, lines, said)
        own = milik(self.program, menu) and (old is None or milik(self.program, old.menu))
        if effect.tindakan != SAMA and not own:
            faults.append(Galat(f"A{one.nomor}", bukan_milik(name)))
        found.baris.append(effect)

    def _menu(self, one: KegiatanPoa, old: KegiatanRencana | None, isi: IsiPoa) -> str:
        """The line of the menu: its code, what the unit said its words mean, else it is asked."""
        written = str(one.values.get("menu", ""))
        if not written and old is not None:
            return old.menu
        code = written.strip().rstrip(".").casefold()
        if code in self.menu:
            return code
        said = written or str(one.values.get("nama", ""))
        mine = self.own.get("menu", {}).get(kunci_kata(said))
        if mine in self.menu:
            return str(mine)
        where = one.cells.get("menu") or one.cells.get("nama") or f"A{one.nomor}"
        isi.ask("menu", said, where)
        isi.galat.append(
            Galat(where, f"Menu: “{said}” belum dikenal; jelaskan atau tulis kodenya.")
        )
        return ""

    def _values(
        self,
        one: KegiatanPoa,
        old: KegiatanRencana | None,
        menu: str,
        name: str,
        faults: list[Galat],
    ) -> dict[str, Any]:
        """The activity's fields; what the file does not say stays, or is as a form begins."""
        kept = {key: getattr(old, key) if old else value for key, value in _DEFAULTS.items()}
        kept |= {key: value for key, value in one.values.items() if key in _DEFAULTS}
        for key, known in _CHOICES.items():
            if key in one.values:
                value = known.get(words.key(str(one.values[key])))
                if value is None:
                    offered = ", ".join(dict.fromkeys(known.values()))
                    faults.append(Galat(one.cells[key], f"Tulis salah satu dari {offered}."))
                kept[key] = value or _DEFAULTS[key]
        for key, (least, most) in _RANGES.items():
            if not least <= kept[key] <= most:
                said = f"{BY_NAME[key].judul}: {angka(least)} sampai {angka(most)}."
                faults.append(Galat(one.cells[key], said))
        months = one.values.get("bulan", old.bulan if old else None)
        if not months:
            faults.append(Galat(f"A{one.nomor}", f"{name}: bulan pelaksanaannya belum ditulis."))
        return kept | {"menu": menu, "nama": name, "bulan": months or []}

    # -------------------------------------------------------------- money
    def _lines(
        self, one: KegiatanPoa, old: KegiatanRencana | None, isi: IsiPoa
    ) -> tuple[list[BarisRincian], list[str]]:
        """The lines of money at the list's prices; those that stand where the file has none."""
        if not isi.money and old is not None:
            return [self._standing(line) for line in old.rincian.all()], []
        lines, said = [], []
        for line in one.lines:
            price = self._price(line, isi)
            if price is None:
                continue
            if not line.volume:
                isi.galat.append(Galat(line.letak, "Volume belum diisi."))
                continue
            if line.harga_satuan is not None and line.harga_satuan != price.harga:
                said.append(
                    f"{line.uraian or price.nama}: {rupiah(line.harga_satuan)} dalam berkas, "
                    f"{rupiah(price.harga)} menurut daftar harga; yang dipakai daftar harga."
                )
            lines.append(BarisRincian(price, line.uraian, line.volume))
        return lines, said

    def _standing(self, line: RincianRencana) -> BarisRincian:
        volume = tuple((int(many), str(unit)) for many, unit in line.volume)
        return BarisRincian(self.by_pk[line.harga_id], line.uraian, volume)

    def _price(self, line: BarisPoa, isi: IsiPoa) -> HargaSatuan | None:
        """The price that a line means; asked when its words fit none, or several."""
        written = line.harga or line.uraian
        mine = self.own.get("harga", {}).get(kunci_kata(written))
        wanted = words.key(mine or written)
        exact = [p for p in self.prices if words.key(price_key(p)) == wanted]
        named = exact or [p for p in self.prices if words.key(p.nama) == wanted]
        if len(named) > 1 and line.harga_satuan is not None:
            named = [p for p in named if p.harga == line.harga_satuan] or named
        if len(named) == 1 or exact:
            return named[0]
        isi.ask("harga", written, line.letak)
        isi.galat.append(
            Galat(line.letak, f"Harga: “{written}” belum dikenal; jelaskan atau tulis namanya.")
        )
        return None

    # -------------------------------------------------------------- what becomes of it
    def _refuse(
        self,
        one: KegiatanPoa,
        old: KegiatanRencana | None,
        values: Mapping[str, Any],
        lines: Sequence[BarisRincian],
        faults: list[Galat],
    ) -> None:
        """What the form refuses too: amounts beyond all bounds, what is realised planned away."""
        try:
            check_lines(lines)
            if old is not None:
                self.tetap.check(old, values["bulan"], lines)
        except ValidationError as refused:
            faults += [Galat(f"A{one.nomor}", said) for said in refused.messages]

    def _effect(
        self,
        one: KegiatanPoa,
        old: KegiatanRencana | None,
        values: Mapping[str, Any],
        lines: Sequence[BarisRincian],
        said: Sequence[str],
    ) -> BarisImpor:
        changed: list[str] = []
        if old is not None and not unchanged(old, values, lines):
            changed = [
                str(KegiatanRencana._meta.get_field(key).verbose_name)  # type: ignore[union-attr] # fields of its own
                for key, value in values.items()
                if getattr(old, key) != value
            ] or ["rincian biaya"]
        action = BARU if old is None else BERUBAH if changed else SAMA
        name = str(values["nama"])
        return BarisImpor(one.nomor, name, action, tuple(changed), tuple(said), old, values, lines)
