"""The form of a draft: the whole scheme on one page, one block an indicator."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from upaya.core.fields import TanggalField
from upaya.rules.exact import tulis
from upaya.rules.supermiskol.persyaratan import DISKEMA, NAMA
from upaya.rules.supermiskol.skema import (
    ARAH,
    BENTUK,
    JUMLAH_BOBOT,
    NAMA_BENTUK,
    SAAT_DICABUT,
    CacatError,
    Indikator,
    from_dict,
    to_dict,
)
from upaya.supermiskol.ketetapan import buku
from upaya.supermiskol.skema.models import SkemaKabupaten

_NUMBER = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,9})?")
_SIDES = {"di_bawah": "Layak bila di bawah ambang", "di_atas": "Layak bila di atas ambang"}
_GONE = {"susut": "Pembagi berkurang", "tetap": "Pembagi tetap"}
_NEW = "baru"
"""The block for one more indicator."""
_OPTIONS = "Satu pilihan satu baris, misalnya Tanah: 1"


class DesimalField(forms.CharField):
    """An exact decimal as people write it, "2,107"; gives what the scheme keeps, "2.107"."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own options
        given = {"widget": forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})}
        super().__init__(**given | {"max_length": 24} | kwargs)

    def to_python(self, value: Any) -> str:  # noqa: ANN401 - Django's
        """With a point; "" for nothing."""
        text = str(super().to_python(value) or "").strip()
        if text and not _NUMBER.fullmatch(text):
            raise ValidationError("Tulis bilangan, misalnya 2 atau 2,107.")
        return text.replace(",", ".")

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's
        """With a comma."""
        return value.replace(".", ",") if isinstance(value, str) else value


class DrafForm(forms.Form):
    """A draft. An indicator whose name is emptied goes; the last block adds one."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    nama = forms.CharField(label="Nama skema", max_length=160)
    dasar = forms.CharField(
        label="Dasar hukum", max_length=160, help_text="Nomor dan tanggal ketetapan kabupaten."
    )
    mulai = TanggalField(label="Berlaku mulai")
    bentuk = forms.ChoiceField(
        label="Bentuk", choices=[(one, NAMA_BENTUK[one].capitalize()) for one in BENTUK]
    )
    ambang = DesimalField(label="Ambang")
    arah = forms.ChoiceField(label="Arah", choices=[(one, _SIDES[one]) for one in ARAH])
    ketat = forms.BooleanField(label="Nilai tepat di ambang tidak termasuk", required=False)
    pembagi = DesimalField(
        label="Pembagi", required=False, help_text="Kosong berarti jumlah bobot."
    )
    pembagi_saat_dicabut = forms.ChoiceField(
        label="Bila indikator dicabut", choices=[(one, _GONE[one]) for one in SAAT_DICABUT]
    )
    berkas = forms.MultipleChoiceField(
        label="Berkas wajib",
        choices=[(one, NAMA[one]) for one in DISKEMA],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Berlaku bagi pemohon yang datang sejak skema ini mulai; foto rumah diminta "
        "saat tinjau lapang. Tanpa satu pun dicentang, tidak ada berkas yang wajib.",
    )

    def __init__(self, data: QueryDict | None = None, *, draft: SkemaKabupaten) -> None:
        skema = draft.skema
        initial: dict[str, Any] = {
            "versi": draft.versi,
            "nama": skema.nama,
            "dasar": draft.dasar,
            "mulai": draft.mulai,
            "bentuk": skema.bentuk,
            "ambang": tulis(skema.ambang),
            "arah": skema.arah,
            "ketat": skema.ketat,
            "pembagi": "" if skema.pembagi is None else tulis(skema.pembagi),
            "pembagi_saat_dicabut": skema.pembagi_saat_dicabut,
            "berkas": _asked(draft),
        }
        self.skema = skema
        self.keys = [one.kode for one in skema.indikator]
        for one in skema.indikator:
            initial |= _initial(one)
        super().__init__(data, initial=initial)
        for key in [*self.keys, _NEW]:
            self.fields |= _fields(key, skema.cari(key))

    @property
    def header(self) -> list[forms.BoundField]:
        """The fields of the scheme as a whole."""
        return [self[name] for name in DrafForm.base_fields if name != "versi"]

    @property
    def blocks(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each indicator under its name."""
        rows = [(one.nama, one.kode) for one in self.skema.indikator]
        rows.append(("Tambah indikator", _NEW))
        return [
            (name, [self[f"{key}-{what}"] for what in _WHAT if f"{key}-{what}" in self.fields])
            for name, key in rows
        ]

    def clean(self) -> dict[str, Any]:
        """The scheme as a whole must compute."""
        said: dict[str, Any] = super().clean() or {}
        if self.errors:
            return said
        try:
            said["skema"] = from_dict(self._content(said))
        except CacatError as refused:
            for _, sentence in refused.places:
                self.add_error(None, f"{sentence[:1].upper()}{sentence[1:]}.")
        return said

    def _content(self, said: Mapping[str, Any]) -> dict[str, Any]:
        rows = []
        for key in [*self.keys, _NEW]:
            if not said.get(f"{key}-nama"):
                continue
            old = self.skema.cari(key)
            kept = _kept(old)
            gone = said.get(f"{key}-dicabut")
            options: tuple[Any, Any] = said.get(f"{key}-pilihan") or ([], {})
            rows.append(
                kept
                | {
                    "kode": old.kode if old else self._fresh(said[f"{key}-nama"]),
                    "nama": said[f"{key}-nama"],
                    "bobot": said[f"{key}-bobot"] or "1",
                    "pilihan": options[0],
                    "kata": options[1],
                    "dicabut": gone.isoformat() if gone else None,
                }
            )
        names = ("nama", "bentuk", "ambang", "arah", "ketat", "pembagi_saat_dicabut")
        return {
            **to_dict(self.skema),
            **{name: said[name] for name in names},
            "pembagi": said["pembagi"] or JUMLAH_BOBOT,
            "berkas": said["berkas"],
            "indikator": rows,
        }

    def _fresh(self, nama: str) -> str:
        """A code of its own for a new indicator."""
        stem = re.sub(r"[^a-z0-9]+", "_", nama.lower()).strip("_")[:40] or "indikator"
        number, code = 2, stem
        while code in self.keys:
            code, number = f"{stem}_{number}", number + 1
        return code


