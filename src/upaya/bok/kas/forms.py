"""Forms of the cash book: open it, move money, correct, ask for funds, close and open a month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from upaya.bok.kas.models import CARA, JENIS, PAJAK, TEMPAT, BukuKas, Mutasi
from upaya.bok.kas.tutup import PECAHAN
from upaya.core import clock
from upaya.core.fields import AngkaField, RupiahField, TanggalField
from upaya.core.lists import FilterForm
from upaya.rules.bok import kas
from upaya.rules.money import rupiah
from upaya.rules.period import Period

LAIN = (kas.AMBIL, kas.SETOR, kas.SETOR_PAJAK, kas.STS)
"""What a treasurer enters beside spending."""
SUB = {"": "Buku kas umum", kas.BANK: "Bank", kas.TUNAI: "Kas tunai", kas.PAJAK: "Pajak"}
"""The book and its sub-books, as the filter names them."""


def choice(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """Fill the choices of a field."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = list(choices)


class BukaForm(forms.Form):
    """From which month a unit keeps its book, and what lies where on its first day."""

    mulai = forms.ChoiceField(label="Buku dimulai")
    bank = RupiahField(label="Saldo bank pada hari pertama", help_text="Tulis 0 bila kosong.")
    tunai = RupiahField(label="Uang tunai pada hari pertama", help_text="Tulis 0 bila kosong.")

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)  # nothing filled in: a book is not begun by one press
        today = clock.today()
        months = [Period(today.year, month) for month in range(today.month, 0, -1)]
        choice(self, "mulai", [(str(one), one.nama) for one in months])


class BukuFilter(FilterForm):
    """Which part of a book: a month, one of its sub-books."""

    bulan = forms.ChoiceField(label="Bulan", required=False)
    pembantu = forms.ChoiceField(label="Buku", required=False, choices=list(SUB.items()))
    cari = forms.CharField(label="Bukti atau uraian", required=False, max_length=80)
    lookups: ClassVar[dict[str, str]] = {"bulan": "hari__month", "cari": "uraian__icontains"}

    def __init__(self, asked: QueryDict, buku: BukuKas) -> None:
        super().__init__(asked)
        months = [Period(buku.tahun, month) for month in range(buku.mulai.month, 13)]
        choice(self, "bulan", [("", "Semua"), *((str(p.month), p.nama) for p in months)])

    def narrow_pembantu(self, rows: QuerySet[Mutasi], value: str) -> QuerySet[Mutasi]:
        """What moved in that sub-book."""
        return rows.exclude(**{value: 0})


class _Sent(forms.Form):
    """A form whose sending has a name, so that it is entered once."""

    kunci = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: QueryDict | None = None, **initial: Any) -> None:  # noqa: ANN401
        super().__init__(data, initial={"kunci": uuid4()} | initial)


class MutasiForm(_Sent):
    """Money drawn, brought back, deposited as tax, returned."""

    jenis = forms.ChoiceField(label="Jenis")
    hari = TanggalField(label="Tanggal")
    bukti = forms.CharField(label="Nomor bukti", max_length=80)
    uraian = forms.CharField(label="Uraian", max_length=200)
    jumlah = RupiahField(label="Jumlah")
    dari = forms.ChoiceField(
        label="Dari",
        choices=list(TEMPAT.items()),
        help_text="Bagi setoran pajak dan STS: dari mana uangnya.",
    )
    pajak_disetor = forms.ChoiceField(
        label="Pajak yang disetor",
        required=False,
        choices=[("", "Bukan setoran pajak"), *PAJAK.items()],
    )

    def __init__(self, data: QueryDict | None = None, *, dinas: bool = False) -> None:
        super().__init__(data, hari=clock.today())
        kinds = (kas.TRANSFER, *LAIN) if dinas else LAIN
        choice(self, "jenis", [(kind, JENIS[kind]) for kind in kinds])
        if dinas:
            self.fields["cara"] = forms.ChoiceField(
                label="Cara transfer", required=False, choices=[("", "-"), *CARA.items()]
            )

    def clean(self) -> dict[str, Any]:
        """A transfer says how it came, a deposit of which tax it is."""
        data: dict[str, Any] = super().clean() or {}
        taxed = data.get("jenis") == kas.SETOR_PAJAK
        if taxed != bool(data.get("pajak_disetor")):
            said = "Pilih pajaknya." if taxed else "Hanya bagi setoran pajak."
            self.add_error("pajak_disetor", said)
        if data.get("jenis") == kas.TRANSFER and not data.get("cara"):
            self.add_error("cara", "Pilih cara transfernya.")
        return data


