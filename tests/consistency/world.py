"""A small country to knock on every door of: two districts, three puskesmas, all roles.

`home` is where the members work; `colleague` is another officer of the same puskesmas, `neighbour`
a puskesmas of the same district, `abroad` one of another district. BUILDERS and ARGUMENTS say which
rows and which further arguments a place has; a view that loads a model or takes an argument that is
not there fails test_access.py until one line is added here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Model

from tests.consistency.routes import Route
from tests.factories.akun import make_membership, make_user
from tests.factories.dokumen import make_dokumen
from tests.factories.insentif import advance, make_month, make_team, make_temuan
from tests.factories.pegawai import (
    make_jenis_jabatan,
    make_penetapan,
    make_penugasan,
    make_petugas,
    make_sk,
)
from tests.factories.pembayaran import send_lines
from tests.factories.regulasi import make_baris
from tests.factories.sanggahan import make_sanggahan
from tests.factories.simulasi import make_simulasi
from tests.factories.wilayah import (
    make_fasilitas,
    make_kabupaten,
    make_kecamatan,
    make_puskesmas,
)
from upaya.akun.models import Membership, User
from upaya.core import clock
from upaya.core.models import AuditEntry, Dokumen, StoredFile, WorkflowLog
from upaya.core.scope import ScopedModel, ScopePath
from upaya.exchange.bank_csv import BAWAAN
from upaya.exchange.xlsx_writer import table_bytes
from upaya.insentif.models import (
    Bagian,
    BarisKegiatan,
    BerkasPendukung,
    DokumenSpj,
    IndeksTerbit,
    IsianKegiatan,
    Koreksi,
    PelayananBulan,
    PelunasanSelisih,
    Pengajuan,
    Pengisi,
    Perhitungan,
    PerhitunganPetugas,
    PetugasBulan,
    Sanggahan,
    SelisihPetugas,
    Temuan,
)
from upaya.insentif.services import koreksi
from upaya.insentif.services.bayar import payment_of
from upaya.pegawai.kolom import KOLOM, LEMBAR
from upaya.pegawai.models import (
    ImporPetugas,
    JenisJabatan,
    Penetapan,
    Penugasan,
    Petugas,
    SuratKeputusan,
)
from upaya.pegawai.services import impor
from upaya.pembayaran.models import (
    BarisPembayaran,
    BerkasHasil,
    DanaMasuk,
    FormatBank,
    Kiriman,
    Pembayaran,
    Percobaan,
)
from upaya.pembayaran.services import berkas
from upaya.regulasi.forms import FORMS
from upaya.regulasi.models import BarisAturan, Kunci
from upaya.rules.period import Period
from upaya.rules.roles import Reach, Role
from upaya.simulasi.models import Simulasi
from upaya.wilayah.models import (
    Fasilitas,
    Kabupaten,
    KategoriPuskesmas,
    Kecamatan,
    Penduduk,
    Unit,
)

TODAY = date(2023, 12, 14)  # the months of the world are over, and their rules known
PERIODE, NEXT, PAID = "2022-08", "2022-09", "2022-10"
MARK = "Rahasia"


@dataclass(frozen=True)
class Place:
    """One officer's corner of the world; `month` is the month of the puskesmas.

    `paid` is the month whose money is on its way: everything is sent, nobody has answered yet.
    """

    name: str
    unit: Unit
    petugas: Petugas
    user: User
    month: Pengajuan
    paid: Pengajuan

    @property
    def payment(self) -> Pembayaran:
        found = payment_of(self.paid)
        assert found is not None
        return found

    @property
    def line(self) -> BarisPembayaran:
        return self.payment.baris.get(petugas=self.petugas)

    @property
    def mark(self) -> str:
        """A word that stands in the rows of this place and nowhere else."""
        return f"{MARK}{self.name.capitalize()}"


@dataclass(frozen=True)
class World:
    home: Place
    colleague: Place
    neighbour: Place
    abroad: Place
    members: dict[Role, Membership]
    _rows: dict[tuple[str, str], Model] = field(default_factory=dict)

    def row(self, model: type[ScopedModel], place: Place) -> Model:
        """The one row of `model` that stands for `place`."""
        key = (model._meta.label, place.name)
        if key not in self._rows:
            self._rows[key] = BUILDERS[model](place)
        return self._rows[key]

    @property
    def others(self) -> tuple[Place, ...]:
        return (self.colleague, self.neighbour, self.abroad)


def make_pagu(unit: Unit, year: int, amount: int = 70_000_000) -> BarisAturan:
    """The ceiling of a puskesmas: proposed by one person, approved by another."""
    assert unit.kabupaten_id is not None
    made = BarisAturan.objects.create(
        kabupaten_id=unit.kabupaten_id,
        kunci=Kunci.PAGU_INSENTIF,
        puskesmas=unit,
        nilai=amount,
        mulai=date(year, 1, 1),
        sampai=date(year, 12, 31),
        nomor_keputusan=f"188/{unit.pk}/{year}",
        tanggal_keputusan=date(year, 1, 1),
        contoh=True,
        status="disetujui",
        diusulkan_oleh=make_user(),
        diusulkan_pada=clock.now(),
        diputus_oleh=make_user(),
        diputus_pada=clock.now(),
    )
    assert isinstance(made, BarisAturan)
    return made


def make_world() -> World:
    """The country; call it with BUSINESS_DATE set to TODAY."""
    situbondo, banyuwangi = make_kabupaten(), make_kabupaten("35.10")
    panji = make_puskesmas("Panji", situbondo, kecamatan=make_kecamatan())
    besuki = make_puskesmas("Besuki", situbondo)
    genteng = make_puskesmas("Genteng", banyuwangi)
    home, colleague = _officer("home", panji), _officer("colleague", panji)
    neighbour, abroad = _officer("neighbour", besuki), _officer("abroad", genteng)
    for unit in (panji, besuki, genteng):
        make_pagu(unit, 2022)
    months = {unit.pk: _month(unit) for unit in (panji, besuki, genteng)}
    paid = {unit.pk: _paid(unit) for unit in (panji, besuki, genteng)}
    members: dict[Role, Membership] = {
        role: make_membership(role) for role in Role if role is not Role.PETUGAS
    }
    members[Role.PETUGAS] = make_membership(Role.PETUGAS, panji, home[1])

    def place(name: str, officer: tuple[Petugas, User]) -> Place:
        petugas, user = officer
        unit = petugas.puskesmas
        return Place(name, unit, petugas, user, months[unit.pk], paid[unit.pk])

    for petugas, user in (colleague, neighbour, abroad):
        make_membership(Role.PETUGAS, petugas.puskesmas, user)
    return World(
        place("home", home),
        place("colleague", colleague),
        place("neighbour", neighbour),
        place("abroad", abroad),
        members,
    )


def _officer(name: str, unit: Unit) -> tuple[Petugas, User]:
    mark = f"{MARK}{name.capitalize()}"
    user = make_user(name=f"{mark} Pengguna")
    petugas = make_petugas(unit, f"{mark} Petugas", user=user)
    make_penetapan(petugas, sk=make_sk(unit, nomor=f"{mark}/SK"))
    return petugas, user


def _month(unit: Unit) -> Pengajuan:
    """A month that was sent back with a finding on every part, so that all of it is open.

    The month after it stands as submitted: what officers get in it is theirs to see.
    """
    month = make_month(unit, PERIODE, status="diajukan", officers=2)
    make_month(unit, NEXT, status="diajukan", officers=2)
    for part in Bagian:
        make_temuan(month, part, f"Temuan {unit.nama} {part.label}")
    return advance(month, "kembalikan")


def _paid(unit: Unit) -> Pengajuan:
    """A month with its funds, all lines sent to the bank."""
    month = make_month(unit, PAID, status="dana_ditransfer", officers=2)
    payment = payment_of(month)
    assert payment is not None
    send_lines(payment, make_team(unit).pembantu.access())
    return month


def expected_to_find(role: Role, place: Place, world: World, path: ScopePath) -> bool:
    """Whether rows of `place` exist for `role`: what Reach promises, not how scope does it."""
    if role.reach is Reach.NATION or place is world.abroad:
        return False
    if role.reach is Reach.DISTRICT:
        return True
    if role.reach is Reach.UNIT:
        return place.unit == world.home.unit or not path.unit
    return place is world.home and bool(path.person)


def _import(place: Place) -> ImporPetugas:
    access = make_team(place.unit).operator.access()
    body = table_bytes([column.judul for column in KOLOM], [], LEMBAR)
    return impor.upload(access, place.unit.pk, f"{place.mark}.xlsx", body)


def _dokumen(place: Place) -> Dokumen:
    return make_dokumen(place.unit, make_team(place.unit).kepala.access())


def _answer(place: Place) -> BerkasHasil:
    """An answer of the bank that waits to be applied."""
    access = make_team(place.unit).pembantu.access()
    rujukan = place.line.percobaan.get().rujukan
    body = f"Rujukan;Status;Tanggal;Nomor Bukti\n{rujukan};BERHASIL;{TODAY:%d/%m/%Y};{place.mark}\n"
    return berkas.upload(place.payment.pk, f"{place.mark}.csv", body.encode(), access)


def _layout(place: Place) -> FormatBank:
    assert place.unit.kabupaten_id is not None
    access = make_team(place.unit).pengeluaran.access()
    return berkas.save_layout(place.unit.kabupaten_id, BAWAAN, access)


def _simulasi(place: Place) -> Simulasi:
    return make_simulasi(place.unit.kabupaten, nama=f"{place.mark} simulasi")


def _proposal(place: Place) -> BarisAturan:
    assert place.unit.kabupaten is not None
    return make_baris(place.unit.kabupaten, Kunci.METODE_SPM, "kontinu", status="usulan")


def _standing_share(place: Place) -> PerhitunganPetugas:
    """The officer's share of the month that stands."""
    month = Period.parse(NEXT).first_day
    found = place.petugas.perhitungan.get(perhitungan__pengajuan__periode=month)
    assert isinstance(found, PerhitunganPetugas)
    return found


