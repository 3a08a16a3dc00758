"""Two at once: a place in the thread, a challenge and a decision are each taken once."""

from __future__ import annotations

import pytest

from tests.at_once import at_once
from tests.factories.akun import make_access
from tests.factories.komunitas import make_topik, sent
from tests.factories.wilayah import make_puskesmas
from upaya.komunitas.diskusi import services
from upaya.komunitas.diskusi.models import Tanggapan
from upaya.rules.kesehatan import ADMIN_DINAS

pytestmark = pytest.mark.django_db(transaction=True)


def test_comments_sent_at_once_each_have_a_place_and_one_challenge_makes_one() -> None:
    unit = make_puskesmas("Panji")
    topic, moderator = make_topik(unit), make_access(ADMIN_DINAS, unit)
    twice = sent("Dua klik")
    made, refused = at_once(
        lambda n: services.comment(topic.pk, twice if n < 2 else sent(f"Tamu {n}")).pk, clicks=5
    )
    assert (len(set(made)), refused) == (4, [])
    assert Tanggapan.objects.values("jalur").distinct().count() == 4
    first = made[0]

    def decide(n: int) -> str:
        return services.decide(first, moderator, publish=n % 2 == 0, reason="Iklan.").status

    said, _ = at_once(decide, clicks=4)
    assert len(set(said)) == 1
    topic.refresh_from_db()
    assert topic.terbit == (1 if said[0] == "terbit" else 0)
