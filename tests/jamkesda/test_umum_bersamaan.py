"""Two at once: one complaint of one form, one judgement of a letter, one key that signs."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests.at_once import at_once
from tests.factories.akun import make_access
from tests.factories.jamkesda import bare_surat, make_desa, make_peserta, make_ppk, make_warga
from tests.factories.wilayah import make_kabupaten, make_unit
from tests.jamkesda.test_peserta_surat import at_upt
from upaya.jamkesda.aduan import services as aduan
from upaya.jamkesda.aduan.models import Aduan, UmpanBalik
from upaya.jamkesda.bpjs import services as bpjs
from upaya.jamkesda.bpjs.models import BarisMutasi, DaftarMutasi
from upaya.jamkesda.luring import services as luring
from upaya.jamkesda.luring.models import KunciTanda, NomorDarurat
from upaya.jamkesda.peserta import mutasi
from upaya.jamkesda.register import services as register
from upaya.jamkesda.register.models import CatatanRegister
from upaya.rules.jamkesda import peran, road
from upaya.rules.jamkesda.register import MACAM

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.empty_world]
SAID = {
    "dilayani": True, "diminta_bayar": True, "obat_diresepkan": False, "obat_diterima": False,
    "nilai": 1,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def test_one_form_sent_four_times_is_one_complaint() -> None:
    upt = make_unit("upt", make_kabupaten("64.09"), nama="UPT Jamkesda")
    sent = aduan.Kiriman("aduan", "Obat habis sejak hari Senin.", "", "", None, "tantangan")
    made, refused = at_once(lambda _: aduan.kirim(upt.pk, sent), 4)
    assert (len({one.pk for one in made}), refused, Aduan.objects.count()) == (1, [], 1)


def test_four_phones_judge_one_letter_once() -> None:
    upt = make_unit("upt", make_kabupaten("64.09"), nama="UPT Jamkesda")
    letter = bare_surat(make_ppk(), make_peserta(), road.SELESAI)
    made, refused = at_once(lambda _: aduan.nilai(letter.kode, upt.pk, SAID), 4)
    assert (len(made), len(refused)) == (1, 3)
    assert UmpanBalik.objects.count() == Aduan.objects.count() == 1


def test_four_windows_change_the_key_and_one_signs() -> None:
    admin = at_upt(peran.ADMIN_UPT)
    made, refused = at_once(lambda number: luring.ganti(admin, UUID(int=number // 2)), 4)
    assert (len({one.pk for one in made}), refused) == (2, [])
    assert KunciTanda.objects.filter(diganti_pada=None, dicabut_pada=None).count() == 1


def test_a_reserve_is_filled_once_and_a_number_becomes_one_letter() -> None:
    ppk, member = make_ppk(), make_peserta()
    own = make_access(peran.PENDAFTARAN, ppk.unit)
    _, refused = at_once(lambda _: luring.cadangkan(own), 4)
    assert (refused, NomorDarurat.objects.count()) == ([], 20)
    letters = [bare_surat(ppk, member, road.TERBIT, diagnosis=f"A1{n}") for n in range(4)]
    number = NomorDarurat.objects.order_by("urut")[0].pk
    made, refused = at_once(lambda n: luring.pakai(number, own, letters[n], date(2022, 11, 3)), 4)
    assert (len(made), len(refused)) == (1, 3)


def test_four_people_close_one_list() -> None:
    officer = at_upt(peran.KEPESERTAAN)
    member = make_peserta(make_warga(make_desa(), "Siti"))
    said = {
        "jenis": "pbi", "tanggal": date(2022, 10, 5), "alasan": "Masuk PBI menurut SK Mensos.",
        "dokumen": "SK",
    }  # fmt: skip
    mutasi.catat(member.pk, officer, said)
    made, refused = at_once(lambda _: bpjs.tutup(officer, date(2022, 10, 1)), 4)
    assert (len({one.pk for one in made}), refused) == (1, [])
    assert DaftarMutasi.objects.count() == BarisMutasi.objects.count() == 1


def test_one_form_sent_four_times_is_one_row_of_a_register() -> None:
    admin, key = at_upt(peran.ADMIN_UPT), uuid4()
    isi = {"tentang": "Jam loket", "nomor": "1", "tanggal": "2022-02-01", "mulai": "2022-02-01"}
    made, refused = at_once(
        lambda _: register.catat(
            admin, key, MACAM["tata-kelola"], admin.scope.unit or 0, isi | {"ringkasan": ""}
        ),
        4,
    )
    assert (len({one.pk for one in made}), refused, CatatanRegister.objects.count()) == (1, [], 1)