def _koreksi(place: Place) -> Koreksi:
    """A correction of the paid month that waits; the colleague's is the same one."""
    waiting = place.paid.koreksi.first()
    return waiting or koreksi.propose(
        place.paid.pk,
        koreksi.Usulan(f"{place.mark} alasan", 59_000_000, {}),
        make_team(place.unit).operator.access(),
    )


def _pelunasan(place: Place) -> PelunasanSelisih:
    part = _koreksi(place).baris.get(petugas=place.petugas)
    return PelunasanSelisih.objects.create(
        kabupaten=place.month.kabupaten, bagian=part, pengajuan=place.month, jumlah=-1
    )


Builder = Callable[[Place], Model]

BUILDERS: dict[type[ScopedModel], Builder] = {
    AuditEntry: lambda p: AuditEntry.objects.filter(chain=p.unit.kabupaten_id).latest("number"),
    BarisPembayaran: lambda p: p.line,
    BerkasHasil: _answer,
    DanaMasuk: lambda p: p.payment.dana_masuk.get(),
    DokumenSpj: lambda p: p.paid.spj.earliest("pk"),
    FormatBank: _layout,
    Kiriman: lambda p: p.payment.kiriman.get(),
    Pembayaran: lambda p: p.payment,
    Percobaan: lambda p: p.line.percobaan.get(),
    BarisAturan: lambda p: p.unit.pagu.earliest("mulai"),
    BarisKegiatan: lambda p: p.month.baris.earliest("pk"),
    BerkasPendukung: lambda p: p.month.berkas.earliest("pk"),
    Fasilitas: lambda p: make_fasilitas(p.unit, f"{p.mark} Pustu"),
    ImporPetugas: _import,
    IndeksTerbit: lambda p: p.unit.indeks_terbit.earliest("pk"),
    IsianKegiatan: lambda p: IsianKegiatan.objects.filter(petugas_bulan__petugas=p.petugas)[0],
    JenisJabatan: lambda p: make_jenis_jabatan(kabupaten=p.unit.kabupaten),
    Kabupaten: lambda p: p.month.kabupaten,
    KategoriPuskesmas: lambda p: p.unit.kategori.earliest("pk"),
    Kecamatan: lambda p: make_kecamatan(f"{p.unit.kabupaten_id}.99", "Kecamatan Contoh"),
    Koreksi: _koreksi,
    SelisihPetugas: lambda p: _koreksi(p).baris.get(petugas=p.petugas),
    PelunasanSelisih: _pelunasan,
    Membership: lambda p: p.user.memberships.get(role=Role.PETUGAS.value),
    PelayananBulan: lambda p: p.month.pelayanan.earliest("pk"),
    Penduduk: lambda p: p.unit.penduduk.earliest("pk"),
    Penetapan: lambda p: p.petugas.penetapan.earliest("pk"),
    Pengajuan: lambda p: p.month,
    Pengisi: lambda p: p.month.pengisi.earliest("pk"),
    Penugasan: lambda p: make_penugasan(p.petugas),
    Perhitungan: lambda p: p.month.perhitungan.earliest("pk"),
    PerhitunganPetugas: _standing_share,
    Petugas: lambda p: p.petugas,
    PetugasBulan: lambda p: p.month.petugas.get(petugas=p.petugas),
    Simulasi: _simulasi,
    Sanggahan: lambda p: make_sanggahan(_standing_share(p), f"{p.mark} menyanggah."),
    StoredFile: lambda p: p.month.berkas.earliest("pk").berkas,
    SuratKeputusan: lambda p: p.petugas.penetapan.earliest("pk").sk,
    Temuan: lambda p: p.month.temuan.earliest("pk"),
    Unit: lambda p: p.unit,
    User: lambda p: p.user,
    WorkflowLog: lambda p: WorkflowLog.objects.filter(subject_id=p.month.pk).earliest("pk"),
}


