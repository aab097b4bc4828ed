// The service worker: pages from the network first, assets from the store first, the API never.
// The build puts its own number in place of __VERSION__; the store of another number is dropped.

const STORE = "comptoir-__VERSION__";

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("comptoir-") && name !== STORE) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

async function kept(request) {
  const store = await caches.open(STORE);
  const found = await store.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await store.put(request, answer.clone());
  return answer;
}

/** The page without its query: what it asks for is the API's to say, and the API is never kept. */
function plain(url) {
  return `${url.origin}${url.pathname}`;
}

async function page(request, url) {
  const store = await caches.open(STORE);
  const [, operator, language] = url.pathname.split("/");
  const offline = `${url.origin}/${operator}/${language}/offline/`;
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      await store.put(plain(url), answer.clone());
      if (language && !(await store.match(offline))) store.add(offline).catch(() => undefined);
    }
    return answer;
  } catch (error) {
    const found = (await store.match(plain(url))) ?? (await store.match(offline));
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/api/") || url.pathname.startsWith("/_")) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (/^\/assets\/|\.(css|svg)$/.test(url.pathname)) event.respondWith(kept(request));
});
