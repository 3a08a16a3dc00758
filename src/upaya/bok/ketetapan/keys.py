"""The words under which a district's decrees for BOK are kept."""

PAGU_BOK = "bok.pagu_puskesmas."
SILPA = "bok.silpa_puskesmas."
DESA_STBM = "bok.desa_stbm."
SAKELAR = "bok.kegiatan_mengisi_insentif"
SAKELAR_PUSKESMAS = f"{SAKELAR}."
