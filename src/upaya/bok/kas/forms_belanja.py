"""The form of a spending: what all payees share is typed once, whoever took part stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from upaya.bok.harga.models import HargaSatuan
from upaya.bok.kas.forms import choice
from upaya.bok.kas.models import PAJAK, TEMPAT
from upaya.bok.kas.models_belanja import SATUAN_KATA
from upaya.bok.kas.pengeluaran import Dibayar, Pengeluaran
from upaya.bok.realisasi.models import Pelaksanaan
from upaya.bok.serapan.services import KegiatanDibayar
from upaya.core import clock
from upaya.core.fields import RupiahField, TanggalField
from upaya.rules import dates
from upaya.rules.bok import kas
from upaya.rules.bok.hari_ganda import MACAM
from upaya.rules.dates import DateError
from upaya.rules.money import angka
from upaya.rules.tax.belanja import NPWP, OBJEK, PENJUAL, Usul

BLANK = 3
"""Empty rows behind those whom the report knows."""
MOST = 200
"""Payees of one spending."""
_ROW = ("nama", "nik", "desa", "hari", "banyaknya")


class KegiatanForm(forms.Form):
    """On which activity, and of which report, before anything else is asked."""

    tentang = forms.ChoiceField(label="Kegiatan")

    def __init__(
        self,
        data: QueryDict | None,
        *,
        activities: Sequence[KegiatanDibayar],
        reports: Sequence[Pelaksanaan],
    ) -> None:
        super().__init__(data)
        shown = [
            (f"l-{one.pk}", f"{one.nama}, laporan {one.period.nama}, {one.state.label.lower()}")
            for one in reports
        ]
        plain = [(f"k-{one.kunci}", f"{one.menu} {one.nama}") for one in activities]
        choice(
            self,
            "tentang",
            [
                ("", "Pilih kegiatan"),
                ("Kegiatan yang dilaporkan", shown),  # type: ignore[list-item] # a group
                ("Kegiatan rencana", plain),  # type: ignore[list-item]
            ],
        )


class BelanjaForm(forms.Form):
    """One spending. Rows without a number of days and times are not paid."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)
    hari = TanggalField(label="Tanggal")
    bukti = forms.CharField(label="Nomor kuitansi", max_length=80)
    uraian = forms.CharField(label="Uraian", max_length=200)
    belanja = forms.ChoiceField(label="Jenis belanja (Pasal 10 ayat (1))")
    dari = forms.ChoiceField(label="Dibayar dari", choices=list(TEMPAT.items()))
    macam = forms.ChoiceField(
        label="Pembayaran menurut hari",
        required=False,
        choices=[("", "Bukan"), *((key, word.capitalize()) for key, word in MACAM.items())],
    )
    sumber_harga = forms.ChoiceField(label="Harga dari daftar", required=False)
    harga = RupiahField(label="Harga satuan lain", required=False)
    satuan = forms.ChoiceField(label="Dibayar tiap", choices=list(SATUAN_KATA.items()))
    kepada = forms.CharField(
        label="Dibayar kepada toko atau lembaga", required=False, max_length=120
    )
    jumlah = RupiahField(
        label="Jumlah",
        required=False,
        help_text="Kosongkan bila dibayar kepada orang-orang. Bila terisi bersama nama tokonya, "
        "penerima yang terisi dari laporan tidak dibayar.",
    )
    penjual = forms.ChoiceField(label="Penerimanya", required=False, choices=list(PENJUAL.items()))
    objek = forms.ChoiceField(
        label="Objek pajak",
        required=False,
        choices=[("", "Menurut jenis belanjanya"), *((one, one.capitalize()) for one in OBJEK)],
    )
    alasan_pajak = forms.CharField(
        label="Alasan pajaknya lain dari aturan",
        required=False,
        max_length=200,
    )
    alasan_ganda = forms.CharField(
        label="Alasan membayar hari yang sudah dibayar",
        required=False,
        max_length=400,
        help_text="Hanya bila sebuah hari ditolak dan memang harus dibayar lagi: Dinas memutus.",
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        kinds: Mapping[str, str],
        prices: Sequence[HargaSatuan],
        people: Sequence[Mapping[str, Any]],
    ) -> None:
        rows = [*people, *({} for _ in range(BLANK))][:MOST]
        initial: dict[str, Any] = {
            "kunci": uuid4(), "hari": clock.today(), "dari": kas.TUNAI, "satuan": "orang_hari",
            "penjual": NPWP,
        }  # fmt: skip
        for place, row in enumerate(rows):
            initial |= {f"{name}-{place}": row.get(name, "") for name in _ROW}
        super().__init__(data, initial=initial)
        choice(self, "belanja", [(key, f"{key}. {word}"[:90]) for key, word in kinds.items()])
        shown = [(str(one.pk), f"{one} ({one.harga:,})".replace(",", ".")) for one in prices]
        choice(self, "sumber_harga", [("", "Harga lain"), *shown])
        for name, word in PAJAK.items():
            self.fields[name] = RupiahField(label=f"{word} dipungut", required=False)
        self.fields[
            next(iter(PAJAK))
        ].help_text = "Kosongkan semua pajaknya: usulan menurut aturan terisi sebelum disimpan."
        self.people = [row.get("petugas") for row in rows]
        for place in range(len(rows)):
            self._row(place, fixed=self.people[place] is not None)

    def _row(self, place: int, *, fixed: bool) -> None:
        number = place + 1
        for name, label, longest in (
            ("nama", "Nama", 120), ("nik", "NIK", 16), ("desa", "Desa", 120),
            ("hari", "Tanggal", 200), ("banyaknya", "Banyaknya", 6),
        ):  # fmt: skip
            attrs = {"autocomplete": "off"}
            if name in ("nik", "banyaknya"):
                attrs["inputmode"] = "numeric"
            if fixed and name in ("nama", "nik", "desa"):
                attrs["readonly"] = "readonly"
            self.fields[f"{name}-{place}"] = forms.CharField(
                label=f"{label} {number}",
                required=False,
                max_length=longest,
                widget=forms.TextInput(attrs=attrs),
            )

    @property
    def rows(self) -> list[tuple[bool, list[forms.BoundField]]]:
        """Of each payee whether it is an officer, and the boxes: an officer is known already."""
        return [
            (
                officer is not None,
                [
                    self[f"{name}-{place}"]
                    for name in (_ROW if officer is None else ("nama", "hari", "banyaknya"))
                ],
            )
            for place, officer in enumerate(self.people)
        ]

    @property
    def once(self) -> list[forms.BoundField]:
        """What is typed once for all."""
        names = ("hari", "bukti", "uraian", "belanja", "dari", "macam", "satuan", "sumber_harga")
        return [self[name] for name in (*names, "harga")]

    @property
    def rest(self) -> list[forms.BoundField]:
        """Where it is no list of people, and the reason for a day paid before."""
        return [self[name] for name in ("kepada", "jumlah", "alasan_ganda")]

    @property
    def taxes(self) -> list[forms.BoundField]:
        """How it is taxed, what is withheld, and why something else."""
        return [self[name] for name in ("penjual", "objek", *PAJAK, "alasan_pajak")]

    def propose(self, found: Sequence[Usul]) -> bool:
        """Fill empty tax boxes with what the rules propose; whether anything was filled in.

        It is said at each box: nobody withholds what was not seen.
        """
        data = self.cleaned_data
        if not found or data["alasan_pajak"] or any(data[name] is not None for name in PAJAK):
            return False
        assert isinstance(self.data, QueryDict)  # noqa: S101 - the form is bound
        filled = self.data.copy()
        for usul in found:
            filled[usul.pajak] = angka(usul.jumlah)
            self.add_error(usul.pajak, f"Diusulkan {usul.kalimat}. Periksa, lalu simpan.")
        self.data = filled
        return True

    def clean(self) -> dict[str, Any]:
        """Who is paid, with the days as dates."""
        data: dict[str, Any] = super().clean() or {}
        day = data.get("hari")
        self.paid: list[Dibayar] = []
        self.places: list[int] = []
        shop = bool(data.get("kepada") and data.get("jumlah"))
        for place, officer in enumerate(self.people):
            typed = {name: (data.get(f"{name}-{place}") or "").strip() for name in _ROW}
            if not (typed["banyaknya"] or typed["hari"]) or (shop and self._from_report(place)):
                continue
            try:
                days = days_of(typed["hari"], day) if day else ()
                many = int(typed["banyaknya"] or len(days))
            except ValidationError as refused:
                self.add_error(f"hari-{place}", refused)
                continue
            except ValueError:
                self.add_error(f"banyaknya-{place}", "Tulis banyaknya dengan angka.")
                continue
            self.places.append(place)
            self.paid.append(self._person(data, typed, officer, days, many))
        if not self.errors and self.paid and not data.get("sumber_harga") and not data.get("harga"):
            self.add_error("harga", "Pilih harga dari daftar, atau tulis harga satuannya.")
        if data.get("sumber_harga") and data.get("harga"):
            self.add_error("harga", "Kosongkan harga ini, atau pilih “Harga lain” pada daftarnya.")
        if not self.errors and not self.paid and not data.get("jumlah"):
            self.add_error("jumlah", "Isi penerimanya, atau tulis jumlahnya dan kepada siapa.")
        return data

    def _from_report(self, place: int) -> bool:
        """Whether the row stands as the report filled it: nobody typed that it is paid."""
        names = [f"{name}-{place}" for name in _ROW]
        return self.people[place] is not None and not set(names) & set(self.changed_data)

    def _person(
        self,
        data: Mapping[str, Any],
        typed: Mapping[str, str],
        officer: int | None,
        days: tuple[date, ...],
        many: int,
    ) -> Dibayar:
        price = data.get("sumber_harga")
        return Dibayar(
            nama=typed["nama"],
            banyaknya=many,
            harga=data.get("harga") or 0,
            satuan=data.get("satuan") or "orang_kali",
            nik="" if officer else typed["nik"],
            desa=typed["desa"],
            petugas=officer,
            sumber_harga=int(price) if price else None,
            macam=data.get("macam") or "",
            hari=days if data.get("macam") else (),
        )

    def spending(
        self, kunci: int, report: Pelaksanaan | None, prices: Mapping[int, HargaSatuan]
    ) -> Pengeluaran:
        """What is to be entered."""
        data = self.cleaned_data
        total = data["jumlah"] or 0
        if self.paid:
            total = sum(
                one.banyaknya * (prices[one.sumber_harga].harga if one.sumber_harga else one.harga)
                for one in self.paid
            )
        return Pengeluaran(
            data["hari"],
            kunci,
            data["belanja"],
            total,
            data["bukti"],
            data["uraian"],
            data["dari"],
            pungutan={name: data[name] or 0 for name in PAJAK},
            kepada=data["kepada"],
            pelaksanaan=report.pk if report else None,
            penerima=tuple(self.paid),
            alasan_ganda=data["alasan_ganda"],
            penjual=data["penjual"] or NPWP,
            objek=data["objek"],
            alasan_pajak=data["alasan_pajak"],
        )

    def show(self, refusal: ValidationError) -> None:
        """A service's sentences at the boxes of the payees they are about."""
        for name, sentences in refusal.message_dict.items():
            field, _, place = name.rpartition("-")
            if field and place.isdigit() and int(place) < len(self.places):
                name = f"{field}-{self.places[int(place)]}"  # noqa: PLW2901
            self.add_error(name if name in self.fields else None, sentences)


def days_of(text: str, day: date) -> tuple[date, ...]:
    """Days as typed: numbers of the month of `day` ("3, 10"), or whole dates behind semicolons."""
    if not text:
        return ()
    if re.fullmatch(r"[0-9]{1,2}([ ,;.]+[0-9]{1,2})*", text):
        try:
            return tuple(day.replace(day=int(part)) for part in re.findall(r"[0-9]+", text))
        except ValueError:
            raise ValidationError("Tanggal ini tidak ada dalam bulan itu.") from None
    try:
        found = [dates.day(part.strip()) for part in text.split(";")]
    except DateError as refused:
        said = "Tulis tanggalnya dengan koma, misalnya 3, 10; tanggal bulan lain lengkap, misalnya"
        raise ValidationError(f"{said} 3/8/2022; 5/8/2022.") from refused
    return tuple(one for one in found if one is not None)
