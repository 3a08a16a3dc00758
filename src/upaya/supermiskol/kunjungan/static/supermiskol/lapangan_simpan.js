/* What is kept on the phone: encrypted at rest with a key that no script can read out.
   A promise of this file is settled when the transaction is complete, not when it was asked for. */
(() => {
  "use strict";

  const PARTS = ["kunci", "keluarga", "kunjungan", "foto", "terkirim"];
  let opened = null;

  const open = () => (opened ??= new Promise((done, fail) => {
    const asked = indexedDB.open("upaya-lapangan", 1);
    asked.onupgradeneeded = () => PARTS.forEach((name) => asked.result.createObjectStore(name));
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => { opened = null; fail(asked.error); };
  }));

  /* Runs `work(store, ...)` in one transaction and gives the result of the request it returns. */
  async function within(names, mode, work) {
    const held = await open();
    return new Promise((done, fail) => {
      const step = held.transaction(names, mode, mode === "readwrite" ? { durability: "strict" } : {});
      const asked = work(...names.map((name) => step.objectStore(name)));
      step.oncomplete = () => done(asked ? asked.result : undefined);
      step.onabort = () => fail(step.error || new Error("batal"));
      step.onerror = () => fail(step.error);
    });
  }

  async function key() {
    const found = await within(["kunci"], "readonly", (store) => store.get("utama"));
    if (found) return found;
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    /* Two tabs may make one each: the first one stored is the key of both. */
    await within(["kunci"], "readwrite", (store) => store.add(made, "utama")).catch(() => {});
    return within(["kunci"], "readonly", (store) => store.get("utama"));
  }

  const seal = async (bytes) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, isi: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes) };
  };
  const unseal = async (box) => crypto.subtle.decrypt({ name: "AES-GCM", iv: box.iv }, await key(), box.isi);
  const pack = (value) => seal(new TextEncoder().encode(JSON.stringify(value)));
  const unpack = async (box) => JSON.parse(new TextDecoder().decode(await unseal(box)));

  const put = async (part, name, value) => {
    const box = await pack(value);
    await within([part], "readwrite", (store) => store.put(box, name));
  };
  const get = async (part, name) => {
    const box = await within([part], "readonly", (store) => store.get(name));
    return box && unpack(box);
  };
  const all = async (part) => {
    const boxes = await within([part], "readonly", (store) => store.getAll());
    return Promise.all(boxes.map(unpack));
  };

  const hash = async (bytes) => {
    const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return [...found].map((one) => one.toString(16).padStart(2, "0")).join("");
  };

  /* A picture and the visit that names it are stored together or not at all. */
  async function putPhoto(visit, name, bytes) {
    const sidik = await hash(bytes);
    if (visit.foto.some((one) => one.sidik === sidik)) return visit;
    const next = { ...visit, foto: [...visit.foto, { sidik, nama: name, ukuran: bytes.byteLength, terkirim: false }] };
    const [picture, whole] = [await seal(bytes), await pack(next)];
    await within(["foto", "kunjungan"], "readwrite", (photos, visits) => {
      photos.put(picture, `${visit.uuid} ${sidik}`);
      return visits.put(whole, visit.uuid);
    });
    return next;
  }

  const photo = async (uuid, sidik) => {
    const box = await within(["foto"], "readonly", (store) => store.get(`${uuid} ${sidik}`));
    return box && unseal(box);
  };

  /* Only what a receipt lists is taken off the phone, in one transaction. */
  async function erasePhoto(visit, sidik) {
    const foto = visit.foto.map((one) => (one.sidik === sidik ? { ...one, terkirim: true } : one));
    const next = { ...visit, foto };
    const whole = await pack(next);
    await within(["foto", "kunjungan"], "readwrite", (photos, visits) => {
      photos.delete(`${visit.uuid} ${sidik}`);
      return visits.put(whole, visit.uuid);
    });
    return next;
  }

  async function eraseVisit(visit, said) {
    const note = await pack(said);
    await within(["kunjungan", "terkirim"], "readwrite", (visits, sent) => {
      visits.delete(visit.uuid);
      return sent.put(note, visit.uuid);
    });
  }

  async function replaceFamilies(rows) {
    const boxes = await Promise.all(rows.map(async (one) => [one.permohonan, await pack(one)]));
    await within(["keluarga"], "readwrite", (store) => {
      store.clear();
      boxes.forEach(([name, box]) => store.put(box, name));
    });
  }

  window.Lapangan = { put, get, all, hash, putPhoto, photo, erasePhoto, eraseVisit, replaceFamilies };
})();
