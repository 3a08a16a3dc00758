"""Tables of the community of practice."""

from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik

__all__ = ["Periode", "Tanggapan", "Topik"]
