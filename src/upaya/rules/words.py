"""Words of status, grade, schooling, post and area as people write them, for every entrance.

What is usual is read; what could mean two things ("ASN", "dr.") or is nobody's usual word is
refused with what may stand there. A unit's own words come first: it has said what they mean.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from upaya.rules.insentif.month import (
    GOLONGAN,
    GOLONGAN_PNS,
    JABATAN_UTAMA,
    KARAKTERISTIK_LABELS,
    PENDIDIKAN,
    STATUS_LABELS,
)
from upaya.rules.numbers import clean, visible

_POSTS = {
    "kepala_puskesmas": "Kepala Puskesmas",
    "kepala_tu": "Kepala TU",
    "bendahara": "Bendahara",
    "pj_ukm": "PJ UKM",
    "pj_ukp": "PJ UKP",
    "koordinator_pelayanan": "Koordinator Pelayanan",
    "tanpa_jabatan": "Tanpa jabatan",
}
LABELS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "status": STATUS_LABELS,
        "golongan": {name: name for name in GOLONGAN},
        "pendidikan": {name: name for name in PENDIDIKAN},
        "jabatan_utama": {name: _POSTS[name] for name in JABATAN_UTAMA},
        "karakteristik": KARAKTERISTIK_LABELS,
        "tenaga": {"kesehatan": "kesehatan", "pendukung": "pendukung"},
        "ptkp": {name: name for name in (f"{kind}/{n}" for kind in ("TK", "K") for n in range(4))},
        "ya_tidak": {"ya": "ya", "tidak": "tidak"},
    }
)
"""Per kind of word: what is stored, and how it is shown."""

Own = Mapping[str, Mapping[str, str]]
"""A unit's own words: per kind, from ``key`` of what is written to what is stored."""

NO_OWN: Own = MappingProxyType({})


class WordError(ValueError):
    """The word is not known: ``kind`` names its list, ``text`` is what was written."""

    def __init__(self, kind: str, text: str, why: str = "") -> None:
        offered = ", ".join(LABELS[kind].values())
        if kind == "golongan":
            offered = f"{', '.join(GOLONGAN_PNS)} (PPPK: I sampai XVII)"
        super().__init__(
            f"“{visible(text)}” {why or 'tidak dikenal'}; isi salah satu dari {offered}"
        )
        self.kind, self.text = kind, text


def key(text: str) -> str:
    """What is written without case, spaces and punctuation: the same word twice is one word."""
    return re.sub(r"[^a-z0-9+]", "", clean(text).casefold())


def read(kind: str, text: str, own: Own = NO_OWN) -> str | None:
    """What is stored for a written word; None for nothing, WordError for what is not known.

    A dash is nothing too, but for a post: there it says that somebody has none.
    """
    written = key(text)
    mine = own.get(kind, {}).get(written)
    if mine is not None:
        return mine
    if not written:
        said = bool(clean(text))
        return {"jabatan_utama": "tanpa_jabatan", "ya_tidak": "tidak"}.get(kind) if said else None
    found = _READERS[kind](clean(text))
    if found is None:
        raise WordError(kind, text)
    return found or None


# ------------------------------------------------------------------ lists of usual words
def _listed(kind: str, more: Mapping[str, str]) -> Callable[[str], str | None]:
    known = {key(word): name for name, label in LABELS[kind].items() for word in (name, label)}
    known |= {key(word): name for name, words in more.items() for word in words.split(",")}

    def look_up(text: str) -> str | None:
        return known.get(key(text))

    return look_up


