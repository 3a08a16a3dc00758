"""Use cases of members: register, prove the address, choose, be found again, go."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from upaya.core import audit, clock, notifications
from upaya.core.crypto import blind_index
from upaya.komunitas.anggota import links
from upaya.komunitas.anggota.models import Anggota, Frekuensi, Kabar, Peramban, PilihanTopik
from upaya.komunitas.diskusi.models import Periode, Tanggapan, Topik

_SUBJECT = "Komunitas praktisi: surel Anda"
_ENTER = (
    "Tekan tautan di bawah lalu tombol di halamannya untuk membuka keanggotaan Anda di Komunitas "
    "praktisi. Kalau bukan Anda yang meminta, abaikan surat ini: tidak ada yang berubah."
)


@dataclass(frozen=True, slots=True)
class Pendaftaran:
    """What somebody says when registering."""

    nama: str
    lembaga: str
    golongan: str
    surel: str
    telepon: str = ""
    frekuensi: str = Frekuensi.MINGGUAN


def address_mark(surel: str) -> str:
    """What finds an address: small and large letters are one."""
    return blind_index(surel.strip().casefold(), "komunitas:surel")


def register(said: Pendaftaran) -> None:
    """Keep who registers and send the link that proves the address.

    An address that is known gets a link too and nothing of its row changes: the page says the same
    to everybody, so nobody learns who is a member. ValidationError before the first period.
    """
    mark = address_mark(said.surel)
    try:
        found = Anggota.objects.filter(surel_sidik=mark).first() or _made(said, mark)
    except IntegrityError:  # the same address a moment ago
        found = Anggota.objects.get(surel_sidik=mark)
    send_link(found)


@transaction.atomic
def _made(said: Pendaftaran, mark: str) -> Anggota:
    newest = Periode.objects.order_by("-mulai", "-pk").first()
    if newest is None:
        raise ValidationError(
            "Belum ada diskusi yang dibuka. Mendaftarlah sesudah moderator mulai."
        )
    now = clock.now()
    made = Anggota.objects.create(
        kabupaten_id=newest.kabupaten_id, nama=said.nama, lembaga=said.lembaga,
        golongan=said.golongan, surel=said.surel.strip(), surel_sidik=mark, telepon=said.telepon,
        frekuensi=said.frekuensi, daftar_pada=now, terlihat_pada=now,
    )  # fmt: skip
    audit.record("komunitas.daftar", made, access=None, kabupaten=made.kabupaten_id)
    assert isinstance(made, Anggota)  # noqa: S101 - the manager has no types
    return made


def send_link(member: Anggota) -> None:
    """Send the link that opens the member's page in one browser."""
    lines = [
        f"Halo {member.nama},",
        _ENTER,
        f"Tautan berlaku {links.hours()} jam.",
    ]
    path = reverse("komunitas:anggota_masuk", args=[links.entering(member.pk)])
    notifications.send(
        [member.surel], subject="Komunitas praktisi: surel Anda", lines=lines, path=path
    )


@transaction.atomic
def enter(pk: int, tamu: str) -> Anggota | None:
    """The address is proven: this browser speaks for the member from now on.

    What was written here as a guest becomes the member's. None when the member is gone.
    """
    member: Anggota | None = Anggota.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if member is None:
        return None
    now = clock.now()
    first = member.status == Anggota.Status.BARU
    if first:
        member.status, member.aktif_pada = Anggota.Status.AKTIF, now
    member.terlihat_pada, member.pantulan = now, 0
    member.save(update_fields=["status", "aktif_pada", "terlihat_pada", "pantulan"])
    Peramban.objects.update_or_create(tamu=tamu, defaults={"anggota": member, "dikenal_pada": now})
    claimed = Tanggapan.objects.filter(tamu=tamu, anggota=None).update(anggota=member)
    if first or claimed:
        audit.record(
            "komunitas.anggota", member, access=None, kabupaten=member.kabupaten_id,
            detail={"tanggapan": claimed},
        )  # fmt: skip
    return member


def member_of(tamu: str) -> Anggota | None:
    """The member for whom a browser speaks."""
    if not tamu:
        return None
    found = Peramban.objects.filter(tamu=tamu).select_related("anggota").first()
    return found.anggota if found else None


def member_with(pk: int) -> Anggota | None:
    """The member with a key, whom a signed address named."""
    found: Anggota | None = Anggota.objects.filter(pk=pk).first()
    return found


