/* Sending: part by part, the same part as often as it takes; erased on a receipt alone. */
(() => {
  "use strict";

  const store = window.Lapangan;
  const SENTENCES = {
    0: "Belum tersambung. Semua tetap tersimpan di ponsel ini dan dikirim begitu ada sinyal.",
    401: "Sesi Anda berakhir atau orang lain sedang masuk. Masuk dengan akun yang mengisi kunjungan ini, lalu buka lagi halaman ini.",
    403: "Akun ini tidak lagi boleh mengirim kunjungan. Semua tetap tersimpan; hubungi admin Dinas Kesehatan.",
    404: "Keluarga ini tidak lagi di wilayah tugas Anda. Kunjungannya tetap tersimpan; hubungi Dinas Kesehatan.",
    409: "Kunjungan ini sudah diterima dengan isi yang lain. Yang di ponsel ini tetap tersimpan; tunjukkan kepada Dinas Kesehatan.",
    413: "Foto terlalu besar untuk dikirim. Foto tetap tersimpan; hubungi Dinas Kesehatan.",
    422: "Isi kunjungan belum dapat diterima. Semua tetap tersimpan; hubungi Dinas Kesehatan.",
    429: "Terlalu banyak kiriman sekaligus. Semua tetap tersimpan; tunggu satu menit, lalu tekan Kirim.",
    500: "Ada gangguan di server. Semua tetap tersimpan dan dikirim lagi nanti.",
    507: "Penyimpanan server penuh. Semua tetap tersimpan dan dikirim lagi nanti.",
    lain: "Jawaban jaringan bukan dari Upaya, mungkin halaman masuk. Semua tetap tersimpan; masuk lagi, lalu tekan Kirim.",
  };
  class Refused extends Error {
    constructor(words, final = false) { super(words); this.final = final; }
  }
  /* What the server will say to the same part again, however often it is sent. */
  const FINAL = new Set([404, 409, 413, 422]);

  const words = (status, said) => {
    const known = SENTENCES[status] || (status >= 500 ? SENTENCES[500] : SENTENCES[422]);
    return status === 422 && said ? `${said} ${known}` : known;
  };

  /* The answer as JSON of ours, or Refused with a sentence. A page with 200 is no receipt. */
  async function ask(address, options = {}) {
    const gone = new AbortController();
    const timer = setTimeout(() => gone.abort(), 60000);
    let answer, body;
    try {
      answer = await fetch(address, { ...options, signal: gone.signal, headers: { Accept: "application/json", ...options.headers } });
      const ours = (answer.headers.get("Content-Type") || "").startsWith("application/json") && !answer.redirected;
      body = ours ? await answer.json() : null;
    } catch {
      throw new Refused(SENTENCES[0]);
    } finally {
      clearTimeout(timer);
    }
    if (!answer.ok) throw new Refused(words(answer.status, body?.pesan), FINAL.has(answer.status));
    if (!body) throw new Refused(SENTENCES.lain);
    return body;
  }

  const take = () => ask("/miskol/lapangan/bawa/");

  async function post(visit, token, form) {
    form.append("uuid", visit.uuid);
    const said = await ask(`/miskol/lapangan/${visit.permohonan}/kirim/`, {
      method: "POST", body: form, headers: { "X-CSRFToken": token, "X-Orang": visit.orang },
    });
    if (said.uuid !== visit.uuid || !Array.isArray(said.sidik)) throw new Refused(SENTENCES.lain);
    return said;
  }

  async function sendOne(visit, token) {
    const form = new FormData();
    form.append("isi", visit.isi);
    const mark = await store.hash(new TextEncoder().encode(visit.isi));
    let said = await post(visit, token, form);
    if (!said.sidik.includes(mark)) throw new Refused(SENTENCES.lain);
    let left = visit;
    for (const one of visit.foto.filter((each) => !each.terkirim)) {
      if (!said.sidik.includes(one.sidik)) {
        const bytes = await store.photo(visit.uuid, one.sidik);
        const part = new FormData();
        part.append("foto", new File([bytes], one.nama));
        const small = await window.Foto.thumb(new Blob([bytes]));
        if (small) part.append("foto_kecil", small, "kecil.jpg");
        said = await post(visit, token, part);
      }
      if (!said.sidik.includes(one.sidik)) throw new Refused(SENTENCES.lain);
      left = await store.erasePhoto(left, one.sidik);
    }
    if (!left.foto.every((one) => said.sidik.includes(one.sidik))) throw new Refused(SENTENCES.lain);
    await store.eraseVisit(left, { uuid: visit.uuid, tiket: said.tiket, bentrok: said.bentrok, pada: new Date().toISOString() });
  }

  /* All that is finished, one tab at a time. Gives the sentences of what could not be sent. */
  async function send() {
    return navigator.locks.request("upaya-kirim", { ifAvailable: true }, async (held) => {
      if (!held) return ["Tab lain sedang mengirim."];
      const waiting = (await store.all("kunjungan")).filter((one) => one.selesai);
      if (!waiting.length) return [];
      const faults = new Set();
      let token;
      try { token = (await take()).csrf; } catch (fault) { return [fault.message]; }
      for (const visit of waiting) {
        try {
          await sendOne(visit, token);
        } catch (fault) {
          const said = fault instanceof Refused ? fault.message : "Ponsel tidak dapat membaca simpanannya. Jangan hapus data peramban; hubungi Dinas Kesehatan.";
          await store.put("kunjungan", visit.uuid, { ...(await store.get("kunjungan", visit.uuid)), gagal: said, ditolak: fault.final === true }).catch(() => {});
          faults.add(said);
        }
      }
      return [...faults];
    });
  }

  Object.assign(window.Lapangan, { take, send });
})();
