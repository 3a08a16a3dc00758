"""Forms of contracts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from upaya.alur.forms import LONG, StepForm
from upaya.alur.reading import Reading
from upaya.core.choices import RowField
from upaya.core.fields import TanggalField
from upaya.pegawai.models import Petugas
from upaya.rules.money import angka
from upaya.rules.numbers import MAX_AMOUNT, NumberError, decimal
from upaya.rules.workflow import Move
from upaya.tenaga.formasi.models import Formasi
from upaya.tenaga.kontrak.models import Kontrak
from upaya.tenaga.kontrak.services import IsiKontrak

_LIMIT = 4_000
_MEMBER, _OUTPUT = 2, 3


class UpahField(forms.CharField):
    """An amount of money that may have sen: 1.942.750,77."""

    def clean(self, value: Any) -> Decimal:  # noqa: ANN401 - Django's signature
        """The amount; a sentence where it cannot be read."""
        text = super().clean(value)
        try:
            found = decimal(text.removeprefix("Rp").strip())
        except (NumberError, InvalidOperation) as fault:
            raise ValidationError("Tulis jumlahnya, misalnya 1.942.750,77.") from fault
        if found is None or not 0 < found <= MAX_AMOUNT or found != round(found, 2):
            raise ValidationError("Tulis jumlah di atas nol dengan paling banyak dua angka sen.")
        return found

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's signature
        """Written the Indonesian way."""
        return angka(value) if isinstance(value, Decimal) else value


class KontrakForm(forms.Form):
    """What a contract says; `tim` asks for members and outputs in place of pay."""

    petugas = RowField(
        label="Tenaga", queryset=Petugas.objects.none(), empty_label="Pilih petugas",
        help_text="Didaftarkan dulu di menu Petugas sebagai Non-ASN, tanpa NIP.",
    )  # fmt: skip
    pihak = forms.ChoiceField(label="Pihak kedua", choices=Kontrak.Pihak.choices[1:])
    nama_pihak = forms.CharField(label="Nama tim atau lembaga", max_length=160)
    mulai = TanggalField(label="Berlaku mulai")
    sampai = TanggalField(label="Berlaku sampai", help_text="Dalam tahun anggaran formasinya.")
    upah = UpahField(label="Honor sebulan menurut keputusan", help_text="Boleh bersen.")
    dasar_upah = forms.CharField(
        label="Keputusan yang menetapkan honornya", max_length=200, required=False,
        help_text="Kosongkan bila memakai ketetapan kabupaten.",
    )  # fmt: skip
    pendapatan_lain = forms.CharField(
        label="Pendapatan lain yang sah", widget=LONG, required=False, max_length=1_000
    )
    kerangka = forms.CharField(
        label="Kerangka acuan dan uraian tugas", widget=LONG, max_length=_LIMIT,
        error_messages={"required": "Tulis apa yang dikerjakan."},
    )  # fmt: skip
    anggota = forms.CharField(
        label="Anggota tim", widget=LONG, max_length=_LIMIT,
        help_text="Satu baris satu orang: kode atau nama petugas; peran; bagian. Bagian 0 tidak "
        "menerima pembayaran.",
    )  # fmt: skip
    keluaran = forms.CharField(
        label="Keluaran dan harganya",
        widget=LONG,
        max_length=_LIMIT,
        help_text="Satu baris satu keluaran: uraian; satuan; harga satuan.",
    )

    def __init__(
        self, data: QueryDict | None = None, *, place: Formasi, initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.place = place
        people = Petugas.objects.filter(puskesmas=place.puskesmas_id, aktif=True).order_by("nama")
        self.people = {row.pk: row for row in people}
        field: Any = self.fields["petugas"]
        field.queryset = people if place.tim else people.filter(status="non_ASN")
        if place.tim:
            field.label = "Ketua atau wakil yang menandatangani"
            field.help_text = ""
        dropped = ("upah", "dasar_upah") if place.tim else (
            "pihak", "nama_pihak", "anggota", "keluaran",
        )  # fmt: skip
        for name in dropped:
            del self.fields[name]

    def clean_anggota(self) -> list[tuple[int, str, int]]:
        """Each line: who, role, part."""
        return [self._member(line) for line in _lines(self.cleaned_data["anggota"])]

    def _member(self, line: str) -> tuple[int, str, int]:
        parts = [one.strip() for one in line.split(";")]
        known = {
            key: pk for pk, row in self.people.items() for key in (row.kode, row.nama.casefold())
        }
        who = known.get(parts[0]) or known.get(parts[0].casefold())
        if who is None:
            raise ValidationError(f"“{parts[0]}” bukan petugas puskesmas ini.")
        if len(parts) != _MEMBER + 1 or not parts[1] or not parts[2].isdecimal():
            raise ValidationError(f"“{line}”: tulis nama; peran; bagian.")
        part = int(parts[2])
        if part > 100:  # noqa: PLR2004 - a weight, not a sum
            raise ValidationError(f"“{line}”: bagian paling banyak 100.")
        return who, parts[1][:80], part

    def clean_keluaran(self) -> list[tuple[str, str, int]]:
        """Each line: words, unit, price."""
        return [_output(line) for line in _lines(self.cleaned_data["keluaran"])]

    @property
    def isi(self) -> IsiKontrak:
        """What a valid form says."""
        said = self.cleaned_data
        person = Kontrak.Pihak.PERORANGAN
        return IsiKontrak(
            petugas_id=said["petugas"].pk, mulai=said["mulai"], sampai=said["sampai"],
            kerangka=said["kerangka"], upah=said.get("upah", Decimal(0)),
            dasar_upah=said.get("dasar_upah", ""), pendapatan_lain=said["pendapatan_lain"],
            pihak=said.get("pihak", person), nama_pihak=said.get("nama_pihak", ""),
            anggota=said.get("anggota", ()), keluaran=said.get("keluaran", ()),
        )  # fmt: skip


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _output(line: str) -> tuple[str, str, int]:
    parts = [one.strip() for one in line.split(";")]
    price = parts[-1].removeprefix("Rp").replace(".", "").strip()
    if len(parts) != _OUTPUT or not all(parts) or not price.isdecimal():
        raise ValidationError(f"“{line}”: tulis uraian; satuan; harga satuan.")
    if not 0 < int(price) <= MAX_AMOUNT:
        raise ValidationError(f"“{line}”: harganya di luar batas.")
    return parts[0][:160], parts[1][:40], int(price)


def initial_of(case: Kontrak) -> dict[str, Any]:
    """What stands in a draft, as the form has it."""
    found = {name: getattr(case, name) for name in (
        "petugas", "pihak", "nama_pihak", "mulai", "sampai", "upah", "dasar_upah",
        "pendapatan_lain", "kerangka",
    )}  # fmt: skip
    found["anggota"] = "\n".join(
        f"{one.petugas.kode}; {one.peran}; {one.bagian}"
        for one in case.anggota.select_related("petugas")
    )
    found["keluaran"] = "\n".join(
        f"{one.uraian}; {one.satuan}; {angka(one.harga)}" for one in case.keluaran.all()
    )
    return found


class PerpanjangForm(forms.Form):
    """Until when a contract is extended, and why."""

    sampai = TanggalField(label="Diperpanjang sampai")
    alasan = forms.CharField(label="Alasan perpanjangan", widget=LONG, max_length=2_000)


class AkhiriForm(StepForm):
    """The last day of a contract that is ended."""

    berakhir = TanggalField(label="Hari terakhir")
    field_order = ("berakhir", "alasan")

    def __init__(
        self, data: QueryDict | None = None, *, move: Move, reading: Reading[Any] | None = None
    ) -> None:
        super().__init__(data, move=move, reading=reading)
        self.fields["alasan"].help_text = "Dibaca tenaganya dan Dinas Kesehatan."

    @property
    def context(self) -> Mapping[str, Any]:
        """The day of a valid form."""
        return {"berakhir": self.cleaned_data["berakhir"]}


class KertasForm(StepForm):
    """Where the paper lies that was signed or filled in by hand."""

    def __init__(
        self, data: QueryDict | None = None, *, move: Move, reading: Reading[Any] | None = None
    ) -> None:
        super().__init__(data, move=move, reading=reading)
        self.fields["alasan"].label = "Di mana kertasnya"
        self.fields["alasan"].help_text = "Misalnya: map perjanjian kerja, lemari tata usaha."


def step_form(move: Move) -> type[StepForm]:
    """What the second step of a move asks."""
    return {"akhiri": AkhiriForm, "catat_tanda_tangan": KertasForm}.get(move.name, StepForm)
