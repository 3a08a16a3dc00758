/* What a field visit keeps on the phone: families, visits, pictures, what was sent. */
(() => {
  "use strict";

  const { within, seal, unseal, pack, put, get, all, hash } =
    window.Simpanan("upaya-lapangan", ["kunci", "keluarga", "kunjungan", "foto", "terkirim"]);

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

  /* A visit with its pictures as one text that somebody takes away; the phone keeps what it has. */
  async function copyOf(visit) {
    const foto = [];
    for (const one of visit.foto) {
      const bytes = await photo(visit.uuid, one.sidik);
      const made = bytes && await new Promise((done) => {
        const reader = new FileReader();
        reader.onload = () => done(reader.result.split(",")[1]);
        reader.readAsDataURL(new Blob([bytes]));
      });
      foto.push({ nama: one.nama, sidik: one.sidik, isi: made || null });
    }
    const { keluarga, ...rest } = visit;
    return JSON.stringify({ ...rest, tiket: keluarga.tiket, foto });
  }

  /* Only by somebody's hand: the visit and its pictures go together, and the list says that they went. */
  async function discard(visit) {
    const note = await pack({ uuid: visit.uuid, tiket: visit.keluarga.tiket, dibuang: true, pada: new Date().toISOString() });
    await within(["kunjungan", "foto", "terkirim"], "readwrite", (visits, photos, sent) => {
      visit.foto.forEach((one) => photos.delete(`${visit.uuid} ${one.sidik}`));
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

  window.Lapangan = { put, get, all, hash, putPhoto, photo, erasePhoto, eraseVisit, copyOf, discard, replaceFamilies };
})();
