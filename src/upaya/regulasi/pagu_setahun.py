"""A kind of decree that several systems have: whole rupiah for one budget year."""

from __future__ import annotations

from typing import Any

from upaya.core.fields import RupiahField
from upaya.regulasi.forms import DecreeForm
from upaya.regulasi.ketetapan import JenisKetetapan, Nilai
from upaya.rules.money import rupiah
from upaya.rules.numbers import MAX_AMOUNT


class PaguSetahunForm(DecreeForm):
    """The pagu of one budget year (Pasal 5 ayat (1), or the DPA of another fund)."""

    jumlah = RupiahField(label="Pagu setahun")
    field_order = ("jumlah",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(*args, **kwargs)
        self.fields["sampai"].required = True
        self.fields["sampai"].help_text = "Hari terakhir tahun anggaran, misalnya 31 Desember."

    def clean(self) -> dict[str, Any]:
        """A pagu is of one budget year."""
        data = super().clean()
        start, end = data.get("mulai"), data.get("sampai")
        if start and end and start.year != end.year:
            self.add_error("sampai", "Ketetapan ini berlaku dalam satu tahun anggaran.")
        return data

    def nilai(self) -> Nilai:
        """Whole rupiah."""
        return int(self.cleaned_data["jumlah"])


def _fault(nilai: Nilai) -> str:
    whole = isinstance(nilai, int) and not isinstance(nilai, bool) and 0 <= nilai <= MAX_AMOUNT
    return "" if whole else "Pagu adalah rupiah bulat, paling sedikit nol."


def _words(nilai: Nilai) -> str:
    assert isinstance(nilai, int)  # noqa: S101 - its shape was checked
    return rupiah(nilai)


def pagu_setahun(
    key: str,
    label: str,
    address: str,
    form: type[PaguSetahunForm] = PaguSetahunForm,
    satuan: str = "rupiah per tahun",
) -> JenisKetetapan:
    """The kind for the parameter `key`: its words, and the last part of its address."""
    return JenisKetetapan(key, label, address, satuan, label, form, _fault, _words)
