-- insentif:dokumen: tim_verifikasi
-- 20 kueri, 0 ulangan; ditulis oleh pytest --tulis-sql

-- 1 SessionSeenMiddleware.__call__
SELECT django_session.session_key, django_session.session_data, django_session.expire_date
FROM django_session
WHERE (django_session.expire_date > %s AND django_session.session_key = %s)
LIMIT 21;

-- 2 SessionSeenMiddleware.__call__
SELECT akun_user.(10 kolom)
FROM akun_user
WHERE akun_user.id = %s
LIMIT 21;

-- 3 memberships_in_force
SELECT akun_membership.(8 kolom), EXISTS(SELECT %s AS a
FROM mfa_authenticator U0
WHERE (U0.type = %s AND U0.user_id = (akun_membership.user_id))
LIMIT 1) AS ber_totp, NOT EXISTS(SELECT 1
FROM wilayah_unit kantor
WHERE (kantor.kabupaten_id, kantor.jenis) = (wilayah_unit.kabupaten_id, %s)) AS tanpa_dinas_sosial, NOT EXISTS(SELECT 1
FROM wilayah_unit kantor
WHERE (kantor.kabupaten_id, kantor.jenis) = (wilayah_unit.kabupaten_id, %s)) AS tanpa_puskesmas, NOT EXISTS(SELECT 1
FROM wilayah_unit kantor
WHERE (kantor.kabupaten_id, kantor.jenis) = (wilayah_unit.kabupaten_id, %s)) AS tanpa_upt, wilayah_unit.(13 kolom)
FROM akun_membership
INNER JOIN akun_user ON (akun_membership.user_id = akun_user.id)
INNER JOIN wilayah_unit ON (akun_membership.unit_id = wilayah_unit.id)
WHERE ((akun_membership.sampai IS NULL OR akun_membership.sampai >= %s) AND akun_membership.mulai <= %s AND akun_user.is_active AND akun_membership.user_id = %s)
ORDER BY akun_membership.id ASC;

