/* Reads a signed line and a signed extract by the public keys that this counter trusts. */
(() => {
  "use strict";

  const bytes = (text) => {
    if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new Error("bukan base64url");
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (one) => one.charCodeAt(0));
  };
  const same = (text, raw) => btoa(String.fromCharCode(...raw)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") === text;
  const utf8 = (text) => new TextEncoder().encode(text);

  /* Whether this browser knows Ed25519 at all: without it nothing is called checked. */
  let known = null;
  const able = () => (known ??= (async () => {
    try {
      await crypto.subtle.importKey("raw", new Uint8Array(32).fill(9), { name: "Ed25519" }, false, ["verify"]);
      return true;
    } catch { return false; }
  })());

  async function holds(key, signature, said) {
    try {
      const raw = bytes(signature);
      if (!same(signature, raw)) return false;
      const made = await crypto.subtle.importKey("raw", bytes(key), { name: "Ed25519" }, false, ["verify"]);
      return await crypto.subtle.verify({ name: "Ed25519" }, made, raw, utf8(said));
    } catch { return false; }
  }

  /* {fields} or {fault}; `sure` is false where the browser cannot check. */
  async function read(line, keys, revoked) {
    const parts = line.trim().split(".");
    if (line.length > 1000 || parts.length !== 4 || parts[0] !== "J1") return { fault: "Ini bukan kode loket Jamkesda." };
    const [, name, content, signature] = parts;
    if (revoked.includes(name)) return { fault: "Kunci yang menandatangani kode ini sudah dicabut. Kartu atau surat ini tidak dapat diterima tanpa jaringan." };
    if (!(name in keys)) return { fault: "Kuncinya tidak dikenal loket ini. Ambil ekstrak baru selagi tersambung." };
    const sure = await able();
    if (sure && !await holds(keys[name], signature, parts.slice(0, 3).join("."))) return { fault: "Tanda tangannya tidak cocok: kode ini diubah atau palsu." };
    try {
      const raw = bytes(content);
      if (!same(content, raw)) return { fault: "Isi kodenya tidak terbaca." };
      return { fields: new TextDecoder("utf-8", { fatal: true }).decode(raw).split("|"), sure };
    } catch { return { fault: "Isi kodenya tidak terbaca." }; }
  }

  /* An extract from the server vouches for its own keys; one from a file only by a key that is trusted already. */
  async function extract(given, keys) {
    const said = JSON.parse(given.isi);
    if (said.jenis !== "E" || typeof said.kunci !== "object" || !Array.isArray(said.peserta)) throw new Error("Berkas ini bukan ekstrak Jamkesda.");
    const trusted = keys || said.kunci;
    if (!(given.kunci in trusted)) throw new Error("Ekstrak ini ditandatangani kunci yang tidak dikenal loket ini.");
    if (!await able()) { if (keys) throw new Error("Peramban ini tidak dapat memeriksa ekstrak dari berkas."); return said; }
    if (!await holds(trusted[given.kunci], given.tanda, given.isi)) throw new Error("Tanda tangan ekstrak tidak cocok; ekstrak tidak dipakai.");
    return said;
  }

  window.Tanda = { able, read, extract };
})();
