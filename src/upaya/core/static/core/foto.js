/* A picture is made smaller on the device: upright, 1,920 pixels on its long side, at most 300 kB.
   Drawing it anew leaves place, time and device behind. Nothing here touches the page or the network. */
(() => {
  "use strict";

  const SIDES = [1920, 1600, 1280, 1024, 800, 640], QUALITIES = [0.85, 0.7, 0.55];
  const MOST = 300 * 1024, SMALL = 320, HEAD = 256 * 1024;
  const HEIC = "Foto HEIC ini tidak dapat dibuka peramban ini. Simpan sebagai JPG, lalu pilih lagi; di iPhone: Pengaturan, Kamera, Format, pilih Paling Kompatibel.";
  const BROKEN = "Gambar ini tidak dapat dibuka peramban ini. Buka di aplikasi foto, simpan ulang sebagai JPG, lalu pilih lagi.";
  class Unreadable extends Error {}

  const ascii = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));
  const heif = (bytes) => ascii(bytes, 4, 8) === "ftyp" && /^(hei[cxms]|hev[cx]|mif1|msf1|avif)$/.test(ascii(bytes, 8, 12));
  const isPicture = (file) => file.type.startsWith("image/") || /\.(jpe?g|png|heic|heif|avif|webp)$/i.test(file.name);

  async function decode(file, bytes) {
    try {
      return await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch { /* a huge one may still open when it is made smaller while it is read */ }
    try {
      return await createImageBitmap(file, { imageOrientation: "from-image", resizeWidth: SIDES[0], resizeQuality: "medium" });
    } catch {
      throw new Unreadable(heif(bytes) ? HEIC : BROKEN);
    }
  }

  /* `canvas` with the whole picture on white, its long side at most `side`. */
  function draw(bitmap, side, canvas = document.createElement("canvas")) {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.imageSmoothingQuality = "high";
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas;
  }
  const jpg = (canvas, quality) => new Promise((done) => canvas.toBlob(done, "image/jpeg", quality));

  async function small(bitmap) {
    for (const side of SIDES) {
      const canvas = draw(bitmap, side);
      for (const quality of QUALITIES) {
        const made = await jpg(canvas, quality);
        if (made && made.size <= MOST) return made;
      }
    }
    throw new Unreadable(BROKEN);
  }

  /* { berkas, kecil, kepala, asal }: the file to send, a small picture (null for what is none), the head
     of the file as it was, its bytes. Throws Unreadable with a sentence. */
  async function shrink(file) {
    const asal = await file.arrayBuffer();
    if (!isPicture(file)) return { berkas: file, kecil: null, kepala: null, asal };
    const bitmap = await decode(file, new Uint8Array(asal, 0, Math.min(asal.byteLength, 16)));
    try {
      const made = await small(bitmap);
      const name = `${file.name.replace(/\.[^.]*$/, "") || "foto"}.jpg`;
      const berkas = new File([made], name, { type: "image/jpeg" });
      return { berkas, kecil: await jpg(draw(bitmap, SMALL), 0.6), kepala: file.slice(0, HEAD), asal };
    } finally {
      bitmap.close();
    }
  }

  /* A small picture on a canvas of the page: drawn, so that no policy has to let a blob in. */
  async function show(blob, words) {
    const canvas = document.createElement("canvas");
    canvas.className = "foto-kecil";
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", words);
    try {
      const bitmap = await createImageBitmap(blob);
      draw(bitmap, SMALL, canvas);
      bitmap.close();
    } catch { canvas.width = canvas.height = 1; }
    return canvas;
  }

  /* The small picture of one that was made small before; null for what cannot be opened. */
  async function thumb(blob) {
    try {
      const bitmap = await createImageBitmap(blob);
      try { return await jpg(draw(bitmap, SMALL), 0.6); } finally { bitmap.close(); }
    } catch { return null; }
  }

  /* Bytes as people say them here: "240 kB", "9,8 GB". */
  const size = (bytes) => {
    const units = ["kB", "MB", "GB", "TB"];
    let value = bytes / 1024, at = 0;
    while (value >= 1000 && at < units.length - 1) { value /= 1024; at += 1; }
    return `${value.toLocaleString("id-ID", { maximumFractionDigits: value < 10 && at ? 1 : 0 })} ${units[at]}`;
  };

  window.Foto = { shrink, show, thumb, size, isPicture, Unreadable };
})();
