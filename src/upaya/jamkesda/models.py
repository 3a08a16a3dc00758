"""Tables of Jamkesda: the book of limits, and claims."""

from upaya.jamkesda.buku.models import Batas, Pemakaian
from upaya.jamkesda.klaim.models import AlasanTercatat, Klaim, LayananKlaim

__all__ = ["AlasanTercatat", "Batas", "Klaim", "LayananKlaim", "Pemakaian"]
