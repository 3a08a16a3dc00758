"""Whether an officer can be paid: the bank account, checked for its form."""

from __future__ import annotations

from upaya.pegawai.models import Petugas
from upaya.pegawai.numbers import NumberError, clean_account
from upaya.pegawai.rekening import Aturan
from upaya.rules.rekening import cacat_nama


def account_faults(officer: Petugas, banks: Aturan) -> list[str]:
    """What stands in the way of a transfer to this officer, in words; [] when nothing does."""
    faults = []
    if not officer.rekening:
        faults.append("nomor rekening belum diisi")
    else:
        try:
            clean_account(officer.rekening)
        except NumberError as fault:
            faults.append(str(fault)[:1].lower() + str(fault)[1:].rstrip("."))
    if not officer.bank:
        faults.append("nama bank belum diisi")
    if not officer.nama_rekening:
        faults.append("nama pemilik rekening belum diisi")
    elif clause := cacat_nama(officer.nama_rekening, banks(officer.bank)):
        faults.append(f"nama pemilik rekening: {clause}")
    return faults
