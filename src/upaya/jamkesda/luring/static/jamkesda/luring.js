/* The counter without a line: checks what is scanned by what was taken along. */
(() => {
  "use strict";

  const SHELL = "/jamkesda/loket-luring/";
  const LAYANAN = { rjtp: "Rawat jalan tingkat pertama", ritp: "Rawat inap tingkat pertama", rjtl: "Rawat jalan tingkat lanjutan", ritl: "Rawat inap tingkat lanjutan", persalinan: "Persalinan" };
  const at = (id) => document.getElementById(id);
  const say = (text) => { at("keadaan").textContent = text; };
  const make = (tag, given = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), given);
    made.append(...inside);
    return made;
  };
  const day = (text) => (text ? new Date(`${text}T00:00:00`).toLocaleDateString("id-ID", { day: "numeric", month: "long", year: "numeric" }) : "-");
  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);

  const store = window.Simpanan("upaya-loket", ["kunci", "ekstrak", "dipakai"]);
  let held = null; // { given, said, members }

  function take(given, said) {
    held = { given, said, members: new Map(said.peserta.map((one) => [one[0], one])) };
  }

  async function keep(given, said) {
    await store.put("ekstrak", "kini", given);
    take(given, said);
    await show();
  }

  const old = () => Date.now() - Date.parse(held.said.dibuat) > held.said.jam * 3600000;

  async function show() {
    at("simpan").hidden = !held;
    const able = await window.Tanda.able();
    const cannot = able ? "" : " Peramban ini belum dapat memeriksa tanda tangan (Ed25519): pakai peramban terbaru, atau cocokkan kartu dengan kartu identitas.";
    if (!held) { say(`Belum ada ekstrak di loket ini. Masuk, lalu ambil selagi tersambung.${cannot}`); return; }
    const late = old() ? ` Ekstrak ini lewat ${held.said.jam} jam: keanggotaan dapat sudah berubah.` : "";
    say(`Ekstrak ${day(held.said.hari)}, ${held.members.size.toLocaleString("id-ID")} peserta aktif.${late}${cannot}`);
    await numbers();
  }

  /* ---------------------------------------------------------------- what was scanned */
  function result(tone, title, rows, note = "") {
    const list = make("dl", { className: "deflist" }, ...rows.map(([name, value]) => make("div", {}, make("dt", { textContent: name }), make("dd", { textContent: value }))));
    const box = make("div", { className: "card" }, make("h2", {}, make("span", { className: `chip ${tone}`, textContent: title })), list);
    if (note) box.append(make("p", { textContent: note }));
    at("hasil").replaceChildren(box);
  }

  function member(card, initials, sure) {
    const found = held.members.get(card);
    const signed = sure === null ? "tidak ada, nomor diketik" : sure ? "cocok" : "belum diperiksa peramban ini";
    if (!found) { result("bad", "Tidak ada dalam ekstrak", [["Kartu", card], ["Inisial", initials || "-"], ["Tanda tangan", signed]], "Peserta ini tidak aktif, atau baru aktif sesudah ekstrak diambil. Keadaan gawat darurat tetap dilayani."); return; }
    result(sure === false ? "warn" : "good", `Aktif menurut ekstrak ${day(held.said.hari)}`, [["Kartu", card], ["Inisial", found[1]], ["Tahun lahir", String(found[2])], ["Aktif sampai", found[3] ? day(found[3]) : "tanpa batas"], ["Tanda tangan", signed]], "Cocokkan dengan kartu identitasnya.");
  }

  function letter(fields, sure) {
    const [, number, card, initials, care, , from, until] = fields;
    const gone = held.said.surat_dicabut.includes(number);
    const now = today();
    const over = now < from || now > until;
    const title = gone ? "Surat ini dicabut" : over ? "Di luar masanya" : sure ? "Surat berlaku" : "Belum diperiksa peramban ini";
    result(gone || over ? "bad" : sure ? "good" : "warn", title, [["Nomor", number], ["Kartu", card], ["Inisial", initials], ["Layanan", LAYANAN[care] || care], ["Berlaku", `${day(from)} sampai ${day(until)}`], ["Peserta", held.members.has(card) ? "aktif menurut ekstrak" : "tidak ada dalam ekstrak"]]);
  }

  /* A hand scanner types wherever the cursor is: after each step it is in the field again. */
  const ready = () => at("kode").focus();

  async function check(text) {
    const line = text.trim();
    ready();
    if (!line) return;
    if (!held) { result("warn", "Belum ada ekstrak", [], "Ambil ekstrak selagi tersambung."); return; }
    const card = /(?:^|\/)(JK[2-9A-Z]{10})\/?(?:[?#].*)?$/i.exec(line);
    if (card) { member(card[1].toUpperCase(), "", null); return; }
    const found = await window.Tanda.read(line, held.said.kunci, held.said.kunci_dicabut);
    if (found.fault) { result("bad", "Tidak diterima", [], found.fault); return; }
    if (found.fields[0] === "K") member(found.fields[1], found.fields[2], found.sure);
    else if (found.fields[0] === "S" && found.fields.length === 8) letter(found.fields, found.sure);
    else result("bad", "Tidak diterima", [], "Jenis kodenya tidak dikenal.");
  }

  /* ---------------------------------------------------------------- spare numbers */
  async function numbers() {
    const used = new Map((await store.all("dipakai")).map((one) => [one.nomor, one]));
    const rows = held.said.nomor.map((number) => {
      const before = used.get(number);
      if (before) return make("li", { textContent: `${number}, dipakai ${new Date(before.pada).toLocaleString("id-ID")}: catat sesudah tersambung` });
      const mark = make("button", { type: "button", className: "btn small", textContent: "Tandai dipakai" });
      mark.addEventListener("click", async () => { await store.put("dipakai", number, { nomor: number, pada: Date.now() }); await numbers(); ready(); });
      return make("li", {}, `${number} `, mark);
    });
    at("nomor").replaceChildren(rows.length ? make("ul", {}, ...rows) : make("p", { textContent: "Tidak ada nomor cadangan. Cadangkan di halaman Nomor darurat, lalu ambil ekstrak lagi." }));
  }

  /* ---------------------------------------------------------------- the extract */
  async function fetched(quiet) {
    try {
      const answer = await fetch(`${SHELL}ekstrak.json`, { headers: { Accept: "application/json" } });
      const given = await answer.json();
      if (!answer.ok || !given.isi) throw new Error(given.pesan || "Ekstrak tidak dapat diambil.");
      await keep(given, await window.Tanda.extract(given, null));
    } catch (fault) {
      if (!quiet) say(fault instanceof TypeError ? "Tidak tersambung. Ekstrak yang tersimpan tetap dipakai." : fault.message);
    }
  }

  function saved() {
    const link = make("a", { href: URL.createObjectURL(new Blob([JSON.stringify(held.given)], { type: "application/json" })), download: `ekstrak-${held.said.hari}.json` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function fromFile() {
    const chosen = make("input", { type: "file", accept: "application/json,.json" });
    chosen.addEventListener("change", async () => {
      try {
        if (!held) throw new Error("Loket ini belum mengenal kunci mana pun: ambil ekstrak pertama selagi tersambung.");
        const given = JSON.parse(await chosen.files[0].text());
        const trusted = Object.fromEntries(Object.entries(held.said.kunci).filter(([name]) => !held.said.kunci_dicabut.includes(name)));
        const said = await window.Tanda.extract(given, trusted);
        if (said.dibuat < held.said.dibuat) throw new Error("Ekstrak dalam berkas ini lebih tua daripada yang tersimpan.");
        await keep(given, said);
      } catch (fault) { say(fault.message); }
    });
    chosen.click();
  }

  /* A camera takes a picture; this page itself may not look through it. */
  function camera() {
    const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    const chosen = make("input", { type: "file", accept: "image/*" });
    chosen.setAttribute("capture", "environment");
    chosen.addEventListener("change", async () => {
      try {
        const found = await detector.detect(await createImageBitmap(chosen.files[0]));
        const line = found.map((one) => one.rawValue).find((one) => one.startsWith("J1.")) || found[0]?.rawValue;
        if (line) await check(line);
        else say("Kode QR tidak terbaca dalam foto itu. Dekatkan, lalu coba lagi.");
      } catch { say("Foto itu tidak dapat dibaca."); }
      ready();
    });
    chosen.click();
  }

  async function begin() {
    at("pindai").addEventListener("submit", (event) => {
      event.preventDefault();
      const text = at("kode").value;
      at("kode").value = "";
      check(text);
    });
    at("ambil").addEventListener("click", () => fetched(false));
    at("simpan").addEventListener("click", saved);
    at("muat").addEventListener("click", fromFile);
    const kinds = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
    if (kinds?.includes("qr_code")) { at("kamera").hidden = false; at("kamera").addEventListener("click", camera); }
    const signal = () => { at("sinyal").textContent = navigator.onLine ? "Tersambung" : "Tanpa jaringan"; };
    window.addEventListener("online", signal);
    window.addEventListener("offline", signal);
    signal();
    const given = await store.get("ekstrak", "kini").catch(() => null);
    if (given) take(given, JSON.parse(given.isi));
    await show();
    ready();
    if (navigator.onLine) await fetched(true);
  }

  if (!window.isSecureContext || !window.indexedDB || !crypto.subtle) {
    say("Peramban ini tidak dapat menyimpan ekstrak dengan aman. Pakai peramban terbaru.");
    return;
  }
  navigator.serviceWorker?.register(`${SHELL}pekerja.js`, { scope: SHELL }).catch(() => {});
  begin().catch(() => say("Simpanan loket ini tidak dapat dibuka. Jangan hapus data peramban; hubungi UPT Jamkesda."));
})();