-- 4 protected_object
SELECT insentif_pengajuan.(19 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(13 kolom), T4.(13 kolom), wilayah_kecamatan.kode, wilayah_kecamatan.kabupaten_id, wilayah_kecamatan.nama
FROM insentif_pengajuan
INNER JOIN wilayah_kabupaten ON (insentif_pengajuan.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
LEFT OUTER JOIN wilayah_unit T4 ON (wilayah_unit.induk_id = T4.id)
LEFT OUTER JOIN wilayah_kecamatan ON (wilayah_unit.kecamatan_id = wilayah_kecamatan.kode)
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_pengajuan.id = %s)
ORDER BY insentif_pengajuan.id ASC
LIMIT 1;

-- 5 issued_of
SELECT core_dokumen.(18 kolom), EXISTS(SELECT %s AS a
FROM core_naskahdokumen U0
WHERE U0.dokumen_id = (core_dokumen.id)
LIMIT 1) AS kept, core_pencabutandokumen.(8 kolom)
FROM core_dokumen
LEFT OUTER JOIN core_pencabutandokumen ON (core_dokumen.kode = core_pencabutandokumen.dokumen_id)
WHERE (core_dokumen.subject_id = %s AND core_dokumen.subject_type = %s)
ORDER BY core_dokumen.versi ASC;

-- 6 district_rules
SELECT regulasi_barisaturan.id AS pk, regulasi_barisaturan.diputus_pada AS diputus_pada, wilayah_unit.slug AS puskesmas__slug, wilayah_unit.nama AS puskesmas__nama
FROM regulasi_barisaturan
LEFT OUTER JOIN wilayah_unit ON (regulasi_barisaturan.puskesmas_id = wilayah_unit.id)
WHERE (regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.status = %s)
ORDER BY 1 ASC;

-- 7 payment_of
SELECT pembayaran_pembayaran.(13 kolom), pembayaran_rekeningpembantu.(15 kolom)
FROM pembayaran_pembayaran
LEFT OUTER JOIN pembayaran_rekeningpembantu ON (pembayaran_pembayaran.rekening_id = pembayaran_rekeningpembantu.id)
WHERE (pembayaran_pembayaran.sumber = %s AND pembayaran_pembayaran.sumber_id = %s)
ORDER BY pembayaran_pembayaran.id DESC
LIMIT 1;

-- 8 UangBulan.semua_dana
SELECT pembayaran_danamasuk.(14 kolom), pembayaran_rekeningpembantu.(15 kolom), akun_user.(10 kolom)
FROM pembayaran_danamasuk
LEFT OUTER JOIN pembayaran_rekeningpembantu ON (pembayaran_danamasuk.rekening_id = pembayaran_rekeningpembantu.id)
INNER JOIN akun_user ON (pembayaran_danamasuk.dicatat_oleh_id = akun_user.id)
WHERE pembayaran_danamasuk.pembayaran_id = %s
ORDER BY pembayaran_danamasuk.id ASC;

-- 9 UangBulan.perhitungan
SELECT insentif_perhitungan.(18 kolom), akun_user.(10 kolom)
FROM insentif_perhitungan
INNER JOIN akun_user ON (insentif_perhitungan.dinyatakan_oleh_id = akun_user.id)
WHERE insentif_perhitungan.pengajuan_id = %s
ORDER BY insentif_perhitungan.nomor DESC
LIMIT 1;

-- 10 Reading.moves
SELECT core_workflowlog.(14 kolom), akun_user.(10 kolom), T3.(10 kolom)
FROM core_workflowlog
INNER JOIN akun_user ON (core_workflowlog.actor_id = akun_user.id)
LEFT OUTER JOIN akun_user T3 ON (core_workflowlog.mewakili_id = T3.id)
WHERE (core_workflowlog.subject_id = %s AND core_workflowlog.workflow = %s)
ORDER BY core_workflowlog.id ASC;

-- 11 holders
SELECT akun_membership.(8 kolom), akun_user.(10 kolom)
FROM akun_membership
INNER JOIN akun_user ON (akun_membership.user_id = akun_user.id)
INNER JOIN wilayah_unit ON (akun_membership.unit_id = wilayah_unit.id)
WHERE ((akun_membership.sampai IS NULL OR akun_membership.sampai >= %s) AND akun_membership.mulai <= %s AND akun_user.is_active AND (akun_membership.unit_id = %s OR (wilayah_unit.jenis = %s AND wilayah_unit.kabupaten_id = %s)))
ORDER BY akun_membership.mulai DESC, akun_membership.id DESC;

-- 12 LembarBulan._officers
SELECT pegawai_petugas.(19 kolom)
FROM pegawai_petugas
WHERE (pegawai_petugas.id IN (SELECT U0.petugas_id AS petugas
FROM insentif_petugasbulan U0
WHERE U0.pengajuan_id = %s) OR pegawai_petugas.user_id IN (%s ...))
ORDER BY pegawai_petugas.aktif ASC, pegawai_petugas.id ASC;

-- 13 IsianBulan.berkas
SELECT insentif_berkaspendukung.id, insentif_berkaspendukung.pengajuan_id, insentif_berkaspendukung.jenis, insentif_berkaspendukung.berkas_id, core_storedfile.(16 kolom), akun_user.(10 kolom)
FROM insentif_berkaspendukung
INNER JOIN core_storedfile ON (insentif_berkaspendukung.berkas_id = core_storedfile.id)
LEFT OUTER JOIN akun_user ON (core_storedfile.uploaded_by_id = akun_user.id)
WHERE insentif_berkaspendukung.pengajuan_id = %s
ORDER BY insentif_berkaspendukung.jenis ASC, insentif_berkaspendukung.id ASC;

-- 14 PartedReading.findings
SELECT insentif_temuan.(12 kolom), akun_user.(10 kolom), T4.(10 kolom)
FROM insentif_temuan
INNER JOIN akun_user ON (insentif_temuan.dicatat_oleh_id = akun_user.id)
LEFT OUTER JOIN akun_user T4 ON (insentif_temuan.ditanggapi_oleh_id = T4.id)
WHERE insentif_temuan.pengajuan_id = %s
ORDER BY insentif_temuan.id ASC;

-- 15 IsianBulan.baris
SELECT insentif_petugasbulan.id, insentif_petugasbulan.pengajuan_id, insentif_petugasbulan.petugas_id, insentif_petugasbulan.versi, pegawai_petugas.id, pegawai_petugas.kode, pegawai_petugas.nama
FROM insentif_petugasbulan
INNER JOIN pegawai_petugas ON (insentif_petugasbulan.petugas_id = pegawai_petugas.id)
WHERE insentif_petugasbulan.pengajuan_id = %s
ORDER BY pegawai_petugas.nama ASC, insentif_petugasbulan.id ASC;

-- 16 UangBulan.koreksi
SELECT insentif_koreksi.(21 kolom), akun_user.(10 kolom), T4.(10 kolom)
FROM insentif_koreksi
INNER JOIN akun_user ON (insentif_koreksi.diusulkan_oleh_id = akun_user.id)
LEFT OUTER JOIN akun_user T4 ON (insentif_koreksi.diputus_oleh_id = T4.id)
WHERE insentif_koreksi.pengajuan_id = %s
ORDER BY insentif_koreksi.nomor DESC;

-- 17 held_by_decree
SELECT pegawai_petugas.nama AS petugas__nama, pegawai_penugasan.petugas_id AS petugas_id, pegawai_penugasan.mulai AS mulai, pegawai_penugasan.id AS pk, pegawai_petugas.kode AS petugas__kode, pegawai_petugas.aktif AS petugas__aktif, pegawai_petugas.nonaktif_sejak AS petugas__nonaktif_sejak, pegawai_penugasan.sampai AS sampai, pegawai_suratkeputusan.(5 kolom), pegawai_jenisjabatan.nama AS jenis__nama, pegawai_jenisjabatan.macam AS jenis__macam, pegawai_jenisjabatan.kelas AS jenis__kelas
FROM pegawai_penugasan
INNER JOIN pegawai_suratkeputusan ON (pegawai_penugasan.sk_id = pegawai_suratkeputusan.id)
INNER JOIN pegawai_petugas ON (pegawai_penugasan.petugas_id = pegawai_petugas.id)
INNER JOIN pegawai_jenisjabatan ON (pegawai_penugasan.jenis_id = pegawai_jenisjabatan.id)
WHERE (pegawai_penugasan.mulai <= %s AND (pegawai_penugasan.sampai IS NULL OR pegawai_penugasan.sampai >= %s) AND pegawai_suratkeputusan.mulai <= %s AND (pegawai_suratkeputusan.sampai IS NULL OR pegawai_suratkeputusan.sampai >= %s) AND pegawai_penugasan.petugas_id IN (SELECT U0.petugas_id AS petugas
FROM insentif_petugasbulan U0
WHERE U0.pengajuan_id = %s))
UNION ALL SELECT pegawai_petugas.nama AS petugas__nama, pegawai_penetapan.petugas_id AS petugas_id, pegawai_penetapan.mulai AS mulai, pegawai_penetapan.id AS pk, pegawai_petugas.kode AS petugas__kode, pegawai_petugas.aktif AS petugas__aktif, pegawai_petugas.nonaktif_sejak AS petugas__nonaktif_sejak, pegawai_penetapan.sampai AS sampai, pegawai_suratkeputusan.(5 kolom), %s AS tanpa_jenis__nama, %s AS tanpa_jenis__macam, %s AS tanpa_jenis__kelas
FROM pegawai_penetapan
INNER JOIN pegawai_suratkeputusan ON (pegawai_penetapan.sk_id = pegawai_suratkeputusan.id)
INNER JOIN pegawai_petugas ON (pegawai_penetapan.petugas_id = pegawai_petugas.id)
WHERE (pegawai_penetapan.mulai <= %s AND (pegawai_penetapan.sampai IS NULL OR pegawai_penetapan.sampai >= %s) AND pegawai_suratkeputusan.mulai <= %s AND (pegawai_suratkeputusan.sampai IS NULL OR pegawai_suratkeputusan.sampai >= %s) AND pegawai_penetapan.petugas_id IN (SELECT U0.petugas_id AS petugas
FROM insentif_petugasbulan U0
WHERE U0.pengajuan_id = %s))
ORDER BY 1 ASC, 2 ASC, 15 DESC, 3 ASC, 4 ASC;

-- 18 IsianBulan._kisi
SELECT insentif_bariskegiatan.(5 kolom), insentif_isiankegiatan.petugas_bulan_id AS isian__petugas_bulan, insentif_isiankegiatan.jumlah AS isian__jumlah
FROM insentif_bariskegiatan
LEFT OUTER JOIN insentif_isiankegiatan ON (insentif_bariskegiatan.id = insentif_isiankegiatan.baris_id)
WHERE insentif_bariskegiatan.pengajuan_id = %s
ORDER BY 5 ASC, 1 ASC, insentif_isiankegiatan.id ASC;

-- 19 UangBulan.baris_bayar
SELECT pembayaran_barispembayaran.(24 kolom), pegawai_petugas.(19 kolom)
FROM pembayaran_barispembayaran
LEFT OUTER JOIN pegawai_petugas ON (pembayaran_barispembayaran.petugas_id = pegawai_petugas.id)
WHERE pembayaran_barispembayaran.pembayaran_id = %s
ORDER BY pembayaran_barispembayaran.nama ASC, pembayaran_barispembayaran.id ASC;

-- 20 UangBulan.spj
SELECT insentif_dokumenspj.(9 kolom), core_storedfile.(16 kolom), akun_user.(10 kolom), T5.(10 kolom)
FROM insentif_dokumenspj
LEFT OUTER JOIN core_storedfile ON (insentif_dokumenspj.berkas_id = core_storedfile.id)
INNER JOIN akun_user ON (insentif_dokumenspj.diserahkan_oleh_id = akun_user.id)
LEFT OUTER JOIN akun_user T5 ON (insentif_dokumenspj.diterima_oleh_id = T5.id)
WHERE insentif_dokumenspj.pengajuan_id = %s
ORDER BY insentif_dokumenspj.id ASC;
