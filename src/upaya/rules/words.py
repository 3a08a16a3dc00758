"""Words of status, grade, schooling, post and area as people write them, for every entrance.

What is usual is read; what could mean two things ("ASN", "dr.") or is nobody's usual word is
refused with what may stand there. A unit's own words come first: it has said what they mean.
"""

import re
import unicodedata
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
        return _of_signs(kind, text)
    found = _READERS[kind](clean(text))
    if found is None:
        raise WordError(kind, text)
    return found or None


_DASHES = frozenset("-._/\\")
_TICKS = frozenset("\u221a\u2713\u2714\u2611\u2705")


def _of_signs(kind: str, text: str) -> str | None:
    """What signs without a letter say: a dash that there is none, a tick that there is one."""
    signs = set(clean(text)) - {" "}
    if signs <= _DASHES:
        return {"jabatan_utama": "tanpa_jabatan", "ya_tidak": "tidak"}.get(kind) if signs else None
    if kind == "ya_tidak" and signs <= _TICKS:
        return "ya"
    raise WordError(kind, text)


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
        "PNS": "PNS Daerah,PNSD,PNS Pusat,PNS Aktif,Pegawai PNS,ASN PNS,PNS ASN,"
        "Pegawai Negeri Sipil",
        "PPPK": "P3K,ASN PPPK,PPPK ASN,ASN P3K,Pegawai PPPK,PPPK Penuh Waktu,PPPK Paruh Waktu,"
        "P3K Penuh Waktu,P3K Paruh Waktu,PPPK PW,P3K PW,Pegawai Pemerintah dengan Perjanjian Kerja,"
        "Pegawai Pemerintah dgn Perjanjian Kerja",
        "non_ASN": "Bukan ASN,Pegawai Non ASN,Tenaga Non ASN,Honorer,Honor,Honda,Tenaga Honorer,"
        "Pegawai Honorer,THL,Tenaga Harian Lepas,Harian Lepas,Kontrak,Tenaga Kontrak,"
        "Pegawai Kontrak,BLUD,Pegawai BLUD,Kontrak BLUD,Honorer BLUD,Non ASN BLUD,Sukwan,Sukarela,"
        "Sukarelawan,Tenaga Sukarela,TKS,Tenaga Kerja Sukarela,PTT,Pegawai Tidak Tetap,PTT Daerah,"
        "Honorer Daerah,Honorer Puskesmas,Honorer BOK,Honorer Non ASN,Non ASN Honorer,"
        "Non PNS Honorer,Non ASN BOK,Kontrak BOK,Tenaga Kontrak BOK,Non ASN Kontrak,THLD,PHL,"
        "Pegawai Harian Lepas",
    },
)
_tenaga = _listed(
    "tenaga",
    {
        "kesehatan": "Tenaga kesehatan,Nakes,Medis,Paramedis,Tenaga medis",
        "pendukung": "Tenaga pendukung atau penunjang,Tenaga pendukung,Penunjang,Tenaga penunjang,"
        "Non nakes,Non kesehatan,Tenaga non kesehatan,Non medis,Tenaga non medis,"
        "Tenaga penunjang kesehatan,Administrasi",
    },
)
_known_area = _listed(
    "karakteristik",
    {"perkotaan": "Kota,Urban", "perdesaan": "Desa,Pedesaan,Rural", "terpencil": "T",
     "sangat_terpencil": "ST"},
)  # fmt: skip


def _area(text: str) -> str | None:
    return _known_area(re.sub(r"(?i)^(?:kategori|wilayah|kawasan|daerah|puskesmas) +", "", text))


_known_post = _listed(
    "jabatan_utama",
    {
        "kepala_puskesmas": "Ka. Puskesmas,Kapus,Kepala PKM,Ka. PKM,Kepala UPT,Kepala UPTD,"
        "Kepala UPT Puskesmas,Kepala UPTD Puskesmas,Plt. Kepala Puskesmas,Plh. Kepala Puskesmas,"
        "Pj. Kepala Puskesmas",
        "kepala_tu": "Kepala Tata Usaha,Ka. TU,KTU,Kasubag TU,Kasubbag TU,Kasubag Tata Usaha,"
        "Ka. Subag TU,Ka. Subbag TU,Ka. Sub Bag TU,Kepala Subag TU,Kepala Subbag TU,"
        "Kepala Sub Bagian TU,Kepala Subbag Tata Usaha,Kepala Subag Tata Usaha,"
        "Kasubbag Tata Usaha,Kepala Sub Bagian Tata Usaha,Kepala Subbagian Tata Usaha",
        "bendahara": "Bendahara BOK,Bendahara JKN,Bendahara Pengeluaran,Bendahara Penerimaan,"
        "Bendahara Pengeluaran Pembantu,Bendahara Pembantu,Bendahara Puskesmas,Bendahara BLUD,"
        "Bendahara Kapitasi,Bendahara JKN BOK,Bendahara BOK JKN",
        "pj_ukm": "Penanggung Jawab UKM,PJ. UKM,Penanggungjawab UKM",
        "pj_ukp": "Penanggung Jawab UKP,PJ. UKP,PJ UKPP,Penanggungjawab UKP",
        "koordinator_pelayanan": "Koordinator,Koord. Pelayanan,Korpel",
        "tanpa_jabatan": "Tidak ada,Tdk ada,Tidak ada jabatan,Tidak memiliki jabatan,"
        "Tidak punya jabatan,Tanpa jabatan struktural,Tidak memiliki jabatan struktural,Pelaksana,"
        "Staf,Staff",
    },
)
# How decrees write these posts out: "PJ UKM Esensial dan Perkesmas", "Kepala Puskesmas Kendit".
_SERVICES = (
    "kia|kb|gizi|p2p?|promkes|kesling|imunisasi|tb|ptm|lansia|perkesmas|kesehatan [a-z ]+|"
    "promosi kesehatan"
)
_HEAD_OF, _IN_CHARGE = r"(?:(?:plt|plh|pj) )?(?:kepala|ka)", r"(?:pj|penanggung ?jawab)"
_OTHER_POST = "kepala|ka |bendahara|pj|penanggung|koord"
_ALONE_ONLY = rf"(?!.*\b(?:{_OTHER_POST}))"
_LONG_POSTS = (
    ("kepala_puskesmas", rf"{_HEAD_OF} (?:uptd? )?(?:puskesmas|pkm) {_ALONE_ONLY}[a-z ]+"),
    ("pj_ukm", rf"{_IN_CHARGE} ukm {_ALONE_ONLY}(?:esensial|pengembangan|dan|keperawatan).*"),
    ("pj_ukp", rf"{_IN_CHARGE} ukpp? {_ALONE_ONLY}(?:dan |kefarmasian|farmasi|laboratorium).*"),
    ("koordinator_pelayanan", rf"(?:koordinator|koord) (?:pelayanan )?(?:{_SERVICES})"),
)  # fmt: skip