_WHAT = ("nama", "bobot", "pilihan", "dicabut")


def _asked(draft: SkemaKabupaten) -> list[str]:
    """The papers of a draft; the programme's where it has none of its own yet."""
    if draft.skema.berkas is not None:
        return list(draft.skema.berkas)
    book = buku(draft.kabupaten_id)
    held = book.read("supermiskol.berkas_wajib", draft.starts, draft.kabupaten_id)
    return [str(one) for one in held.items]


def _kept(old: Indikator | None) -> dict[str, Any]:
    """What the page does not ask."""
    if old is None:
        return {"asal": "ketetapan kabupaten"}
    kept: dict[str, Any] = {"asal": old.asal}
    if old.bilangan is not None:
        held = old.bilangan
        kept["bilangan"] = {
            "fungsi": held.fungsi,
            "paling_sedikit": held.paling_sedikit,
            "paling_banyak": held.paling_banyak,
        }
    return kept


def _initial(one: Indikator) -> dict[str, Any]:
    lines = [f"{one.option(k)}: {tulis(v).replace('.', ',')}" for k, v in one.pilihan.items()]
    return {
        f"{one.kode}-nama": one.nama,
        f"{one.kode}-bobot": tulis(one.bobot),
        f"{one.kode}-pilihan": "\n".join(lines),
        f"{one.kode}-dicabut": one.dicabut,
    }


def _fields(key: str, old: Indikator | None) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {
        f"{key}-nama": forms.CharField(
            label="Nama",
            max_length=200,
            required=False,
            help_text="Kosongkan untuk menghapus indikator ini." if old else "",
        ),
        f"{key}-bobot": DesimalField(label="Bobot", required=False),
    }
    if old is None or old.bilangan is None:
        found[f"{key}-pilihan"] = PilihanField(old=old)
    if old is not None:
        found[f"{key}-dicabut"] = TanggalField(label="Dicabut sejak", required=False)
    return found


class PilihanField(forms.CharField):
    """Options, one a line, "Tanah: 1"; gives pairs of code and score, and words by code.

    An option whose words stayed keeps its code, so that a draft that changes a score only says so.
    """

    def __init__(self, *, old: Indikator | None) -> None:
        super().__init__(
            label="Pilihan dan nilainya",
            required=False,
            max_length=4_000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_OPTIONS,
        )
        self.codes = {old.option(kode): kode for kode in old.pilihan} if old else {}

    def to_python(self, value: Any) -> Any:  # noqa: ANN401 - Django's
        """Pairs and words; nothing for nothing."""
        text = str(super().to_python(value) or "").strip()
        pairs: list[list[str]] = []
        words: dict[str, str] = {}
        taken = set(self.codes.values())
        for line in filter(None, map(str.strip, text.splitlines())):
            label, colon, score = line.rpartition(":")
            label, score = label.strip(), score.strip()
            if not colon or not label or not _NUMBER.fullmatch(score):
                raise ValidationError(f"“{line[:60]}” belum berbentuk kata: nilai. {_OPTIONS}.")
            code = self.codes.get(label)
            if code is None:
                number = 1
                while str(number) in taken:
                    number += 1
                code = str(number)
            if code in words:
                raise ValidationError(f"Pilihan “{label[:60]}” ditulis dua kali.")
            taken.add(code)
            words[code] = label
            pairs.append([code, tulis(Fraction(score.replace(",", ".")))])
        return (pairs, words) if pairs else None

    def has_changed(self, initial: Any, data: Any) -> bool:  # noqa: ANN401 - Django's
        """Whether the lines differ."""
        return str(initial or "").split() != str(data or "").split()
