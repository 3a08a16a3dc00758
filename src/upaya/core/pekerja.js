/* Keeps a shell on the device: one page and what it links to, nothing else.
   No answer of a person, no list of people and no token passes through here. Which page (SHELL) and
   where it is kept (STORE) stands above, written by core/cangkang.py. */
const WAIT = 4000;

const ours = (answer) => answer.ok && !answer.redirected && answer.headers.get("X-Cangkang") === "1";

async function keep(answer) {
  const text = await answer.clone().text();
  const linked = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((one) => one[1]);
  const store = await caches.open(STORE);
  for (const address of linked) {
    if (await store.match(address)) continue;
    const found = await fetch(address);
    if (!found.ok) throw new Error(address);
    await store.put(address, found);
  }
  await store.put(SHELL, answer);
  for (const one of await store.keys()) {
    const path = new URL(one.url).pathname;
    if (path !== SHELL && !linked.includes(path)) await store.delete(one);
  }
}

async function shell() {
  const stored = await caches.match(SHELL);
  const gone = new AbortController();
  const timer = setTimeout(() => gone.abort(), WAIT);
  try {
    const answer = await fetch(SHELL, { signal: stored ? gone.signal : undefined, credentials: "omit" });
    if (!ours(answer)) return stored || answer;
    await keep(answer.clone()).catch(() => {});
    return answer;
  } catch (fault) {
    if (stored) return stored;
    throw fault;
  } finally {
    clearTimeout(timer);
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const answer = await fetch(SHELL, { credentials: "omit" });
    if (!ours(answer)) throw new Error("bukan cangkang");
    await keep(answer);
    await self.skipWaiting();
  })());
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const at = new URL(event.request.url);
  if (event.request.method !== "GET" || at.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && at.pathname === SHELL) event.respondWith(shell());
  else if (at.pathname.startsWith("/static/")) {
    event.respondWith(caches.match(event.request).then((found) => found || fetch(event.request)));
  }
});