_status = _listed(
    "status",
    {
        "PNS": "PNS Daerah,PNSD,ASN PNS,PNS ASN,Pegawai Negeri Sipil",
        "PPPK": "P3K,ASN PPPK,PPPK ASN,ASN P3K,PPPK Penuh Waktu,PPPK Paruh Waktu,"
        "Pegawai Pemerintah dengan Perjanjian Kerja",
        "non_ASN": "Bukan ASN,Pegawai Non ASN,Tenaga Non ASN,Honorer,Honor,Honda,Tenaga Honorer,"
        "Pegawai Honorer,THL,Tenaga Harian Lepas,Harian Lepas,Kontrak,Tenaga Kontrak,"
        "Pegawai Kontrak,BLUD,Pegawai BLUD,Kontrak BLUD,Honorer BLUD,Non ASN BLUD,Sukwan,Sukarela,"
        "Sukarelawan,Tenaga Sukarela,TKS,Tenaga Kerja Sukarela,PTT,Pegawai Tidak Tetap",
    },
)
_tenaga = _listed(
    "tenaga",
    {
        "kesehatan": "Tenaga kesehatan,Nakes,Medis,Paramedis,Tenaga medis",
        "pendukung": "Tenaga pendukung atau penunjang,Tenaga pendukung,Penunjang,Tenaga penunjang,"
        "Non nakes,Non kesehatan,Tenaga non kesehatan,Administrasi",
    },
)
_area = _listed(
    "karakteristik",
    {"perkotaan": "Kota,Urban", "perdesaan": "Desa,Pedesaan,Rural", "terpencil": "T",
     "sangat_terpencil": "ST"},
)  # fmt: skip
_post = _listed(
    "jabatan_utama",
    {
        "kepala_puskesmas": "Ka. Puskesmas,Kapus,Kepala UPT Puskesmas,Kepala UPTD Puskesmas,"
        "Plt. Kepala Puskesmas",
        "kepala_tu": "Kepala Tata Usaha,Ka. TU,Kasubag TU,Kasubbag TU,Kasubag Tata Usaha,"
        "Kasubbag Tata Usaha,Kepala Sub Bagian Tata Usaha,Kepala Subbagian Tata Usaha",
        "bendahara": "Bendahara BOK,Bendahara JKN,Bendahara Pengeluaran,Bendahara Penerimaan,"
        "Bendahara Pengeluaran Pembantu,Bendahara Puskesmas",
        "pj_ukm": "Penanggung Jawab UKM,PJ. UKM,PJ UKM Esensial,Pj UKM dan Keperawatan",
        "pj_ukp": "Penanggung Jawab UKP,PJ. UKP",
        "koordinator_pelayanan": "Koordinator,Koord. Pelayanan",
        "tanpa_jabatan": "Tidak ada,Tidak memiliki jabatan struktural,Pelaksana,Staf,Staff",
    },
)
_yes = _listed(
    "ya_tidak",
    {"ya": "y,iya,yes,ada,1,benar,true,sudah,v,berlaku", "tidak": "t,tdk,no,n,0,salah,false,belum,"
     "tidak ada,tidak berlaku"},
)  # fmt: skip
_ptkp = _listed("ptkp", {})


# ------------------------------------------------------------------ golongan
_ROMAN = "XVII|XVI|XV|XIV|XIII|XII|XI|X|IX|VIII|VII|VI|V|IV|III|II|I"
_WITH_ROOM = re.compile(r"(?<![A-Z0-9])(IV|III|II|I|[1-4]) ?[/.|\\-]? ?([A-E])(?![A-Z0-9])")
_ALONE = re.compile(rf"(?:(?:GOLONGAN|GOL)[. :]*)?({_ROMAN}|1[0-7]|[1-9])")
_IN_BRACKETS = re.compile(rf"\(({_ROMAN})\)$")
_RANK = re.compile(r"(JURU|PENGATUR|PENATA|PEMBINA)(?: (?:MUDA|MADYA|UTAMA))?(?: (?:MUDA|MADYA))?"
                   r"(?:,? (?:TK|TKT|TINGKAT)\.? ?(?:I|1))?(?: *[(,].*)?")  # fmt: skip
_RANKS = dict(zip(("JURU", "PENGATUR", "PENATA", "PEMBINA"), GOLONGAN_PNS, strict=True))


