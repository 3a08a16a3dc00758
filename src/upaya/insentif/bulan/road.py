"""The road of a month made executable: conditions in words, what each move brings about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from upaya.alur import findings
from upaya.alur.mail import tell_next
from upaya.alur.obstacles import Obstacle
from upaya.alur.road import MoveRefusedError, Road
from upaya.core.access import Access
from upaya.insentif.bulan.models import Pengajuan
from upaya.insentif.bulan.plausibility import part_of
from upaya.insentif.bulan.reading import RELATED, LembarBulan
from upaya.insentif.documents import withdrawal
from upaya.insentif.hasil import calculation
from upaya.insentif.uang import moves
from upaya.pembayaran.services.funds import Transfer
from upaya.rules.insentif.road import INSENTIF
from upaya.rules.kesehatan import KEPALA_PUSKESMAS
from upaya.rules.money import rupiah

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


def _lengkap(sheet: LembarBulan) -> list[str]:
    """Everything that is missing, answers to findings included."""
    lacks = [Obstacle(text, part) for part, texts in sheet.lacks.items() for text in texts]
    return [*lacks, *findings.all_answered(sheet)]


def _indeks_terbit(sheet: LembarBulan) -> list[str]:
    if sheet.indeks:
        return []
    return [f"Dinas Kesehatan belum menerbitkan indeks bulan {sheet.month.period.nama}."]


def _terhitung(sheet: LembarBulan) -> list[str]:
    """What cannot be computed follows from what is missing: one cause, one sentence."""
    if any(sheet.lacks.values()):
        return []
    return [Obstacle(fault.pesan, part_of(fault.letak)) for fault in sheet.sekarang.faults]


def _seperti_diverifikasi(sheet: LembarBulan) -> list[str]:
    """Posts, schooling and SK live in the master data, which does not lie still with the sheet."""
    now = sheet.sekarang
    if now.faults or now.sidik_isian == sheet.month.sidik_verifikasi:
        return []
    sentence = (
        "Hasil berubah sejak diverifikasi, misalnya karena data petugas atau aturan. "
        "Kembalikan ke operator, agar tim memverifikasinya lagi."
    )
    return [sentence]


def _sidik_utuh(sheet: LembarBulan) -> list[str]:
    return sheet.keraguan


def _dalam_pagu(sheet: LembarBulan) -> list[str]:
    """The Dinas may have lowered the year's ceiling since the month was submitted."""
    kept, left = sheet.perhitungan, sheet.sisa_pagu
    if kept is None or (left is not None and kept.dibagi <= left):
        return []
    now = "belum ada" if left is None else f"tinggal {rupiah(left)}"
    place = f"{sheet.month.puskesmas.nama} tahun {sheet.month.periode.year}"
    sentence = (
        f"Pagu insentif {place} berubah sejak diajukan: sisanya {now}, sedangkan yang diajukan "
        f"{rupiah(kept.dibagi)}. Kembalikan agar dihitung ulang."
    )
    return [sentence]


def _freeze(sheet: LembarBulan, access: Access, context: Mapping[str, Any]) -> None:
    if not context.get("pernyataan"):
        raise MoveRefusedError("Beri tanda pada pernyataan keabsahan data sebelum mengajukan.")
    _refuse_unseen(sheet.sekarang.sidik, context)
    calculation.freeze(sheet, access, PERNYATAAN)


def _as_seen(sheet: LembarBulan, _access: Access, context: Mapping[str, Any]) -> None:
    if context.get("seen_sidik"):
        _refuse_unseen(sheet.hitungan.sidik, context)


def _verified(sheet: LembarBulan, _access: Access, context: Mapping[str, Any]) -> None:
    _refuse_unseen(sheet.sekarang.sidik, context)
    sheet.month.sidik_verifikasi = sheet.sekarang.sidik_isian


def _refuse_unseen(sidik: str, context: Mapping[str, Any]) -> None:
    """Nobody answers for amounts that were not on the page: the month went round since it opened.

    So does a change of an officer's post, of a rule, or of what is left of the year's pagu.
    """
    if context.get("seen_sidik") not in ("", None, sidik):
        raise MoveRefusedError(
            "Hasil bulan ini berubah sejak Anda membuka halaman ini. Baca lagi, lalu ulangi."
        )


ROAD = Road(
    INSENTIF,
    Pengajuan,
    conditions={
        "lengkap": _lengkap,
        "indeks_terbit": _indeks_terbit,
        "terhitung": _terhitung,
        "seperti_diverifikasi": _seperti_diverifikasi,
        "sidik_utuh": _sidik_utuh,
        "dalam_pagu": _dalam_pagu,
        "sk_dikonfirmasi": lambda sheet: sheet.sk_menunggu,
        "tanpa_temuan_baru": findings.none_new,
        "ada_temuan_baru": findings.some_new,
        "ada_insentif": moves.ada_insentif,
        "tanpa_insentif": moves.tanpa_insentif,
        "rekening_lengkap": moves.rekening_lengkap,
        "pajak_terhitung": moves.pajak_terhitung,
        "ada_rekening_pembantu": moves.ada_rekening_pembantu,
        "spj_diserahkan": moves.spj_diserahkan,
        "semua_berhasil": moves.semua_berhasil,
        "ada_sisa_dana": moves.ada_sisa_dana,
    },
    effects=withdrawal.taking_back(
        {
            "verifikasi": _verified,
            "ajukan": _freeze,
            "setujui": _as_seen,
            "kembalikan": findings.reopen,
            "kembalikan_tim": findings.reopen_all,
            "kembalikan_kepala": findings.reopen_all,
            "rekap": moves.make_recap,
            "tutup_nihil": moves.close_unpaid,
            "kembalikan_rekap": moves.drop_recap,
            "siapkan_nota": moves.name_account,
            "transfer": moves.receive,
            "transfer_sisa": moves.receive,
        }
    ),
    new_round=frozenset({"kembalikan"}),
    after=tell_next(KEPALA_PUSKESMAS),
    read=LembarBulan,
    holds=dict.fromkeys(("ajukan", "setujui", "rekap", "tutup_nihil"), calculation.hold_puskesmas),
    related=RELATED,
)


def move_month(
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
    showed no amounts. `transfer` is what a treasurer notes; the error's `fields` say at which of
    its fields something is wrong.
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
