/* Files of a form, sent one by one: each with its progress, kept sealed on this device until the receipt
   names it, going on by itself when there is a line again or somebody signed in. See core/foto.py. */
(() => {
  "use strict";

  const Foto = window.Foto;
  const store = window.indexedDB && window.crypto?.subtle ? window.Simpanan("upaya-foto", ["kunci", "antre"]) : null;
  const { orang: person, halaman: page = location.pathname + location.search } = document.body.dataset;
  const LIFE = 24 * 3600 * 1000, WAITS = [3, 10, 30, 60];
  const SENTENCES = {
    0: "Belum terkirim: jaringan terputus. Dikirim lagi sendiri begitu tersambung.",
    401: "Belum terkirim: sesi Anda berakhir. Masuk lagi, lalu buka halaman ini; berkasnya masih di peramban ini.",
    403: "Belum terkirim: akun ini tidak boleh mengirim ke sini. Muat ulang halaman, atau hubungi admin unit.",
    413: "Terlalu besar: paling besar 10 MB.",
    429: "Belum terkirim: terlalu banyak kiriman sekaligus. Dikirim lagi sebentar lagi.",
    500: "Belum terkirim: ada gangguan di server. Dikirim lagi sebentar lagi.",
    507: "Belum terkirim: penyimpanan server penuh. Beri tahu pengelola; dikirim lagi nanti.",
  };
  const FINAL = new Set([404, 409, 413, 422]);
  const make = (tag, given = {}, ...inside) => { const made = Object.assign(document.createElement(tag), given); made.append(...inside); return made; };

  /* ---------------------------------------------------------------- kept until the receipt */
  const at = (item) => `${item.halaman} ${item.masukan} ${item.tanda}`;
  async function keep(item) {
    const { berkas, kecil, kepala, ...rest } = item;
    const sealed = async (blob) => (blob ? store.seal(await blob.arrayBuffer()) : null);
    const box = { meta: await store.pack({ ...rest, nama: berkas.name, tipe: berkas.type }), berkas: await sealed(berkas), kecil: await sealed(kecil), kepala: await sealed(kepala) };
    await store.within(["antre"], "readwrite", (rows) => rows.put(box, at(item)));
  }
  const forget = (key) => store.within(["antre"], "readwrite", (rows) => rows.delete(key)).catch(() => {});
  async function kept() {
    const [keys, boxes] = [await store.within(["antre"], "readonly", (rows) => rows.getAllKeys()), await store.within(["antre"], "readonly", (rows) => rows.getAll())];
    const found = [];
    for (const [nth, box] of boxes.entries()) {
      const meta = await store.unpack(box.meta);
      if (Date.now() - meta.pada > LIFE || (person && meta.orang !== person)) { await forget(keys[nth]); continue; }
      if (meta.halaman !== page || meta.orang !== person) continue;
      const open = async (part, type) => (part ? new Blob([await store.unseal(part)], { type }) : null);
      found.push({ ...meta, berkas: new File([await store.unseal(box.berkas)], meta.nama, { type: meta.tipe }), kecil: await open(box.kecil, "image/jpeg"), kepala: await open(box.kepala, "image/jpeg") });
    }
    return found;
  }

  /* ---------------------------------------------------------------- one request */
  function post(item, form, progress) {
    const body = new FormData();
    for (const [name, value] of item.bidang) body.append(name, value);
    body.append(item.masukan, item.berkas);
    if (item.kecil) body.append("foto_kecil", item.kecil, "kecil.jpg");
    if (item.lokasi && item.kepala) body.append("foto_kepala", item.kepala, "kepala.jpg");
    if (item.lokasi) body.append("foto_lokasi", "on");
    return new Promise((done) => {
      const asked = new XMLHttpRequest();
      asked.open("POST", form.getAttribute("action") || location.href);
      asked.timeout = 120000;
      asked.setRequestHeader("Accept", "application/json");
      asked.setRequestHeader("X-Foto", item.tanda);
      asked.setRequestHeader("X-CSRFToken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      if (person) asked.setRequestHeader("X-Orang", person);
      asked.upload.addEventListener("progress", (event) => { if (event.lengthComputable) progress(event.loaded / event.total); });
      asked.addEventListener("loadend", () => {
        let said = null;
        try { said = JSON.parse(asked.responseText); } catch { /* a page, not a receipt */ }
        if (asked.status === 200) done(said?.tanda === item.tanda ? { baik: said } : { status: 401 });
        else done({ status: asked.status, pesan: said?.pesan });
      });
      asked.send(body);
    });
  }

  /* ---------------------------------------------------------------- one field */
  function field(place) {
    const input = place.closest(".field").querySelector("input[type=file]");
    const form = input.form;
    const how = place.dataset.foto;
    const rows = place.appendChild(make("ul", { className: "foto-daftar" }));
    const sum = place.appendChild(make("p", { className: "foto-kabar" }));
    sum.setAttribute("role", "status");
    const waiting = [];
    let busy = Promise.resolve(), sending = false, tries = 0, timer = 0, received = 0;

    const fault = (file, words) => { rows.append(make("li", { className: "has-error" }, make("p", { textContent: `${file.name}: ${words}` }))); };
    const fields = () => (place.dataset.dengan || "").split(" ").filter(Boolean).map((name) => [name, form.elements[name]?.value ?? ""]);
    const wished = () => form.querySelector("[name=foto_lokasi]")?.checked ?? false;

    /* Shrunk in place: the form sends it as it would have sent the other. */
    async function replace() {
      const files = [...input.files];
      if (!files.some(Foto.isPicture) || wished()) return;
      rows.replaceChildren();
      sum.textContent = "Memperkecil foto ...";
      const box = new DataTransfer();
      let before = 0, after = 0;
      for (const file of files) {
        try {
          const made = await Foto.shrink(file);
          box.items.add(made.berkas);
          [before, after] = [before + file.size, after + made.berkas.size];
        } catch (one) {
          if (!(one instanceof Foto.Unreadable)) throw one;
          fault(file, one.message);
        }
      }
      input.files = box.files;
      sum.textContent = box.files.length ? `Diperkecil di perangkat ini dari ${Foto.size(before)} menjadi ${Foto.size(after)}, tanpa data lokasi.` : "";
    }

    async function line(item) {
      const bar = make("progress", { max: 1, value: 0 });
      bar.setAttribute("aria-label", `Kemajuan ${item.berkas.name}`);
      const words = make("p", { textContent: `${item.berkas.name}, ${Foto.size(item.berkas.size)}, menunggu` });
      item.baris = make("li", {}, ...(item.kecil ? [await Foto.show(item.kecil, item.berkas.name)] : []), make("div", {}, words, bar));
      item.katakan = (text) => { words.textContent = `${item.berkas.name}, ${Foto.size(item.berkas.size)}: ${text}`; };
      item.maju = (share) => { bar.value = share; };
      item.usai = (...more) => { bar.remove(); item.baris.lastElementChild.append(...more); };
      rows.append(item.baris);
    }

    async function add(item) {
      if (waiting.some((one) => at(one) === at(item))) return;
      await line(item);
      waiting.push(item);
    }

    async function choose(files) {
      rows.querySelectorAll(".has-error").forEach((row) => row.remove());
      const dengan = fields(), lokasi = wished();
      for (const file of files) {
        try {
          const { berkas, kecil, kepala, asal } = await Foto.shrink(file);
          const item = { halaman: page, orang: person, masukan: input.name, tanda: await store.hash(asal), bidang: dengan, lokasi, pada: Date.now(), berkas, kecil, kepala: lokasi ? kepala : null };
          await keep(item).catch(() => {});  /* a full device still sends */
          await add(item);
        } catch (one) {
          if (!(one instanceof Foto.Unreadable)) throw one;
          fault(file, one.message);
        }
      }
      send();
    }

    function tell() {
      if (waiting.length) sum.textContent = `${waiting.length} berkas belum terkirim${received ? `, ${received} tersimpan` : ""}.`;
      else if (received) sum.textContent = `${received} berkas tersimpan.`;
    }

    async function one(item) {
      item.katakan("mengirim");
      const said = await post(item, form, item.maju);
      if (said.baik) {
        await forget(at(item));
        waiting.splice(waiting.indexOf(item), 1);
        received += 1;
        item.katakan("tersimpan");
        item.usai();
        return true;
      }
      const words = said.pesan || SENTENCES[said.status] || (said.status >= 500 ? SENTENCES[500] : SENTENCES[403]);
      item.katakan(words);
      if (!FINAL.has(said.status)) return false;
      await forget(at(item));  /* it will never be accepted: said, and not sent again */
      waiting.splice(waiting.indexOf(item), 1);
      item.baris.classList.add("has-error");
      item.usai();
      return true;
    }

    async function send() {
      if (sending) return;
      sending = true;
      clearTimeout(timer);
      let open = true;
      while (open && waiting.length) { open = await one(waiting[0]); tell(); }
      sending = false;
      tell();
      if (waiting.length) {
        timer = setTimeout(send, 1000 * WAITS[Math.min(tries, WAITS.length - 1)]);
        tries += 1;
      } else {
        tries = 0;
        if (received && place.dataset.muat && !rows.querySelector(".has-error")) location.reload();
      }
    }
    window.addEventListener("online", () => { tries = 0; send(); });

    /* ------------------------------------------------------------ how the form uses it */
    if (how === "kecil" || !store) {
      input.addEventListener("change", () => { busy = replace().catch(() => {}); });
      form.addEventListener("submit", (event) => {
        if (form.dataset.siap) { delete form.dataset.siap; return; }
        const { submitter } = event;
        if (![...input.files].some(Foto.isPicture)) return;
        event.preventDefault();  /* what is being made smaller goes when it is */
        const again = () => { form.dataset.siap = "1"; form.requestSubmit(submitter?.type === "submit" ? submitter : undefined); };
        busy.then(() => setTimeout(again));  /* a form that is just being sent does not send itself once more */
      });
      return;
    }
    input.multiple = place.dataset.banyak !== undefined;
    const take = () => {
      const files = [...input.files];
      input.value = "";
      busy = busy.then(() => choose(files)).catch(() => { sum.textContent = "Berkas ini tidak dapat disiapkan. Pilih lagi."; });
    };
    if (how === "segera") {
      input.addEventListener("change", (event) => { event.stopPropagation(); take(); });
      input.addEventListener("input", (event) => event.stopPropagation());
    } else {
      form.addEventListener("submit", (event) => {
        if (!input.files.length) return;
        event.preventDefault();
        take();
      });
    }
    kept().then(async (items) => {
      for (const item of items.filter((each) => each.masukan === input.name)) await add(item);
      if (waiting.length) send();
    }).catch(() => {});
  }

  document.querySelectorAll("[data-foto]").forEach(field);
})();