def _grade(text: str) -> str | None:
    """III from "III/d", "3d" or "Penata Tk. I (III/d)"; IX stays IX. "" for none."""
    written = re.sub(r" +", " ", text.upper())
    if key(written) in {"tidakada", "tanpagolongan", "nihil", "0"}:
        return ""
    ranked = _RANK.fullmatch(written)
    rank = _RANKS[ranked[1]] if ranked else ""
    levels = {_level(found[1]) for found in _WITH_ROOM.finditer(written)}
    if not levels:
        alone = _ALONE.fullmatch(written) or _IN_BRACKETS.search(written)
        levels = {_level(alone[1])} if alone else set()
    levels |= {rank} if rank else set()
    if len(levels) > 1:
        raise WordError("golongan", text, "menyebut dua golongan")
    return levels.pop() if levels else None


def _level(written: str) -> str:
    return GOLONGAN[int(written) - 1] if written.isdecimal() else written


# ------------------------------------------------------------------ pendidikan
_S1_TITLES = "kep|km|farm|gz|ked|kg|si|psi|e|sos|kom|ap|pd|h|ip|kes|keb|t|adm|ak"
_S2_TITLES = "kes|kep|km|si|ph|biomed|farm|gz|h|pd|kom|keb|ars|m|sc|ap"
# D4 before S1: "sarjana terapan" is one, "sarjana" the other.
_D3 = r"d ?3|d ?iii|diploma (?:3|iii|tiga)|ahli madya|akademi|akper|akbid"
_D3_TITLES = r"a ?md(?: [a-z]+)?|am(?:k|keb|kg|g)"
_SLTA = r"slta|sma|smk|smu|smea|stm|spk|smf|saa|spag|spph|madrasah aliyah|paket c"
_SCHOOLS = tuple(
    (level, re.compile(rf"\b(?:{pattern})\b"))
    for level, pattern in (
        ("S3", r"s ?3|s iii|strata (?:3|iii|tiga)|doktor"),
        ("S2", rf"s ?2|s ii|strata (?:2|ii|dua)|magister|pasca ?sarjana|m ?(?:{_S2_TITLES})"),
        ("profesi", r"profesi|ners|ns|dokter(?: gigi)?|drg|apoteker|apt"),
        ("D4", r"d ?4|d ?iv|diploma (?:4|iv|empat)|sarjana terapan|s ?st|s ?tr(?: [a-z]+)?"),
        ("S1", rf"s ?1|s i|strata (?:1|i|satu)|sarjana|skm|s ?(?:{_S1_TITLES})"),
        ("D3", rf"{_D3}|{_D3_TITLES}"),
        ("D2", r"d ?2|d ?ii|diploma (?:2|ii|dua)"),
        ("D1", r"d ?1|d ?i|diploma (?:1|i|satu)"),
        ("SLTA", rf"{_SLTA}|sekolah menengah (?:atas|kejuruan|umum)"),
        ("SLTP", r"sltp|smp|mts|madrasah tsanawiyah|paket b|sekolah menengah pertama"),
        ("SD", r"sd|madrasah ibtidaiyah|paket a|sekolah dasar|tidak (?:tamat|sekolah)(?: sd)?"),
    )
)
_ALSO = {"S1", "D4"}
"""Who has a profession has one of these too; the profession is the higher."""


def _school(text: str) -> str | None:
    """The level in "D-III", "DIII Keperawatan", "S.Kep., Ns."; None when there is none or two."""
    left = " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())
    left = re.sub(r"\b(sd|smp|sma) (?:atau|dan) (?:di )?bawah.*", r"\1", left)
    found = []
    for level, pattern in _SCHOOLS:
        rest = pattern.sub(" ", left)
        if rest != left:
            found.append(level)
            left = rest
    if "profesi" in found:
        found = [level for level in found if level not in _ALSO]
    return found[0] if len(found) == 1 else None


_READERS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {
        "status": _status,
        "golongan": _grade,
        "pendidikan": _school,
        "jabatan_utama": _post,
        "karakteristik": _area,
        "tenaga": _tenaga,
        "ptkp": _ptkp,
        "ya_tidak": _yes,
    }
)
