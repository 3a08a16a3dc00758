"""The papers of an SPJ as data: what each says, in which columns, who signs, which document it is.

A paper is offered for every letter of Pasal 24 that asks for one of its documents; `perlu` are
entries that it cannot do without.
"""

from __future__ import annotations

from upaya.bok.spj.bentuk import Butir, Daftar, Judul, Kalimat, Lajur, Naskah, Uang

NO = Lajur("No", "no", "angka", 1)
NAMA, SEBAGAI = Lajur("Nama", "nama", lebar=5), Lajur("Sebagai", "sebagai", lebar=4)
HARI = Lajur("Tanggal", "hari", lebar=4)
TTD = Lajur("Tanda tangan", "ttd", "tanda_tangan", 4)
_DIKETAHUI = (("Mengetahui,", "kepala"), ("Yang membayar,", "bendahara"))
_KEGIATAN = Butir((("Kegiatan", "{kegiatan}"), ("Bulan", "{bulan}"), ("Tempat", "{tempat}")))
_ADA_PENERIMA = ("penerima", "Catat dulu siapa yang menerima, pada bagian Penerima.")
_ADA_TEMPAT = ("tempat", "Isi dulu tempatnya, pada bagian Isi naskah.")
_ADA_HASIL = ("hasil", "Isi dulu hasilnya, pada bagian Isi naskah.")

