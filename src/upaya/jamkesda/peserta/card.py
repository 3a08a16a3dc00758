"""The card of a member: what stands on it, and what anybody may learn from its QR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from upaya.core import clock
from upaya.core.documents.content import Isi, Kop, Paragraf, Rincian, sidik
from upaya.core.documents.pdf import Terbit
from upaya.jamkesda.peserta.models import MasaPeserta, Peserta
from upaya.rules.period import tanggal
from upaya.wilayah.models import Unit


def address_of(kartu: str) -> str:
    """The public page of a card."""
    path = reverse("jamkesda:periksa_kartu", kwargs={"kode": kartu})
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def isi(peserta: Peserta, upt: Unit | None) -> Isi:
    """The content of a card; needs `warga__desa__induk` and `kabupaten` loaded."""
    person = peserta.warga
    above = person.desa.induk
    where = f"Desa {person.desa.nama}" + (f", Kecamatan {above.nama}" if above else "")
    begun: MasaPeserta | None = peserta.masa.order_by("mulai").first()
    return Isi(
        jenis="kartu_peserta",
        kode="KP",
        judul="Kartu Peserta Jamkesda",
        kop=Kop(f"Pemerintah {peserta.kabupaten.nama}", upt.nama if upt else "UPT Jamkesda"),
        bagian=(
            Rincian(
                (
                    ("Nomor kartu", peserta.kartu),
                    ("Nama", person.nama),
                    ("Tanggal lahir", tanggal(person.tanggal_lahir)),
                    ("Jenis kelamin", person.get_jenis_kelamin_display()),
                    ("Alamat", where),
                    ("Kategori", peserta.get_kategori_display()),
                    ("Peserta sejak", tanggal(begun.mulai) if begun else "-"),
                )
            ),
            Paragraf(
                "Tunjukkan kartu ini dan kartu identitas di loket fasilitas kesehatan. Kode QR "
                "menunjukkan apakah kartu ini masih berlaku; kartu ini tidak memuat NIK."
            ),
        ),
    )


def terbit(peserta: Peserta, content: Isi) -> Terbit:
    """What stands at its foot: the card's own number and the address of its public page."""
    return Terbit(peserta.kartu, clock.today(), sidik(content), address_of(peserta.kartu))


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """What anybody is told of a card. The same fields for one that is not known."""

    keadaan: str
    kartu: str = "-"
    inisial: str = "-"
    mulai: date | None = None
    sampai: date | None = None


def periksa(kartu: str) -> Pemeriksaan:
    """How a card stands today; two questions to the database, whatever the answer."""
    row = Peserta.objects.for_public().filter(kartu=kartu.upper()).first()
    terms = MasaPeserta.objects.for_public().filter(peserta_id=row["id"] if row else 0)
    last = terms.order_by("-mulai").first()
    if row is None or last is None:
        return Pemeriksaan("tidak dikenal")
    today = clock.today()
    ends = last["sampai"]
    covered = last["mulai"] <= today and (ends is None or today <= ends)
    state = "aktif" if covered and row["gabung_ke_id"] is None else "tidak aktif"
    return Pemeriksaan(state, row["kartu"], row["inisial"], last["mulai"], ends)