def _post(text: str) -> str | None:
    plain = " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())
    longer = (name for name, pattern in _LONG_POSTS if re.fullmatch(pattern, plain))
    return _known_post(text) or next(longer, None)


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
                   r"(?:,? (?:TK|TKT|TINGKAT)\.? ?(?:I|1|SATU))?(?: *[(,].*)?")  # fmt: skip
_PPPK = re.compile(r"\(?\b(?:PPPK|P3K)\b\)?")
_NO_GRADE = frozenset({"tidakada", "tdkada", "belumada", "tanpagolongan", "nongolongan", "nongol",
                       "tidakbergolongan", "nihil", "na", "0"})  # fmt: skip
_RANKS = dict(zip(("JURU", "PENGATUR", "PENATA", "PEMBINA"), GOLONGAN_PNS, strict=True))


def _grade(text: str) -> str | None:
    """III from "III/d", "3d" or "Penata Tk. I (III/d)"; IX stays IX. "" for none."""
    plain = unicodedata.normalize("NFKC", text).upper()
    written = " ".join(_PPPK.sub(" ", plain).split()).strip(" -/,.")
    if key(plain) in _NO_GRADE or _status(text) == "non_ASN":
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
_S1_TITLES = (
    "kep|k ?m|farm|gz|ked|kg|si|psi|e|sos|i ?kom|kom|ap|pd|h|i ?p|kes|keb|t|adm|a ?k|a ?b|stat"
)
_S2_TITLES = "kes|kep|k ?m|si|ph|m ?kes|h ?kes|biomed|farm|gz|h|pd|kom|keb|ars|m|sc|ap"
# D4 before S1: "sarjana terapan" is one, "sarjana" the other.
_D3 = r"d ?3|d ?iii|diploma (?:3|iii|tiga)|ahli madya|akademi|akper|akbid"
_D3_TITLES = r"a ?md(?: [a-z]+)?|am(?:k|keb|kg|g|kl)"
_SLTA = r"slta|sman?|sma ?k|smkn?|smkk|smu|smea|stm|spk|sprg|smf|saa|spag|spph|man?|"
_SLTA += "madrasah aliyah|paket c"
_SCHOOLS = tuple(
    (level, re.compile(rf"\b(?:{pattern})\b"))
    for level, pattern in (
        ("S3", r"s ?3|s iii|strata (?:3|iii|tiga)|doktor"),
        ("S2", rf"s ?2|s ii|strata (?:2|ii|dua)|magister|pasca ?sarjana|m ?(?:{_S2_TITLES})"),
        ("profesi", r"profesi|ners|ns|dokter(?: gigi)?|drg|apoteker|apt|bdn"),
        ("D4", r"d ?4|d ?iv|diploma (?:4|iv|empat)|sarjana terapan|s ?st|s ?tr(?: [a-z]+)?"),
        ("S1", rf"s ?1|s i|strata (?:1|i|satu)|sarjana|skm|s ?(?:{_S1_TITLES})"),
        ("D3", rf"{_D3}|{_D3_TITLES}"),
        ("D2", r"d ?2|d ?ii|diploma (?:2|ii|dua)"),
        ("D1", r"d ?1|d ?i|diploma (?:1|i|satu)"),
        ("SLTA", rf"{_SLTA}|sekolah menengah (?:atas|kejuruan|umum)"),
        ("SLTP", r"sltp|smpn?|mtsn?|madrasah tsanawiyah|paket b|sekolah menengah pertama"),
        (
            "SD",
            r"sdn?|mi|madrasah ibtidaiyah|paket a|sekolah dasar|tidak (?:tamat|sekolah)(?: sd)?",
        ),
    )
)
_CHAIN = ("S3", "S2", "profesi")
_ALSO = {"S1", "D4", *_CHAIN}
"""Who has one of the chain has those before it too: "S.Kep., Ns., M.Kep" is S2."""


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
    highest = next((level for level in _CHAIN if level in found), None)
    if highest is not None:
        found = [level for level in found if level not in _ALSO] + [highest]
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
