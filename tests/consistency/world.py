"""The shared world with a row of every model in it, to knock on every door of.

BUILDERS and ARGUMENTS say which rows and which further arguments a place has; a view that loads a
model or takes an argument that is not there fails test_access.py until one line is added here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Model

from tests.factories.dokumen import make_dokumen
from tests.factories.insentif import make_team
from tests.factories.pegawai import make_jenis_jabatan, make_penugasan
from tests.factories.regulasi import make_baris
from tests.factories.sanggahan import make_sanggahan
from tests.factories.simulasi import make_simulasi
from tests.factories.wilayah import make_fasilitas, make_kecamatan
from tests.world import build, handle
from tests.world.handle import NEXT, PERIODE, TODAY, Place
from upaya.akun.models import Membership, User
from upaya.core.models import AuditEntry, Dokumen, StoredFile, WorkflowLog
from upaya.core.scope import ScopedModel, ScopePath
from upaya.exchange.bank_csv import BAWAAN
from upaya.exchange.xlsx_writer import table_bytes
from upaya.insentif.models import (
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
from upaya.pegawai.kolom import KOLOM, LEMBAR
from upaya.pegawai.models import (
    AturanBank,
    ImporPetugas,
    JenisJabatan,
    Padanan,
    Penetapan,
    Penugasan,
    Petugas,
    SuratKeputusan,
)
from upaya.pegawai.services import impor, padanan
from upaya.pegawai.services.padanan import Jawaban
from upaya.pembayaran.models import (
    BarisPembayaran,
    BerkasHasil,
    DanaMasuk,
    FormatBank,
    Kiriman,
    Pembayaran,
    Percobaan,
    RekeningBersama,
)
from upaya.pembayaran.services import berkas
from upaya.regulasi.forms import FORMS
from upaya.regulasi.models import BarisAturan, Kunci
from upaya.rules.kesehatan import PETUGAS
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


@dataclass(frozen=True)
class World(handle.World):
    _rows: dict[tuple[str, str], Model] = field(default_factory=dict)

    def row(self, model: type[ScopedModel], place: Place) -> Model:
        """The one row of `model` that stands for `place`."""
        key = (model._meta.label, place.name)
        if key not in self._rows:
            self._rows[key] = BUILDERS[model](place)
        return self._rows[key]


def make_world(officers: int = 2, statuses: tuple[str, ...] = ()) -> World:
    """The country; call it with BUSINESS_DATE set to TODAY."""
    return World(**vars(build.make(officers, statuses)))


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


def _own_word(place: Place) -> Padanan:
    access = make_team(place.unit).operator.access()
    word = f"{place.mark} kata"
    padanan.remember(access, place.unit.pk, [Jawaban("status", word, "PNS")])
    return Padanan.objects.get(puskesmas=place.unit, tulisan=word)


def _bank_rule(place: Place) -> AturanBank:
    found, _ = AturanBank.objects.get_or_create(
        kabupaten=place.month.kabupaten, kunci="contoh",
        defaults={"bank": "Bank Contoh", "panjang": 35},
    )  # fmt: skip
    return found


def _shared_account(place: Place) -> RekeningBersama:
    return RekeningBersama.objects.create(
        kabupaten=place.month.kabupaten,
        pembayaran=place.payment,
        sidik=place.mark,
        penerima=[place.petugas.kode],
        alasan=f"{place.mark} alasan",
        dikonfirmasi_oleh=place.user,
        dikonfirmasi_pada=clock.now(),
    )


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
    RekeningBersama: _shared_account,
    BarisAturan: lambda p: p.unit.pagu.earliest("mulai"),
    BarisKegiatan: lambda p: p.month.baris.earliest("pk"),
    BerkasPendukung: lambda p: p.month.berkas.earliest("pk"),
    Fasilitas: lambda p: make_fasilitas(p.unit, f"{p.mark} Pustu"),
    ImporPetugas: _import,
    IndeksTerbit: lambda p: p.unit.indeks_terbit.earliest("pk"),
    IsianKegiatan: lambda p: IsianKegiatan.objects.filter(petugas_bulan__petugas=p.petugas)[0],
    AturanBank: _bank_rule,
    Padanan: _own_word,
    JenisJabatan: lambda p: make_jenis_jabatan(kabupaten=p.unit.kabupaten),
    Kabupaten: lambda p: p.month.kabupaten,
    KategoriPuskesmas: lambda p: p.unit.kategori.earliest("pk"),
    Kecamatan: lambda p: make_kecamatan(f"{p.unit.kabupaten_id}.99", "Kecamatan Contoh"),
    Koreksi: _koreksi,
    SelisihPetugas: lambda p: _koreksi(p).baris.get(petugas=p.petugas),
    PelunasanSelisih: _pelunasan,
    Membership: lambda p: p.user.memberships.get(role=PETUGAS.name),
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
