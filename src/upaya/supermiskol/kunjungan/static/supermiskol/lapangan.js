/* The pages of a field visit: the families taken along, one visit, what was sent. */
(() => {
  "use strict";

  const store = window.Lapangan;
  const Foto = window.Foto;
  const place = document.getElementById("tempat");
  const say = (text) => { document.getElementById("lap-keadaan").textContent = text; };
  const FULL = "Ponsel ini tidak dapat menyimpan lagi. Jawaban terakhir BELUM tersimpan: kosongkan ruang, lalu pilih lagi jawabannya. Yang sebelumnya tetap ada.";

  const make = (tag, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...inside);
    return made;
  };
  const button = (text, work, kind = "btn") => {
    const made = make("button", { type: "button", className: kind, textContent: text });
    made.addEventListener("click", work);
    return made;
  };

  /* It opens again without a line only when its worker works and the whole shell lies here: the shell is stored last. */
  const SHELL = "/miskol/lapangan/";
  async function kept() {
    const found = await navigator.serviceWorker?.getRegistration(SHELL);
    return found?.active?.state === "activated" && Boolean(await window.caches?.match(SHELL));
  }

  async function signal() {
    const ready = await kept().catch(() => false);
    const line = navigator.onLine ? "Tersambung" : "Tanpa sinyal";
    document.getElementById("sinyal").textContent = `${line}, ${ready ? "siap" : "belum siap"} tanpa jaringan`;
  }

  async function worker() {
    const found = await navigator.serviceWorker.register(`${SHELL}pekerja.js`, { scope: SHELL });
    const watched = found.installing || found.waiting || found.active;
    watched?.addEventListener("statechange", signal);
    await navigator.serviceWorker.ready;
    await signal();
  }

  /* ---------------------------------------------------------------- the list */
  let turn = 0;
  async function list(said = "") {
    const mine = ++turn;
    const [families, visits, sent] = await Promise.all([store.all("keluarga"), store.all("kunjungan"), store.all("terkirim")]);
    if (mine !== turn) return; // a visit was opened while this was read
    const begun = new Set(visits.map((one) => one.permohonan));
    const rows = visits.map((visit) => make("li", {},
      make("p", {}, make("b", { textContent: visit.keluarga.nama }), ` (${visit.keluarga.tiket})`),
      make("p", { textContent: `Tersimpan di ponsel ini, belum terkirim: ${Object.keys(visit.jawaban).length} dari ${visit.keluarga.skema.pertanyaan.length} jawaban, ${visit.foto.length} foto.` }),
      ...(visit.gagal ? [make("p", { textContent: visit.gagal })] : []),
      ...(visit.selesai ? [] : [button("Lanjutkan kunjungan", () => fill(visit))]),
      ...(visit.ditolak ? refused(visit) : [])));
    const open = families.filter((one) => !begun.has(one.permohonan)).map((family) => make("li", {},
      make("p", {}, make("b", { textContent: family.nama }), ` (${family.tiket})`),
      make("p", { textContent: `${family.alamat}. NIK ${family.nik}. Skema versi ${family.skema.nomor}.` }),
      button("Mulai kunjungan", () => begin(family))));
    const gone = sent.slice(-10).map((one) => make("li", {},
      one.dibuang ? make("p", { textContent: `${one.tiket} dibuang dari ponsel ini ${new Date(one.pada).toLocaleString("id-ID")}, sesudah salinannya diunduh.` }) :
      make("p", { textContent: `${one.tiket} diterima server ${new Date(one.pada).toLocaleString("id-ID")}; salinannya sudah dihapus dari ponsel ini.` }),
      ...(one.bentrok ? [make("p", { textContent: `Perlu diputus orang: ${one.bentrok} Keduanya disimpan.` })] : [])));
    const part = (title, items, none) => [make("h2", { textContent: title }), items.length ? make("ul", { className: "lap-list" }, ...items) : make("p", { textContent: none })];
    place.replaceChildren(
      ...part("Di ponsel ini", rows, "Tidak ada kunjungan yang menunggu dikirim."),
      ...part("Keluarga yang dibawa", open, "Belum ada. Masuk dan buka halaman ini saat tersambung untuk membawanya."),
      ...part("Sudah terkirim", gone, "Belum ada."),
      make("div", { className: "lap-foot" }, button("Kirim dan perbarui", () => sync(), "btn main"), make("a", { href: "/", textContent: "Masuk atau kembali ke Tugas saya" })));
    if (said) say(said);
    else say(visits.length ? `${visits.length} kunjungan tersimpan di ponsel ini, belum terkirim.` : "Tidak ada yang tertinggal di ponsel ini.");
  }

  /* What the server refused for good is taken away as a file first, and thrown away by two presses only. */
  function refused(visit) {
    const take = async () => {
      try {
        const link = make("a", { href: URL.createObjectURL(new Blob([await store.copyOf(visit)], { type: "application/json" })), download: `kunjungan-${visit.keluarga.tiket}.json` });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
        await store.put("kunjungan", visit.uuid, { ...(await store.get("kunjungan", visit.uuid)), disalin: true });
        await list("Salinan diunduh: serahkan kepada Dinas Kesehatan. Isinya data keluarga, jangan dibagikan. Kunjungannya tetap di ponsel ini.");
      } catch { say("Salinan tidak dapat dibuat. Kunjungannya tetap di ponsel ini."); }
    };
    const sure = () => {
      const really = button("Ya, buang dari ponsel ini", async () => {
        try { await store.discard(visit); } catch { say("Tidak dapat dibuang. Kunjungannya tetap di ponsel ini."); return; }
        await list(`Kunjungan ${visit.keluarga.tiket} dibuang dari ponsel ini.`);
      });
      turn += 1; // a list that is being read does not take the question away
      discard.replaceWith(make("p", { className: "lap-sure", textContent: "Jawaban dan fotonya hilang dari ponsel ini dan tidak ada di server." }), really, button("Tidak jadi", () => list()));
      really.focus();
    };
    const discard = button("Buang ...", sure);
    return [button("Unduh salinan", take), ...(visit.disalin ? [discard] : [make("p", { textContent: "Dapat dibuang sesudah salinannya diunduh." })])];
  }

  /* ---------------------------------------------------------------- a visit begins */
  async function room() {
    const said = [];
    if (navigator.storage?.estimate) {
      const { quota = 0, usage = 0 } = await navigator.storage.estimate();
      const left = Math.max(0, quota - usage);
      said.push(left < 50 * 1048576 ? `Ruang tersisa hanya ${Foto.size(left)}; kosongkan ponsel sebelum memotret.` : `Ruang tersisa ${Foto.size(left)}.`);
    }
    const asked = navigator.storage?.persist ? await navigator.storage.persist().catch(() => false) : false;
    if (!asked) said.push("Peramban tidak berjanji menyimpan selamanya: jangan hapus data peramban sebelum terkirim. Kunjungan tetap dapat diisi.");
    return said.join(" ");
  }

  async function begin(family) {
    const info = await room();
    const visit = {
      uuid: crypto.randomUUID(), permohonan: family.permohonan, orang: family.orang, keluarga: family,
      jawaban: {}, foto: [], tanggal: today(), petugas_desa: "", petugas_tim: "", catatan: "", selesai: false,
    };
    try {
      await store.put("kunjungan", visit.uuid, visit);
    } catch { say(FULL); return; }
    fill(visit, info);
  }

  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

  /* ---------------------------------------------------------------- a visit is filled */
  function fill(visit, info = "") {
    turn += 1;
    let now = visit;
    let queue = Promise.resolve();
    const rows = [];
    const questions = now.keluarga.skema.pertanyaan;

    /* One after the other; a later answer never overtakes an earlier one. */
    const keep = (change) => {
      const done = queue.then(async () => {
        const next = change(now);
        await store.put("kunjungan", next.uuid, next);
        now = next;
      });
      queue = done.catch(() => {});
      return done.then(() => { show(); return true; }, () => { show(); say(FULL); return false; });
    };
    const answer = (kode, value) => keep((one) => {
      const jawaban = { ...one.jawaban };
      if (value === "") delete jawaban[kode]; else jawaban[kode] = value;
      return { ...one, jawaban };
    });

    /* The next question is asked when the one before it is stored. */
    function show() {
      let before = true;
      for (const { one, row, mark, check } of rows) {
        const kept = one.kode in now.jawaban;
        const again = kept && looked(one.kode);
        mark.textContent = again ? "periksa lagi" : kept ? "tersimpan" : "belum diisi";
        row.classList.toggle("lap-again", again);
        check.hidden = !kept;
        check.textContent = again ? "Sudah diperiksa" : "Tandai periksa lagi";
        row.hidden = !(before || kept);
        before = before && kept;
      }
      say(`Tersimpan di ponsel ini, belum terkirim: ${Object.keys(now.jawaban).length} dari ${questions.length} jawaban dan ${now.foto.length} foto.`);
      rest.hidden = !before;
      photos.replaceChildren(...now.foto.map((one) => {
        const row = make("li", {}, `${one.nama}, ${Foto.size(one.ukuran)}, tersimpan`);
        thumbnail(one).then((small) => { if (small) row.prepend(small); }, () => {});
        return row;
      }));
    }

    /* Whoever asks may mark an answer to come back to; such a mark is said before the visit ends. */
    const looked = (kode) => Boolean(now.periksa?.[kode]);
    let warned = false;

    /* Drawn once for each picture that lies here. */
    const drawn = new Map();
    async function thumbnail(one) {
      if (!drawn.has(one.sidik)) {
        const bytes = one.terkirim ? null : await store.photo(now.uuid, one.sidik);
        drawn.set(one.sidik, bytes ? await Foto.show(new Blob([bytes]), `Foto ${one.nama}`) : null);
      }
      return drawn.get(one.sidik);
    }

    for (const one of questions) {
      const mark = make("span", { className: "lap-mark" });
      const legend = make("legend", {}, `${one.nama} `, mark);
      const row = make("fieldset", { className: "lap-q" }, legend);
      if (one.pilihan) {
        for (const [kode, word] of one.pilihan) {
          const input = make("input", { type: "radio", name: `i-${one.kode}`, value: kode, checked: now.jawaban[one.kode] === kode });
          input.addEventListener("change", () => answer(one.kode, kode).then((kept) => { if (!kept) input.checked = false; }));
          row.append(make("label", {}, input, word));
        }
      } else {
        const [least, most] = one.bilangan;
        const input = make("input", { type: "number", name: `i-${one.kode}`, min: least, max: most, step: 1, value: now.jawaban[one.kode] ?? "" });
        input.setAttribute("aria-label", one.nama);
        input.addEventListener("change", () => {
          const value = input.value.trim();
          const number = Number(value);
          if (value !== "" && !(Number.isInteger(number) && number >= least && number <= most)) say(`${one.nama}: isi bilangan bulat dari ${least} sampai ${most}.`);
          else answer(one.kode, value === "" ? "" : number);
        });
        row.append(input);
      }
      const check = button("", () => keep((held) => ({ ...held, periksa: { ...held.periksa, [one.kode]: !held.periksa?.[one.kode] } })), "btn small");
      row.append(check);
      rows.push({ one, row, mark, check });
    }

    const field = (label, control, name) => {
      /* A choice that is not stored does not stand there as one; what was typed stays to be stored by the next try. */
      control.addEventListener("change", () => keep((one) => ({ ...one, [name]: control.value })).then((kept) => { if (!kept && control.options) control.value = now[name]; }));
      return make("div", { className: "lap-q" }, make("label", {}, label), control);
    };
    const person = (label, name, people) => {
      const control = make("select", {}, make("option", { value: "", textContent: "Pilih namanya" }), ...people.map(([id, who]) => make("option", { value: String(id), textContent: who })));
      control.value = now[name];
      control.setAttribute("aria-label", label);
      return field(label, control, name);
    };
    const note = make("textarea", { rows: 3, maxLength: 2000, value: now.catatan });
    note.setAttribute("aria-label", "Catatan");
    const photos = make("ul", { className: "foto-daftar" });
    const camera = make("input", { type: "file", accept: "image/jpeg,image/png", hidden: true });
    camera.setAttribute("capture", "environment");
    camera.setAttribute("aria-label", "Foto rumah");
    camera.addEventListener("change", async () => {
      const file = camera.files[0];
      if (!file) return;
      say("Memperkecil foto ...");
      const done = queue.then(async () => {
        const made = await Foto.shrink(file);
        now = await store.putPhoto(now, made.berkas.name, await made.berkas.arrayBuffer());
      });
      queue = done.catch(() => {});
      await done.then(show, (fault) => { show(); say(fault instanceof Foto.Unreadable ? fault.message : FULL); });
      camera.value = "";
    });
    const rest = make("section", {},
      person("Petugas desa", "petugas_desa", now.keluarga.petugas.desa),
      person("Tim Pemburu Kemiskinan", "petugas_tim", now.keluarga.petugas.tim),
      field("Catatan", note, "catatan"),
      make("h2", { textContent: "Foto rumah" }), photos, camera,
      /* The camera may end this page: everything is stored before it opens. */
      button("Ambil foto", () => queue.then(() => camera.click())),
      make("div", { className: "lap-foot" }, button("Selesai, siap dikirim", finish, "btn main")));

    async function finish() {
      await queue;
      if (!now.petugas_desa || !now.petugas_tim || now.petugas_desa === now.petugas_tim) {
        say("Pilih dua orang yang berbeda: satu dari desa, satu dari Tim Pemburu Kemiskinan.");
        return;
      }
      const again = questions.filter((one) => looked(one.kode)).map((one) => one.nama);
      if (again.length && !warned) {
        warned = true;
        say(`Bertanda periksa lagi: ${again.join("; ")}. Periksa, atau tekan Selesai sekali lagi.`);
        return;
      }
      const isi = JSON.stringify({
        skema: now.keluarga.skema.id, jawaban: now.jawaban, tanggal: now.tanggal,
        petugas_desa: Number(now.petugas_desa), petugas_tim: Number(now.petugas_tim), catatan: now.catatan,
      });
      if (await keep((one) => ({ ...one, isi, selesai: true }))) { await list(); sync(); }
    }

    place.replaceChildren(button("Semua kunjungan", () => queue.then(() => list())), make("h2", { textContent: `Kunjungan ${now.keluarga.nama}` }),
      make("p", { textContent: `${now.keluarga.alamat}. NIK ${now.keluarga.nik}. ${info}` }), ...rows.map(({ row }) => row), rest);
    show();
  }

  /* ---------------------------------------------------------------- opening, online, button */
  async function sync() {
    signal();
    const faults = await store.send();
    try {
      const taken = await store.take();
      await store.replaceFamilies(taken.keluarga.map((one) => ({ ...one, orang: taken.orang })));
    } catch (fault) {
      if (!faults.length) faults.push(fault.message);
    }
    /* Whoever opened a visit meanwhile stays in it, and whoever is asked whether to throw one away is still asked. */
    if (!place.querySelector("fieldset, .lap-sure")) await list(faults.join(" "));
  }

  window.addEventListener("online", () => { sync(); });
  window.addEventListener("offline", signal);
  signal();
  if (!window.isSecureContext || !window.indexedDB || !navigator.locks || !crypto.subtle) {
    say("Peramban ini tidak dapat menyimpan kunjungan dengan aman. Pakai peramban terbaru, atau isi dari halaman permohonan saat tersambung.");
    return;
  }
  if (navigator.serviceWorker) worker().catch(signal);
  list().then(sync, () => say("Simpanan ponsel ini tidak dapat dibuka. Jangan hapus data peramban; hubungi Dinas Kesehatan."));
})();
