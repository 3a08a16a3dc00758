"""The card of a member: what stands on it, and what anybody may learn from its QR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from upaya.core import clock
from upaya.core.documents.cards import Kartu, render
from upaya.jamkesda.luring.queries import tanda_kartu
from upaya.jamkesda.peserta.models import MasaPeserta, Peserta, aktif_pada
from upaya.rules.period import tanggal
from upaya.wilayah.models import Unit

LEMBAR, KELUARGA = "lembar", "keluarga"
"""How a card is printed beside the one of its own size (`?bentuk=`)."""


def address_of(kartu: str) -> str:
    """The public page of a card."""
    path = reverse("jamkesda:periksa_kartu", kwargs={"kode": kartu})
    return f"{settings.BASE_URL.rstrip('/')}{path}"


def kartu(peserta: Peserta, upt: Unit | None) -> Kartu:
    """What stands on a card; needs `warga__desa__induk` and `kabupaten` loaded. It holds no NIK."""
    person = peserta.warga
    above = person.desa.induk
    where = f"Desa {person.desa.nama}" + (f", Kecamatan {above.nama}" if above else "")
    begun: MasaPeserta | None = min(peserta.masa.all(), key=lambda one: one.mulai, default=None)
    return Kartu(
        kop=(f"Pemerintah {peserta.kabupaten.nama}", upt.nama if upt else "UPT Jamkesda"),
        judul="Kartu Peserta Jamkesda",
        nomor=peserta.kartu,
        nama=person.nama,
        baris=(
            ("Tanggal lahir", tanggal(person.tanggal_lahir)),
            ("Jenis kelamin", person.get_jenis_kelamin_display()),
            ("Alamat", where),
            ("Kategori", peserta.get_kategori_display()),
            ("Peserta sejak", tanggal(begun.mulai) if begun else "-"),
        ),
        alamat=address_of(peserta.kartu),
        ajakan="Pindai: masih berlaku?",
        catatan="Tunjukkan kartu ini dan kartu identitas di loket. Kartu ini tidak memuat NIK.",
        tanda=tanda_kartu(peserta),
    )


def sekeluarga(peserta: Peserta) -> list[Peserta]:
    """A member and all who are covered today on the same family card, the oldest first."""
    family = peserta.warga.keluarga_id
    own = Q(pk=peserta.pk)
    if family:
        own |= Q(warga__keluarga=family, gabung_ke=None) & Q(aktif_pada(clock.today()))
    rows = Peserta.objects.filter(own).select_related("kabupaten", "warga__desa__induk")
    return list(rows.prefetch_related("masa").order_by("warga__tanggal_lahir", "pk"))


def pdf(peserta: Peserta, bentuk: str) -> bytes:
    """The card by itself, on a sheet of A4 (`lembar`), or with those of the family (`keluarga`)."""
    upt = Unit.objects.filter(kabupaten=peserta.kabupaten_id, jenis=Unit.Jenis.UPT).first()
    people = sekeluarga(peserta) if bentuk == KELUARGA else [peserta]
    cards = [kartu(one, upt) for one in people]
    return render(cards, clock.today(), lembar=bentuk in {LEMBAR, KELUARGA})


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
    state = "aktif" if covered else "tidak aktif"
    if row["gabung_ke_id"] is not None:  # its holder has another card; which one is not told
        state = "diganti kartu lain"
    return Pemeriksaan(state, row["kartu"], row["inisial"], last["mulai"], ends)