class KoreksiForm(_Sent):
    """Take a movement back, with the reason."""

    hari = TanggalField(label="Tanggal koreksi")
    alasan = forms.CharField(label="Alasan", max_length=200)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, hari=clock.today())


class MintaForm(_Sent):
    """Funds of a month, from its RPK."""

    periode = forms.ChoiceField(label="Bulan")
    cara = forms.ChoiceField(label="Cara", choices=list(CARA.items()), initial="GU")
    jumlah = RupiahField(label="Jumlah yang diminta")
    alasan = forms.CharField(label="Keperluan", max_length=400)

    def __init__(self, data: QueryDict | None = None, *, buku: BukuKas, **initial: Any) -> None:  # noqa: ANN401
        super().__init__(data, **initial)
        months = [Period(buku.tahun, month) for month in range(buku.mulai.month, 13)]
        choice(self, "periode", [(str(one), one.nama) for one in months])


class PutusForm(forms.Form):
    """Yes or no, with a reason for no."""

    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[("ya", "Setujui"), ("tidak", "Tolak")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusannya."},
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=400,
        required=False,
        help_text="Wajib bila ditolak.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class TransferForm(_Sent):
    """What of a request was transferred."""

    hari = TanggalField(label="Tanggal transfer")
    bukti = forms.CharField(label="Nomor SP2D atau bukti transfer", max_length=80)
    jumlah = RupiahField(label="Jumlah")

    def __init__(self, data: QueryDict | None = None, *, jumlah: int) -> None:
        super().__init__(data, hari=clock.today(), jumlah=jumlah)


class TutupForm(forms.Form):
    """The cash counted by note and coin, and who counted along."""

    kepala = forms.CharField(label="Kepala yang ikut menghitung dan menandatangani", max_length=120)

    def __init__(self, data: QueryDict | None = None, *, tunai: int, kepala: str = "") -> None:
        super().__init__(data, initial={"kepala": kepala})
        for note in PECAHAN:
            self.fields[f"n{note}"] = AngkaField(
                label=f"{rupiah(note)}", required=False, suffix="lembar atau keping"
            )
        self.tunai = tunai

    @property
    def counted(self) -> dict[int, int]:
        """How many of each note."""
        return {note: self.cleaned_data[f"n{note}"] or 0 for note in PECAHAN}


class BulanForm(forms.Form):
    """Which month of a book."""

    bulan = forms.ChoiceField(label="Bulan")

    def __init__(self, months: Sequence[Period], chosen: Period) -> None:
        super().__init__(initial={"bulan": str(chosen.month)})
        choice(self, "bulan", [(str(one.month), one.nama) for one in months])


class SusulkanForm(forms.Form):
    """That payments made elsewhere belong into this book."""

    setuju = forms.BooleanField(label="Pembayaran ini dibayar dari dana yang ada di buku ini")


class SaldoAwalForm(forms.Form):
    """What a book really began with, and why something else stood there."""

    bank = RupiahField(label="Saldo bank pada hari pertama")
    tunai = RupiahField(label="Uang tunai pada hari pertama")
    alasan = forms.CharField(label="Alasan", max_length=200)

    def __init__(self, data: QueryDict | None = None, *, buku: BukuKas) -> None:
        super().__init__(data, initial={"bank": buku.awal_bank, "tunai": buku.awal_tunai})


class BukaBulanForm(forms.Form):
    """Why a closed month is opened."""

    alasan = forms.CharField(
        label="Alasan", max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