# By route: another row than the model's own, where the page says more of it.
OBJECTS: dict[str, Builder] = {
    name: lambda p: p.paid
    for name in (
        "insentif:alur_transfer_sisa",
        "insentif:dokumen",
        "insentif:koreksi_baru",
        "insentif:dokumen_pdf",
        "insentif:dokumen_xlsx",
        "insentif:pembayaran",
        "insentif:spj",
        "insentif:spj_tarik",
        "insentif:spj_zip",
    )
} | {"simulasi:dampak": _proposal}


@dataclass(frozen=True)
class Argument:
    """A further argument of an address. `owned`: it names something of the object in `pk`, so that
    another place's value beside one's own `pk` must be answered with 404."""

    value: Callable[[Place], object]
    owned: bool = False


# By argument, or "route:argument" where a name means something else there.
ARGUMENTS: dict[str, Argument] = {
    "baris": Argument(lambda p: p.month.baris.earliest("pk").pk, owned=True),
    "berkas": Argument(lambda p: p.month.berkas.earliest("pk").pk, owned=True),
    "temuan": Argument(lambda p: p.month.temuan.earliest("pk").pk, owned=True),
    "kode": Argument(lambda p: p.petugas.kode, owned=True),
    "jenis": Argument(lambda _: next(iter(FORMS))),
    "core:periksa:kode": Argument(lambda p: _dokumen(p).kode),
    "insentif:spj:jenis": Argument(lambda _: "sk"),
    "insentif:spj_tarik:jenis": Argument(lambda _: "sk"),
    "insentif:dokumen_pdf:jenis": Argument(lambda _: "keabsahan"),
    "insentif:dokumen_xlsx:jenis": Argument(lambda _: "keabsahan"),
    "periode": Argument(lambda _: PERIODE),
    "uidb36": Argument(lambda _: "1"),
    "key": Argument(lambda _: "bukan-kunci"),
}


QUERIES: dict[str, str] = {
    "regulasi:riwayat": "parameter=insentif_ukm.dasar",
}
"""What an address needs behind its question mark to be a page."""


def argument(route: str, name: str) -> Argument | None:
    return ARGUMENTS.get(f"{route}:{name}") or ARGUMENTS.get(name)


def owned(route: Route) -> Iterator[str]:
    """The arguments of an address that name something of its object."""
    for name in route.extra:
        if (found := argument(route.name, name)) and found.owned:
            yield name
