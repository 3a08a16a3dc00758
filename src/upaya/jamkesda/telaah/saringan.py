"""What the rule does with claims that are just sent: which pass, which a person looks at.

Nobody presses anything here: what passes is decided by the rule, under its parameters and its
version, and stands under no person's name.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from upaya.core import audit, clock
from upaya.jamkesda.klaim.models import Klaim
from upaya.jamkesda.telaah.models import Saringan, UndianPeriode
from upaya.regulasi.queries import rulebook_once
from upaya.rules.jamkesda import road_klaim as jalan
from upaya.rules.jamkesda import telaah as rules
from upaya.rules.parameter import Value

_BATCH = 2_000


@transaction.atomic(savepoint=False)
def buka(district: str, day: date, benih: bytes | None = None) -> UndianPeriode:
    """The seed of the month of `day`: drawn once, kept for good, however many ask at once.

    `benih` gives the demo the same numbers every time; everybody else leaves it to chance.
    """
    month = day.replace(day=1)
    there = UndianPeriode.objects.filter(kabupaten=district, periode=month)
    found: UndianPeriode | None = there.first()
    if found is None:
        audit.hold(district)  # of two that open a month at once one draws, the other finds it
        found = there.first()
    if found is not None:
        return found
    seed = benih or secrets.token_bytes(32)
    made = UndianPeriode.objects.create(
        kabupaten_id=district, periode=month, benih=seed.hex(), komitmen=rules.komitmen(seed),
        dibuka_pada=clock.now(),
    )  # fmt: skip
    assert isinstance(made, UndianPeriode)  # noqa: S101 - the manager has no types
    audit.record(
        "undian.buka", made, access=None, kabupaten=district,
        detail={"periode": month.isoformat(), "komitmen": made.komitmen},
    )  # fmt: skip
    return made


def nama(claim: Klaim) -> str:
    """The name under which a claim is drawn: provider, number, and the mark of what it says."""
    return f"{claim.unit_id}:{claim.nomor}:{claim.isi}"


def saring(
    district: str, claims: Sequence[Klaim], darurat: AbstractSet[str], *, ulang: bool = False
) -> Callable[[], None]:
    """Sort claims that are about to be written, and let pass what may (`services.Penyaring`).

    The statements are as few for many as for one. At those on letters of an emergency a person
    looks, whether their papers are there and say so: any file counts as the paper that was due,
    and nobody read it before the claim. `ulang`: they come in place of refused ones.
    """
    day = clock.today()
    rule = rules.baca(rulebook_once(district), day, district)
    drawn = [
        one
        for one in claims
        if not ulang
        and one.surat not in darurat
        and rules.boleh_lolos(one.putusan, one.diperiksa, rule)
    ]
    period = buka(district, day) if drawn else None
    seed = bytes.fromhex(period.benih) if period else b""
    numbers = {one.nomor: rules.undi(seed, nama(one)) for one in drawn}
    now, said = clock.now(), [_value(one) for one in rule.dibaca]
    made = [
        Saringan(
            klaim=one,
            jalur=rules.BERTANDA
            if one.surat in darurat
            else rules.saring(
                one.putusan, one.diperiksa, numbers.get(one.nomor), rule, ulang=ulang
            ),
            undian=period if one.nomor in numbers else None,
            angka=numbers.get(one.nomor),
            aturan=said,
            versi=rules.VERSI_SARINGAN,
            pada=now,
        )
        for one in claims
    ]
    passed = [row.klaim for row in made if row.jalur == rules.ATURAN]
    for one in passed:  # along the road that claims have, without stopping: nobody looked
        one.status, one.disetujui = jalan.DISETUJUI, one.diperiksa
    return partial(_record, district, made, passed, said, period)


def _value(one: Value) -> dict[str, Any]:
    return {"kunci": one.key, "nilai": one.json_value(), "pasal": one.article, "asal": one.origin}


def _record(
    district: str,
    made: Sequence[Saringan],
    passed: Sequence[Klaim],
    said: list[dict[str, Any]],
    period: UndianPeriode | None,
) -> None:
    Saringan.objects.bulk_create(made, batch_size=_BATCH)
    if not passed:
        return
    audit.record(
        "klaim.lolos_aturan", passed[0], access=None, kabupaten=district,
        detail={
            "banyak": len(passed), "semua": [one.pk for one in passed], "aturan": said,
            "versi": rules.VERSI_SARINGAN, "komitmen": period.komitmen if period else "",
        },
    )  # fmt: skip
