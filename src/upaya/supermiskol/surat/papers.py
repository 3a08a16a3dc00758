"""What a letter says."""

from __future__ import annotations

from upaya.core.documents.content import Isi, Kop, Paragraf, Rincian, TandaTangan
from upaya.rules.period import tanggal
from upaya.supermiskol.permohonan.models import Permohonan
from upaya.supermiskol.surat.models import SuratMiskin
from upaya.wilayah.models import Unit

JENIS = "surat_miskin"
JUDUL = "Surat Pernyataan Miskin"


def letter(
    case: Permohonan,
    office: Unit,
    signer: tuple[str, str, str],
    letter: SuratMiskin,
    role: str = "Penandatangan",
) -> Isi:
    """The content of a letter; `signer` is name, NIP and rank, `role` what stands above them."""
    name, nip, rank = signer
    return Isi(
        jenis=JENIS,
        kode="SM",
        judul=JUDUL,
        kop=Kop(
            f"Pemerintah {case.kabupaten.nama}",
            office.nama,
            alamat=tuple(filter(None, (office.alamat, office.telepon))),
        ),
        bagian=(
            Paragraf("Yang bertanda tangan di bawah ini menyatakan bahwa:"),
            _applicant(case),
            Paragraf(
                "adalah warga miskin menurut hasil verifikasi desa, Tim Pemburu Kemiskinan, "
                "kecamatan, Dinas Kesehatan, dan Dinas Sosial."
            ),
            _use(case, letter),
            Paragraf(
                "Surat ini diterbitkan tanpa biaya. Keasliannya dapat diperiksa dengan memindai "
                "kode QR; halaman itu hanya menampilkan inisial, tanggal, dan keadaan surat."
            ),
        ),
        keterangan=f"Permohonan {case.tiket}",
        tempat=case.kabupaten.tempat,
        tanda_tangan=(TandaTangan(role, name, nip, pangkat=rank),),
    )


def _applicant(case: Permohonan) -> Rincian:
    """Who is poor, and where they live."""
    above = case.desa.induk
    where = f"Desa {case.desa.nama}" + (f", Kecamatan {above.nama}" if above else "")
    # Whoever has no NIK is told from others by the mother.
    mother = () if case.nik else (("Nama ibu kandung", case.ibu),)
    return Rincian(
        (
            ("Nama", case.nama),
            ("NIK", case.nik or "belum mempunyai NIK"),
            ("Nomor KK", case.kk),
            ("Tanggal lahir", tanggal(case.tanggal_lahir)),
            *mother,
            ("Hubungan dalam keluarga", case.get_hubungan_display()),
            ("Alamat", f"{case.alamat}, {where}, {case.kabupaten.nama}"),
        )
    )


def _use(case: Permohonan, letter: SuratMiskin) -> Rincian:
    """What the letter is good for, upon which referral and until when."""
    referral = case.rujukan_nomor or "-"
    if case.rujukan_tanggal:
        referral += f", {tanggal(case.rujukan_tanggal)}"
    valid = f"{tanggal(letter.terbit)} sampai {tanggal(letter.berlaku_sampai)}"
    return Rincian(
        (
            ("Keperluan", f"{case.get_keperluan_display()} di {case.faskes}"),
            ("Rujukan", referral),
            ("Berlaku", valid),
        )
    )
