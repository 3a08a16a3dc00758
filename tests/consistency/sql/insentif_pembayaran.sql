-- insentif:pembayaran: bendahara_pengeluaran disetujui
-- 15 kueri, 0 ulangan; ditulis oleh pytest --tulis-sql

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
SELECT akun_membership.(7 kolom), EXISTS(SELECT %s AS a
FROM mfa_authenticator U0
WHERE (U0.type = %s AND U0.user_id = (akun_membership.user_id))
LIMIT 1) AS ber_totp, wilayah_unit.(11 kolom)
FROM akun_membership
INNER JOIN akun_user ON (akun_membership.user_id = akun_user.id)
INNER JOIN wilayah_unit ON (akun_membership.unit_id = wilayah_unit.id)
WHERE ((akun_membership.sampai IS NULL OR akun_membership.sampai >= %s) AND akun_membership.mulai <= %s AND akun_user.is_active AND akun_membership.user_id = %s)
ORDER BY akun_membership.id ASC;

-- 4 protected_object
SELECT insentif_pengajuan.(18 kolom), wilayah_kabupaten.kode, wilayah_kabupaten.nama, wilayah_kabupaten.provinsi, wilayah_unit.(11 kolom)
FROM insentif_pengajuan
INNER JOIN wilayah_kabupaten ON (insentif_pengajuan.kabupaten_id = wilayah_kabupaten.kode)
INNER JOIN wilayah_unit ON (insentif_pengajuan.puskesmas_id = wilayah_unit.id)
WHERE (insentif_pengajuan.kabupaten_id = %s AND insentif_pengajuan.id = %s)
ORDER BY insentif_pengajuan.periode DESC, wilayah_unit.nama ASC, wilayah_unit.id ASC
LIMIT 1;

-- 5 PartedReading.findings
SELECT insentif_temuan.(10 kolom), akun_user.(7 kolom), T4.(7 kolom)
FROM insentif_temuan
INNER JOIN akun_user ON (insentif_temuan.dicatat_oleh_id = akun_user.id)
LEFT OUTER JOIN akun_user T4 ON (insentif_temuan.ditanggapi_oleh_id = T4.id)
WHERE insentif_temuan.pengajuan_id = %s
ORDER BY insentif_temuan.id ASC;

-- 6 IsianBulan.terbitan
SELECT insentif_indeksterbit.(12 kolom), akun_user.(7 kolom)
FROM insentif_indeksterbit
INNER JOIN akun_user ON (insentif_indeksterbit.diterbitkan_oleh_id = akun_user.id)
WHERE (insentif_indeksterbit.periode = %s AND insentif_indeksterbit.puskesmas_id = %s)
ORDER BY insentif_indeksterbit.versi ASC;

-- 7 Reading.moves
SELECT core_workflowlog.(13 kolom), akun_user.(7 kolom)
FROM core_workflowlog
INNER JOIN akun_user ON (core_workflowlog.actor_id = akun_user.id)
WHERE (core_workflowlog.subject_id = %s AND core_workflowlog.workflow = %s)
ORDER BY core_workflowlog.id ASC;

-- 8 UangBulan.perhitungan
SELECT insentif_perhitungan.(18 kolom), akun_user.(7 kolom)
FROM insentif_perhitungan
INNER JOIN akun_user ON (insentif_perhitungan.dinyatakan_oleh_id = akun_user.id)
WHERE insentif_perhitungan.pengajuan_id = %s
ORDER BY insentif_perhitungan.nomor DESC
LIMIT 1;

-- 9 payment_of
SELECT pembayaran_pembayaran.(12 kolom)
FROM pembayaran_pembayaran
WHERE (pembayaran_pembayaran.sumber = %s AND pembayaran_pembayaran.sumber_id = %s)
ORDER BY pembayaran_pembayaran.id DESC
LIMIT 1;

-- 10 district_rules
SELECT regulasi_barisaturan.id AS pk, regulasi_barisaturan.diputus_pada AS diputus_pada, wilayah_unit.slug AS puskesmas__slug, wilayah_unit.nama AS puskesmas__nama
FROM regulasi_barisaturan
LEFT OUTER JOIN wilayah_unit ON (regulasi_barisaturan.puskesmas_id = wilayah_unit.id)
WHERE (regulasi_barisaturan.kabupaten_id = %s AND regulasi_barisaturan.status = %s)
ORDER BY 1 ASC;

