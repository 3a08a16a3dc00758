"""Tables of Jamkesda: the book of limits."""

from upaya.jamkesda.buku.models import Batas, Pemakaian

__all__ = ["Batas", "Pemakaian"]