def how_often(pk: int) -> tuple[Frekuensi, Frekuensi] | None:
    """How often news of the whole comes, and the most frequent that comes; None for who is gone.

    Nothing else of the member is read: the address that asks lies in a mailbox for years.
    """
    now = Anggota.objects.filter(pk=pk).values_list("frekuensi", flat=True).first()
    if now is None:
        return None
    topics = PilihanTopik.objects.filter(anggota=pk).values_list("frekuensi", flat=True)
    return Frekuensi(now), Frekuensi(min({now, *topics}, key=Frekuensi.values.index))


@transaction.atomic
def choose(pk: int, frekuensi: str) -> Anggota | None:
    """How often news comes from now on; None when the member is gone. Choosing is being there."""
    member: Anggota | None = Anggota.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if member is None:
        return None
    before = member.frekuensi
    member.frekuensi, member.sebab, member.terlihat_pada = frekuensi, "", clock.now()
    member.pantulan = 0
    member.save(update_fields=["frekuensi", "sebab", "terlihat_pada", "pantulan"])
    if frekuensi == Frekuensi.TIDAK:
        member.pilihan.all().delete()
    if before != frekuensi:
        audit.record(
            "komunitas.kabar", member, access=None, kabupaten=member.kabupaten_id,
            detail={"kabar": frekuensi},
        )  # fmt: skip
    return member


@transaction.atomic
def choose_rarer(pk: int, frekuensi: str) -> Frekuensi | None:
    """The answer to a mail: at most this often from now on, the whole and each topic.

    Its address lies in mailboxes for years and programs send it too. So nothing comes more often
    for it, and it is no sign that anybody is there. The most frequent that comes now is returned;
    None when the member is gone.
    """
    member = Anggota.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if member is None:
        return None
    often = Frekuensi.values[: Frekuensi.values.index(frekuensi)]
    if member.frekuensi in often:
        member.frekuensi = frekuensi
        member.save(update_fields=["frekuensi"])
        audit.record(
            "komunitas.kabar", member, access=None, kabupaten=member.kabupaten_id,
            detail={"kabar": frekuensi},
        )  # fmt: skip
    more = member.pilihan.filter(frekuensi__in=often)
    if member.frekuensi == frekuensi:
        more.delete()  # the topic comes as the whole does
    else:
        more.update(frekuensi=frekuensi)
    now = how_often(pk)
    return now and now[1]


@transaction.atomic
def choose_topic(pk: int, topik: int, frekuensi: str) -> None:
    """How often news of one topic comes; "" as for the whole."""
    member = Anggota.objects.select_for_update(of=("self",)).get(pk=pk)
    topic = Topik.objects.get(pk=topik)
    if frekuensi:
        PilihanTopik.objects.update_or_create(
            anggota=member, topik=topic, defaults={"frekuensi": frekuensi}
        )
    else:
        PilihanTopik.objects.filter(anggota=member, topik=topic).delete()
    member.terlihat_pada = clock.now()
    member.save(update_fields=["terlihat_pada"])


@transaction.atomic
def correct(pk: int, *, nama: str, lembaga: str, golongan: str, telepon: str) -> None:
    """Put right what the member says of themselves; another address is another membership."""
    member = Anggota.objects.select_for_update(of=("self",)).get(pk=pk)
    member.nama, member.lembaga, member.golongan = nama, lembaga, golongan
    member.telepon, member.terlihat_pada = telepon, clock.now()
    member.save(update_fields=["nama", "lembaga", "golongan", "telepon", "terlihat_pada"])


def forget_browser(tamu: str) -> None:
    """This browser speaks for nobody any more."""
    Peramban.objects.filter(tamu=tamu).delete()


@transaction.atomic
def leave(pk: int) -> None:
    """Take the member out with everything kept of them; comments stay under the shown name."""
    member = Anggota.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if member is None:
        return
    for written in (Tanggapan, Topik):
        written.objects.filter(anggota=member).update(anggota=None)
    for rows in (Peramban, PilihanTopik, Kabar):
        rows.objects.filter(anggota=member).delete()
    audit.record("komunitas.pergi", member, access=None, kabupaten=member.kabupaten_id)
    member.delete()


@transaction.atomic
def bounced(pk: int, allowed: int) -> None:
    """A message came back: after `allowed` of them in a row news stops, with its reason."""
    member = Anggota.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if member is None:
        return
    member.pantulan += 1
    if member.pantulan >= allowed:
        member.frekuensi, member.sebab = Frekuensi.TIDAK, Anggota.Sebab.PANTULAN
        member.pilihan.all().delete()
    member.save(update_fields=["pantulan", "frekuensi", "sebab"])