-- 11 aturan_bank
SELECT pegawai_aturanbank.(6 kolom)
FROM pegawai_aturanbank
WHERE pegawai_aturanbank.kabupaten_id = %s
ORDER BY pegawai_aturanbank.id ASC;

-- 12 debts
SELECT insentif_perhitunganpetugas.(8 kolom), pegawai_petugas.(19 kolom)
FROM insentif_perhitunganpetugas
INNER JOIN insentif_perhitungan ON (insentif_perhitunganpetugas.perhitungan_id = insentif_perhitungan.id)
INNER JOIN insentif_pengajuan ON (insentif_perhitungan.pengajuan_id = insentif_pengajuan.id)
INNER JOIN pegawai_petugas ON (insentif_perhitunganpetugas.petugas_id = pegawai_petugas.id)
WHERE (insentif_perhitungan.pengajuan_id = %s AND insentif_perhitungan.round = (insentif_pengajuan.round))
ORDER BY pegawai_petugas.nama ASC, insentif_perhitunganpetugas.id ASC;

-- 13 _open_differences
SELECT insentif_selisihpetugas.(7 kolom), ((insentif_selisihpetugas.selisih - COALESCE((SELECT SUM(U0.jumlah) AS total
FROM insentif_pelunasanselisih U0
WHERE U0.bagian_id = (insentif_selisihpetugas.id)
GROUP BY U0.bagian_id), %s)) + COALESCE((SELECT SUM(U0.jumlah) AS total
FROM insentif_penyelesaianselisih U0
WHERE (U0.bagian_id = (insentif_selisihpetugas.id) AND U0.status = %s)
GROUP BY U0.bagian_id), %s)) AS terbuka, insentif_koreksi.(16 kolom), insentif_pengajuan.(18 kolom), pegawai_petugas.(19 kolom)
FROM insentif_selisihpetugas
INNER JOIN insentif_koreksi ON (insentif_selisihpetugas.koreksi_id = insentif_koreksi.id)
INNER JOIN insentif_pengajuan ON (insentif_koreksi.pengajuan_id = insentif_pengajuan.id)
INNER JOIN pegawai_petugas ON (insentif_selisihpetugas.petugas_id = pegawai_petugas.id)
WHERE (insentif_pengajuan.periode < %s AND insentif_pengajuan.puskesmas_id = %s AND insentif_koreksi.status = %s AND NOT (((insentif_selisihpetugas.selisih - COALESCE((SELECT SUM(U0.jumlah) AS total
FROM insentif_pelunasanselisih U0
WHERE U0.bagian_id = (insentif_selisihpetugas.id)
GROUP BY U0.bagian_id), %s)) + COALESCE((SELECT SUM(U0.jumlah) AS total
FROM insentif_penyelesaianselisih U0
WHERE (U0.bagian_id = (insentif_selisihpetugas.id) AND U0.status = %s)
GROUP BY U0.bagian_id), %s)) = %s))
ORDER BY insentif_pengajuan.periode ASC, insentif_koreksi.nomor ASC, insentif_selisihpetugas.id ASC;

-- 14 UangBulan.koreksi
SELECT insentif_koreksi.(16 kolom), akun_user.(7 kolom), T4.(7 kolom)
FROM insentif_koreksi
INNER JOIN akun_user ON (insentif_koreksi.diusulkan_oleh_id = akun_user.id)
LEFT OUTER JOIN akun_user T4 ON (insentif_koreksi.diputus_oleh_id = T4.id)
WHERE insentif_koreksi.pengajuan_id = %s
ORDER BY insentif_koreksi.nomor DESC;

-- 15 UangBulan.spj
SELECT insentif_dokumenspj.(9 kolom), core_storedfile.(10 kolom), akun_user.(7 kolom), T5.(7 kolom)
FROM insentif_dokumenspj
LEFT OUTER JOIN core_storedfile ON (insentif_dokumenspj.berkas_id = core_storedfile.id)
INNER JOIN akun_user ON (insentif_dokumenspj.diserahkan_oleh_id = akun_user.id)
LEFT OUTER JOIN akun_user T5 ON (insentif_dokumenspj.diterima_oleh_id = T5.id)
WHERE insentif_dokumenspj.pengajuan_id = %s
ORDER BY insentif_dokumenspj.id ASC;
