-- insentif:alur_kirim: operator_puskesmas
-- 46 kueri, 24 ulangan; ditulis oleh pytest --tulis-sql

-- 1 SessionSeenMiddleware.__call__
SELECT django_session.session_key, django_session.session_data, django_session.expire_date
FROM django_session
WHERE (django_session.expire_date > %s AND django_session.session_key = %s)
LIMIT 21;

-- 2 SessionSeenMiddleware.__call__
SELECT akun_user.(7 kolom)
FROM akun_user
WHERE akun_user.id = %s
LIMIT 21;

-- 3 memberships_in_force
SELECT akun_membership.(7 kolom), wilayah_unit.(7 kolom)
FROM akun_membership
INNER JOIN akun_user ON (akun_membership.user_id = akun_user.id)
INNER JOIN wilayah_unit ON (akun_membership.unit_id = wilayah_unit.id)
WHERE ((akun_membership.sampai IS NULL OR akun_membership.sampai >= %s) AND akun_membership.mulai <= %s AND akun_user.is_active AND akun_membership.user_id = %s)
ORDER BY akun_membership.id ASC;

-- 4 protected_object
SELECT insentif_pengajuan.(18 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(7 kolom)
FROM insentif_pengajuan
INNER JOIN wilayah_kabupaten ON (insentif_pengajuan.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_pengajuan.id = %s)
ORDER BY insentif_pengajuan.periode DESC, wilayah_unit.nama ASC, wilayah_unit.id ASC
LIMIT 1;

-- 5 pagu_insentif
SELECT regulasi_barisaturan.(16 kolom)
FROM regulasi_barisaturan
WHERE (regulasi_barisaturan.tanggal_keputusan <= %s AND regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.kunci = %s AND regulasi_barisaturan.mulai <= %s AND regulasi_barisaturan.puskesmas_id = %s AND regulasi_barisaturan.sampai >= %s AND regulasi_barisaturan.status = %s)
ORDER BY regulasi_barisaturan.tanggal_keputusan DESC, regulasi_barisaturan.mulai DESC
LIMIT 1;

-- 6 pagu_left
SELECT SUM((insentif_perhitungan.pool - insentif_perhitungan.tidak_dibagi)) AS used
FROM insentif_perhitungan
INNER JOIN insentif_pengajuan ON (insentif_perhitungan.pengajuan_id = insentif_pengajuan.id)
WHERE (insentif_pengajuan.periode BETWEEN %s AND %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_pengajuan.status IN (%s ...) AND insentif_perhitungan.round = (insentif_pengajuan.round) AND NOT (insentif_perhitungan.pengajuan_id = %s));

-- 7 pagu_left
SELECT SUM(insentif_koreksi.selisih) AS total
FROM insentif_koreksi
INNER JOIN insentif_pengajuan ON (insentif_koreksi.pengajuan_id = insentif_pengajuan.id)
WHERE (insentif_pengajuan.periode BETWEEN %s AND %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_koreksi.status = %s AND NOT (insentif_koreksi.pengajuan_id = %s));

-- 8 kategori_pada
SELECT wilayah_kategoripuskesmas.kategori AS kategori
FROM wilayah_kategoripuskesmas
WHERE (wilayah_kategoripuskesmas.mulai <= %s AND wilayah_kategoripuskesmas.puskesmas_id = %s)
ORDER BY wilayah_kategoripuskesmas.mulai DESC
LIMIT 1;

-- 9 latest_for
SELECT insentif_indeksterbit.(12 kolom)
FROM insentif_indeksterbit
WHERE (insentif_indeksterbit.periode = %s AND insentif_indeksterbit.puskesmas_id = %s)
ORDER BY insentif_indeksterbit.versi DESC
LIMIT 1;

-- 10 _work
SELECT insentif_isiankegiatan.petugas_bulan_id AS petugas_bulan_id, insentif_bariskegiatan.jenis AS baris__jenis, SUM(insentif_isiankegiatan.jumlah) AS total
FROM insentif_isiankegiatan
INNER JOIN insentif_petugasbulan ON (insentif_isiankegiatan.petugas_bulan_id = insentif_petugasbulan.id)
INNER JOIN insentif_bariskegiatan ON (insentif_isiankegiatan.baris_id = insentif_bariskegiatan.id)
WHERE insentif_petugasbulan.pengajuan_id = %s
GROUP BY 1, 2;

-- 11 profil_pada
SELECT pegawai_petugas.(14 kolom)
FROM pegawai_petugas
WHERE ((pegawai_petugas.aktif OR pegawai_petugas.nonaktif_sejak > %s) AND pegawai_petugas.puskesmas_id = %s)
ORDER BY pegawai_petugas.nama ASC, pegawai_petugas.kode ASC;

-- 12 _posts_on
SELECT pegawai_penugasan.petugas_id AS petugas_id, pegawai_jenisjabatan.macam AS jenis__macam, pegawai_jenisjabatan.kelas AS jenis__kelas, pegawai_jenisjabatan.nama AS jenis__nama
FROM pegawai_penugasan
INNER JOIN pegawai_suratkeputusan ON (pegawai_penugasan.sk_id = pegawai_suratkeputusan.id)
INNER JOIN pegawai_petugas ON (pegawai_penugasan.petugas_id = pegawai_petugas.id)
INNER JOIN pegawai_jenisjabatan ON (pegawai_penugasan.jenis_id = pegawai_jenisjabatan.id)
WHERE (pegawai_penugasan.mulai <= %s AND (pegawai_penugasan.sampai IS NULL OR pegawai_penugasan.sampai >= %s) AND pegawai_suratkeputusan.mulai <= %s AND (pegawai_suratkeputusan.sampai IS NULL OR pegawai_suratkeputusan.sampai >= %s) AND pegawai_petugas.puskesmas_id = %s)
ORDER BY 1 ASC, pegawai_penugasan.mulai ASC, pegawai_penugasan.id ASC;

-- 13 _entitled_on
SELECT pegawai_penetapan.petugas_id AS petugas_id
FROM pegawai_penetapan
INNER JOIN pegawai_suratkeputusan ON (pegawai_penetapan.sk_id = pegawai_suratkeputusan.id)
INNER JOIN pegawai_petugas ON (pegawai_penetapan.petugas_id = pegawai_petugas.id)
WHERE (pegawai_penetapan.mulai <= %s AND (pegawai_penetapan.sampai IS NULL OR pegawai_penetapan.sampai >= %s) AND pegawai_suratkeputusan.mulai <= %s AND (pegawai_suratkeputusan.sampai IS NULL OR pegawai_suratkeputusan.sampai >= %s) AND pegawai_petugas.puskesmas_id = %s AND pegawai_suratkeputusan.penerbit = %s);

-- 14 _officers
SELECT insentif_petugasbulan.id AS pk, insentif_petugasbulan.petugas_id AS petugas_id, pegawai_petugas.kode AS petugas__kode
FROM insentif_petugasbulan
INNER JOIN pegawai_petugas ON (insentif_petugasbulan.petugas_id = pegawai_petugas.id)
WHERE insentif_petugasbulan.pengajuan_id = %s
ORDER BY pegawai_petugas.nama ASC, 1 ASC;

-- 15 read_input
SELECT insentif_pelayananbulan.(5 kolom)
FROM insentif_pelayananbulan
WHERE insentif_pelayananbulan.pengajuan_id = %s
ORDER BY insentif_pelayananbulan.id ASC;

-- 16 rulebook_for
SELECT regulasi_barisaturan.id AS pk, regulasi_barisaturan.diputus_pada AS diputus_pada, wilayah_unit.nama AS puskesmas__nama
FROM regulasi_barisaturan
LEFT OUTER JOIN wilayah_unit ON (regulasi_barisaturan.puskesmas_id = wilayah_unit.id)
WHERE (regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.status = %s)
ORDER BY 1 ASC;

-- 17 _pelayanan
SELECT insentif_pelayananbulan.target AS target, insentif_pelayananbulan.realisasi AS realisasi
FROM insentif_pelayananbulan
WHERE insentif_pelayananbulan.pengajuan_id = %s
ORDER BY insentif_pelayananbulan.id ASC;

-- 18 _kegiatan
SELECT insentif_petugasbulan.petugas_id AS petugas_id
FROM insentif_petugasbulan
INNER JOIN pegawai_petugas ON (insentif_petugasbulan.petugas_id = pegawai_petugas.id)
WHERE insentif_petugasbulan.pengajuan_id = %s
ORDER BY pegawai_petugas.nama ASC, insentif_petugasbulan.id ASC;

-- 19 _kegiatan
SELECT %s AS a
FROM insentif_isiankegiatan
INNER JOIN insentif_petugasbulan ON (insentif_isiankegiatan.petugas_bulan_id = insentif_petugasbulan.id)
WHERE insentif_petugasbulan.pengajuan_id = %s
LIMIT 1;

-- 20 _berkas
SELECT COUNT(insentif_berkaspendukung.id) FILTER (WHERE insentif_berkaspendukung.jenis = %s) AS serapan, COUNT(insentif_berkaspendukung.id) AS semua
FROM insentif_berkaspendukung
WHERE insentif_berkaspendukung.pengajuan_id = %s;

-- 21 missing_sentences
SELECT COUNT(*) AS __count
FROM insentif_temuan
WHERE (insentif_temuan.pengajuan_id = %s AND insentif_temuan.round = %s AND insentif_temuan.tanggapan = %s);

-- 22 latest_for: ulangan 9

-- 23 pagu_insentif: ulangan 5

-- 24 pagu_left: ulangan 6

-- 25 pagu_left: ulangan 7

-- 26 kategori_pada: ulangan 8

-- 27 latest_for: ulangan 9

-- 28 _work: ulangan 10

-- 29 _officers: ulangan 14

-- 30 read_input: ulangan 15

-- 31 rulebook_for: ulangan 16

-- 32 _pelayanan: ulangan 17

-- 33 _kegiatan: ulangan 18

-- 34 _kegiatan: ulangan 19

-- 35 _berkas: ulangan 20

-- 36 pagu_insentif: ulangan 5

-- 37 pagu_left: ulangan 6

-- 38 pagu_left: ulangan 7

-- 39 kategori_pada: ulangan 8

-- 40 latest_for: ulangan 9

-- 41 _work: ulangan 10

-- 42 _officers: ulangan 14

-- 43 read_input: ulangan 15

-- 44 rulebook_for: ulangan 16

-- 45 current
SELECT insentif_temuan.(10 kolom), akun_user.(7 kolom), T4.(7 kolom)
FROM insentif_temuan
INNER JOIN akun_user ON (insentif_temuan.dicatat_oleh_id = akun_user.id)
LEFT OUTER JOIN akun_user T4 ON (insentif_temuan.ditanggapi_oleh_id = T4.id)
WHERE (insentif_temuan.pengajuan_id = %s AND insentif_temuan.round < %s AND insentif_temuan.round >= %s)
ORDER BY insentif_temuan.id ASC;

-- 46 current: ulangan 45
