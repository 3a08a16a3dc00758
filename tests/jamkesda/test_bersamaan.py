"""Two at once: one letter of an episode, one member of two applications, one form once."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from tests.at_once import at_once
from tests.factories.akun import make_access
from tests.factories.jamkesda import make_perjanjian, make_peserta, make_ppk
from tests.jamkesda.test_impor import as_csv, row, tried, village
from tests.jamkesda.test_peserta_surat import at_upt, letter, values, walk
from tests.jamkesda.test_staf import head_of_dinas
from tests.jamkesda.test_staf import values as proposal
from upaya.akun.models import Membership
from upaya.jamkesda.gabung import services as gabung
from upaya.jamkesda.impor import services as impor
from upaya.jamkesda.models import Peserta, SuratJaminan
from upaya.jamkesda.peserta import services
from upaya.jamkesda.peserta.road import ROAD
from upaya.jamkesda.staf import services as staf
from upaya.jamkesda.surat import services as surat
from upaya.rules.jamkesda import peran
from upaya.warga.models import Warga

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _day(settings: object) -> None:
    settings.BUSINESS_DATE = date(2022, 11, 3)  # type: ignore[attr-defined] # Django's settings


def test_two_hospitals_at_once_admit_one_person_with_one_letter() -> None:
    member, stay = make_peserta(), letter(layanan="ritl", kelas="3")
    clerks = []
    for name in ("RSUD Rekaan", "RS Mitra Rekaan"):
        make_perjanjian(ppk := make_ppk(nama=name))
        clerks += [make_access(peran.PENDAFTARAN, ppk.unit) for _ in range(2)]
    made, refused = at_once(lambda n: surat.buat(clerks[n], uuid4(), member, stay), 4)
    assert (len(made), len(refused), SuratJaminan.objects.count()) == (1, 3, 1)


def test_a_form_sent_four_times_makes_one_letter() -> None:
    member, ppk, key = make_peserta(), make_ppk(), UUID(int=7)
    make_perjanjian(ppk)
    own = make_access(peran.PENDAFTARAN, ppk.unit)
    made, refused = at_once(lambda _: surat.buat(own, key, member, letter()), 4)
    assert (len({one.pk for one in made}), refused) == (1, [])


def test_two_heads_at_once_make_one_member_of_one_application() -> None:
    admin, officer = map(at_upt, (peran.ADMIN_UPT, peran.KEPESERTAAN))
    heads = [at_upt(peran.KEPALA_UPT) for _ in range(4)]
    case = services.daftarkan(admin, uuid4(), values())
    walk(case, ("ajukan", admin), ("verifikasi", officer))
    made, refused = at_once(lambda n: ROAD.execute(case.pk, "aktifkan", heads[n]), 4)
    assert (len(made), len(refused)) == (1, 3)
    assert (Warga.objects.count(), Peserta.objects.count()) == (1, 1)


def test_two_lists_of_the_same_people_at_once_add_everybody_once() -> None:
    village()
    rows = [row(f"Warga {name}", "", ibu=f"Ibu {name}") for name in ("Ani", "Budi", "Citra")]
    rows.append(row("Dewi Rekaan", "9999014101800004"))
    lists = [tried(as_csv(*rows)), tried(as_csv(*reversed(rows)))]
    heads = [at_upt(peran.KEPALA_UPT) for _ in range(4)]
    made, refused = at_once(lambda n: impor.terapkan(lists[n % 2].pk, heads[n]), 4)
    assert (len(made), refused) == (4, [])
    assert (Warga.objects.count(), Peserta.objects.count()) == (4, 4)


def test_two_merges_at_once_make_one_and_never_lock_each_other_out() -> None:
    one, other = make_peserta(), make_peserta()
    officers = [at_upt(peran.KEPESERTAAN) for _ in range(4)]
    pairs = ((one, other), (other, one))
    made, refused = at_once(
        lambda n: gabung.gabungkan(
            pairs[n % 2][0].pk, officers[n], pairs[n % 2][1].kartu, "Orang yang sama.", "BA/1"
        ),
        4,
    )
    assert (len({merge.pk for merge in made}), len(made), len(refused)) == (1, 2, 2)
    assert Peserta.objects.filter(gabung_ke=None).count() == 1


def test_a_proposal_sent_four_times_and_decreed_twice_gives_one_access() -> None:
    head, key = at_upt(peran.KEPALA_UPT), UUID(int=9)
    made, refused = at_once(lambda _: staf.usulkan(head, key, proposal()), 4)
    assert (len({one.pk for one in made}), refused) == (1, [])
    deciders = [head_of_dinas() for _ in range(2)]
    day = date(2022, 11, 3)
    done, _ = at_once(lambda n: staf.tetapkan(made[0].pk, deciders[n], "SK/9", day), 2)
    assert done
    assert Membership.objects.filter(user__username="rina.rekaan").count() == 1
