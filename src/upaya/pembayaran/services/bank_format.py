"""The agreement with the bank, proposed whole by one person and decided by another.

What was and what is to be another value stands in the audit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from upaya.core import audit, clock, second
from upaya.core.access import Access
from upaya.core.creation import named
from upaya.core.second import ProposalStatus
from upaya.exchange import bank_csv
from upaya.pegawai.models import AturanBank
from upaya.pegawai.rekening import kunci_bank
from upaya.pembayaran.izin import IzinPembayaran
from upaya.pembayaran.models import FormatBank, UsulanFormat
from upaya.rules.rekening import AturanNama
from upaya.wilayah.models import Kabupaten

Banks = Sequence[tuple[str, AturanNama]]


def layout_of(kabupaten: str) -> bank_csv.Format:
    """The bank format of a district; the built-in one until it agrees another."""
    own = FormatBank.objects.filter(kabupaten_id=kabupaten).first()
    if own is None:
        return bank_csv.BAWAAN
    return bank_csv.Format(
        own.pemisah,
        tuple((heading, name) for heading, name in own.keluar),
        dict(own.masuk),
        tuple(own.kata_berhasil),
        tuple(own.kata_gagal),
        own.desimal,
    )


def bank_rules(kabupaten: str) -> list[tuple[str, AturanNama]]:
    """The names of banks with what each takes, as the district noted them."""
    rows = AturanBank.objects.filter(kabupaten_id=kabupaten).order_by("bank", "pk")
    return [(row.bank, AturanNama(row.panjang, row.tanda)) for row in rows]


def values(layout: bank_csv.Format, banks: Banks) -> dict[str, Any]:
    """A whole agreement as plain values."""
    return {
        "pemisah": layout.pemisah,
        "desimal": layout.desimal,
        "keluar": [list(pair) for pair in layout.keluar],
        "masuk": dict(layout.masuk),
        "kata_berhasil": list(layout.kata_berhasil),
        "kata_gagal": list(layout.kata_gagal),
        "bank": [[name, rule.panjang, rule.tanda] for name, rule in banks],
    }


def present(kabupaten: str) -> dict[str, Any]:
    """What holds now, as plain values."""
    return values(layout_of(kabupaten), bank_rules(kabupaten))


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """By name what is another value, with both as lists of words."""
    return {
        name: (_words(before[name]), _words(after[name]))
        for name in after
        if before[name] != after[name]
    }


def _words(value: object) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{heading} = {bank_csv.spoken(name)}" for name, heading in value.items()]
    if isinstance(value, list):
        return [_pair(one) if isinstance(one, list) else str(one) for one in value]
    return ["tab" if value == "\t" else str(value)]


def _pair(one: list[Any]) -> str:
    """A heading of the bank, which stays as it is, and our field; or a bank and its rule."""
    first, *rest = (str(part) for part in one)
    return " = ".join((first, *map(bank_csv.spoken, rest)))


@named()
def propose(
    kabupaten: str, layout: bank_csv.Format, banks: Banks, alasan: str, access: Access
) -> UsulanFormat | None:
    """Propose an agreement; None when it is the present one. The same twice is one proposal."""
    Kabupaten.objects.select_for_update(no_key=True).get(pk=kabupaten)
    wanted, now = values(layout, banks), present(kabupaten)
    if _same(wanted, now):
        return None
    waiting = UsulanFormat.objects.filter(
        kabupaten_id=kabupaten, status=ProposalStatus.DIUSULKAN
    ).first()
    if waiting is not None:
        if _same(waiting.isi, wanted):
            return waiting
        raise ValidationError("Usulan format yang lain masih menunggu putusan.")
    made = second.propose(UsulanFormat(kabupaten_id=kabupaten, isi=wanted), access, alasan)
    audit.record(
        IzinPembayaran.FORMAT_BANK_KELOLA,
        made,
        access=access,
        kabupaten=kabupaten,
        detail=_detail(now, wanted),
    )
    return made


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """The order of the banks means nothing."""
    return {**one, "bank": sorted(one["bank"])} == {**other, "bank": sorted(other["bank"])}


def _detail(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, (old, new) in changed(before, after).items():
        found |= {f"{name}_semula": old, f"{name}_baru": new}
    return found


@transaction.atomic
def decide(pk: int, access: Access, *, setuju: bool, alasan: str) -> UsulanFormat:
    """Agree, and it holds for the next file; or refuse."""
    row = UsulanFormat.objects.select_for_update(of=("self",)).get(pk=pk)
    before = present(row.kabupaten_id)
    second.settle(row, access, setuju=setuju, alasan=alasan)
    if setuju:
        _apply(row)
    audit.record(
        IzinPembayaran.FORMAT_BANK_PUTUS,
        row,
        access=access,
        kabupaten=row.kabupaten_id,
        detail={"putusan": row.status, **_detail(before, row.isi)},
    )
    return row


def _apply(row: UsulanFormat) -> None:
    said = dict(row.isi)
    banks = said.pop("bank")
    FormatBank.objects.update_or_create(
        kabupaten_id=row.kabupaten_id,
        defaults=said | {"diubah_oleh_id": row.diputus_oleh_id, "diubah_pada": clock.now()},
    )
    AturanBank.objects.filter(kabupaten_id=row.kabupaten_id).delete()
    AturanBank.objects.bulk_create(
        AturanBank(
            kabupaten_id=row.kabupaten_id,
            bank=name,
            kunci=kunci_bank(name),
            panjang=longest,
            tanda=signs,
        )
        for name, longest, signs in banks
    )
