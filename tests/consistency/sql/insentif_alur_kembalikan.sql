-- insentif:alur_kembalikan: verifikator_dinas diajukan
-- 27 kueri, 1 ulangan; ditulis oleh pytest --tulis-sql

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

-- 4 has_totp
SELECT %s AS a
FROM mfa_authenticator
WHERE (mfa_authenticator.type = %s AND mfa_authenticator.user_id = %s)
LIMIT 1;

-- 5 protected_object
SELECT insentif_pengajuan.(18 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(7 kolom)
FROM insentif_pengajuan
INNER JOIN wilayah_kabupaten ON (insentif_pengajuan.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.id = %s)
ORDER BY insentif_pengajuan.periode DESC, wilayah_unit.nama ASC, wilayah_unit.id ASC
LIMIT 1;

-- 6 frozen
SELECT insentif_perhitungan.(18 kolom)
FROM insentif_perhitungan
WHERE insentif_perhitungan.pengajuan_id = %s
ORDER BY insentif_perhitungan.nomor DESC
LIMIT 1;

-- 7 _writers
SELECT insentif_pengisi.user_id AS user_id
FROM insentif_pengisi
WHERE insentif_pengisi.pengajuan_id = %s
ORDER BY insentif_pengisi.id ASC;

-- 8 Road._actor_obstacles
SELECT core_workflowlog.move AS move
FROM core_workflowlog
WHERE (core_workflowlog.actor_id = %s AND core_workflowlog.move IN (%s ...) AND core_workflowlog.round = %s AND core_workflowlog.subject_id = %s AND core_workflowlog.workflow = %s)
ORDER BY core_workflowlog.id ASC;

-- 9 _new_findings
SELECT COUNT(*) AS __count
FROM insentif_temuan
WHERE (insentif_temuan.pengajuan_id = %s AND insentif_temuan.round = %s);

-- 10 _pelayanan
SELECT insentif_pelayananbulan.target AS target, insentif_pelayananbulan.realisasi AS realisasi
FROM insentif_pelayananbulan
WHERE insentif_pelayananbulan.pengajuan_id = %s
ORDER BY insentif_pelayananbulan.id ASC;

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

-- 14 _kegiatan
SELECT insentif_petugasbulan.petugas_id AS petugas_id
FROM insentif_petugasbulan
INNER JOIN pegawai_petugas ON (insentif_petugasbulan.petugas_id = pegawai_petugas.id)
WHERE insentif_petugasbulan.pengajuan_id = %s
ORDER BY pegawai_petugas.nama ASC, insentif_petugasbulan.id ASC;

-- 15 _kegiatan
SELECT %s AS a
FROM insentif_isiankegiatan
INNER JOIN insentif_petugasbulan ON (insentif_isiankegiatan.petugas_bulan_id = insentif_petugasbulan.id)
WHERE insentif_petugasbulan.pengajuan_id = %s
LIMIT 1;

-- 16 _berkas
SELECT COUNT(insentif_berkaspendukung.id) FILTER (WHERE insentif_berkaspendukung.jenis = %s) AS serapan, COUNT(insentif_berkaspendukung.id) AS semua
FROM insentif_berkaspendukung
WHERE insentif_berkaspendukung.pengajuan_id = %s;

-- 17 pagu_insentif
SELECT regulasi_barisaturan.(16 kolom)
FROM regulasi_barisaturan
WHERE (regulasi_barisaturan.tanggal_keputusan <= %s AND regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.kunci = %s AND regulasi_barisaturan.mulai <= %s AND regulasi_barisaturan.puskesmas_id = %s AND regulasi_barisaturan.sampai >= %s AND regulasi_barisaturan.status = %s)
ORDER BY regulasi_barisaturan.tanggal_keputusan DESC, regulasi_barisaturan.mulai DESC
LIMIT 1;

-- 18 pagu_left
SELECT SUM((insentif_perhitungan.pool - insentif_perhitungan.tidak_dibagi)) AS used
FROM insentif_perhitungan
INNER JOIN insentif_pengajuan ON (insentif_perhitungan.pengajuan_id = insentif_pengajuan.id)
WHERE (insentif_pengajuan.periode BETWEEN %s AND %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_pengajuan.status IN (%s ...) AND insentif_perhitungan.round = (insentif_pengajuan.round) AND NOT (insentif_perhitungan.pengajuan_id = %s));

-- 19 pagu_left
SELECT SUM(insentif_koreksi.selisih) AS total
FROM insentif_koreksi
INNER JOIN insentif_pengajuan ON (insentif_koreksi.pengajuan_id = insentif_pengajuan.id)
WHERE (insentif_pengajuan.periode BETWEEN %s AND %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_koreksi.status = %s AND NOT (insentif_koreksi.pengajuan_id = %s));

-- 20 kategori_pada
SELECT wilayah_kategoripuskesmas.kategori AS kategori
FROM wilayah_kategoripuskesmas
WHERE (wilayah_kategoripuskesmas.mulai <= %s AND wilayah_kategoripuskesmas.puskesmas_id = %s)
ORDER BY wilayah_kategoripuskesmas.mulai DESC
LIMIT 1;

-- 21 latest_for
SELECT insentif_indeksterbit.(12 kolom)
FROM insentif_indeksterbit
WHERE (insentif_indeksterbit.periode = %s AND insentif_indeksterbit.puskesmas_id = %s)
ORDER BY insentif_indeksterbit.versi DESC
LIMIT 1;

-- 22 _work
SELECT insentif_isiankegiatan.petugas_bulan_id AS petugas_bulan_id, insentif_bariskegiatan.jenis AS baris__jenis, SUM(insentif_isiankegiatan.jumlah) AS total
FROM insentif_isiankegiatan
INNER JOIN insentif_petugasbulan ON (insentif_isiankegiatan.petugas_bulan_id = insentif_petugasbulan.id)
INNER JOIN insentif_bariskegiatan ON (insentif_isiankegiatan.baris_id = insentif_bariskegiatan.id)
WHERE insentif_petugasbulan.pengajuan_id = %s
GROUP BY 1, 2;

-- 23 _officers
SELECT insentif_petugasbulan.id AS pk, insentif_petugasbulan.petugas_id AS petugas_id, pegawai_petugas.kode AS petugas__kode
FROM insentif_petugasbulan
INNER JOIN pegawai_petugas ON (insentif_petugasbulan.petugas_id = pegawai_petugas.id)
WHERE insentif_petugasbulan.pengajuan_id = %s
ORDER BY pegawai_petugas.nama ASC, 1 ASC;

-- 24 read_input
SELECT insentif_pelayananbulan.(5 kolom)
FROM insentif_pelayananbulan
WHERE insentif_pelayananbulan.pengajuan_id = %s
ORDER BY insentif_pelayananbulan.id ASC;

-- 25 rulebook_for
SELECT regulasi_barisaturan.id AS pk, regulasi_barisaturan.diputus_pada AS diputus_pada, wilayah_unit.nama AS puskesmas__nama
FROM regulasi_barisaturan
LEFT OUTER JOIN wilayah_unit ON (regulasi_barisaturan.puskesmas_id = wilayah_unit.id)
WHERE (regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.status = %s)
ORDER BY 1 ASC;

-- 26 current
SELECT insentif_temuan.(10 kolom), akun_user.(7 kolom), T4.(7 kolom)
FROM insentif_temuan
INNER JOIN akun_user ON (insentif_temuan.dicatat_oleh_id = akun_user.id)
LEFT OUTER JOIN akun_user T4 ON (insentif_temuan.ditanggapi_oleh_id = T4.id)
WHERE (insentif_temuan.pengajuan_id = %s AND insentif_temuan.round >= %s)
ORDER BY insentif_temuan.id ASC;

-- 27 current: ulangan 26
