"""The form of a visit: one question after the other, for a thumb."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from upaya.akun.models import User
from upaya.alur.forms import LONG
from upaya.core import clock, files
from upaya.core.fields import AngkaField, TanggalField
from upaya.core.forms import BELUM_DIPILIH
from upaya.rules.supermiskol.logaritma import TERBESAR
from upaya.rules.supermiskol.skema import Indikator, Skema
from upaya.supermiskol.kunjungan.models import Kunjungan
from upaya.supermiskol.kunjungan.models_ponsel import PutusanBentrok


class KunjunganForm(forms.Form):
    """Answers by indicator (`i-<code>`), the day, two names, a note, pictures.

    Whatever is answered is kept; what is not stays missing and is never a no.
    """

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    versi = forms.IntegerField(widget=forms.HiddenInput, required=False)
    tanggal = TanggalField(label="Tanggal kunjungan", required=False)
    petugas_desa = forms.TypedChoiceField(
        label="Petugas desa", coerce=int, empty_value=None, required=False
    )
    petugas_tim = forms.TypedChoiceField(
        label="Tim Pemburu Kemiskinan", coerce=int, empty_value=None, required=False
    )
    catatan = forms.CharField(
        label="Catatan", max_length=2_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    foto = forms.FileField(
        label="Foto rumah",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
        help_text="JPG atau PNG, satu foto tiap kali simpan.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        sent: MultiValueDict[str, Any] | None = None,
        *,
        skema: Skema,
        visit: Kunjungan | None,
        village: Sequence[User],
        team: Sequence[User],
        own: int,
    ) -> None:
        given: Mapping[str, Any] = visit.jawaban if visit else {}
        initial: dict[str, Any] = {
            "uuid": visit.uuid if visit else uuid.uuid4(),
            "versi": visit.versi if visit else 0,
            "tanggal": visit.tanggal if visit and visit.tanggal else clock.today(),
            "catatan": visit.catatan if visit else "",
            "petugas_desa": visit.petugas_desa_id if visit else None,
            "petugas_tim": visit.petugas_tim_id if visit else None,
        }
        for name, people in (("petugas_desa", village), ("petugas_tim", team)):
            if initial[name] is None and own in {one.pk for one in people}:
                initial[name] = own
        initial |= {f"i-{kode}": value for kode, value in given.items()}
        super().__init__(data, sent, initial=initial)
        self.kept = frozenset(given) if visit is not None and visit.pk else frozenset()
        self.indikator = skema.dihitung
        for name, people in (("petugas_desa", village), ("petugas_tim", team)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
            field.choices = [("", "Pilih namanya"), *((str(one.pk), one.name) for one in people)]
        for one in self.indikator:
            self.fields[f"i-{one.kode}"] = question(one)

    @property
    def questions(self) -> list[tuple[forms.BoundField, bool]]:
        """The indicators in the order of the scheme, and whether their answer is kept."""
        return [(self[f"i-{one.kode}"], one.kode in self.kept) for one in self.indikator]

    def clean_foto(self) -> Any:  # noqa: ANN401 - an upload or nothing
        """A picture, by content."""
        upload = self.cleaned_data.get("foto")
        if upload and files.check(upload).kind not in {"jpg", "png"}:
            raise ValidationError("Foto rumah berupa JPG atau PNG.")
        return upload

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the visit."""
        said = self.cleaned_data
        answers = {one.kode: said.get(f"i-{one.kode}") for one in self.indikator}
        return {
            "jawaban": {kode: value for kode, value in answers.items() if value not in (None, "")},
            "tanggal": said["tanggal"],
            "petugas_desa_id": said["petugas_desa"],
            "petugas_tim_id": said["petugas_tim"],
            "catatan": said["catatan"],
        }


class BentrokForm(forms.Form):
    """A word on a visit that stands beside the one that counts."""

    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[BELUM_DIPILIH, *PutusanBentrok.Putusan.choices],
        error_messages={"required": "Pilih putusannya."},
    )
    alasan = forms.CharField(
        label="Alasan", max_length=400, widget=LONG, error_messages={"required": "Tulis alasannya."}
    )


def question(one: Indikator) -> forms.Field:
    """The field that asks one indicator."""
    if one.bilangan is not None:
        held = one.bilangan
        most = min(held.paling_banyak, TERBESAR) if held.fungsi == "ln" else held.paling_banyak
        return AngkaField(label=one.nama, minimum=held.paling_sedikit, maximum=most, required=False)
    return forms.ChoiceField(
        label=one.nama,
        required=False,
        choices=[(kode, one.option(kode)) for kode in one.pilihan],
        widget=forms.RadioSelect,
    )
