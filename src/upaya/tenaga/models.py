"""Tables of contract staff."""

from upaya.tenaga.formasi.models import Calon, Formasi, Kebutuhan
from upaya.tenaga.kerja.models import Absen, BulanKerja, HonorBeku, Target
from upaya.tenaga.kontrak.models import AnggotaTim, Keluaran, Kontrak, Peringatan

__all__ = [
    "Absen", "AnggotaTim", "BulanKerja", "Calon", "Formasi", "HonorBeku", "Kebutuhan",
    "Keluaran", "Kontrak", "Peringatan", "Target",
]  # fmt: skip
