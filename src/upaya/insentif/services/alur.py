"""The road of a month made executable: conditions in words, what each move brings about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from upaya.core.access import Access
from upaya.core.workflow import MoveRefusedError, Road
from upaya.insentif.models import Bagian, Pengajuan
from upaya.insentif.queries.kelengkapan import missing_sentences
from upaya.insentif.services import bayar, hitung, surat
from upaya.insentif.services.indeks import latest_for
from upaya.pembayaran.services.dana import Transfer
from upaya.rules.insentif_workflow import INSENTIF
from upaya.rules.workflow import Move

PERNYATAAN = (
    "Saya menyatakan bahwa data yang diajukan benar, sesuai dengan data dukung, dan menjadi "
    "tanggung jawab saya."
)
"""Statement of validity: both offices answer for the data that they enter."""

DAFTAR_PERIKSA = {
    "administrasi": "Penduduk, BOK diusulkan, dan BOK diserap sama dengan bukti penyerapan",
    "pelayanan": "Target dan realisasi 12 pelayanan sama dengan laporan capaian SPM",
    "kegiatan": "Orang-hari dan frekuensi tiap petugas sama dengan laporan dan daftar hadir",
    "petugas": "Daftar petugas, jabatan, dan SK berlaku pada akhir bulan",
    "jaspel": "Jaspel sama dengan daftar pembayarannya",
    "berkas": "Berkas pendukung terbaca dan sesuai bulannya",
}
"""What the team of the puskesmas compares before it calls a month correct (huruf e)."""

AKIBAT = {
    "ajukan": "Isian, aturan, hasil, dan sidiknya dibekukan sebagai hitungan pengajuan ini.",
    "kembalikan": "Hanya bagian yang ada temuannya dibuka; setelah diperbaiki, bulan ini "
    "diverifikasi dan diajukan lagi.",
    "setujui": "Hitungan yang dibekukan menjadi tetap dan tidak dapat diubah lagi.",
    "tolak": "Bulan ini ditutup dan tidak dapat diajukan lagi.",
    "rekap": "Jumlah, rekening, dan pajak tiap petugas dicatat seperti hari ini.",
    "tutup_nihil": "Bulan ini ditutup tanpa membayar siapa pun.",
    "siapkan_nota": "SPJ tidak dapat diganti lagi selama nota belum dikembalikan.",
    "kembalikan_rekap": "Daftar pembayaran dan SPJ yang diserahkan dibatalkan; rekap dibuat lagi.",
    "transfer": "SPJ dinyatakan diterima dan dana ini dapat dibayarkan kepada petugas.",
    "transfer_sisa": "Dana ini dapat dibayarkan kepada petugas.",
    "selesai_bayar": "Bulan ini ditutup; daftar pembayarannya tidak berubah lagi.",
}
"""What a move brings about beyond the change of status, in a sentence for the second step."""


def _lengkap(month: Pengajuan) -> list[str]:
    return missing_sentences(month)


def _indeks_terbit(month: Pengajuan) -> list[str]:
    if latest_for(month.puskesmas_id, month.period):
        return []
    return [f"Dinas Kesehatan belum menerbitkan indeks bulan {month.period.nama}."]


def _terhitung(month: Pengajuan) -> list[str]:
    return [fault.pesan for fault in hitung.calculate(month).faults]


def _seperti_diverifikasi(month: Pengajuan) -> list[str]:
    """Posts, schooling and SK live in the master data, which does not lie still with the sheet."""
    now = hitung.calculate(month)
    if now.faults or now.sidik_isian == month.sidik_verifikasi:
        return []
    sentence = (
        "Hasil berubah sejak diverifikasi, misalnya karena data petugas atau aturan. "
        "Kembalikan ke operator, agar tim memverifikasinya lagi."
    )
    return [sentence]


def _sidik_utuh(month: Pengajuan) -> list[str]:
    return hitung.doubts(month)


def _new_findings(month: Pengajuan) -> int:
    return month.temuan.filter(round=month.round).count()


def _tanpa_temuan_baru(month: Pengajuan) -> list[str]:
    if _new_findings(month):
        return ["Masih ada temuan pada putaran ini: kembalikan pengajuan, atau cabut temuannya."]
    return []


def _ada_temuan_baru(month: Pengajuan) -> list[str]:
    if _new_findings(month):
        return []
    return ["Catat paling sedikit satu temuan, agar puskesmas tahu bagian mana yang dibuka."]


def _freeze(month: Pengajuan, access: Access, context: Mapping[str, Any]) -> None:
    if not context.get("pernyataan"):
        raise MoveRefusedError("Beri tanda pada pernyataan keabsahan data sebelum mengajukan.")
    kept = hitung.freeze(month, access, PERNYATAAN)
    _refuse_unseen(kept.sidik, context)


def _as_seen(month: Pengajuan, _access: Access, context: Mapping[str, Any]) -> None:
    if context.get("seen_sidik"):
        _refuse_unseen(hitung.shown(month)[0].sidik, context)


def _verified(month: Pengajuan, _access: Access, context: Mapping[str, Any]) -> None:
    now = hitung.calculate(month)
    _refuse_unseen(now.sidik, context)
    month.sidik_verifikasi = now.sidik_isian


def _refuse_unseen(sidik: str, context: Mapping[str, Any]) -> None:
    """Nobody answers for amounts that were not on the page: the month went round since it opened.

    So does a change of an officer's post, of a rule, or of what is left of the year's pagu.
    """
    if context.get("seen_sidik") not in ("", None, sidik):
        raise MoveRefusedError(
            "Hasil bulan ini berubah sejak Anda membuka halaman ini. Baca lagi, lalu ulangi."
        )


def _reopen(month: Pengajuan, _access: Access, _context: Mapping[str, Any]) -> None:
    parts = set(month.temuan.filter(round=month.round).values_list("bagian", flat=True))
    month.bagian_terbuka = [part for part in Bagian.values if part in parts]


def _writers(month: Pengajuan) -> set[int]:
    """Everybody who ever wrote in it: what an earlier round left closed still stands."""
    return set(month.pengisi.values_list("user_id", flat=True))


ROAD = Road(
    INSENTIF,
    Pengajuan,
    conditions={
        "lengkap": _lengkap,
        "indeks_terbit": _indeks_terbit,
        "terhitung": _terhitung,
        "seperti_diverifikasi": _seperti_diverifikasi,
        "sidik_utuh": _sidik_utuh,
        "tanpa_temuan_baru": _tanpa_temuan_baru,
        "ada_temuan_baru": _ada_temuan_baru,
        "ada_insentif": bayar.ada_insentif,
        "tanpa_insentif": bayar.tanpa_insentif,
        "rekening_lengkap": bayar.rekening_lengkap,
        "pajak_terhitung": bayar.pajak_terhitung,
        "spj_diserahkan": bayar.spj_diserahkan,
        "semua_berhasil": bayar.semua_berhasil,
        "ada_sisa_dana": bayar.ada_sisa_dana,
    },
    effects={
        "verifikasi": _verified,
        "ajukan": _freeze,
        "setujui": _as_seen,
        "kembalikan": _reopen,
        "rekap": bayar.make_recap,
        "tutup_nihil": bayar.close_unpaid,
        "kembalikan_rekap": bayar.drop_recap,
        "transfer": bayar.receive,
        "transfer_sisa": bayar.receive,
    },
    new_round=frozenset({"kembalikan"}),
    after=surat.tell_next,
    preparers=_writers,
)


def obstacles(month: Pengajuan, move: Move, access: Access) -> list[str]:
    """Why this person cannot make this move now."""
    return ROAD.obstacles(month, move, access.user_id)


def move(
    pk: int,
    name: str,
    access: Access,
    *,
    seen_status: str,
    seen_sidik: str = "",
    reason: str = "",
    pernyataan: bool = False,
    transfer: Transfer | None = None,
) -> Pengajuan:
    """Make a move; MoveRefusedError with sentences when it may not be made.

    `seen_status` and `seen_sidik` are what the person saw; "" for the fingerprint when the page
    showed no amounts. `transfer` is what a treasurer notes; a ValidationError says at which of its
    fields something is wrong.
    """
    try:
        moved = ROAD.execute(
            pk,
            name,
            access,
            seen_status=seen_status,
            reason=reason,
            context={
                "pernyataan": pernyataan,
                "seen_sidik": seen_sidik,
                "transfer": transfer,
            },
        )
    except ObjectDoesNotExist as fault:
        raise MoveRefusedError("Bulan ini tidak ditemukan.") from fault
    assert isinstance(moved, Pengajuan)  # noqa: S101 - the road's own model
    return moved