NASKAH: tuple[Naskah, ...] = (
    Naskah(
        "surat-tugas",
        "BOK-ST",
        "Surat tugas",
        ("a.1", "b.1", "d.1"),
        (
            Kalimat("Kepala {puskesmas} menugaskan petugas di bawah ini:"),
            Daftar("", "petugas", (NO, NAMA, HARI)),
            Butir(
                (
                    ("Untuk", "{maksud}"),
                    ("Kegiatan", "{kegiatan}"),
                    ("Tempat", "{tempat}"),
                    ("Sasaran", "{sasaran}"),
                )
            ),
            Kalimat(
                "Setelah selesai, petugas membuat laporan hasil kegiatan. Demikian surat tugas "
                "ini dilaksanakan dengan penuh tanggung jawab."
            ),
        ),
        (("", "kepala"),),
        (("maksud", "Isi dulu maksud tugasnya, pada bagian Isi naskah."), _ADA_TEMPAT),
    ),
    Naskah(
        "surat-tugas-narasumber",
        "BOK-STN",
        "Surat tugas narasumber",
        ("c.3",),
        (
            Kalimat("Kepala {puskesmas} menugaskan sebagai narasumber:"),
            Daftar("", "narasumber", (NO, NAMA)),
            Kalimat("pada {kegiatan}, {hari}, pukul {pukul}, di {tempat}, dengan bahasan:"),
            Kalimat("{acara}"),
        ),
        (("", "kepala"),),
        (
            ("narasumber", "Isi dulu narasumbernya, pada bagian Isi naskah."),
            ("acara", "Isi dulu acaranya, pada bagian Isi naskah."),
            ("pukul", "Isi dulu pukulnya, pada bagian Isi naskah."),
            _ADA_TEMPAT,
        ),
    ),
    Naskah(
        "undangan",
        "BOK-UND",
        "Undangan",
        ("c.1",),
        (
            Kalimat("Mengharap kehadiran Saudara pada:"),
            Butir(
                (
                    ("Kegiatan", "{kegiatan}"),
                    ("Hari, tanggal", "{hari}"),
                    ("Pukul", "{pukul}"),
                    ("Tempat", "{tempat}"),
                )
            ),
            Judul("Acara"),
            Kalimat("{acara}"),
            Judul("Yang diundang"),
            Daftar("", "undangan", (NO, NAMA)),
            Kalimat("Atas kehadiran Saudara kami ucapkan terima kasih."),
        ),
        (("", "kepala"),),
        (
            ("undangan", "Isi dulu yang diundang, pada bagian Isi naskah."),
            ("pukul", "Isi dulu pukulnya, pada bagian Isi naskah."),
            ("acara", "Isi dulu acaranya, pada bagian Isi naskah."),
            _ADA_TEMPAT,
        ),
    ),
    Naskah(
        "kak",
        "BOK-KAK",
        "Kerangka acuan kegiatan (KAK)",
        ("a.5", "b.5", "c.9", "d.5"),
        (
            Butir(
                (
                    ("Kegiatan", "{kegiatan}"),
                    ("Menu BOK", "{menu}"),
                    ("Tujuan", "{tujuan}"),
                    ("Sasaran", "{sasaran}"),
                    ("Target", "{target}"),
                    ("Tempat", "{tempat}"),
                    ("Waktu", "{hari}"),
                    ("Cara", "{cara}"),
                    ("Penanggung jawab", "{pelaksana}"),
                    ("Mitra kerja", "{mitra}"),
                    ("Sumber daya", "{sumber_daya}"),
                    ("Indikator", "{indikator}"),
                )
            ),
            Uang("Anggaran sebulan menurut rencana", "rencana"),
        ),
        (("Mengetahui,", "kepala"), ("Penyusun,", "pelaksana")),
    ),
    Naskah(
        "laporan",
        "BOK-LHK",
        "Laporan hasil kegiatan",
        ("a.4", "b.4", "c.7"),
        (
            Butir(
                (
                    ("Kegiatan", "{kegiatan}"),
                    ("Hari, tanggal", "{hari}"),
                    ("Tempat", "{tempat}"),
                    ("Sasaran", "{sasaran}"),
                )
            ),
            Judul("Pelaksana"),
            Daftar("", "petugas", (NO, NAMA, HARI)),
            Judul("Hasil"),
            Kalimat("{hasil}"),
            Kalimat("Tindak lanjut: {tindak_lanjut}"),
        ),
        (("Mengetahui,", "kepala"), ("Pelapor,", "pelaksana")),
        (_ADA_HASIL,),
    ),
    Naskah(
        "kuitansi",
        "BOK-KUI",
        "Kuitansi",
        ("a.2", "b.0", "e.1"),
        (
            Butir(
                (
                    ("Sudah terima dari", "Bendahara Pengeluaran Pembantu {puskesmas}"),
                    ("Untuk pembayaran", "{kegiatan}, {bulan}, {tempat}"),
                )
            ),
            Uang("Uang sejumlah"),
            Daftar(
                "Yang menerima",
                "penerima",
                (NO, NAMA, SEBAGAI, Lajur("Jumlah", "dibayar", "rupiah", 4, jumlah=True), TTD),
            ),
        ),
        (*_DIKETAHUI, ("Yang menerima,", "penerima")),
        (_ADA_PENERIMA, ("dibayar", "Isi dulu jumlah yang dibayar, pada bagian Penerima.")),
    ),
    Naskah(
        "bukti-kedatangan",
        "BOK-TBK",
        "Tanda bukti kedatangan",
        ("a.3", "b.3"),
        (
            Kalimat(
                "Yang bertanda tangan di bawah ini menerangkan bahwa petugas {puskesmas} "
                "berikut datang di {tempat} untuk {kegiatan}:"
            ),
            Daftar("", "petugas", (NO, NAMA, HARI, TTD)),
        ),
        (("Mengetahui,", "didatangi"), ("Pelaksana,", "pelaksana")),
        (_ADA_TEMPAT,),
    ),
    Naskah(
        "sptjm",
        "BOK-SPTJM",
        "Surat pernyataan tanggung jawab mutlak",
        ("b.2",),
        (
            Kalimat(
                "Kami yang bertanda tangan di bawah ini menyatakan bertanggung jawab penuh "
                "atas pengeluaran untuk {kegiatan}, {bulan}, di {tempat}:"
            ),
            Uang("Jumlah pengeluaran"),
            Kalimat(
                "Apabila di kemudian hari terdapat kelebihan pembayaran, kami bersedia "
                "menyetorkannya kembali ke kas daerah. Bukti pengeluaran disimpan di "
                "{puskesmas} untuk pemeriksaan."
            ),
            Kalimat("Surat ini dibubuhi meterai cukup."),
        ),
        (("Mengetahui,", "kepala"), ("Yang menyatakan,", "pelaksana")),
        (_ADA_PENERIMA, ("dibayar", "Isi dulu jumlah yang dibayar, pada bagian Penerima.")),
    ),
    Naskah(
        "rincian-biaya",
        "BOK-RB",
        "Rincian biaya perjalanan",
        ("b.8",),
        (
            _KEGIATAN,
            Daftar(
                "Rincian biaya",
                "penerima",
                (
                    NO,
                    NAMA,
                    HARI,
                    Lajur("Uang harian", "uang_harian", "rupiah", 3, jumlah=True, kelompok="Biaya"),
                    Lajur("Transport", "transport", "rupiah", 3, jumlah=True, kelompok="Biaya"),
                    Lajur("Penginapan", "penginapan", "rupiah", 3, jumlah=True, kelompok="Biaya"),
                    Lajur("Pernyataan riil", "riil", "rupiah", 3, jumlah=True, kelompok="Biaya"),
                    Lajur("Jumlah", "dibayar", "rupiah", 3, jumlah=True),
                    TTD,
                ),
            ),
            Uang("Jumlah seluruhnya"),
        ),
        _DIKETAHUI,
        (_ADA_PENERIMA,),
        mendatar=True,
    ),
    Naskah(
        "daftar-hadir",
        "BOK-DH",
        "Daftar hadir peserta",
        ("c.2",),
        (
            Butir(
                (
                    ("Kegiatan", "{kegiatan}"),
                    ("Hari, tanggal", "{hari}"),
                    ("Pukul", "{pukul}"),
                    ("Tempat", "{tempat}"),
                )
            ),
            Daftar("", "penerima", (NO, NAMA, SEBAGAI, TTD)),
        ),
        (("Mengetahui,", "kepala"), ("Pelaksana,", "pelaksana")),
        (_ADA_PENERIMA,),
    ),
    Naskah(
        "notulen",
        "BOK-NOT",
        "Notulen",
        ("c.8",),
        (
            Butir(
                (
                    ("Rapat", "{kegiatan}"),
                    ("Hari, tanggal", "{hari}"),
                    ("Pukul", "{pukul}"),
                    ("Tempat", "{tempat}"),
                    ("Peserta", "{banyak} orang"),
                )
            ),
            Judul("Acara"),
            Kalimat("{acara}"),
            Judul("Jalannya rapat"),
            Kalimat("{pembahasan}"),
            Judul("Hasil"),
            Kalimat("{hasil}"),
            Kalimat("Tindak lanjut: {tindak_lanjut}"),
        ),
        (("Pimpinan rapat,", "kepala"), ("Notulis,", "pelaksana")),
        (("pembahasan", "Isi dulu jalannya rapat, pada bagian Isi naskah."), _ADA_HASIL),
    ),
    Naskah(
        "terima-transport",
        "BOK-TTT",
        "Tanda terima transport",
        ("a.2", "c.4"),
        (
            _KEGIATAN,
            Daftar(
                "",
                "penerima",
                (
                    NO,
                    NAMA,
                    SEBAGAI,
                    HARI,
                    Lajur("Transport", "transport", "rupiah", 3, jumlah=True),
                    TTD,
                ),
            ),
            Uang("Jumlah transport", "transport"),
        ),
        _DIKETAHUI,
        (_ADA_PENERIMA, ("transport", "Isi dulu transportnya, pada bagian Penerima.")),
    ),
    Naskah(
        "terima-fotokopi",
        "BOK-TTF",
        "Daftar terima fotokopi materi",
        ("c.10",),
        (
            _KEGIATAN,
            Daftar(
                "",
                "penerima",
                (NO, NAMA, SEBAGAI, Lajur("Materi", "banyak", "angka", 2, jumlah=True), TTD),
            ),
        ),
        (("Mengetahui,", "kepala"), ("Yang menyerahkan,", "pelaksana")),
        (_ADA_PENERIMA, ("dibagikan", "Isi dulu banyaknya, pada bagian Penerima.")),
    ),
    Naskah(
        "terima-pmt",
        "BOK-TTP",
        "Tanda terima pemberian makanan tambahan (PMT)",
        ("d.3",),
        (
            _KEGIATAN,
            Daftar(
                "",
                "penerima",
                (NO, NAMA, SEBAGAI, Lajur("Paket", "banyak", "angka", 2, jumlah=True), TTD),
            ),
        ),
        (("Mengetahui,", "kepala"), ("Yang menyerahkan,", "pelaksana")),
        (_ADA_PENERIMA, ("dibagikan", "Isi dulu banyaknya, pada bagian Penerima.")),
    ),
    Naskah(
        "perkembangan",
        "BOK-LPI",
        "Laporan perkembangan hasil intervensi",
        ("d.4",),
        (
            _KEGIATAN,
            Judul("Sasaran"),
            Daftar("", "penerima", (NO, NAMA, SEBAGAI, Lajur("Paket", "banyak", "angka", 2))),
            Judul("Perkembangan"),
            Kalimat("{perkembangan}"),
            Kalimat("Tindak lanjut: {tindak_lanjut}"),
        ),
        (("Mengetahui,", "kepala"), ("Pelapor,", "pelaksana")),
        (
            _ADA_PENERIMA,
            ("perkembangan", "Isi dulu perkembangannya, pada bagian Isi naskah."),
        ),
    ),
    Naskah(
        "daftar-penerimaan",
        "BOK-DP",
        "Daftar penerimaan keuangan",
        ("f.1", "g.1", "h.1", "i.1"),
        (
            _KEGIATAN,
            Daftar(
                "",
                "penerima",
                (
                    NO,
                    NAMA,
                    SEBAGAI,
                    Lajur("Jumlah", "dibayar", "rupiah", 3, jumlah=True, kelompok="Penerimaan"),
                    Lajur("Pajak", "pajak", "rupiah", 3, jumlah=True, kelompok="Penerimaan"),
                    Lajur("Diterima", "bersih", "rupiah", 3, jumlah=True, kelompok="Penerimaan"),
                    TTD,
                ),
            ),
            Uang("Jumlah sebelum pajak"),
        ),
        _DIKETAHUI,
        (_ADA_PENERIMA, ("dibayar", "Isi dulu jumlah yang dibayar, pada bagian Penerima.")),
    ),
)


def naskah_untuk(jenis: str) -> list[Naskah]:
    """The papers of a letter of Pasal 24."""
    return [one for one in NASKAH if one.melayani(jenis)]


def dipakai(jenis: str) -> frozenset[str]:
    """What the papers of a letter need to be told."""
    return frozenset(name for paper in naskah_untuk(jenis) for name in paper.dikutip())
