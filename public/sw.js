// Keeps the whole site for the day when there is no network, and changes from one build to the next only whole.
// A build is what index.html names: its id, and each part with its checksum. Feeds are none of its business: what was
// read of them the board keeps itself. Plain ES2017.
'use strict';

const PREFIX = 'maltavla-build-';
/** So long the network may take before the page that is kept is shown instead, in ms. */
const WAIT = 1000;
/** The running build, and the one before it: a page that is still open may ask for its rarer parts. */
const KEPT = 2;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(take().catch(() => {}));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => {
  if (event.data !== 'look' || !event.source) return;
  event.waitUntil(take().then((build) => event.source.postMessage({ build }), () => {}));
});
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const scope = new URL(self.registration.scope);
  if (event.request.method !== 'GET' || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return;
  const path = url.pathname.slice(scope.pathname.length);
  if (event.request.mode === 'navigate' && (path === '' || path === 'index.html')) event.respondWith(page(event.request));
  else if (/^maltavla[a-z-]*-[0-9a-f]{16}\.\w+$/.test(path)) event.respondWith(part(event.request, true));
  else if (/^(fonts\/.+|icon\.svg|board\.json|demo\.\w+\.json)$/.test(path)) event.respondWith(part(event.request, false));
});

/** What index.html says of its build: `{ id, parts: [[name, checksum], …] }`. */
function described(text) {
  const build = /<meta name="maltavla-build" content="([0-9a-f]+)" data-parts="([^"]*)">/.exec(text);
  if (!build) throw new Error('no build is named');
  return { id: build[1], parts: build[2].split(' ').filter(Boolean).map((part) => part.split('=sha384-')) };
}

/** The caches of whole builds, the newest last. */
async function builds() {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const cache = await caches.open(name);
    if (await cache.match('./')) found.push({ name, cache });
  }
  return found;
}

let taking;
/** Looks which build is out there; if it is new, fetches it whole, each part checked. Answers with its id. */
function take() {
  taking = taking || looked().then((id) => { taking = undefined; return id; }, (error) => { taking = undefined; throw error; });
  return taking;
}

async function looked() {
  const answer = await fetch('./', { cache: 'no-store', credentials: 'same-origin' });
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  const copy = answer.clone();
  const build = described(await answer.text());
  const name = PREFIX + build.id;
  const cache = await caches.open(name);
  if (!await cache.match('./')) {
    await Promise.all(build.parts.map(async ([path, sum]) => {
      const fetched = await fetch(path, { cache: 'no-cache', integrity: `sha384-${sum}` });
      if (!fetched.ok) throw new Error(`${path}: ${fetched.status}`);
      await cache.put(path, fetched);
    }));
    // The page comes last: a build without it is not whole.
    await cache.put('./', copy);
  }
  const all = (await caches.keys()).filter((other) => other.startsWith(PREFIX) && other !== name);
  const whole = (await builds()).map((one) => one.name).filter((other) => other !== name);
  const stay = new Set(whole.slice(1 - KEPT));
  await Promise.all(all.filter((other) => !stay.has(other)).map((other) => caches.delete(other)));
  return build.id;
}

/** The page of the newest whole build; a new one is taken first, if that goes quickly. */
async function page(request) {
  const late = new Promise((done) => { setTimeout(done, WAIT); });
  const id = await Promise.race([take().catch(() => undefined), late]);
  const all = await builds();
  const newest = all.find((one) => one.name === PREFIX + id) || all[all.length - 1];
  const kept = newest && await newest.cache.match('./');
  return kept || fetch(request);
}

/** A part: from whichever build has it; what has no checksum in its name is asked for first, if that goes quickly. */
async function part(request, fixed) {
  if (!fixed) {
    const late = new Promise((done) => { setTimeout(done, WAIT); });
    const fresh = await Promise.race([asked(request).catch(() => undefined), late]);
    if (fresh) return fresh;
  }
  for (const one of (await builds()).reverse()) {
    const kept = await one.cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
  }
  return fetch(request);
}

/** What the server has of a file, kept; nothing if it sends something else, as a network does that wants a login. */
async function asked(request) {
  const answer = await fetch(request);
  if (!answer.ok || answer.redirected || /^text\/html/.test(answer.headers.get('Content-Type') || '')) return undefined;
  const all = await builds();
  const newest = all[all.length - 1];
  if (newest) await newest.cache.put(request, answer.clone()).catch(() => {});
  return answer;
}
