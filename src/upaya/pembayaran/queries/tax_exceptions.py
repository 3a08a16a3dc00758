"""Lines of a payment whose tax somebody should look at, and why; the others follow the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from upaya.core.second import ProposalStatus
from upaya.core.templatetags.upaya import rupiah
from upaya.pegawai.models import Status
from upaya.pembayaran.models import BarisPembayaran, Pembayaran, UsulanPajak


@dataclass(frozen=True, slots=True)
class TaxException:
    """One line and what differs in it: in a word, and in a sentence."""

    baris: BarisPembayaran
    judul: str
    kalimat: str


def tax_exceptions(payment: Pembayaran) -> list[TaxException]:
    """What stops or changes a payment first: undecided, changed by hand, then what records lack.

    One line may stand here for several reasons. Two queries.
    """
    rows = list(payment.baris.select_related("petugas").order_by("nama", "pk"))
    waiting = set(
        UsulanPajak.objects.filter(
            baris__pembayaran=payment, status=ProposalStatus.DIUSULKAN
        ).values_list("baris_id", flat=True)
    )
    found = [(rank, one) for row in rows for rank, one in _of(row, row.pk in waiting)]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _of(row: BarisPembayaran, waits: bool) -> Iterator[tuple[int, TaxException]]:  # noqa: FBT001
    if waits:
        yield 0, TaxException(row, "Menunggu putusan", "Pajak yang jauh dari aturan diusulkan.")
    if row.pajak != row.pajak_hitung:
        said = f"Menurut aturan {rupiah(row.pajak_hitung)}. {row.alasan_pajak}"
        yield 1, TaxException(row, "Diubah dengan alasan", said)
    officer = row.petugas
    if officer is None:
        return
    if officer.status == Status.PNS and not officer.golongan:
        yield 2, TaxException(row, "Golongan kosong", "Tarif final PNS mengikuti golongannya.")
    if officer.status != Status.PNS and not officer.npwp:
        yield 3, TaxException(row, "Tanpa NPWP", "Periksa apakah NPWP atau NIK-nya tercatat.")
    if officer.status != Status.PNS and not officer.ptkp:
        yield 3, TaxException(row, "Status PTKP kosong", "Tarif bulanan mengikuti status PTKP.")


def people(found: Sequence[TaxException]) -> int:
    """How many lines are among them."""
    return len({one.baris.pk for one in found})
